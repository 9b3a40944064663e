"""Operators on the files of a definition: bytes, encodings, what is missing or there twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from random_definitions import Drawn
from random_texts import Dice
from thing_to_change import Operator


def _report(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        file = folder / "report.toml"
        if file.exists():
            file.write_bytes(change(file.read_bytes()))

    return spoil


def _tables(dice: Dice, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        files = sorted((folder / "master").glob("*"))
        if files:
            file = dice.choice(files)
            file.write_bytes(change(file.read_bytes()))

    return spoil


def report_missing(drawn: Drawn, dice: Dice) -> None:
    del dice
    drawn.spoilings.append(lambda folder: (folder / "report.toml").unlink())


def report_in_other_encoding(drawn: Drawn, dice: Dice) -> None:
    name = dice.choice(["cp932", "utf-16", "utf-8-sig"])
    drawn.spoilings.append(_report(lambda data: data.decode().encode(name, "replace")))


def report_cut(drawn: Drawn, dice: Dice) -> None:
    share = dice.random()
    drawn.spoilings.append(_report(lambda data: data[: int(len(data) * share)]))


def report_of_no_toml(drawn: Drawn, dice: Dice) -> None:
    more = dice.choice(
        [b"[", b"a = \n", b"a b = 1", b"= 1", b'x = "', b"y = 08", b"z = 2031-99-01"]
    )
    drawn.spoilings.append(_report(lambda data: data + more))


def report_nested_deep(drawn: Drawn, dice: Dice) -> None:
    depth = dice.choice([10, 2000, 100_000])
    more = dice.choice([b"x = %s%s", b"x = {a = %s%s}"]) % (b"[" * depth, b"]" * depth)
    drawn.spoilings.append(_report(lambda data: data + more))


def report_says_twice(drawn: Drawn, dice: Dice) -> None:
    more = dice.choice(
        [b"schema = 2\n", b"[round]\n", b"[[forms]]\nid = 'x'\n", b"[theme.colors]\n"]
    )
    drawn.spoilings.append(_report(lambda data: data + more))


def report_with_other_ends(drawn: Drawn, dice: Dice) -> None:
    end = dice.choice([b"\r\n", b"\n\n", b" # note\n"])
    drawn.spoilings.append(_report(lambda data: data.replace(b"\n", end)))


def master_missing(drawn: Drawn, dice: Dice) -> None:
    del dice
    drawn.spoilings.append(lambda folder: shutil.rmtree(folder / "master"))


def master_twice(drawn: Drawn, dice: Dice) -> None:
    name = "x.csv" if drawn.in_book else "master.xlsx"
    data = dice.choice([b"", b"a,b\n", b"PK"])
    drawn.spoilings.append(lambda folder: (folder / "master" / name).write_bytes(data))


def master_of_no_table(drawn: Drawn, dice: Dice) -> None:
    more = dice.choice(
        [b'"', b'\n"a', b"\xff\xfe", b"\x00", "か".encode() + b"\xe3\x81", b"\n,,,,,,,,,,,,,x"]
    )
    drawn.spoilings.append(_tables(dice, lambda data: data + more))


def master_emptied(drawn: Drawn, dice: Dice) -> None:
    data = dice.choice([b"", b"\n", b"\xef\xbb\xbf", b"id\n", b"PK\x03\x04"])
    drawn.spoilings.append(_tables(dice, lambda _: data))


def master_in_cp932(drawn: Drawn, dice: Dice) -> None:
    drawn.spoilings.append(
        _tables(dice, lambda data: data.decode("utf-8-sig").encode("cp932", "replace"))
    )


def master_in_a_book(drawn: Drawn, dice: Dice) -> None:
    del dice
    drawn.in_book = not drawn.in_book


OPERATORS: tuple[Operator, ...] = (
    report_missing,
    report_in_other_encoding,
    report_cut,
    report_of_no_toml,
    report_nested_deep,
    report_says_twice,
    report_with_other_ends,
    master_missing,
    master_twice,
    master_of_no_table,
    master_emptied,
    master_in_cp932,
    master_in_a_book,
)
