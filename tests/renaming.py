"""The sample under other names: every level, form, column and scale is called something else."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from conftest import SAMPLE
from toml_text import toml_text

LEVELS = {
    "pillar": "柱",
    "objective": "目標",
    "plan": "L3",
    "related": "L4",
    "group": "L5",
    "project": "L6",
}
FORMS = {"items": "様式1", "kpi": "様式2"}
SCALES = {"progress": "尺度"}
COLUMNS = {
    "items": {"target": "c1", "baseline": "c2", "planned": "c3", "actual": "実績欄", "grade": "c5",
              "reason": "c6", "note": "c7"},
    "kpi": {"name": "k1", "target": "k2", "baseline": "k3", "actual": "k4", "footnote": "k5"},
}  # fmt: skip
Names = Mapping[str, str]


def rename_sample(target: Path) -> Path:
    """Write the renamed round, with its answers, into a folder of the round's own name."""
    shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns("templates", "submitted"))
    report = tomllib.loads((SAMPLE / "report.toml").read_text(encoding="utf-8"))
    (target / "report.toml").write_text(toml_text(_report(report)), encoding="utf-8")
    _table(target / "master" / "plans.csv", LEVELS)
    _table(target / "master" / "tree.csv", LEVELS | COLUMNS["items"], kinds=LEVELS)
    _table(target / "master" / "indicators.csv", LEVELS | COLUMNS["kpi"])
    for form, columns in COLUMNS.items():
        _table(target / "answers" / f"{form}.csv", columns)
        (target / "answers" / f"{form}.csv").rename(target / "answers" / f"{FORMS[form]}.csv")
    return target


def _table(path: Path, names: Names, kinds: Names | None = None) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    if kinds:
        at = header.index("kind")
        rows = [[kinds.get(c, c) if i == at else c for i, c in enumerate(row)] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([[names.get(name, name) for name in header], *rows])


def _report(report: dict[str, Any]) -> dict[str, Any]:
    levels = [_changed(level, _level) for level in report["levels"]]
    return {
        **report,
        "levels": levels,
        "scales": [{**scale, "id": SCALES[scale["id"]]} for scale in report["scales"]],
        "forms": [_form(form) for form in report["forms"]],
        "open_data": {
            **report["open_data"],
            "figures": [_named(name) for name in report["open_data"]["figures"]],
        },
        "tallies": [_tally(tally) for tally in report["tallies"]],
        "sections": [_section(section) for section in report["sections"]],
    }


def _changed(table: dict[str, Any], change: Callable[[str, Any], Any]) -> dict[str, Any]:
    return {key: change(key, value) for key, value in table.items()}


def _level(key: str, value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type
    match key:
        case "id" | "count_in":
            return LEVELS[value]
        case "under":
            return [LEVELS[name] for name in value]
        case "reference" | "serial":
            return re.sub(r"\{(\w+)\}", lambda m: f"{{{LEVELS.get(m[1], m[1])}}}", value)
    return value


def _form(form: dict[str, Any]) -> dict[str, Any]:
    columns = COLUMNS[form["id"]]
    prints = {LEVELS.get(level, level): look for level, look in form["print"].items()}
    if "heading" in prints:
        values = [columns[name] for name in prints["heading"]["values"]]
        prints["heading"] = {**prints["heading"], "values": values}
    return {
        **form,
        "id": FORMS[form["id"]],
        "path": [LEVELS[name] for name in form["path"]],
        "columns": [_column(column, columns) for column in form["columns"]],
        "print": prints,
    }


def _column(column: dict[str, Any], names: Names) -> dict[str, Any]:
    def change(key: str, value: Any) -> Any:  # noqa: ANN401
        match key:
            case "id":
                return names[value]
            case "scale":
                return SCALES[value]
            case "compare":
                return [names[name] for name in value]
            case "needs" | "only_when_nothing":
                return {code: [names[name] for name in ids] for code, ids in value.items()}
            case "repeat":
                return value.replace("{grade}", f"{{{names['grade']}}}")
        return value

    return _changed(column, change)


def _tally(tally: dict[str, Any]) -> dict[str, Any]:
    form = tally["column"].partition(".")[0]
    breakdown = {code: COLUMNS[form][name] for code, name in tally["breakdown"].items()}
    by = [LEVELS[name] for name in tally["by"]]
    return {**tally, "column": _named(tally["column"]), "breakdown": breakdown, "by": by}


def _named(name: str) -> str:
    """Return what a form's column is called now: items.grade."""
    form, _, column = name.partition(".")
    return f"{FORMS[form]}.{COLUMNS[form][column]}"


def _section(section: dict[str, Any]) -> dict[str, Any]:
    def change(key: str, value: Any) -> Any:  # noqa: ANN401
        match key:
            case "form":
                return FORMS[value]
            case "split" | "level":
                return LEVELS[value]
            case "contents" | "under":
                return _changed(value, change)
            case "parts":
                return [_part(part) for part in value]
        return value

    return _changed(section, change)


def _part(part: dict[str, Any]) -> dict[str, Any]:
    if part["style"] == "excerpt":
        names = COLUMNS[part["form"]]
        callouts = {names[name]: mark for name, mark in part["callouts"].items()}
        return {**part, "form": FORMS[part["form"]], "callouts": callouts}
    return {**part, "scale": SCALES[part["scale"]]} if part["style"] == "scale" else part
