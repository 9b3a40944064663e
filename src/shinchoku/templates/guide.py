"""The sheet 記入要領: what to do, until when, whom to ask, the scale, and who answered.

In go a department's task and the statuses of its form sheets; out comes the first sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shinchoku.identity import (
    ABOUT,
    ABOUT_FIELDS,
    GUIDE_SHEET,
    ID_HEAD,
    VALUE_COLUMN,
    Identity,
    marker,
)
from shinchoku.limits import lined
from shinchoku.model import Column, Definition, Department, Form, Key
from shinchoku.page import column_px
from shinchoku.sheets import cell_name
from shinchoku.templates.faults import Fault, Faults, Place
from shinchoku.templates.live import Keep, Words, choose, is_blank, joined, literal
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.sheet import Progress, progress_words
from shinchoku.templates.status import TEXTS as STATUS_TEXTS
from shinchoku.templates.status import one_line
from shinchoku.templates.style import (
    DARK,
    FAULT,
    GOOD,
    GREY,
    HEADER,
    MISSING,
    YELLOW,
    Look,
    height_pt,
)
from shinchoku.workbook import Format, Highlight, SheetWriter

SHEET = GUIDE_SHEET

TEXTS = {
    "to": "{department}　御中",
    "deadline": "提出期限",
    "contact": "提出先・問合せ先",
    "issuer": "依頼元",
    "asked": "記入する件数",
    "asked_of": "{sheet}　{items}件（{lines}行）",
    "progress": "進み具合",
    "open": "　（",
    "of_sheet": " {sheet} ",
    "close": " ）",
    "about": "回答者（提出の前に記入してください）",
    "respondent": "回答者",
    "extension": "内線",
    "confirmed_by": "確認者",
    "confirmed_on": "確認日",
    "respondent_hint": "この様式に記入した方の氏名",
    "extension_hint": "問合せを受ける番号",
    "confirmed_by_hint": "内容を確認した所属長などの氏名",
    "confirmed_on_hint": "例：5月20日",
    "steps": "記入の手順",
    "colors": "色の意味",
    "yellow": "記入するセルです。",
    "grey": "記載内容の確認用です。変更できません。誤りがあれば問合せ先へご連絡ください。",
    "hatch": "記入は不要です。複数行の取組では、最初の行だけに記入します。",
    "orange": "確認と修正をお願いするセルです。直すと緑色になります。",
    "red": "未記入や食い違いがあります。「状態」の言葉に従って直してください。",
    "scale": "「{header}」の区分",
    "choices": "「{header}」の選択肢",
    "columns": "各欄の書き方",
    "limit": "（{limit}字以内）",
    "grade_note": "{header}を必ず記入",
    "grade_reason": "{header}を必ず選択",
    "grade_nothing": "{headers}に取組がないときだけ",
    "code_head": "記号",
    "label_head": "意味",
    "extra_head": "あわせて必要なこと",
}

STEPS = (
    "{sheets}のシートを開き、黄色のセルをすべて確認して記入します。▼が出るセルは一覧から選びます。",
    "右端の「状態」に、足りないものが表示されます。赤くなったセルを直し、すべて「OK」にします。",
    "上の回答者欄を記入し、所属長などの確認を受けます。",
    "上書き保存して、提出期限までに提出先へ送ります。ファイル名はそのままで結構です。",
    (
        "行・列・シートの追加、削除、並べ替えはしないでください。"
        "行の高さの変更と、見出しの▼による絞り込みはできます。"
    ),
    "ほかの資料から写すときは「値の貼り付け」を使うと、一覧や書式が壊れません。",
)

WIDTHS = (4.0, 10.0, 16.0, 9.0, 27.0)  # the first one is hidden: it holds ids
LABEL, VALUE, STATE, LAST = 1, 2, 3, 4
MARKER_ROW, IDS_ROW, TITLE_ROW = range(3)
_GAP_PT, _ABOUT_PT = 9.0, 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTask:
    """What one form asks, as far as the guide tells it."""

    form: Form
    entries: int
    lines: int
    progress: Progress


@dataclass(slots=True)
class Guide:
    """Writes the sheet from top to bottom; `row` is where the next block begins."""

    sheet: SheetWriter
    look: Look
    definition: Definition
    department: Department
    keep: Keep
    faults: Faults = field(default_factory=Faults)
    row: int = field(default=TITLE_ROW)
    _about: dict[Key, Place] = field(default_factory=dict)

    def write(
        self,
        identity: Identity,
        tasks: tuple[FormTask, ...],
        about: Mapping[str, str],
        deadline: str,
    ) -> None:
        """Write everything."""
        self._write_ids(identity)
        self._write_title()
        self._write_facts(tasks, deadline)
        self._write_about(about)
        self._write_steps(tasks)
        self._write_colors(has_lines=any(task.lines > task.entries for task in tasks))
        for task in tasks:
            for column in task.form.answered:
                self._write_scale(task.form, column)
        self._write_columns(tasks)
        self._finish()

    def place(self, fault: Fault) -> Place | None:
        """Return where to correct something; None if that is not on this sheet."""
        return next((self._about[key] for key in fault.cells if key in self._about), None)

    # ------------------------------------------------------------ blocks

    def _write_ids(self, identity: Identity) -> None:
        for index, width in enumerate(WIDTHS):
            self.sheet.column_px(index, column_px(width))
        self.sheet.hide_column(0)
        self.sheet.text(MARKER_ROW, 0, marker(ABOUT, identity))
        self.sheet.text(IDS_ROW, 0, ID_HEAD)
        self.sheet.text(IDS_ROW, VALUE, VALUE_COLUMN)
        self.sheet.hide_rows(MARKER_ROW, IDS_ROW)

    def _write_title(self) -> None:
        title = self.look.plain(12, bold=True, text_wrap=True, font_color=DARK)
        name = TEXTS["to"].format(department=self.department.name)
        self._wide(SHEET, self.look.plain(18, bold=True, font_color=DARK), size=18)
        self._wide(self.definition.round.title, title, size=12)
        self._wide(name, self.look.plain(12, bold=True), size=12)
        self._gap()

    def _write_facts(self, tasks: tuple[FormTask, ...], deadline: str) -> None:
        about = self.definition.round
        asked = "　／　".join(
            TEXTS["asked_of"].format(sheet=task.form.sheet, items=task.entries, lines=task.lines)
            for task in tasks
        )
        strong = self.look.boxed(11, bold=True, valign="vcenter")
        self._fact("deadline", deadline, strong)
        self._fact("contact", about.contact, self.look.boxed(valign="vcenter"))
        self._fact("issuer", about.issuer, self.look.boxed(valign="vcenter"))
        self._fact("asked", asked, self.look.boxed(valign="vcenter"))
        self._progress([task.progress for task in tasks])
        self._gap()

    def _write_about(self, about: Mapping[str, str]) -> None:
        self._heading(TEXTS["about"])
        for key in ABOUT_FIELDS:
            text = lined(about.get(key, ""))
            cell = Words(cell_name(self.row + 1, VALUE + 1), text)
            state = choose(
                is_blank(cell), literal(STATUS_TEXTS["untouched"]), literal(STATUS_TEXTS["ok"])
            )
            self.sheet.text(self.row, 0, key, self.look.id())
            self.sheet.text(self.row, LABEL, TEXTS[key], self._label())
            fault = Key(key, VALUE_COLUMN) in self.faults.cells
            self.sheet.text(self.row, VALUE, text, self.look.input_line(FAULT if fault else YELLOW))
            if fault:
                given = Highlight(self.look.book.format(bg_color=GOOD))
                self.sheet.highlight([(self.row, VALUE, self.row, VALUE)], given)
            self._about[Key(key, VALUE_COLUMN)] = Place(
                sheet=SHEET,
                cell=cell_name(self.row + 1, VALUE + 1),
                header=TEXTS[key],
                state=Words(f"{SHEET}!{cell_name(self.row + 1, STATE + 1)}", state.value),
            )
            style = self.look.boxed(valign="vcenter", align="center")
            self.sheet.formula(self.row, STATE, f"={state.formula}", style, state.value)
            self.sheet.text(self.row, LAST, TEXTS[f"{key}_hint"], self.look.plain(indent=1))
            self._end_row(_ABOUT_PT)
        self._gap()

    def _write_steps(self, tasks: tuple[FormTask, ...]) -> None:
        self._heading(TEXTS["steps"])
        sheets = "".join(f"「{task.form.sheet}」" for task in tasks)
        for number, step in enumerate(STEPS, start=1):
            self._line(str(number), step.format(sheets=sheets))
        self._gap()

    def _write_colors(self, *, has_lines: bool) -> None:
        self._heading(TEXTS["colors"])
        styles = {
            "yellow": self.look.boxed(bg_color=YELLOW),
            "red": self.look.boxed(bg_color=MISSING),
            "grey": self.look.boxed(bg_color=GREY),
        }
        if self.faults.cells:
            styles = {"orange": self.look.boxed(bg_color=FAULT), **styles}
        if has_lines:
            styles["hatch"] = self.look.hatched()
        for key, style in styles.items():
            self._line("", TEXTS[key], style)
        self._gap()

    def _write_scale(self, form: Form, column: Column) -> None:
        """Write what may be chosen in a column, and what each grade obliges to."""
        header = one_line(column.header)
        if column.grades:
            self._heading(TEXTS["scale"].format(header=header))
            self._table_row(("code_head", "label_head", "extra_head"))
            for grade in column.grades:
                extra = "、".join(_duties(form, column, grade.code))
                self._cells(grade.code, grade.label, extra)
            self._gap()
        elif column.choices:
            self._heading(TEXTS["choices"].format(header=header))
            for number, choice in enumerate(column.choices, start=1):
                self._line(str(number), choice)
            self._gap()

    def _write_columns(self, tasks: tuple[FormTask, ...]) -> None:
        self._heading(TEXTS["columns"])
        for task in tasks:
            for column in task.form.answered:
                limit = TEXTS["limit"].format(limit=column.max_chars) if column.max_chars else ""
                label = f"{task.form.sheet}\n{one_line(column.header)}"
                self._line(label, column.prompt + limit)

    def _finish(self) -> None:
        self.sheet.protect(row_heights=True)
        self.sheet.hide_gridlines()
        set_up_print(self.sheet, self.look, self.department, landscape=False, pages_high=1)
        self.sheet.print_area((TITLE_ROW, LABEL, self.row - 1, LAST))
        if not self.faults.asked:  # else the sheet before this one is opened
            self.sheet.open_here()

    # ------------------------------------------------------------ rows

    def _end_row(self, height: float) -> None:
        self.sheet.row(self.row, height)
        self.row += 1

    def _gap(self) -> None:
        self._end_row(_GAP_PT)

    def _wide(self, text: str, style: Format, *, size: float) -> None:
        """Write a text over the whole width."""
        self.sheet.merge(self.row, LABEL, self.row, LAST, lined(text), style)
        self._end_row(height_pt([(text, sum(WIDTHS[LABEL:]))], size=size))

    def _heading(self, text: str) -> None:
        style = self.look.plain(10, bold=True, font_color=DARK, bottom=2, bottom_color=DARK)
        self._wide(text, style, size=12)

    def _label(self) -> Format:
        return self.look.boxed(bold=True, valign="vcenter", bg_color=HEADER)

    def _fact(self, key: str, text: str, style: Format) -> None:
        self.sheet.text(self.row, LABEL, TEXTS[key], self._label())
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), style)
        label = (TEXTS[key], WIDTHS[LABEL])
        self._end_row(height_pt([label, (text, sum(WIDTHS[VALUE:]))], size=11))

    def _progress(self, parts: list[Progress]) -> None:
        """Write how far one is: all sheets together, and each if there are several."""
        words = [progress_words(parts, keep=self.keep)]
        if len(parts) > 1:
            each = [progress_words([p], TEXTS["of_sheet"].format(sheet=p.sheet)) for p in parts]
            words += [literal(TEXTS["open"]), *each, literal(TEXTS["close"])]
        live = joined(words, self.keep)
        style = self.look.boxed(11, bold=True, valign="vcenter")
        self.sheet.text(self.row, LABEL, TEXTS["progress"], self._label())
        self.sheet.merge(self.row, VALUE, self.row, LAST, "", style)
        self.sheet.formula(self.row, VALUE, f"={live.formula}", style, live.value)
        self._end_row(height_pt([(live.value, sum(WIDTHS[VALUE:]))], size=11))

    def _line(self, label: str, text: str, label_style: Format | None = None) -> None:
        style = label_style or self.look.boxed(align="center", valign="vcenter")
        self.sheet.text(self.row, LABEL, lined(label), style)
        body = self.look.boxed(valign="vcenter")
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), body)
        shown = [(label, WIDTHS[LABEL]), (text, sum(WIDTHS[VALUE:]))]
        self._end_row(height_pt(shown))

    def _cells(self, code: str, label: str, extra: str) -> None:
        strong = self.look.boxed(11, bold=True, align="center", valign="vcenter")
        body = self.look.boxed(valign="vcenter")
        self.sheet.text(self.row, LABEL, code, strong)
        self.sheet.merge(self.row, VALUE, self.row, STATE, lined(label), body)
        self.sheet.text(self.row, LAST, extra, body)
        shown = [(label, sum(WIDTHS[VALUE:LAST])), (extra, WIDTHS[LAST]), (code, WIDTHS[LABEL])]
        self._end_row(height_pt(shown))

    def _table_row(self, keys: tuple[str, str, str]) -> None:
        code, label, extra = (TEXTS[key] for key in keys)
        self.sheet.text(self.row, LABEL, code, self._label())
        self.sheet.merge(self.row, VALUE, self.row, STATE, label, self._label())
        self.sheet.text(self.row, LAST, extra, self._label())
        self._end_row(height_pt([(extra, WIDTHS[LAST])]))


def _duties(form: Form, column: Column, code: str) -> list[str]:
    """Say what a code asks for besides itself."""
    duties = []
    for name in column.needs.get(code, ()):
        needed = form.column(name)
        key = "grade_reason" if needed.is_choice else "grade_note"
        duties.append(TEXTS[key].format(header=f"「{one_line(needed.header)}」"))
    names = column.only_when_nothing.get(code)
    if names:
        headers = "と".join(f"「{one_line(form.column(name).header)}」" for name in names)
        duties.append(TEXTS["grade_nothing"].format(headers=headers))
    return duties
