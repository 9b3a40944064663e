"""The kinds of section, a module each: what report.toml says of one, and how it is resolved.

A new kind is a new module here, found by its `KIND`; what it becomes is a class of
`model.sections`, and how that is laid out a module of `layout.kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field

from shinchoku.definition.resolver import Kind
from shinchoku.definition.schema.sections import SectionSpec

_MODULES = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))

KINDS: Mapping[type[SectionSpec], Kind[Any]] = {m.KIND.spec: m.KIND for m in _MODULES}

if TYPE_CHECKING:
    SectionUnion = SectionSpec
else:
    SectionUnion = Annotated[Union[tuple(KINDS)], Field(discriminator="kind")]  # noqa: UP007
