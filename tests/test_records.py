"""The program's dataclasses do what the standard library's do; that is the witness."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from shinchoku import records

Maker = Callable[..., Any]
KINDS: dict[str, dict[str, bool]] = {
    "plain": {},
    "frozen": {"frozen": True},
    "frozen with slots": {"frozen": True, "slots": True},
    "keywords alone": {"frozen": True, "slots": True, "kw_only": True},
    "no equality": {"frozen": True, "eq": False},
}


def made(maker: Maker, **kind: bool) -> type[Any]:
    """Return a class of each kind of field, made in one way or the other."""

    @maker(**kind)
    class Made:
        one: int
        other: str = "x"
        unseen: int = field(default=0, compare=False)
        unsaid: tuple[str, ...] = field(default=(), repr=False)

    return Made


def both(**kind: bool) -> tuple[type[Any], type[Any]]:
    return made(records.dataclass, **kind), made(dataclasses.dataclass, **kind)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_it_is_shown_and_compared_as_any_dataclass(kind: dict[str, bool]) -> None:
    given = ({"one": 1}, {"one": 1, "unseen": 2}, {"one": 1, "unsaid": ("a",)}, {"one": 2})
    ours, theirs = ([cls(**each) for each in given] for cls in both(**kind))
    assert [repr(each) for each in ours] == [repr(each) for each in theirs]
    equal = [[one == other for other in ours] for one in ours]
    assert equal == [[one == other for other in theirs] for one in theirs]
    assert [each == 1 for each in ours] == [False] * 4


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_it_is_hashed_as_any_dataclass(kind: dict[str, bool]) -> None:
    own, theirs = both(**kind)
    assert (own.__hash__ is None) == (theirs.__hash__ is None)
    if own.__hash__ is not None:
        assert len({own(one=1), own(one=1), own(one=2)}) == len(
            {theirs(one=1), theirs(one=1), theirs(one=2)}
        )


def test_what_is_frozen_stays_and_is_replaced() -> None:
    own, _ = both(frozen=True, slots=True)
    first = own(one=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.one = 2
    assert dataclasses.replace(first, one=2) == own(one=2)
    assert not hasattr(first, "__dict__")


def test_its_own_methods_are_kept_and_those_of_no_fields_are_equal() -> None:
    @records.dataclass(frozen=True)
    class Said:
        one: int

        def __repr__(self) -> str:
            return f"<{self.one}>"

    @records.dataclass(frozen=True)
    class Empty:
        pass

    assert repr(Said(3)) == "<3>"
    assert (Empty() == Empty(), hash(Empty()) == hash(Empty())) == (True, True)


def test_another_class_with_the_same_values_is_another() -> None:
    one, other = made(records.dataclass, frozen=True), made(records.dataclass, frozen=True)
    assert one(one=1) != other(one=1)


@records.dataclass(frozen=True, slots=True)
class Kept:
    """Stands in a module, so that it can be stored."""

    one: int
    other: str = "x"


def test_it_can_be_stored() -> None:
    assert pickle.loads(pickle.dumps(Kept(1))) == Kept(1)  # noqa: S301 - its own bytes
