"""`dataclass` as in the standard library, made in two thirds of the time.

The program makes some 170 of them whenever it starts. What all do alike, comparing themselves and
saying what they hold, is written here once; the standard library writes and compiles it for each.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None, /, *, eq: bool = True, frozen: bool = False, **options: bool
    ) -> Any:  # noqa: ANN401 - a class, or what makes one of a class
        """Return a class as a dataclass; none is ordered, and of no other kind of hash."""

        def made(cls: type) -> type:
            own = set(vars(cls))
            cls = dataclasses.dataclass(cls, repr=False, eq=False, frozen=frozen, **options)
            if "__repr__" not in own:
                cls.__repr__ = _said
            if eq and "__eq__" not in own:
                names = [field.name for field in dataclasses.fields(cls) if field.compare]
                cls._compared = staticmethod(attrgetter(*names) if names else _nothing)
                cls.__eq__, cls.__hash__ = _is_equal, _hashed if frozen else None
            return cls

        return made if cls is None else made(cls)


def _said(self: Any) -> str:  # noqa: ANN401 - any of them
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _is_equal(self: Any, other: Any) -> Any:  # noqa: ANN401
    if type(other) is not type(self):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hashed(self: Any) -> int:  # noqa: ANN401
    return hash(self._compared(self))


def _nothing(_: object) -> tuple[()]:
    return ()
