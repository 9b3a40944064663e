"""Texts: furigana, characters that cannot be seen, half-width kana, spellings of grades."""

from __future__ import annotations

import re

from cases.case import OLDER, at, quick
from spoiling.folders import A, Spoil, both, in_part, raw_cell, report, typed

NOTE = ("S1-01", "remarks")
GRADE = ("S1-02", "achieved")


def inline(inside: str) -> Spoil:
    return raw_cell("K7", f'<c r="K7" s="{{s}}" t="inlineStr"><is>{inside}</is></c>')


# ---------------------------------------------------------------- 15: furigana

RUBY = '<rPh sb="0" eb="2"><t>クンレン</t></rPh><phoneticPr fontId="1"/>'
quick(15, "furigana_of_an_inline_string", inline(f"<t>訓練</t>{RUBY}"), values={NOTE: "訓練"})
quick(15, "furigana_of_rich_text", inline(f"<r><t>訓</t></r><r><rPr><b/></rPr><t>練</t></r>{RUBY}"),
      values={NOTE: "訓練"})  # fmt: skip


STRINGS = "xl/sharedStrings.xml"
quick(15, "furigana_of_every_shared_string",
      in_part(STRINGS, lambda text: text.replace("</si>", f"{RUBY}</si>")))  # fmt: skip
RICH = r"<si><r><rPr><i/></rPr>\1</r>" + RUBY + "</si>"
quick(15, "furigana_of_rich_shared_strings",
      in_part(STRINGS, lambda text: re.sub(r"<si>(<t[^>]*>[^<]*</t>)</si>", RICH, text))
      )  # fmt: skip


# ---------------------------------------------------------------- 41: furigana that holds runs

KANA = '<rPh sb="0" eb="1"><r><t>カ</t></r><r><rPr><b/></rPr><t>ア</t></r></rPh>'
for name, string in {
    "a_text": f"<t>訓練</t>{KANA}",
    "runs": f"<r><t>訓</t></r>{KANA}<r><t>練</t></r>{KANA}",
    "a_run_that_holds_it": f"<r>{KANA}<t>訓練</t></r>",
    "a_string_within_it": f"<t>訓練</t>{KANA.replace('r>', 'si>')}",
}.items():
    quick(41, f"runs_of_furigana_beside_{name}", inline(string), values={NOTE: "訓練"})
quick(41, "runs_of_furigana_in_every_shared_string",
      in_part(STRINGS, lambda text: text.replace("</si>", f"{KANA}</si>")))  # fmt: skip


# ---------------------------------------------------------------- 16: characters


def raw_note(text: str) -> Spoil:
    return inline(f'<t xml:space="preserve">{text}</t>')


for name, (stored, printed) in {
    "carriage_returns": ("一行目_x000D_\n二行目", "一行目\n二行目"),
    "outer_blanks": ("　\n 前後の空白　", "前後の空白"),
    "a_tab": ("一\t二", "一 二"),
    "zero_width": ("見え\u200bない\ufeff字", "見えない字"),
    "directions_of_reading": ("\u202e逆さ\u202c", "逆さ"),
    "voice_marks_apart": ("か\u3099す", "がす"),
    "full_width_letters": ("ＡＢＣ　１２３～", "ＡＢＣ　１２３～"),
    "an_escape_that_is_meant": ("_x005F_x000D_", "_x000D_"),
}.items():
    quick(16, name, raw_note(stored), values={NOTE: printed})

for name, (stored, printed) in {
    "half_width_kana": ("ｶﾞﾗｽのﾊﾟﾈﾙ｡", "ガラスのパネル。"),
    "half_width_brackets": ("｢済｣･ﾃｽﾄ", "「済」・テスト"),
    "a_control_character": ("ベル_x0007_付き", "ベル付き"),
    "what_no_xml_may_hold": ("壊れた_xFFFF_字_xFFFE_", "壊れた字"),
    "both": ("ﾃｽﾄ_x0001_", "テスト"),
    "a_soft_return_of_word": ("一行目_x000B_二行目", "一行目\n二行目"),
    "a_form_feed": ("一行目_x000C_二行目", "一行目\n二行目"),
    "a_next_line": ("一行目_x0085_二行目", "一行目\n二行目"),
    "separators_of_lines": ("一行目\u2028二行目\u2029三行目", "一行目\n二行目\n三行目"),
}.items():
    quick(16, name, raw_note(stored), at("N511", "K7"), values={NOTE: printed})


# ---------------------------------------------------------------- 17, 18: grades


def regraded(code: str, *aliases: str) -> Spoil:
    """Call the grade ○ something else in the definition."""
    listed = ", ".join(f'"{alias}"' for alias in aliases)
    return report(lambda text: text.replace('code = "○"', f'code = "{code}", aliases = [{listed}]'))


SPELLINGS = {
    "A+": ("Ａ＋", "A +", "Ａ　＋", " A+ ", "A＋", "A\u200b+", "計画以上"),
    "*": ("＊", "※", "∗"),
    "-": ("―", "ー", "−", "–", "－", "‐"),
    "a": ("ａ", "A", "Ａ　"),
}
ALIASES = {"A+": ("計画以上",), "*": ("※", "∗"), "-": ("―", "ー", "−", "–", "‐"), "a": ("A",)}
for code, spellings in SPELLINGS.items():
    for number, text in enumerate(spellings):
        quick(17, f"grade_{code}_spelled_{number}",
              both(regraded(code, *ALIASES[code]), typed(A, (*GRADE, text))),
              *OLDER, values={GRADE: code})  # fmt: skip

for name, text in {
    "an_unknown_letter": "S",
    "a_circle_that_is_a_kanji": "〇",
    "a_wildcard": "*",
    "two_grades": "○△",
    "a_sentence": "おおむね達成",
    "a_small_letter": "o",
}.items():
    quick(18, name, typed(A, (*GRADE, text)), at("E302", "J8"), values={GRADE: text})
quick(18, "a_wildcard_is_no_pattern", both(regraded("A+"), typed(A, (*GRADE, "A*"))),
      *OLDER, at("E302", "J8"), values={GRADE: "A*"})  # fmt: skip


# ---------------------------------------------------------------- 32: like formulas

for name, text in {
    "equals": "=前年度",
    "plus": "+81-3-1234",
    "minus": "-3件",
    "at": "@総務課",
}.items():
    quick(32, f"a_note_beginning_with_{name}",
          raw_note(text.replace('"', "&quot;")), values={NOTE: text})  # fmt: skip
