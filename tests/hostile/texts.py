"""What stands in cells: long texts, many lines, many runs, formulas, formats, comments."""

from __future__ import annotations

from itertools import islice

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook

from filling import cell_of
from hostile.kinds import answers, fill, in_book, prose


@in_book(*["E317"] * 26)
def a_line_end_each(book: Workbook, count: int) -> None:
    fill(book, "あ\n" * (count * 8))


@in_book(*["E317"] * 26)
def a_long_text(book: Workbook, count: int) -> None:
    fill(book, prose(count * 16))


@in_book(*["E317"] * 26)
def one_word_without_end(book: Workbook, count: int) -> None:
    fill(book, "W" * (count * 16))


@in_book(*["E317"] * 26)
def closing_marks(book: Workbook, count: int) -> None:
    fill(book, "」、。）ーっ" * (count * 8 // 3))


@in_book(*["W401"] * 26)
def texts_as_long_as_accepted(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book):
        sheet.cell(row, column).value = "\n".join(["行です。"] * (count * 3 // 20))


@in_book(*["E317"] * 26)
def texts_of_line_ends_and_blanks(book: Workbook, count: int) -> None:
    fill(book, "x" + " \n\t" * (count * 5) + "x")


@in_book(*["E317", "N511"] * 26)
def half_width_kana(book: Workbook, count: int) -> None:
    fill(book, "ｶﾞ漢" * (count * 5))


@in_book(*["E317"] * 26)
def marks_apart(book: Workbook, count: int) -> None:
    fill(book, "か\u3099" * (count * 8))


@in_book(*["E317", "W412"] * 26)
def emoji_joined(book: Workbook, count: int) -> None:
    fill(book, "👩\u200d🚒" * (count * 3))


@in_book(*["E317", "W412"] * 26)
def characters_without_a_glyph(book: Workbook, count: int) -> None:
    fill(book, "".join(chr(0x20000 + number) for number in range(count * 8)))


@in_book(*["E317", "N515"] * 26)
def radicals(book: Workbook, count: int) -> None:
    fill(book, "⼯⼀" * (count * 8))


@in_book(*["E317"] * 13)
def figures(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book, "actual"):
        text = "".join(f"{number}件、" for number in range(count * 2))
        sheet.cell(row, column).value = text


@in_book(*["E302"] * 13)
def long_grades(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book, "grade"):
        sheet.cell(row, column).value = "A" * (count * 16)


@in_book(*["E205"] * 13)
def long_locked_texts(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book, "planned"):
        sheet.cell(row, column).value = "別の文" * (count * 5)


@in_book()
def a_long_name_of_who_answered(book: Workbook, count: int) -> None:
    for who in ("respondent", "extension", "confirmed_by"):
        cell_of(book, who, "value").value = "佐藤" * (count * 8)


@in_book(*["E311"] * 8, *["E317", "W401"] * 4)  # one of the columns is narrow
def struck_runs(book: Workbook, count: int) -> None:
    runs = [TextBlock(InlineFont(strike=number % 2 == 0), f"{number}") for number in range(count)]
    for sheet, row, column in islice(answers(book), 8):
        sheet.cell(row, column).value = CellRichText(*runs)


@in_book(*["E313"] * 8, *["E317", "W401"] * 4)
def raised_runs(book: Workbook, count: int) -> None:
    fonts = [InlineFont(vertAlign="superscript"), InlineFont()]
    runs = [TextBlock(fonts[number % 2], f"{number}") for number in range(count)]
    for sheet, row, column in islice(answers(book), 8):
        sheet.cell(row, column).value = CellRichText(*runs)


@in_book()
def a_long_number_format(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book):
        cell = sheet.cell(row, column)
        cell.value = 5
        cell.number_format = '"千";' * (count * 28)  # 900 KB as it is stored


@in_book(*["E309"] * 26)
def long_formulas(book: Workbook, count: int) -> None:
    for sheet, row, column in answers(book):
        sheet.cell(row, column).value = "=" + "+".join(["1"] * (count * 2))
