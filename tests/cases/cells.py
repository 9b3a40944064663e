"""Single cells: blanks, formulas, errors, dates, struck text, merges, lengths, comments."""

from __future__ import annotations

from datetime import date, datetime, time

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import at, of, quick
from filling import cell_at, cell_of
from spoiling.cells import comment, strike, struck
from spoiling.folders import SHEET, A, B, Spoil, in_book, on_sheet, put, raw_cell, typed

DONE = ("S1-01", "done")
NOTE = ("S1-01", "remarks")
GRADE = ("S1-01", "achieved")


# ---------------------------------------------------------------- 2: blanks that are not

for name, blank in {
    "an_ideographic_space": "　",
    "blanks_and_line_ends": " \n ",
    "nothing_visible": "\u200b",
    "a_no_break_space": "\xa0",
}.items():
    text = typed(A, (*DONE, blank))
    quick(2, f"{name}_is_blank", text, at("E301", "G7"), values={DONE: None})
quick(2, "a_blank_note_is_none", typed(A, ("S1-02", "remarks", "　")))
quick(2, "an_empty_string", raw_cell("G7", '<c r="G7" t="inlineStr"><is><t></t></is></c>'),
      at("E301", "G7"), values={DONE: None})  # fmt: skip
quick(2, "a_blank_row_is_one_finding",
      typed(A, (*DONE, None), ("S1-01", "start", " "), (*GRADE, None), (*NOTE, None)),
      at("E301", "G7"),
      values={DONE: None, ("S1-01", "start"): None, GRADE: None, NOTE: None})  # fmt: skip


# ---------------------------------------------------------------- 12, 13: formulas and errors

