"""Files and folders of a round: many of them, and tables and journals that are long."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from openpyxl import Workbook

from correcting import Row, as_xlsx
from filling import file_of, opened
from hostile.kinds import FIRST, FORM, Round, in_round, prose
from shinchoku import pipeline
from shinchoku.intake.ledger import LEDGER
from shinchoku.issued import ISSUED


def copies(round_: Round, count: int) -> Iterable[Path]:
    """Yield copies of the answer, each made as it is asked for."""
    path = round_.answer
    for number in range(count):
        yield Path(shutil.copyfile(path, path.with_name(f"{path.stem}_{number}.xlsx")))


@in_round("E106")
def versions(round_: Round, count: int) -> None:
    for number, path in enumerate(copies(round_, count // 100)):
        with opened(path) as book:
            book[FORM].cell(FIRST, 8).value = f"{number}か所"


@in_round("N501")
def equal_copies(round_: Round, count: int) -> None:
    for _ in copies(round_, count // 10):
        pass


@in_round("E102")
def tiny_files(round_: Round, count: int) -> None:
    for number in range(count):
        (round_.folder / "submitted" / f"{number}.xlsx").write_text("x")


@in_round("E102")
def foreign_files(round_: Round, count: int) -> None:
    for number in range(count):
        (round_.folder / "submitted" / f"メモ{number}.txt").write_text("電話した", "utf-8")


@in_round()
def files_left_behind(round_: Round, count: int) -> None:
    for number in range(count):
        (round_.folder / "submitted" / f"~$メモ{number}.xlsx").write_text("x")
        (round_.folder / "submitted" / f"{number}.tmp").write_text("x")


@in_round("E103")
def strangers_books(round_: Round, count: int) -> None:
    book = Workbook()
    book.save(round_.folder / "submitted" / "0.xlsx")
    for number in range(1, count // 5):
        path = round_.folder / "submitted" / f"{number}.xlsx"
        shutil.copyfile(round_.folder / "submitted" / "0.xlsx", path)


@in_round()
def deep_folders(round_: Round, count: int) -> None:
    deep = round_.folder / "submitted" / "/".join(["古い"] * (count // 10))
    deep.mkdir(parents=True)


@in_round("E106")
def long_file_names(round_: Round, count: int) -> None:
    for number in range(count // 100):
        name = f"{'長い名前' * 19}{number}.xlsx"
        path = Path(shutil.copyfile(round_.answer, round_.answer.with_name(name)))
        with opened(path) as book:
            book[FORM].cell(FIRST, 8).value = f"{number}か所"


@in_round("E201", "N505")
def answers_of_a_neighbour(round_: Round, count: int) -> None:
    """Send another department's workbook as one's own, with some rows added."""
    with opened(file_of(round_.folder, "D16")) as other, opened(round_.answer) as book:
        for row in other[FORM].iter_rows(min_row=FIRST):
            values = [cell.value for cell in row[:11]]
            book[FORM].append(values)
        for number in range(count):
            book[FORM].append([f"P10-{number}", *[""] * 6, "済"])


# ---------------------------------------------------------------- journals


@in_round()
def a_long_ledger(round_: Round, count: int) -> None:
    path = round_.folder / LEDGER
    record = json.loads(path.read_text("utf-8").splitlines()[0])
    with path.open("a", encoding="utf-8") as stream:
        for number in range(count * 25):
            event = ("received", "excluded", "undone")[number % 3]
            name = f"submitted/古い{number // 3}.xlsx"
            line = {**record, "event": event, "sha256": f"{number // 3:064x}", "name": name}
            line |= {"undoes": "excluded"} if event == "undone" else {}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


@in_round()
def a_ledger_of_one_file_renamed(round_: Round, count: int) -> None:
    path = round_.folder / LEDGER
    record = json.loads(path.read_text("utf-8").splitlines()[0])
    record |= {"sha256": "1" * 64}
    with path.open("a", encoding="utf-8") as stream:
        for number in range(count * 10):
            formerly = f"submitted/{number - 1}.xlsx" if number else ""
            line = {**record, "name": f"submitted/{number}.xlsx", "formerly": formerly}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            if number % 10 == 0:
                line |= {"event": "accepted", "formerly": ""}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")


@in_round()
def a_long_record_of_issues(round_: Round, count: int) -> None:
    path = round_.folder / ISSUED
    lines = path.read_text("utf-8").splitlines()
    with path.open("a", encoding="utf-8") as stream:
        for number in range(count // 10):
            stream.write(lines[number % len(lines)] + "\n")


# ---------------------------------------------------------------- tables of the planning section


def _answers(round_: Round) -> list[tuple[str, str, str]]:
    """Return id, column and text of what the sample's departments wrote."""
    submitted = pipeline.examine(round_.folder).merged.submitted
    return [
        (key.owner_id, key.column_id, value.text)
        for key, value in submitted.items()
        if key.column_id == "actual" and re.search("[0-9]", value.text)
    ]


def _corrected(round_: Round, rows: Iterable[Row]) -> None:
    """Write a table of corrections that somebody answers for."""
    as_xlsx(round_.folder, [(*row, "課長", "指示") for row in rows])


@in_round()
def corrections(round_: Round, count: int) -> None:
    found = _answers(round_)[: count // 5]
    _corrected(round_, ((owner, column, text, f"{text}。") for owner, column, text in found))


@in_round("E804")
def corrections_of_another_text(round_: Round, count: int) -> None:
    found = islice(cycle(_answers(round_)), count)
    _corrected(round_, ((owner, column, f"別の{text}", "後") for owner, column, text in found))


@in_round("E802")
def corrections_of_unknown_items(round_: Round, count: int) -> None:
    _corrected(round_, ((f"P99-{number}", "実績", "年1回", "年2回") for number in range(count)))


@in_round("E806")
def one_correction_repeated(round_: Round, count: int) -> None:
    owner, column, text = _answers(round_)[0]
    _corrected(round_, [(owner, column, text, f"{text}。")] * count)


@in_round("E804")
def long_corrections(round_: Round, count: int) -> None:
    long = prose(count * 15)
    found = _answers(round_)[: count // 20]
    _corrected(round_, ((owner, column, long + text, long) for owner, column, text in found))


@in_round("definition")
def a_master_of_wrong_rows(round_: Round, count: int) -> None:
    path = round_.folder / "master" / "indicators.csv"
    with path.open("a", encoding="utf-8", newline="") as stream:
        for number in range(count):
            wrong = (f"K {number}", f"P9{number}", f"名{number}", "", "", f"D9{number}", "x")
            csv.writer(stream).writerow(wrong)
