"""Make a filled round of very many departments: made up, below the sample's plans and definition.

Usage: python tests/bench/thousand.py FOLDER [DEPARTMENTS] [ITEMS]; at_scale.py then measures it.

The template writer fills the answers in: nobody types a thousand workbooks. The master's names and
targets are those of the sample's items, over and over; grades go round. Notes stand where the scale
asks for them.
"""

import shutil
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import SAMPLE
from csv_files import records, write_records
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.identity import template_file_name
from shinchoku.model import Key
from shinchoku.templates.writer import write_template

ANSWERS = (  # as the scale wants them
    {"actual": "計画どおり実施", "grade": "A", "note": "予定した内容をすべて実施した。"},
    {"actual": "計画を上回る", "grade": "A+", "note": "予定より多くの区民が参加した。"},
    {"actual": "一部実施", "grade": "B", "reason": "その他", "note": "協議に時間を要した。"},
)
ABOUT = {"respondent": "担当", "extension": "1", "confirmed_by": "課長", "confirmed_on": "5月"}


def items(rows: list[dict[str, str]], departments: int, each: int) -> Iterator[dict[str, str]]:
    """Yield a group and the items of every department, the plans in turn."""
    plans = list(dict.fromkeys(row["plan"] for row in rows if row["plan"]))
    models = cycle([row for row in rows if row["kind"] == "item" and row["planned"]])
    for number, plan in zip(range(1, departments + 1), cycle(plans)):
        name = f"Z{number:04}"
        yield {"plan": plan, "kind": "group", "id": f"{plan}-X{number}", "name": f"{name}の取組"}
        for index, model in enumerate(islice(models, each), start=1):
            own = {"id": f"{name}-{index:02}", "plan": plan, "department": name, "repeat": ""}
            yield {**model, **own, "page_break": ""}


def make(target: Path, departments: int, each: int) -> None:
    """Make the round in a folder that is not there yet, and fill it."""
    shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns("templates", "submitted"))
    shutil.rmtree(target / "answers")
    report = target / "report.toml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace(f'"{SAMPLE.name}"', f'"{target.name}"', 1), encoding="utf-8")
    master = target / "master"
    for name in ("tree", "indicators"):  # the sample's own are answered by the first department
        rows = records(master / f"{name}.csv")
        for row in rows:
            row["department"] = row["department"] and "Z0000"
        if name == "tree":
            made = [dict.fromkeys(rows[0], "") | row for row in items(rows, departments, each)]
            order = list(dict.fromkeys(row["plan"] for row in rows))
            rows = sorted([*rows, *made], key=lambda row: order.index(row["plan"]))
        write_records(master / f"{name}.csv", rows)
    names = [{"id": f"Z{n:04}", "name": f"第{n}課"} for n in range(departments + 1)]
    write_records(master / "departments.csv", names)
    pipeline.distribute(target)
    fill(target)


def fill(folder: Path) -> None:
    """Write every department's workbook once more, with answers."""
    definition = load(folder)
    answers: dict[Key, str] = {}
    for form in definition.forms:
        lines = [line for _, entry in definition.entries(form) for line in entry.lines]
        for line, answer in zip(lines, cycle(ANSWERS)):
            answers |= {Key(line.id, c.id): answer.get(c.id, "") for c in form.answered}
    (folder / "submitted").mkdir()
    for department in definition.departments:
        path = folder / "submitted" / template_file_name(department)
        write_template(path, definition, department, answers=answers, about=ABOUT)


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:] or ("1000", "12")))
