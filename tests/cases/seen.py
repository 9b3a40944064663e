"""Answers that would be printed otherwise than whoever typed them sees them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from cases.case import OLDER, at, of, quick
from cases.versions import corrected
from filling import Value
from spoiling.folders import (
    SHEET,
    A,
    Spoil,
    both,
    in_book,
    in_part,
    put,
    raw_cell,
    report,
    rewritten,
    typed,
)
from spoiling.parts import strict

DONE = ("S1-01", "done")
NOTE = ("S1-01", "remarks")
GRADE = ("S1-01", "achieved")


def cell(name: str, attributes: str, inside: str) -> Spoil:
    return raw_cell(name, f'<c r="{name}" s="{{s}}"{attributes}>{inside}</c>')


def inline(inside: str, name: str = "K7") -> Spoil:
    return cell(name, ' t="inlineStr"', f"<is>{inside}</is>")


def text(stored: str, name: str = "K7") -> Spoil:
    return inline(f'<t xml:space="preserve">{escape(stored)}</t>', name)


# ---------------------------------------------------------------- 35: raised and lowered


def runs(*pieces: str) -> str:
    """Return runs; one that begins with ^ is raised, with _ lowered."""
    looks = {"^": '<vertAlign val="superscript"/>', "_": '<vertAlign val="subscript"/>'}
    return "".join(
        f"<r><rPr>{looks.get(piece[0], '<b/>')}</rPr><t>{piece.lstrip('^_')}</t></r>"
        for piece in pieces
    )


for name, (pieces, joined) in {
    "a_power": (("3.2×10", "^3"), "3.2×103"),
    "a_square": (("100m", "^2", "を整備"), "100m2を整備"),
    "a_negative_power": (("10", "^－", "^６"), "10－６"),
    "a_gas": (("CO", "_2", "を5％減"), "CO2を5％減"),
    "a_footnote_in_kanji": (("公園", "^注"), "公園注"),
}.items():
    quick(35, name, inline(runs(*pieces)), at("E313", "K7"), values={NOTE: joined})

quick(35, "a_power_in_an_actual", inline(runs("10", "^3"), "G7"),
      at("E313", "G7"), values={DONE: "103"})  # fmt: skip
quick(35, "a_power_before_a_run_without_a_font",
      inline(f"<r><t>10</t></r>{runs('^3')}<r><t>件</t></r>"),
      at("E313", "K7"), values={NOTE: "103件"})  # fmt: skip
quick(35, "a_grade_with_a_mark", inline(runs("◎", "^2"), "J7"),
      at("E313", "J7"), values={GRADE: "◎2"})  # fmt: skip
quick(35, "a_reason_with_a_mark_is_told_once", inline(runs("予算", "^1"), "I7"), at("E313", "I7"))
quick(35, "a_square_in_a_number_format", put("G7", 3, '0"m²"'), values={DONE: "3m²"})
quick(35, "a_power_in_strict_open_xml", both(
    inline(runs("10", "^3")), rewritten(lambda _, part: strict(part))
), at("E313", "K7"), values={NOTE: "103"})  # fmt: skip
quick(35, "on_the_line_said_so", inline('<r><rPr><vertAlign val="baseline"/></rPr><t>10</t></r>'),
      values={NOTE: "10"})  # fmt: skip
quick(35, "a_raised_blank_is_nothing", inline(runs("10", "^ ") + "<r><t>件</t></r>"),
      values={NOTE: "10 件"})  # fmt: skip

STYLES = "xl/styles.xml"


def raised_font(folder_text: str) -> str:
    """Raise every font of the workbook."""
    fonts, end, rest = folder_text.partition("</fonts>")
    return fonts.replace("</font>", '<vertAlign val="superscript"/></font>') + end + rest


FILLED = ("G7", "H7", "J7", "K7", "G8", "H8", "J8", "G9")
quick(35, "whole_cells_are_raised", in_part(STYLES, raised_font),
      *(at("E313", name) for name in FILLED))  # fmt: skip


# ---------------------------------------------------------------- 36: truths

for name, (attributes, truth, shown) in {
    "a_checkbox": (' t="b"', "0", "FALSE"),
    "a_ticked_checkbox": (' t="b"', "1", "TRUE"),
    "a_truth_in_words": (' t="b"', "TRUE", "TRUE"),
    "a_truth_in_small_words": (' t="b"', "false", "FALSE"),
}.items():
    quick(36, name, cell("G7", attributes, f"<v>{truth}</v>"),
          at("E314", "G7"), values={DONE: shown})  # fmt: skip
quick(36, "a_truth_in_a_note", put("K7", value=True), at("E314", "K7"), values={NOTE: "TRUE"})
quick(36, "a_truth_for_a_grade", put("J7", value=False), at("E314", "J7"), values={GRADE: "FALSE"})
quick(36, "a_comparison", cell("G7", ' t="b"', "<f>A1=B1</f><v>1</v>"),
      at("E314", "G7"), values={DONE: "TRUE"})  # fmt: skip
for number, stored in enumerate((
    "TRUE", "False", "ＦＡＬＳＥ", " true ", "TRUE。", "「FALSE」", "TRUE\nFALSE",
    "ＴＲＵＥ／ＦＡＬＳＥ",
)):  # fmt: skip
    quick(36, f"the_word_{number}", text(stored, "G7"),
          at("E314", "G7"), values={DONE: stored.strip()})  # fmt: skip
quick(36, "a_truth_for_a_reason_that_is_not_needed", put("I7", value=True), at("E314", "I7"))
quick(36, "a_truth_on_a_second_line", put("G9", value=False), at("E314", "G9"),
      values={("S1-02.2", "done"): "FALSE"})  # fmt: skip
NO_NAMES: tuple[Value, ...] = (True, "TRUE", 0, "同上", "－", "#N/A", "=A1")
for number, value in enumerate(NO_NAMES):
    quick(36, f"the_confirmer_is_no_name_{number}",
          typed(A, ("confirmed_by", "value", value)), of("W403"))  # fmt: skip
quick(36, "a_word_in_a_sentence", text("TRUEと表示される"), values={NOTE: "TRUEと表示される"})
quick(36, "a_truth_that_is_a_grade",
      both(report(lambda text: text.replace('code = "◎"', 'code = "◎", aliases = ["TRUE"]')),
           put("J7", value=True)),
      *OLDER)  # fmt: skip


# ---------------------------------------------------------------- 37: pictures

IMAGE = "DISPIMG(&quot;ID_3C0F&quot;,1)"
for name, (attributes, inside, shown) in {
    "of_wps": (' t="str"', f"<f>_xlfn.{IMAGE}</f><v>={IMAGE}</v>", '=DISPIMG("ID_3C0F",1)'),
    "of_wps_saved_by_excel": (' t="e"', f"<f>_xlfn.{IMAGE}</f><v>#NAME?</v>", "#NAME?"),
    "of_wps_without_a_formula": (' t="str"', f"<v>={IMAGE}</v>", '=DISPIMG("ID_3C0F",1)'),
    "placed_in_the_cell": (' t="e" vm="1"', "<v>#VALUE!</v>", "#VALUE!"),
    "of_the_web": (' t="e" vm="2"', "<f>_xlfn.IMAGE(A1)</f><v>#VALUE!</v>", "#VALUE!"),
    "of_wps_saved_by_libreoffice": (' t="e"', f"<f>{IMAGE.lower()}</f><v>#NAME?</v>", "#NAME?"),
    "of_google": (
        ' t="str"',
        "<f>IFERROR(__xludf.DUMMYFUNCTION(&quot;IMAGE(A1)&quot;),1)</f><v>1</v>",
        "1",
    ),
    "of_the_web_plain": (' t="e"', "<f>_xlfn.IMAGE(A1)</f><v>#VALUE!</v>", "#VALUE!"),
}.items():
    quick(37, f"a_picture_{name}", cell("K7", attributes, inside),
          at("E315", "K7"), values={NOTE: shown})  # fmt: skip
quick(37, "a_picture_without_a_result", cell("G7", "", "<f>IMAGE(A1)</f>"),
      at("E315", "G7"), values={DONE: None})  # fmt: skip
quick(37, "a_picture_for_a_grade", cell("J7", ' t="e" vm="1"', "<v>#VALUE!</v>"),
      at("E315", "J7"), values={GRADE: "#VALUE!"})  # fmt: skip
quick(37, "a_picture_pasted_as_text", text('=DISPIMG("ID_3C0F",1)'),
      at("E315", "K7"), values={NOTE: '=DISPIMG("ID_3C0F",1)'})  # fmt: skip
quick(37, "a_picture_in_full_width", text('＝ＤＩＳＰＩＭＧ（"ID"，1）'),
      at("E315", "K7"), values={NOTE: '＝ＤＩＳＰＩＭＧ（"ID"，1）'})  # fmt: skip
quick(37, "a_picture_behind_a_text", text('図 =DISPIMG("ID_3C0F",1)'),
      at("E315", "K7"), values={NOTE: '図 =DISPIMG("ID_3C0F",1)'})  # fmt: skip
quick(37, "a_picture_for_a_reason_that_is_not_needed",
      cell("I7", ' t="e" vm="1"', "<v>#VALUE!</v>"), at("E315", "I7"))  # fmt: skip
quick(37, "an_error_of_a_dynamic_array",
      cell("G7", ' t="e" vm="1"', "<f>A1:A3</f><v>#VALUE!</v>"),
      at("E308", "G7"), values={DONE: "#VALUE!"})  # fmt: skip


# ---------------------------------------------------------------- 38: stored as texts

for number, stored in enumerate((
    "=G11", "＝Ｇ１１", "=g11", "=1+1", "=SUM(G11:G12)", "='前 年度'!$G$11",
    '=進行管理!G11&"校"', "=[実績.xlsx]Sheet1!A1*2", "+G11", "@SUM(A1:A3)", "{=SUM(A1*B1)}",
    "'=G11", "=R[-1]C", "-G11+G12", '=HYPERLINK("http://x.example","y")',
    '=IF(A1="","なし",A1)', "=表1[実績]", "=#REF!+1",
    "=SUM(売上)", "=LET(x,A1,x*2)", "= G11", "＝ＳＵＭ（Ｇ１１：Ｇ１２）",
    "’=G11", "＇=G11", "＝　Ｇ１１", "= SUM ( G11 )", "=G11#", "=TRUE", "=1/0", "=G11%",
)):  # fmt: skip
    quick(38, f"a_formula_{number}", text(stored), at("E316", "K7"), values={NOTE: stored})
for number, stored in enumerate((
    "+81-3-1234", "-3件", "@総務課", "＝前年度と同じ", "=（再掲）", "-CO2", "+3件", "＠ホーム事業",
    "== 内訳 ==", "=3校", "-A4判の冊子", "A1判の図面（=大判）", "=合計",
    "＝DX（デジタル化）の推進",
)):  # fmt: skip
    quick(38, f"no_formula_{number}", text(stored), values={NOTE: stored})
for number, stored in enumerate(
    (
        "#REF!",
        "#N/A",
        "＃Ｎ／Ａ",
        "＃ＲＥＦ！",
        "#value!",
        "5校（#DIV/0!）",
        "Err:502",
        "#SPILL!",
        "♯REF!",
        "#REF",
        "＃ＤＩＶ／０",
        "########",
    )
):
    quick(38, f"an_error_as_text_{number}", text(stored, "G7"),
          at("E308", "G7"), values={DONE: stored})  # fmt: skip
for number, stored in enumerate(("#1の公園", "＃子育て", "N/A", "Errata 5")):
    quick(38, f"no_error_{number}", text(stored), values={NOTE: stored})
quick(38, "a_formula_behind_nothing_visible", text("\u200b=G11"),
      at("E316", "K7"), values={NOTE: "=G11"})  # fmt: skip
quick(38, "a_formula_for_a_reason_that_is_not_needed", text("=I8", "I7"), at("E316", "I7"))
quick(38, "the_header_is_pasted", text("2030年度実績", "G7"),
      at("E316", "G7"), values={DONE: "2030年度実績"})  # fmt: skip
quick(38, "a_formula_for_a_grade", text("=J8", "J7"), at("E316", "J7"), values={GRADE: "=J8"})


# ---------------------------------------------------------------- 38: our own prompts

PROMPT = "前年度と比べて、変わったことを書いてください。"


def prompted(folder_text: str) -> str:
    """Give the column of notes a prompt."""
    return folder_text.replace('id = "remarks"\n', f'id = "remarks"\nprompt = "{PROMPT}"\n')


for name, (stored, found) in {
    "pasted": (PROMPT, True),
    "pasted_with_its_limit": (f"{PROMPT}（40字以内）", True),
    "pasted_with_its_title": (f"備考\n{PROMPT}", True),
    "broken_into_lines": (PROMPT.replace("、", "、\n"), True),
    "without_its_end": (PROMPT[:-1], True),
    "with_other_commas": (PROMPT.replace("、", ","), True),
    "twice_over_the_limit": (PROMPT * 2, True),
    "partly_said": ("変わったことを書いてください。", False),
    "not_pasted": ("前年度と比べて、変わったことはない。", False),
}.items():
    told = (at("E316", "K7"),) if found else ()
    quick(38, f"a_prompt_{name}", both(report(prompted), text(stored)),
          *OLDER, *told, values={NOTE: stored})  # fmt: skip


# ---------------------------------------------------------------- 39: said elsewhere, or later

for number, stored in enumerate((
    "同上", "〃", "別紙のとおり", "別紙１のとおり。", "（確認中）", "調整中です。",
    "2地区（集計中）", "同 上", "ｶｸﾆﾝﾁｭｳ／同上", "参加者が増加\n〃", "TBC", "See attached.",
    "実施した。詳細は次を参照：別添参照", "〃〃", "『同上』", "〔同上〕", "・同上", "→同上",
    "同上…", "同上－", "別紙のとおりです", "前年度と同じ", "???", "″",
)):  # fmt: skip
    printed = stored.replace("ｶｸﾆﾝﾁｭｳ", "カクニンチュウ")
    cleaned = (at("N511", "K7"),) if printed != stored else ()
    quick(39, f"stands_for_another_{number}", text(stored),
          at("W411", "K7"), *cleaned, values={NOTE: printed})  # fmt: skip
for number, stored in enumerate((
    "関係機関と調整中", "別紙の様式を作成", "確認中の事項を整理した", "会場と同上階を使用",
    "ＴＢＣの番組で紹介", "前年度と同じ会場で実施", "同様の事業を周知", "作成中の計画に反映",
)):  # fmt: skip
    quick(39, f"stands_for_itself_{number}", text(stored), values={NOTE: stored})
quick(39, "a_reason_is_ditto", text("同上", "I7"), at("E303", "I7"))
quick(39, "an_actual_is_ditto", text("同上", "G7"), at("W411", "G7"), values={DONE: "同上"})
STAND_INS = '[rules]\nstand_ins = ["Ｅ後報"]'
quick(39, "a_list_of_the_definition",
      both(report(lambda definition: definition.replace("[rules]", STAND_INS)),
           text("e後報"), text("同上", "G7")),
      at("W411", "K7"), values={NOTE: "e後報", DONE: "同上"})  # fmt: skip


# ---------------------------------------------------------------- 40: what the font can print

for number, (stored, printed) in enumerate({
    "⼯事": "工事",  # Kangxi
    "⼈員と⽇程": "人員と日程",
    "市⺠の⾷事": "市民の食事",  # of the supplement
    "社⻑と⻘年": "社長と青年",
    "⼯⾯⻄⻩": "工面西黄",
}.items()):  # fmt: skip
    quick(40, f"a_radical_{number}", text(stored), at("N515", "K7"), values={NOTE: printed})
quick(40, "a_radical_in_an_actual", text("⾚字", "G7"), at("N515", "G7"), values={DONE: "赤字"})
quick(40, "a_radical_and_half_width_kana", text("⼯事ﾃｽﾄ"),
      at("N511", "K7"), at("N515", "K7"), values={NOTE: "工事テスト"})  # fmt: skip
quick(40, "a_radical_that_only_its_simple_form_is", text("⻢"),
      at("N515", "K7"), at("W412", "K7"), values={NOTE: "马"})  # fmt: skip

for number, stored in enumerate((
    "𠮷野家", "外字\ue000", "絵文字👍", "葛\U000e0100城", "家族👨\u200d👩\u200d👧", "☀\ufe0f",
    "\ufffd", "画像\ufffc", "面の外\U000f0000", "한국", "字でない\U0001ffff", "⺀",
)):  # fmt: skip
    quick(40, f"without_a_glyph_{number}", text(stored), at("W412", "K7"), values={NOTE: stored})
quick(40, "a_radical_for_a_grade", text("⼯", "J7"), at("E302", "J7"), values={GRADE: "工"})
quick(40, "a_grade_that_is_to_look_like_an_emoji", text("◎\ufe0f", "J7"))
for name, stored in {"hangul_filler": "\u3164", "a_joiner": "\u034f", "tags": "\U000e0020"}.items():
    quick(40, f"nothing_but_{name}", text(stored, "G7"), at("E301", "G7"), values={DONE: None})
    quick(40, f"{name}_in_a_text", text(f"工{stored}事"), values={NOTE: "工事"})
quick(40, "emoji_in_the_sheets_name", both(
    typed(A, ("S1-01", "done", None)),
    in_book(lambda book: setattr(book[SHEET], "title", "進行\u202e管理👍")),
), at("E301", "G7", sheet="進行管理👍"), values={DONE: None})  # fmt: skip
for number, stored in enumerate(
    ("神社と﨑", "𠮟る", "①㎡㈱℃", "A—B", "café", "±5％", "1〜2", "か゚", "剝ぐ", "髙橋")
):
    quick(40, f"with_a_glyph_{number}", text(stored), values={NOTE: stored})


# ---------------------------------------------------------------- 36, 40: the master's own texts

NAMED_SO = {"a_radical": "総合訓練の⼯事", "no_glyph": "総合訓練👍", "a_truth": "TRUE"}
for name, stored in NAMED_SO.items():
    quick(40 if name != "a_truth" else 36, f"the_master_has_{name}",
          corrected("S1-01", goal=stored), of("W405"), ("W415", "master", "", "S1-01"))  # fmt: skip
quick(40, "the_master_has_a_radical_in_two_texts",
      both(corrected("S1-01", goal="⼯事"), corrected("S1-02", plan_r8="⼆地区")),
      of("W405"), ("W415", "master", "", "S1-01"))  # fmt: skip