quick(12, "a_formula_without_result", put("G7", "=1+1"), at("E309", "G7"), values={DONE: None})
quick(12, "a_broken_reference", put("G7", "#REF!"), at("E308", "G7"), values={DONE: "#REF!"})
quick(12, "not_available", put("K7", "#N/A"), at("E308", "K7"), values={NOTE: "#N/A"})
quick(12, "an_error_for_a_grade", put("J7", "#VALUE!"), at("E308", "J7"), values={GRADE: "#VALUE!"})
quick(12, "an_error_from_a_formula",
      raw_cell("G7", '<c r="G7" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
      at("E308", "G7"), values={DONE: "#DIV/0!"})  # fmt: skip
quick(12, "the_confirmer_is_an_error_value",
      in_book(lambda book: setattr(cell_of(book, "confirmed_by", "value"), "value", "#REF!")),
      of("W403"))  # fmt: skip
quick(13, "a_formula_with_a_text", raw_cell("G7", '<c r="G7" t="str"><f>X1</f><v>年1回</v></c>'),
      at("N506", "G7"))  # fmt: skip
quick(13, "a_formula_with_a_number", raw_cell("G7", '<c r="G7"><f>1+1</f><v>2</v></c>'),
      at("N506", "G7"), values={DONE: "2"})  # fmt: skip
quick(13, "a_formula_for_a_grade", raw_cell("J7", '<c r="J7" t="str"><f>X1</f><v>◎</v></c>'),
      at("N506", "J7"))  # fmt: skip

# ---------------------------------------------------------------- 41: formulas without a result

SPELLINGS = {"closed": "<v/>", "closed_behind_a_space": "<v />", "empty": "<v></v>", "absent": ""}
for name, spelling in SPELLINGS.items():
    for type_ in ("", ' t="str"', ' t="b"'):
        formula = f"<f>IF(1=2,1,2)</f>{spelling}"
        quick(41, f"a_result_that_is_{name}_as{type_[3:].strip(chr(34)) or 'number'}",
              raw_cell("G7", f'<c r="G7"{type_}>{formula}</c>'),
              at("E309", "G7"), values={DONE: None})  # fmt: skip
    quick(41, f"a_note_whose_result_is_{name}",
          raw_cell("K7", f'<c r="K7" t="str"><f>IF(1=2,"x","")</f>{spelling}</c>'),
          at("E309", "K7"), values={NOTE: None})  # fmt: skip


# ---------------------------------------------------------------- 14: struck out

quick(14, "an_actual_is_corrected", put("G7", struck("年1回", "年2回", old="年1回")),
      at("E311", "G7"), values={DONE: "年1回年2回"})  # fmt: skip
quick(14, "a_grade_is_corrected", put("J7", struck("◎", "○", old="◎")),
      at("E311", "J7"), values={GRADE: "◎○"})  # fmt: skip
quick(14, "the_whole_cell_is_struck_out", on_sheet(lambda sheet: strike(sheet["K7"])),
      at("E311", "K7"))  # fmt: skip


# ---------------------------------------------------------------- 19: numbers, dates, truths

quick(19, "a_number", put("G7", 1), values={DONE: "1"})
quick(19, "a_percentage", put("G7", 0.5, "0.0%"), values={DONE: "50.0%"})
quick(19, "a_large_number", put("G7", 1234567, "#,##0"), values={DONE: "1,234,567"})
quick(19, "a_number_for_a_grade", put("J7", 1), at("E302", "J7"), values={GRADE: "1"})
quick(19, "an_actual_became_a_date", put("G7", date(2031, 1, 2), "m/d"),
      at("E310", "G7"), values={DONE: "2031-01-02"})  # fmt: skip
quick(19, "a_grade_became_a_date", put("J7", date(2031, 1, 2), "m/d"),
      at("E310", "J7"), values={GRADE: "2031-01-02"})  # fmt: skip
quick(19, "a_note_became_a_time", put("K7", time(10, 30), "h:mm"),
      at("E310", "K7"), values={NOTE: "10:30"})  # fmt: skip
quick(19, "a_date_and_a_time", put("G7", datetime(2031, 1, 2, 3, 4), "yyyy/m/d h:mm"),  # noqa: DTZ001
      at("E310", "G7"), values={DONE: "2031-01-02 03:04"})  # fmt: skip
quick(19, "a_date_as_a_text", put("G7", "1-2", "@"), values={DONE: "1-2"})


quick(19, "a_number_with_its_unit", put("G7", 5, '0"回"'), values={DONE: "5回"})
quick(19, "a_text_with_its_unit", put("G7", "5", '@"回"'), values={DONE: "5回"})
quick(19, "a_postal_code", put("G7", 1760012, "000-0000"), values={DONE: "176-0012"})
quick(19, "a_fraction", put("G7", 0.5, "# ?/?"), at("N513", "G7"), values={DONE: "0.5"})
quick(19, "digits_as_kanji", put("G7", 5, "[DBNum1]0"), at("N513", "G7"), values={DONE: "5"})


# ---------------------------------------------------------------- 20: merged cells


def merged(cells: str) -> Spoil:
    return on_sheet(lambda sheet: sheet.merge_cells(cells))


quick(20, "two_actuals_merged", merged("G7:G8"), at("E208", "G7:G8"),
      values={("S1-02", "done"): None})  # fmt: skip
quick(20, "a_row_merged", merged("H7:J7"), at("E208", "H7:J7"), values={GRADE: None})
quick(20, "notes_merged", merged("K7:K9"), at("E208", "K7:K9"))
quick(20, "locked_cells_merged", merged("E7:E8"), at("E208", "E7:E8"))
quick(20, "ids_merged", merged("A7:A8"), at("E208", "A7:A8"),
      values={("S1-02", column): None for column in ("done", "start", "achieved")})  # fmt: skip
quick(20, "merged_above_the_table", merged("D4:L4"))
quick(20, "merged_beside_the_table", merged("N7:P9"))
quick(20, "two_merges", lambda folder: [merged(cells)(folder) for cells in ("G7:G8", "K7:K8")],
      at("E208", "G7:G8"), at("E208", "K7:K8"), values={("S1-02", "done"): None})  # fmt: skip


# ---------------------------------------------------------------- 21: too long

LONG = "長い" * 21
quick(21, "over_the_limit", typed(A, (*NOTE, LONG)), at("W401", "K7"), values={NOTE: LONG})
quick(21, "at_the_limit", typed(A, (*NOTE, "長" * 40)), values={NOTE: "長" * 40})
HUGE = '<c r="K7" t="inlineStr"><is><t>' + "長" * 32_768 + "</t></is></c>"
quick(21, "beyond_excel", raw_cell("K7", HUGE), at("E312", "K7"), values={NOTE: None})
quick(21, "a_grade_beyond_excel", raw_cell("J7", HUGE.replace("K7", "J7")),
      at("E312", "J7"), values={GRADE: None})  # fmt: skip
EMOJI = HUGE.replace("長" * 32_768, "👍" * 16_384)
quick(21, "beyond_excel_in_pairs", raw_cell("K7", EMOJI), at("E312", "K7"), values={NOTE: None})


# ---------------------------------------------------------------- 53: a text that fills pages

MINUTES = "議事録を貼り付けました。" * 1_000
quick(53, "minutes_are_pasted_into_a_note", typed(A, (*NOTE, MINUTES)),
      at("E317", "K7"), values={NOTE: None})  # fmt: skip
quick(53, "a_note_of_line_ends", typed(A, (*NOTE, "あ" + "\n" * 16_000 + "い")),
      at("E317", "K7"), values={NOTE: None})  # fmt: skip
quick(53, "an_actual_of_one_word_without_end", typed(A, ("S1-02.2", "done", "W" * 20_000)),
      at("E317", "G9"), values={("S1-02.2", "done"): None})  # fmt: skip
quick(53, "a_grade_that_fills_pages", typed(A, (*GRADE, "あ\n" * 1_000 + "い")),
      at("E302", "J7"), values={GRADE: None})  # fmt: skip
quick(53, "minutes_in_the_other_file", typed(B, ("S2-01", "remarks", MINUTES)), at("E317", "K8", B))


# ---------------------------------------------------------------- 51: one cause, one finding


def remarks_on_all(sheet: Worksheet) -> None:
    for row in range(7, 30):
        comment(cell_at(sheet, row, 8), f"{row}行目は速報値")


def many_merges(sheet: Worksheet) -> None:
    for row in range(10, 60, 2):
        sheet.cell(row, 1).value, sheet.cell(row + 1, 1).value = "S9-1", "S9-2"
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=11, end_column=11)


quick(51, "a_comment_on_every_row", on_sheet(remarks_on_all), at("N507", "H7"))
quick(51, "very_many_merges", on_sheet(many_merges), at("E208", "K10:K11"), at("E201", "A10"))


# ---------------------------------------------------------------- 24: comments


def comments(book: Workbook) -> None:
    comment(book[SHEET]["G7"], "これでよいでしょうか")
    comment(book["記入要領"]["C16"], "異動あり")


quick(24, "comments", in_book(comments),
      at("N507", "G7"), at("N507", "C16", sheet="記入要領"))  # fmt: skip
quick(24, "a_comment_outside", on_sheet(lambda sheet: comment(sheet["N40"], "x" * 900)),
      at("N507", "N40"))  # fmt: skip
quick(24, "a_comment_in_the_other_file", on_sheet(lambda sheet: comment(sheet["G8"], "x"), B),
      at("N507", "G8", B))  # fmt: skip
