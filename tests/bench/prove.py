"""Random definitions by the thousand: what was used, what came of them, and what failed.

Usage: python tests/bench/prove.py [DEFINITIONS] [FIRST_SEED]; every second one is mutated.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from definition_mutants import OPERATORS
from random_definitions import draw
from shinchoku.definition.schema.report import Report, json_schema
from theorem import prove
from toml_text import toml_text

_LITERALS = {  # of each, every value must be drawn
    "ColumnSpec": ("by", "per", "kind", "print", "required", "otherwise", "align"),
    "GradeSpec": ("rank",),
    "RulesSpec": ("rounding",),
    "RoundSpec": ("language", "calendar"),
}


class Seen(NamedTuple):
    """What one seed came to, as a process can hand it back."""

    seed: int
    outcome: str
    failure: str
    operators: list[str]
    used: Counter[str]


def look(seed: int) -> Seen:
    mutated = seed % 2 == 1
    result = prove(seed, mutated=mutated)
    report = Report.model_validate(tomllib.loads(toml_text(draw(seed).report)))
    used = Counter() if mutated else Counter(_used(report))
    return Seen(seed, result.outcome, str(result) if result.failure else "", result.operators, used)


def _used(model: BaseModel) -> Iterator[str]:
    """Yield each field that is written, and each value that must be drawn."""
    kind = type(model).__name__
    extra = model.__pydantic_extra__ or {}
    for name in (*model.model_fields_set - extra.keys(), *extra):
        value = getattr(model, name) if name not in extra else extra[name]
        yield f"{kind}.{name if name not in extra else '*'}"
        if name in {"style", "as_", *_LITERALS.get(kind, ())} or name == "kind":
            yield f"{kind}.{name} = {value}"
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                yield from _used(inner)


def expected() -> set[str]:
    """Return every field of every class of the schema."""
    written = {*json_schema()["$defs"], "Report"}
    models = [model for model in _below(BaseModel) if model.__name__ in written]
    return {f"{model.__name__}.{name}" for model in models for name in model.model_fields}


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        yield each
        yield from _below(each)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began = time.perf_counter()
    with ProcessPoolExecutor() as executor:
        seen = list(executor.map(look, range(first, first + count), chunksize=10))
    used: Counter[str] = sum((each.used for each in seen), Counter())
    applied = Counter(name for each in seen for name in each.operators)
    _print_uses("used", used, expected())
    _print_uses("operators", applied, set(OPERATORS))
    for mutated in (False, True):
        outcomes = Counter(s.outcome or "FAILED" for s in seen if bool(s.operators) is mutated)
        print("mutated:  " if mutated else "unmutated:", dict(outcomes))
    failures = [each.failure for each in seen if each.failure]
    print(f"{len(seen)} definitions in {time.perf_counter() - began:.0f} s, {len(failures)} failed")
    print("\n".join(failures))
    sys.exit(bool(failures))


def _print_uses(title: str, counted: Counter[str], wanted: set[str]) -> None:
    print(f"--- {title}")
    for name in sorted({*counted, *wanted}):
        print(f"{counted[name]:7} {name}{'' if counted[name] else '   NEVER'}")


if __name__ == "__main__":
    main()
