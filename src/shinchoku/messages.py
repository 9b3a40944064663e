"""What clerks read, in Japanese and in English: one table, one function."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Literal

Language = Literal["ja", "en"]

language: ContextVar[Language] = ContextVar("language", default="ja")
"""The language of messages; the command line sets it once."""


def say(key: str, /, **words: object) -> str:
    """Return the message `key` with its words put in. KeyError for a key that does not exist."""
    japanese, english = MESSAGES[key]
    return (japanese if language.get() == "ja" else english).format(**words)


MESSAGES: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------ the definition
    "did_you_mean": ("「{name}」のことですか。", "Did you mean “{name}”?"),
    "definition.unknown_key": ("知らない項目「{name}」です。", "Unknown key “{name}”."),
    "definition.missing_key": ("項目がありません。", "This key is missing."),
    "definition.bad_value": ("値が正しくありません（{reason}）。", "Not a valid value ({reason})."),
    "definition.bad_toml": (
        "TOMLとして読めません（{reason}）。",
        "Not readable as TOML ({reason}).",
    ),
    "definition.no_report": (
        "report.toml がありません。",
        "There is no report.toml.",
    ),
    "definition.no_master": ("master を読めません（{reason}）。", "Cannot read master ({reason})."),
    "definition.missing_table": ("表「{name}」がありません。", "The table “{name}” is missing."),
    "definition.unknown_table": ("知らない表「{name}」です。", "Unknown table “{name}”."),
    "definition.unknown_column": ("知らない列「{name}」です。", "Unknown column “{name}”."),
    "definition.missing_column": ("列「{name}」がありません。", "The column “{name}” is missing."),
    "definition.duplicate_column": ("列「{name}」が二つあります。", "Two columns “{name}”."),
    "definition.duplicate_id": (
        "id「{id}」は {first} と重複しています。",
        "The id “{id}” is already used at {first}.",
    ),
    "definition.bad_id": (
        "id「{id}」は日付や数値と紛れます。「P01-03」のように英字から始めてください。",
        "The id “{id}” may turn into a date or a number in Excel. Begin with a letter: P01-03.",
    ),
    "definition.row": ("{number}行目 {column}", "row {number} {column}"),
    "definition.no_id": ("id がありません。", "The id is missing."),
    "definition.unknown_reference": (
        "{column}「{id}」は、表「{table}」にありません。",
        "{column} “{id}” is not in the table “{table}”.",
    ),
    "definition.unknown_kind": (
        "kind「{kind}」は使えません（{allowed}）。",
        "kind “{kind}” is not one of {allowed}.",
    ),
    "definition.out_of_place": (
        "kind「{kind}」の行は、{parent} の下に置いてください。",
        "A row of kind “{kind}” belongs below a {parent}.",
    ),
    "definition.line_id": (
        "この行の id は「{expected}」にしてください。",
        "The id of this line should be “{expected}”.",
    ),
    "definition.plan_order": (
        "計画「{plan}」の行が離れています。同じ計画の行は続けてください。",
        "The rows of plan “{plan}” are not together.",
    ),
    "definition.no_department": (
        "「{id}」の担当部署（department）がありません。",
        "“{id}” has no department.",
    ),
    "definition.repeat_department": (
        "「{id}」は再掲なので、担当部署は空欄にしてください。",
        "“{id}” is a repeat: leave its department empty.",
    ),
    "definition.dangling_repeat": (
        "再掲元「{source}」がありません。",
        "There is no “{source}” to repeat.",
    ),
    "definition.repeat_of_repeat": (
        "再掲元「{source}」も再掲です。もとの取組を指定してください。",
        "“{source}” is itself a repeat: name the original.",
    ),
    "definition.repeat_lines": (
        "「{id}」の行数（{lines}）が再掲元「{source}」の行数（{source_lines}）より多くなっています。",
        "“{id}” has {lines} lines, its source “{source}” only {source_lines}.",
    ),
    "definition.token_without_repeat": (
        "「再掲」と書いてありますが、repeat がありません。",
        "The text says 再掲 but “repeat” is empty.",
    ),
    "definition.repeat_without_token": (
        "再掲ですが、【再掲】の位置が文中にありません。",
        "A repeat, but its text has no 【再掲】.",
    ),
    "definition.bad_override": (
        "{column}「{text}」は選べません。",
        "“{text}” is not a choice of {column}.",
    ),
    "definition.empty_project": (
        "「{id}」には取組がありません。",
        "“{id}” has no items.",
    ),
    "definition.bad_citation": (
        "引用する事業「{id}」がありません。",
        "There is no project “{id}” to cite.",
    ),
    "definition.cited_group": (
        "「{id}」には事業があります。事業の id を指定してください。",
        "“{id}” has projects of its own: cite one of them.",
    ),
    "definition.uncited_row": (
        "cites がなく、上の行にも引用がありません。",
        "No citation here, and none above it.",
    ),
    "definition.no_form": (
        "{table} がありますが、report.toml に [{form}] がありません。",
        "There is {table}, but report.toml has no [{form}].",
    ),
    "definition.unknown_owner": ("「{id}」という行はありません。", "There is no row “{id}”."),
    "definition.unknown_section": (
        "「{id}」という部分はありません。",
        "There is no section “{id}”.",
    ),
    "definition.same_sheet": (
        "シート名「{name}」が重複しています。",
        "The sheet name “{name}” is used twice.",
    ),
    "definition.bad_of": (
        "of「{name}」は進捗状況の列ではありません。",
        "of “{name}” is not a grade column.",
    ),
    "definition.role_content": (
        "role「{role}」の列には {key} が必要です。",
        "A column with role “{role}” needs {key}.",
    ),
    "definition.too_wide": (
        "列の幅の合計は {wide} mm で、余白を除いた {room} mm に収まりません。",
        "The columns are {wide} mm wide together; {room} mm fit between the margins.",
    ),
    "definition.bad_text": (
        "「{text}」の {{ }} の中に使えるのは {allowed} です。",
        "“{text}” may only use {allowed} in its braces.",
    ),
    # ------------------------------------------------------------ findings: what is wrong
    "finding.missing-submission": (
        "{name}から提出がありません（未提出、期限は{deadline.year}年{deadline.month}月{deadline.day}日）。",
        "Nothing has come back from {name} (due {deadline:%Y-%m-%d}).",
    ),
    "finding.missing-submission.overdue": (
        "{name}から、期限の{deadline.year}年{deadline.month}月{deadline.day}日を過ぎても提出がありません（期限超過）。",
        "Nothing has come back from {name}: overdue since {deadline:%Y-%m-%d}.",
    ),
    "finding.unreadable-file": (
        "ファイルを読めません（{reason}）。",
        "The file cannot be read ({reason}).",
    ),
    "finding.foreign-workbook": (
        "配布した様式ではないファイルです（シート：{sheets}）。",
        "This workbook is not one of the templates that were sent out (sheets: {sheets}).",
    ),
    "finding.other-round": (
        "別の回（{found}）の様式です。今回は {wanted} です。",
        "A template of another round ({found}); this one is {wanted}.",
    ),
    "finding.unknown-department": (
        "様式の部署「{found}」は、今回の部署一覧にありません。",
        "The template's department “{found}” is not one of this round's.",
    ),
    "finding.conflicting-submissions": (
        "同じ部署の「{other}」と {count} か所で記入が異なります。{examples}",
        "Differs from “{other}” of the same department in {count} places. {examples}",
    ),
    "finding.conflicting-cell": (
        "［「{label}」の「{column}」 {cell}「{text}」／{other_cell}「{other_text}」］",
        "[“{label}”, {column}: {cell} “{text}” / {other_cell} “{other_text}”]",
    ),
    "finding.complementary-files": (
        "「{others}」と合わせて、一つの提出として扱いました。記入が食い違うセルはありません。",
        "Counts as one submission together with “{others}”: no cell is answered differently.",
    ),
    "finding.older-template": (
        "いまの内容に変わる前に配布した様式です。記入は読み取りました。{changes}",
        "This template was sent out before the master changed. Its answers were read. {changes}",
    ),
    "finding.older-template.unknown": (
        "配布の記録にない版（{version}）の様式です。記入は読み取り、灰色のセルはいまの文と比べました。",
        "Version {version} is not on record. It was read, and held to the texts of now.",
    ),
    "finding.row-issued-later": (
        "「{label}」（番号 {id}）は、この様式を配布した後に加わった行で、まだ記入がありません。",
        "The row of “{label}” (id {id}) was added after this template was sent out.",
    ),
    "finding.column-issued-later": (
        "「{column}」は、この様式を配布した後に加わった列で、まだ記入がありません。",
        "The column {column} was added after this template was sent out.",
    ),
    "finding.no-longer-asked": (
        "番号「{id}」の記入には、配布した後に尋ねなくなったものがあります：{answers}。{now}報告書には載りません。",
        "The row “{id}” answers what is no longer asked: {answers}. {now}It will not be printed.",
    ),
    "older.texts": ("変わった文 {count} か所：{listed}。", "Texts changed ({count}): {listed}. "),
    "older.headers": (
        "変わった見出し {count} 列：{listed}。",
        "Headers changed ({count}): {listed}. ",
    ),
    "older.columns_since": (
        "加わった列 {count} 列：{listed}。",
        "Columns added ({count}): {listed}. ",
    ),
    "older.columns_gone": (
        "なくなった列 {count} 列：{listed}。",
        "Columns gone ({count}): {listed}. ",
    ),
    "older.rows_since": ("加わった行 {count} 行：{listed}。", "Rows added ({count}): {listed}. "),
    "older.rows_gone": (
        "尋ねなくなった行 {count} 行：{listed}。",
        "Rows gone ({count}): {listed}. ",
    ),
    "older.asked_now": ("いまは{name}に尋ねています。", "{name} is asked about it now. "),
    "finding.missing-sheet": (
        "「{sheet}」のシートか、その2行目の列番号が消えています（{count} 行を読み取れません）。",
        "The sheet “{sheet}” is gone, or the column ids in its row 2 ({count} rows not read).",
    ),
    "finding.missing-column": (
        "「{column}」の列がありません。",
        "The column {column} is gone.",
    ),
    "finding.merged-cells": (
        "{cells} のセルが結合されています。どの欄の記入か分かりません。",
        "The cells {cells} are merged: which of them is answered cannot be told.",
    ),
    "finding.copied-sheet": (
        "シート「{first}」と同じ番号の行ばかりのシートです。どちらが正しいか分かりません。",
        "All ids on this sheet stand on the sheet “{first}”, too.",
    ),
    "finding.answer-in-closed-cell": (
        "「{label}」の2行目以降の「{column}」に「{text}」と記入されています。ここは記入しない欄です。",
        "“{label}”: {column} is answered (“{text}”) on a line that does not ask for it.",
    ),
    "finding.beyond-excel": (
        "「{label}」の「{column}」が {length} 字あります。Excelの1セルに入るのは32,767字までです。",
        "“{label}”: {column} has {length} characters; a cell of Excel holds 32,767.",
    ),
    "finding.figures-against-grade": (
        "「{label}」は計画「{planned}」に対し実績「{actual}」ですが、「{grade}」とされています。",
        "“{label}”: planned “{planned}”, done “{actual}”, but graded {grade}.",
    ),
    "finding.hidden-rows": (
        "表の {count} 行が非表示（または絞り込み）になっています。非表示の行も読み取りました。",
        "{count} rows of the table are hidden or filtered away. They were read all the same.",
    ),
    "finding.sheets-ignored": (
        "様式にないシート {count} 枚（「{names}」）は読み取っていません。",
        "{count} sheets that are not the template's were not read: “{names}”.",
    ),
    "finding.stray-value": (
        "表の外に記入があります（「{text}」、全部で {count} か所）。報告書には載りません。",
        "Typed outside the table (“{text}”, {count} in all). It is not part of the report.",
    ),
    "finding.formula-result-taken": (
        "「{label}」の「{column}」は数式です。計算結果の「{text}」を読み取りました。",
        "“{label}”: {column} is a formula. Its result “{text}” was taken.",
    ),
    "finding.comment-ignored": (
        "コメント（メモ）があります：「{text}」。報告書には載りません。",
        "A comment: “{text}”. It is not part of the report.",
    ),
    "finding.drawing-ignored": (
        "図形・テキストボックス・画像などが置かれています。その中の文字は読み取っていません。",
        "There are shapes, text boxes or pictures on this sheet. They were not read.",
    ),
    "finding.macros-ignored": (
        "マクロを含むファイルです。マクロは実行せず、記入内容だけを読み取りました。",
        "A file with macros. They were not run; only its answers were read.",
    ),
    "finding.links-ignored": (
        "ほかのファイルやデータへの参照（外部リンク）があります。参照先は開いていません。",
        "The file refers to other files or data. They were not opened.",
    ),
    "finding.text-cleaned": (
        "「{label}」の「{column}」の半角カナや目に見えない文字を整えました：「{text}」",
        "“{label}”: half-width kana or invisible characters in {column} became “{text}”.",
    ),
    "finding.identical-copy": (
        "「{other}」と同じ内容です。一つとして扱いました。",
        "The same as “{other}”; they count as one.",
    ),
    "finding.unconfirmed": (
        "「記入要領」シートの確認者が空欄です。",
        "The cell 確認者 on the first sheet is empty.",
    ),
    "finding.unknown-row": (
        "番号「{id}」は、この部署の様式にありません。",
        "The id “{id}” is not on this department's template.",
    ),
    "finding.row-without-id": (
        "番号のない行に記入があります。どの取組のものか分かりません。",
        "Something is filled in on a row without an id.",
    ),
    "finding.duplicate-row": (
        "番号「{id}」の行が二つあります（一つ目は {first}）。",
        "There are two rows with the id “{id}” (the first at {first}).",
    ),
    "finding.missing-row": (
        "「{label}」（番号 {id}）の行がありません。",
        "The row of “{label}” (id {id}) is gone.",
    ),
    "finding.locked-text-changed": (
        "「{label}」の「{column}」が、配布した様式と異なります。配布時：{before}　提出：{after}",
        "The {column} of “{label}” is not as it was sent out: {before}, now {after}.",
    ),
    "finding.blank": ("空欄", "blank"),
    "finding.unanswered": (
        "「{label}」の「{columns}」が未記入です。",
        "“{label}”: {columns} not filled in.",
    ),
    "finding.grade-not-on-scale": (
        "「{label}」の{column}「{text}」は、選択肢にありません。使えるのは {allowed} です。",
        "“{label}”: {column} “{text}” is not on the scale: {allowed}.",
    ),
    "finding.reason-not-a-choice": (
        "「{label}」の{column}「{text}」は、選択肢にありません。",
        "“{label}”: {column} “{text}” is not one of the choices.",
    ),
    "finding.reason-missing": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」が必要です。",
        "“{label}” is graded {grade}: {column} is needed.",
    ),
    "finding.reason-unneeded": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」は集計されません。",
        "“{label}” is graded {grade}: {column} will not be counted.",
    ),
    "finding.note-missing": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」が必要です。",
        "“{label}” is graded {grade}: {column} is needed.",
    ),
    "finding.nothing-but-planned": (
        "「{label}」には当初計画または実績がありますが、進捗状況が「{grade}」です。",
        "“{label}” has something planned or done, but is graded {grade}.",
    ),
    "finding.graded-but-nothing": (
        "「{label}」は当初計画も実績も「—」ですが、進捗状況が「{grade}」です。",
        "“{label}” has nothing planned and nothing done, but is graded {grade}.",
    ),
    "finding.error-value": (
        "「{label}」の「{column}」がエラー「{text}」になっています。",
        "“{label}”: {column} holds the error {text}.",
    ),
    "finding.formula-without-result": (
        "「{label}」の「{column}」に、計算結果のない数式が入っています。",
        "“{label}”: {column} holds a formula without a result.",
    ),
    "finding.turned-into-date": (
        "「{label}」の「{column}」が日付（{text}）になっています。「1-2」のような入力をExcelが日付に変えた可能性があります。",
        "“{label}”: {column} is a date ({text}). Excel may have turned something like 1-2 into it.",
    ),
    "finding.struck-text": (
        "「{label}」の「{column}」に、取り消し線の付いた文字「{struck}」が残っています。",
        "“{label}”: {column} still holds struck-out text: “{struck}”.",
    ),
    "finding.text-too-long": (
        "「{label}」の「{column}」が、上限の {limit} 字を {over} 字超えています。",
        "“{label}”: {column} is {over} characters over the limit of {limit}.",
    ),
    "finding.repeat-disagrees": (
        "再掲「{label}」の{column}は「{own}」ですが、再掲元 {source} は「{original}」です。",
        "The repeat “{label}” prints {column} “{own}”; its source {source} has “{original}”.",
    ),
    "finding.corrected": (
        "（企画担当の修正を反映した値です。）",
        " (This is the value after a correction.)",
    ),
    "finding.unreadable-corrections": (
        "修正の表を読めません（{reason}）。",
        "The table of corrections cannot be read ({reason}).",
    ),
    "finding.correction-of-unknown-item": (
        "「{item}」という番号の取組や指標はありません。",
        "There is no item “{item}”.",
    ),
    "finding.correction-of-unknown-column": (
        "「{item}」の「{column}」は修正できません。修正できるのは {allowed} です。",
        "“{column}” of “{item}” cannot be corrected; {allowed} can.",
    ),
    "finding.correction-of-another-text": (
        "「{item}」の「{column}」は、修正前が「{before}」のはずですが、提出されているのは「{found}」です。",
        "{column} of “{item}” should be “{before}” before the correction, but is “{found}”.",
    ),
    "finding.correction-not-a-choice": (
        "「{item}」の「{column}」を「{after}」にすることはできません。選べるのは {allowed} です。",
        "{column} of “{item}” cannot become “{after}”; {allowed} can be chosen.",
    ),
    "finding.duplicate-correction": (
        "「{item}」の「{column}」の修正が {first} にもあります。",
        "{column} of “{item}” is corrected in {first} already.",
    ),
    "finding.correction-of-repeat": (
        "「{item}」は再掲です。値は再掲元 {source} のものです。",
        "“{item}” is a repeat; its values are those of {source}.",
    ),
    "finding.superseded-file": (
        "「{name}」を採用しているため、このファイルは使っていません（理由：{reason}）。",
        "Not used, for “{name}” was accepted ({reason}).",
    ),
    "finding.excluded-file": (
        "このファイルは除外しています（理由：{reason}）。",
        "This file is excluded ({reason}).",
    ),
    "finding.replaced-file": (
        "返却用ファイルに記入し直した「{name}」が届いているため、このファイルは使っていません。",
        "Not used, for “{name}” came: the returned workbook that was made from this file.",
    ),
    "finding.unaccounted": (
        "提出された値「{text}」が報告書の {cell} に見当たりません（報告書では「{found}」）。",
        "The submitted value “{text}” is not in {cell} of the report (there is “{found}”).",
    ),
    # ------------------------------------------------------------ findings: what to do
    "hint.missing-submission": (
        "部署に提出を依頼してください。急ぐときは --draft で仮の報告書を作れます。",
        "Ask the department. With --draft a provisional report can be made without it.",
    ),
    "hint.unreadable-file": (
        "Excelで開けるか確かめ、「Excelブック（.xlsx）」で保存し直してもらってください。",
        "See whether Excel opens it, and have it saved again as an .xlsx workbook.",
    ),
    "hint.unreadable-file.encrypted": (
        "パスワードを外して保存し直してもらってください。",
        "Ask for the file without its password.",
    ),
    "hint.unreadable-file.xls": (
        "Excelで開き、「Excelブック（.xlsx）」で保存し直してもらってください。",
        "Have it opened in Excel and saved as an .xlsx workbook.",
    ),
    "hint.unreadable-file.csv": (
        "CSVではなく、配布した様式のまま提出してもらってください。",
        "Ask for the template itself, not a CSV file of it.",
    ),
    "hint.unreadable-file.pdf": (
        "PDFではなく、配布した様式のExcelファイルを提出してもらってください。",
        "Ask for the Excel file itself, not a PDF of it.",
    ),
    "hint.unreadable-file.gone": (
        "ファイルを submitted に戻して、もう一度実行してください。",
        "Put the file back into `submitted` and run it again.",
    ),
    "hint.unreadable-file.denied": (
        "Excelで開いていれば閉じ、ファイルを読む権限があるか確かめて、もう一度実行してください。",
        "Close it in Excel, see whether you may read it, and run it again.",
    ),
    "hint.unreadable-file.too_large": (
        "画像や不要なシートを除いて、配布した様式に記入し直してもらってください。",
        "Ask for the template without pictures and additional sheets.",
    ),
    "hint.foreign-workbook": (
        "配布した様式に記入して提出してもらってください。",
        "Ask for the template that was sent out.",
    ),
    "hint.other-round": (
        "今回の様式に記入して提出してもらってください。",
        "Ask for this round's template.",
    ),
    "hint.unknown-department": (
        "部署一覧（departments）か、提出されたファイルを確かめてください。",
        "Check the table departments, or the file.",
    ),
    "hint.conflicting-submissions": (
        "どちらを使うか部署に確かめ、accept で採用するか、exclude で除外してください。",
        "Ask the department which one counts; then accept it, or exclude the other.",
    ),
    "hint.complementary-files": (
        "部署に確かめ、分担したものでなければ、使わないファイルを exclude で除外してください。",
        "Ask the department whether they shared the work; if not, exclude the other file.",
    ),
    "hint.older-template": (
        "変わったところの記入が、いまの内容に合うか確かめてください。報告書にはいまの文を載せます。",
        "See whether the answers fit what has changed. The report prints the texts of now.",
    ),
    "hint.older-template.unknown": (
        "issued.jsonl の控えがあれば戻してください。このファイルの行・列・文についての指摘は、版の違いによるものかもしれません。",  # noqa: E501
        "Restore issued.jsonl if you can. Its changed texts or rows may only be another version's.",
    ),
    "hint.row-issued-later": (
        "返却用ファイル（returned）にこの行が入っています。そちらに記入してください。",
        "The returned workbook has this row. Fill it in there.",
    ),
    "hint.column-issued-later": (
        "返却用ファイル（returned）にこの列が入っています。そちらに記入してください。",
        "The returned workbook has this column. Fill it in there.",
    ),
    "hint.no-longer-asked": (
        "必要な内容であれば、いまの担当部署に伝えてください。",
        "If it is needed, tell the department that is asked now.",
    ),
    "hint.missing-sheet": (
        "配布した様式に記入し直すか、シートを元に戻してもらってください。",
        "Ask for the template with this sheet as it was sent out.",
    ),
    "hint.missing-column": (
        "配布した様式に書き写して、提出し直してもらってください。",
        "Ask for the answers in the template as it was sent out.",
    ),
    "hint.merged-cells": (
        "セルの結合を解除し、欄ごとに記入してください。",
        "Unmerge the cells and fill in each of them.",
    ),
    "hint.copied-sheet": (
        "正しいシートを一つだけ残し、もう一つは削除してください。",
        "Keep the right one and delete the other sheet.",
    ),
    "hint.answer-in-closed-cell": (
        "番号「{first}」の行に書き写し、このセルは空欄にしてください。",
        "Copy it to the row with the id “{first}” and clear this cell.",
    ),
    "hint.beyond-excel": (
        "文を短くして、記入し直してください。",
        "Make the text shorter.",
    ),
    "hint.figures-against-grade": (
        "数と進捗状況のどちらが正しいか、部署に確かめてください。理由があれば、そのままで構いません。",
        "Ask the department which is right. If there is a reason, leave it as it is.",
    ),
    "hint.hidden-rows": (
        "隠れた行に古い記入が残っていないか確かめてください。",
        "See whether the hidden rows hold what is meant.",
    ),
    "hint.sheets-ignored": (
        "必要な内容があれば、様式のシートに書き写してもらってください。",
        "If something on them is needed, have it copied to the template's own sheets.",
    ),
    "hint.stray-value": (
        "必要な内容であれば、表の中に書き写してください。",
        "If it is needed, copy it into the table.",
    ),
    "hint.formula-result-taken": (
        "結果が正しければ、対応は要りません。",
        "Nothing to do if the result is right.",
    ),
    "hint.comment-ignored": (
        "企画担当への連絡でないか確かめてください。",
        "See whether it is a message to the planning section.",
    ),
    "hint.drawing-ignored": (
        "必要な内容が書かれていれば、セルに記入してもらってください。",
        "If something in them is needed, have it typed into a cell.",
    ),
    "hint.macros-ignored": ("対応は要りません。", "Nothing to do."),
    "hint.links-ignored": (
        "記入内容が正しければ、対応は要りません。",
        "Nothing to do if the answers are right.",
    ),
    "hint.text-cleaned": (
        "読み方が変わっていないか確かめてください。",
        "See whether it still says what was meant.",
    ),
    "hint.identical-copy": ("対応は要りません。", "Nothing to do."),
    "hint.unconfirmed": (
        "所属長の確認が済んでいるか、部署に確かめてください。",
        "Ask the department whether its head has confirmed it.",
    ),
    "hint.unknown-row": (
        "配布時の番号に戻すか、不要な行なら削除してください。",
        "Put the original id back, or delete the row.",
    ),
    "hint.row-without-id": (
        "もとの行に書き写し、この行は削除してください。",
        "Copy the text to the row it belongs to and delete this one.",
    ),
    "hint.duplicate-row": (
        "正しい行を一つだけ残してください。",
        "Keep only the right one.",
    ),
    "hint.missing-row": (
        "配布した様式から行を写し、記入してください。",
        "Copy the row from the template and fill it in.",
    ),
    "hint.locked-text-changed": (
        "もとの文に戻してください。誤りがあれば、企画担当へ連絡してください。",
        "Put the original text back; if it is wrong, tell the planning section.",
    ),
    "hint.unanswered": ("記入してください。", "Fill it in."),
    "hint.grade-not-on-scale": (
        "セルの一覧から選び直してください。",
        "Choose from the list in the cell.",
    ),
    "hint.reason-not-a-choice": (
        "セルの一覧から選び直してください。",
        "Choose from the list in the cell.",
    ),
    "hint.reason-missing": ("一覧から選んでください。", "Choose one from the list."),
    "hint.reason-unneeded": (
        "進捗状況が正しければ、この欄は空欄にしてください。",
        "If the grade is right, clear this cell.",
    ),
    "hint.note-missing": ("理由や状況を記入してください。", "Say why."),
    "hint.nothing-but-planned": (
        "ほかの進捗状況を選ぶか、実績を確かめてください。",
        "Choose another grade, or check what was done.",
    ),
    "hint.graded-but-nothing": (
        "「{only}」を選ぶか、実績を記入してください。",
        "Choose “{only}”, or fill in what was done.",
    ),
    "hint.error-value": ("値を文字で入力し直してください。", "Type the value as text."),
    "hint.formula-without-result": (
        "値を文字で入力し直してください。",
        "Type the value as text.",
    ),
    "hint.turned-into-date": (
        "セルに本来の値を入力し直してください。",
        "Type the value that was meant.",
    ),
    "hint.struck-text": (
        "残す文字だけにして、取り消し線の部分を消してください。",
        "Leave only the text that counts.",
    ),
    "hint.text-too-long": (
        "報告書の行が長くなります。短くできないか確かめてください。",
        "See whether it can be shorter; its row in the report will be long.",
    ),
    "hint.repeat-disagrees": (
        "意図したものでなければ、master の tree を直してください。",
        "If this is not intended, correct the master's table tree.",
    ),
    "hint.unreadable-corrections": (
        "列は item・column・before・after・who・reason、形式は「CSV UTF-8」か .xlsx です。",
        "Its columns are item, column, before, after, who, reason. Save it as CSV UTF-8 or .xlsx.",
    ),
    "hint.correction-of-unknown-item": (
        "様式の左端の番号を書いてください。",
        "Write the id that stands at the left of the template.",
    ),
    "hint.correction-of-unknown-column": (
        "目標や計画は、master を直してください。",
        "What the master gives is corrected in the master.",
    ),
    "hint.correction-of-another-text": (
        "部署が出し直した場合は、この修正がまだ必要か確かめてください。",
        "If the department sent it again, see whether the correction is still wanted.",
    ),
    "hint.correction-not-a-choice": ("選び直してください。", "Choose one of these."),
    "hint.duplicate-correction": (
        "一つにまとめてください。",
        "Make one of the two.",
    ),
    "hint.correction-of-repeat": ("再掲元を修正してください。", "Correct the source."),
    "hint.superseded-file": (
        "こちらを使うときは、accept で採用し直してください。",
        "To use this one instead, accept it.",
    ),
    "hint.excluded-file": (
        "使うときは、accept で採用してください。",
        "To use it after all, accept it.",
    ),
    "hint.replaced-file": (
        "こちらを使うときは、accept で採用してください。",
        "To use this one instead, accept it.",
    ),
    "hint.unaccounted": (
        "手で直した値は、verify --corrections で修正の表にできます。",
        "With verify --corrections, edits become a table of corrections.",
    ),
    # ------------------------------------------------------------ what to do in a returned workbook
    "returned.no_id": ("番号なし", "no id"),
    "returned.E201": (
        "様式にない行なので、記入は下の表に載せました。必要なら、正しい行に書き写してください。",
        "What it said is listed below. Copy it to the row it belongs to, if it is needed.",
    ),
    "returned.E202": (
        "どの行のものか分からないので、記入は下の表に載せました。正しい行に書き写してください。",
        "What it said is listed below. Copy it to the row it belongs to.",
    ),
    "returned.E203": (
        "一つ目の行を残しました。二つ目にだけある記入は下の表に載せました。正しい方を記入してください。",
        "The first row was kept; what only the second said is listed below. Fill in the right one.",
    ),
    "returned.E204": ("行を元に戻しました。記入してください。", "The row is back. Fill it in."),
    "returned.E205": (
        "正しい文に直してあります。その文に誤りがあれば、問合せ先へご連絡ください。",
        "The text has been put right. If it is wrong, tell the planning section.",
    ),
    "returned.E206": (
        "シートを元に戻しました。記入してください。",
        "The sheet is back. Fill it in.",
    ),
    "returned.E207": (
        "列を元に戻しました。空欄に記入してください。",
        "The column is back. Fill in its blank cells.",
    ),
    "returned.E208": (
        "結合を解除しました。欄ごとに記入してください。",
        "The cells are no longer merged. Fill in each of them.",
    ),
    "returned.E209": (
        "一つ目のシートを残しました。二つ目にだけある記入は下の表に載せました。正しい方を記入してください。",
        "The first sheet was kept; what only the other said is listed below.",
    ),
    "returned.E210": (
        "記入は下の表に載せました。必要なら、取組の最初の行に書き写してください。",
        "What it said is listed below. Copy it to the item's first row, if it is needed.",
    ),
    "returned.E211": (
        "前の様式を配布した後に加わった行です。お手数ですが、記入してください。",
        "This row was added after the last template was sent out. Please fill it in.",
    ),
    "returned.E212": (
        "前の様式を配布した後に加わった列です。お手数ですが、空欄に記入してください。",
        "This column was added after the last template was sent out. Please fill it in.",
    ),
    "returned.E312": (
        "空欄に戻し、文は下の表に分けて載せました。短くして記入してください。",
        "The cell is blank again; the text is listed below in parts. Fill in a shorter one.",
    ),
    "returned.W403": (
        "所属長などの確認を受け、確認者を記入してください。",
        "Have it confirmed and say by whom.",
    ),
    # ------------------------------------------------------------ why a file cannot be read
    "unreadable.empty": ("中身が空です", "it is empty"),
    "unreadable.not_zip": ("Excelブックではありません", "it is not an Excel workbook"),
    "unreadable.encrypted": ("パスワードがかかっています", "it is protected by a password"),
    "unreadable.xls": ("古い形式（.xls）です", "it is in the old .xls format"),
    "unreadable.ods": ("OpenDocument形式（.ods）です", "it is an OpenDocument file"),
    "unreadable.csv": ("CSVファイルです", "it is a CSV file"),
    "unreadable.html": ("HTMLファイルです", "it is an HTML file"),
    "unreadable.pdf": ("PDFファイルです", "it is a PDF"),
    "unreadable.truncated": ("途中で切れています", "it breaks off in the middle"),
    "unreadable.damaged": ("中身が壊れています", "its content is damaged"),
    "unreadable.xlsb": ("バイナリ形式（.xlsb）です", "it is in the binary .xlsb format"),
    "unreadable.doctype": ("安全に読めない記述があります", "it holds a DOCTYPE"),
    "unreadable.too_large": ("展開すると大きすぎます", "it is too large once inflated"),
    "unreadable.too_many_entries": ("中に含まれるものが多すぎます", "it has too many parts"),
    "unreadable.no_workbook": ("Excelブックの中身がありません", "there is no workbook inside"),
    "unreadable.malformed": ("中身が壊れています", "its content is damaged"),
    "unreadable.gone": (
        "読み取る前に、移動または削除されました",
        "it was moved or deleted before it could be read",
    ),
    "unreadable.denied": (
        "開く権限がないか、ほかで開かれています",
        "you may not open it, or another program has it open",
    ),
    "unreadable.unreadable": ("開けません", "it cannot be opened"),
    # ------------------------------------------------------------ the rules, for explain and README
    "rule.missing-submission": (
        "部署から一つも届いていません。",
        "Nothing has come back from a department.",
    ),
    "rule.unreadable-file": (
        "パスワード、旧形式、破損などのため、読み取れないファイルです。ほかのファイルの処理は続きます。",
        "A file that cannot be read: a password, another format, damage. All other files go on.",
    ),
    "rule.foreign-workbook": (
        "様式に埋め込んだ識別情報がないブックです。ファイル名では判断しません。",
        "A workbook without the identity that templates carry. File names are not looked at.",
    ),
    "rule.other-round": (
        "昨年度など、別の回の様式です。",
        "A template of another round, last year's for instance.",
    ),
    "rule.unknown-department": (
        "様式の部署が、今回の部署一覧にありません。",
        "The template's department is not one of this round's.",
    ),
    "rule.conflicting-submissions": (
        "一つの部署から、内容の異なる二つのファイルが届いています。後のものを勝手に採用することはありません。",
        "Two different files from one department. The later one never wins by itself.",
    ),
    "rule.complementary-files": (
        "一つの部署から届いた二つ以上のファイルが、別々のセルに記入しています。食い違いがないので、合わせて一つとして扱います。",
        "Files of one department fill different cells. As none conflict, they are merged.",
    ),
    "rule.older-template": (
        "様式を配布した後に master が直されています。書き換えは、配布したときの文と比べて確かめます。",  # noqa: E501
        "The master changed after this template was sent out. Its texts are held to what was sent.",
    ),
    "rule.row-issued-later": (
        "様式を配布した後に加わった行です。部署はまだ見ていません。",
        "A row that was added after the template was sent out: the department never saw it.",
    ),
    "rule.column-issued-later": (
        "様式を配布した後に加わった記入欄です。部署はまだ見ていません。",
        "A column to fill in that was added after the template was sent out.",
    ),
    "rule.no-longer-asked": (
        "様式を配布した後に尋ねなくなった行や列に、記入があります。報告書には載りません。",
        "Answers to what is no longer asked of this department. They are not printed.",
    ),
    "rule.missing-sheet": (
        "記入するシートが削除されたか、列の番号の行が消えたため、読み取れません。",
        "A sheet to be filled in was deleted, or lost the row with its column ids.",
    ),
    "rule.missing-column": (
        "表の列が削除されています。",
        "A column of the table was deleted.",
    ),
    "rule.merged-cells": (
        "様式では結合していないセルが結合されています。結合すると、2番目以降のセルの記入は失われます。",
        "Cells that the template does not merge are merged. All but the first lose their content.",
    ),
    "rule.copied-sheet": (
        "記入するシートが複製され、同じ番号の行が二つのシートにあります。",
        "A sheet was copied, so that every id stands on two sheets.",
    ),
    "rule.answer-in-closed-cell": (
        "取組の2行目以降で、1行目にだけ記入する欄（進捗状況や備考）に記入があります。そのままでは報告書に載りません。",
        "An item's grade or note, asked for on its first line only, stands on another line.",
    ),
    "rule.beyond-excel": (
        "Excelの1セルに入る32,767字を超えています。",
        "A text longer than the 32,767 characters of a cell.",
    ),
    "rule.figures-against-grade": (
        "当初計画と実績の数が1割を超えて離れているのに、進捗状況がそれと合いません。同じ単位の数だけを比べます。報告書の作成は止めません。",
        "Planned and actual figures of one unit are over 10% apart; the grade says otherwise.",
    ),
    "rule.hidden-rows": (
        "非表示や絞り込みの行があります。記入は読み取ります。",
        "Rows are hidden or filtered away. They are read all the same.",
    ),
    "rule.sheets-ignored": (
        "様式にないシートがあります。中身は読み取りません。",
        "Sheets that are not the template's. They are not read.",
    ),
    "rule.stray-value": (
        "表の外に値があります。",
        "Values outside the table.",
    ),
    "rule.formula-result-taken": (
        "記入欄が数式です。保存されている計算結果を読み取ります。",
        "A formula where a text is meant. Its stored result is taken.",
    ),
    "rule.comment-ignored": (
        "セルにコメント（メモ）が残っています。",
        "A comment was left on a cell.",
    ),
    "rule.drawing-ignored": (
        "図形・テキストボックス・画像などは読み取りません。",
        "Shapes, text boxes and pictures are not read.",
    ),
    "rule.macros-ignored": (
        "マクロを含むファイルです。マクロは実行しません。",
        "A file with macros. They are never run.",
    ),
    "rule.links-ignored": (
        "ほかのファイルやデータへの参照があります。参照先は開きません。",
        "References to other files or data. They are never followed.",
    ),
    "rule.text-cleaned": (
        "半角カナは全角にし、目に見えない文字（制御文字）は除いて印刷します。",
        "Half-width kana are printed in full width, control characters not at all.",
    ),
    "rule.identical-copy": (
        "一つの部署から、同じ内容のファイルが二つ届いています。",
        "Two files from one department with the same content.",
    ),
    "rule.unconfirmed": (
        "確認者の欄が空欄です。",
        "Nobody is named as having confirmed the file.",
    ),
    "rule.unknown-row": (
        "その部署に尋ねていない番号の行があります。番号の書き換えや、ほかの部署の行の貼り付けで起こります。",
        "A row whose id was not asked of this department: typed over, or pasted from another file.",
    ),
    "rule.row-without-id": (
        "番号のない行に記入があります。",
        "A row with answers but without an id.",
    ),
    "rule.duplicate-row": ("同じ番号の行が二つあります。", "Two rows with the same id."),
    "rule.missing-row": ("配布した行がなくなっています。", "A row of the template is gone."),
    "rule.locked-text-changed": (
        "目標や当初計画など、書き換えてはいけない文が変わっています。報告書にはもとの文を載せます。",
        "A text that departments do not fill was changed. The report prints the original.",
    ),
    "rule.unanswered": ("実績または進捗状況が空欄です。", "No actual value, or no grade."),
    "rule.grade-not-on-scale": (
        "進捗状況が、定められた記号ではありません。",
        "A grade that is not on the scale.",
    ),
    "rule.reason-not-a-choice": (
        "内訳が、定められた選択肢ではありません。",
        "A reason that is not one of the choices.",
    ),
    "rule.reason-missing": (
        "内訳が必要な進捗状況なのに、内訳が選ばれていません。",
        "A grade that needs a reason, without one.",
    ),
    "rule.reason-unneeded": (
        "内訳が不要な進捗状況なのに、内訳が選ばれています。",
        "A reason beside a grade that needs none.",
    ),
    "rule.note-missing": (
        "備考が必要な進捗状況なのに、備考がありません。",
        "A grade that needs a note, without one.",
    ),
    "rule.nothing-but-planned": (
        "「取組なし」の記号が付いていますが、当初計画または実績があります。",
        "Graded “nothing”, though something was planned or done.",
    ),
    "rule.graded-but-nothing": (
        "当初計画も実績もないのに、「取組なし」以外の記号が付いています。",
        "Graded, though nothing was planned and nothing done.",
    ),
    "rule.error-value": ("セルがエラー値です。", "A cell holds an error value."),
    "rule.formula-without-result": (
        "数式の計算結果が保存されていません。空欄とは扱いません。",
        "A formula was saved without its result. It is not taken for a blank.",
    ),
    "rule.turned-into-date": (
        "文字を入れる欄が日付になっています。",
        "A date where a text is meant.",
    ),
    "rule.struck-text": (
        "見え消し（取り消し線）の文字が残っています。そのままでは両方が印刷されます。",
        "Struck-out text is still in the cell and would be printed.",
    ),
    "rule.text-too-long": ("文字数が上限を超えています。", "A text over its limit."),
    "rule.unreadable-corrections": (
        "corrections.csv（または corrections.xlsx）が読めないか、必要な列がありません。",
        "corrections.csv (or .xlsx) cannot be read, or lacks a column.",
    ),
    "rule.correction-of-unknown-item": (
        "修正の表に、ない番号があります。",
        "A correction of an item that does not exist.",
    ),
    "rule.correction-of-unknown-column": (
        "修正の表に、部署が記入しない列、またはない列があります。",
        "A correction of a column that departments do not fill, or that does not exist.",
    ),
    "rule.correction-of-another-text": (
        "修正前の文が、提出されたものと違います。別の文を上書きしないように、反映しません。",
        "What a correction would replace is no longer there. Nothing else is overwritten.",
    ),
    "rule.correction-not-a-choice": (
        "修正後の値が、定められた選択肢ではありません。",
        "A correction to something that cannot be chosen.",
    ),
    "rule.duplicate-correction": (
        "同じところの修正が二つあります。",
        "Two corrections of the same value.",
    ),
    "rule.correction-of-repeat": (
        "再掲の値は再掲元から写すので、直接は修正できません。",
        "A repeat takes its values from its source and has none to correct.",
    ),
    "rule.superseded-file": (
        "同じ部署の別のファイルを採用したため、使っていません。採用より後に届いたファイルは、改めて確かめます。",
        "Another file of its department was accepted. What arrives after that is looked at again.",
    ),
    "rule.excluded-file": (
        "企画担当が exclude で除外したファイルです。届いていないものとして扱います。",
        "A file that the planning section excluded. It counts as not there.",
    ),
    "rule.replaced-file": (
        "このファイルから作った返却用ファイルが、記入されて届きました。そちらを使います。",
        "The returned workbook made from this file has come back. That one counts.",
    ),
    "rule.repeat-disagrees": (
        "再掲の値が、再掲元と異なります。",
        "A repeat prints another value than its source.",
    ),
    "rule.report-edited": (
        "報告書のセルが、compile したときと違います。手で直し、消し、動かし、書き足すと出ます。",
        "A cell of the report is not as it was compiled: edited, emptied, moved or added by hand.",
    ),
    "rule.printed-low-row": (
        "行の高さが足りず、文字が切れて印刷されます。",
        "A row is lower than its text, which is printed cut off.",
    ),
    "rule.printed-automatic-break": (
        "予定にない場所で改ページが起きます。",
        "A page begins where no break was planned.",
    ),
    "rule.printed-too-wide": (
        "列が用紙の幅に収まりません。",
        "The columns do not fit the paper's width.",
    ),
    "rule.printed-page-count": (
        "印刷されたページ数が予定と違います。",
        "Another number of pages was printed than planned.",
    ),
    "rule.printed-page-text": (
        "ページに印刷されるはずの文字がありません。",
        "Text that belongs on a page was not printed there.",
    ),
    "rule.printed-page-number": (
        "印刷されたページ番号が予定と違います。",
        "A printed page number is not the planned one.",
    ),
    "rule.printed-contents": (
        "目次のページと、見出しのあるページが違います。",
        "The contents name another page than the one where the heading stands.",
    ),
    "rule.printed-font-replaced": (
        "指定のフォントがなく、別のフォントで印刷されました。",
        "A font is missing and another one was used.",
    ),
    "rule.printed-font-not-embedded": (
        "フォントがPDFに埋め込まれていません。",
        "A font is not embedded in the PDF.",
    ),
    # ------------------------------------------------------------ words of workbooks and terminal
    "severity.error": ("エラー", "error"),
    "severity.warning": ("警告", "warning"),
    "severity.notice": ("お知らせ", "notice"),
    "progress.templates": ("様式を作成", "Writing templates"),
    "progress.reading": ("提出ファイルを読み取り", "Reading submissions"),
    "progress.typing": ("回答を記入", "Typing answers"),
    "listing.pages": ("ページ一覧", "Pages"),
    "column.page": ("ページ", "Page"),
    "column.fill": ("埋まり（%）", "Fill (%)"),
    "column.first_row": ("最初の行", "First row"),
    "column.last_row": ("最後の行", "Last row"),
    "column.rows": ("行数", "Rows"),
    "listing.findings": ("指摘一覧", "Findings"),
    "listing.corrections": ("修正一覧", "Corrections"),
    "column.item": ("番号", "Item"),
    "column.corrected": ("列", "Column"),
    "column.before": ("修正前", "Before"),
    "column.after": ("修正後", "After"),
    "column.who": ("修正した人", "By"),
    "column.why": ("理由", "Reason"),
    "column.source": ("提出元", "Submitted in"),
    "column.severity": ("区分", "Severity"),
    "column.code": ("コード", "Code"),
    "column.department": ("部署", "Department"),
    "column.file": ("ファイル", "File"),
    "column.sheet": ("シート", "Sheet"),
    "column.cell": ("セル", "Cell"),
    "column.message": ("内容", "What is wrong"),
    "column.hint": ("対応", "What to do"),
    "verify.changed": (
        "「{label}」{id} の値「{text}」があるはずですが、「{found}」になっています。",
        "“{label}” {id}: should hold “{text}” but holds “{found}”.",
    ),
    "verify.added": (
        "何もないはずのセルに「{found}」があります。",
        "Holds “{found}”, where nothing should be.",
    ),
    "verify.moved": ("同じ値が {place} にあります。", " The value stands in {place}."),
    "verify.source": ("（提出元：{source}）", " (Submitted in {source}.)"),
    # ------------------------------------------------------------ the proof
    "proof.low_row": (
        "「{text}」の高さが足りません（必要 {expected}、現在 {found}）。文字が切れて印刷されます。",
        "“{text}” needs a height of {expected} but has {found}: it is printed cut off. ",
    ),
    "proof.automatic_break": (
        "「{text}」の行の前で、予定にない改ページが起きます。",
        "The row of “{text}” begins a page where no break was planned. ",
    ),
    "proof.too_wide": (
        "この列から右が用紙の幅に収まらず、別のページに印刷されます。",
        "This column and those after it do not fit and go on another page. ",
    ),
    "proof.page_count": (
        "予定は {expected} ページですが、{found} ページ印刷されました。",
        "{expected} pages were planned and {found} were printed. ",
    ),
    "proof.page_text": (
        "「{text}」で始まるページに、印刷されていない文字があります（{found}）。",
        "The page that begins with “{text}” lacks these characters: {found} ",
    ),
    "proof.page_number": (
        "「{text}」で始まるページの番号は {expected} のはずですが、「{found}」と印刷されました。",
        "The page that begins with “{text}” should have the number {expected}, not “{found}”. ",
    ),
    "proof.contents": (
        "目次では「{text}」は {found} ページですが、見出しがあるのは「{expected}」ページです。",
        "The contents say page {found} for “{text}”; its heading stands on page “{expected}”. ",
    ),
    "proof.font_replaced": (
        "フォント「{expected}」がこのパソコンになく、「{found}」で印刷されました。",
        "The font “{expected}” is not on this computer; “{found}” was used. ",
    ),
    "proof.font_not_embedded": (
        "フォント「{text}」がPDFに埋め込まれていません。",
        "The font “{text}” is not embedded in the PDF. ",
    ),
    "proof.no_program": (
        "{package} が入っていません（{program}）。入れてから、もう一度実行してください。",
        "{package} is not installed ({program}). Install it and run this again.",
    ),
    "proof.no_pdf": (
        "LibreOffice が報告書を印刷できませんでした。",
        "LibreOffice could not print the report.",
    ),
    "hint.proof.low_row": (
        "行を高くするか、compile をやり直してください。",
        "Make the row higher, or compile again.",
    ),
    "hint.proof.automatic_break": (
        "このページの行を高くした場合や増やした場合は元に戻すか、compile をやり直してください。",
        "Undo what made this page longer, or compile again.",
    ),
    "hint.proof.too_wide": (
        "列の幅を元に戻すか、report.toml の width を小さくしてください。",
        "Undo the change of widths, or make a width in report.toml smaller.",
    ),
    "hint.proof.page_count": (
        "ほかの指摘を直すと、ページ数も合います。",
        "The other findings say why.",
    ),
    "hint.proof.page_text": (
        "このページの前後の改ページと、行の高さを確かめてください。",
        "Look at the page breaks around it and at the heights of its rows.",
    ),
    "hint.proof.page_number": (
        "前のページの改ページか、シートの先頭ページ番号を確かめてください。",
        "Look at the breaks before it and at the sheet's first page number.",
    ),
    "hint.proof.contents": (
        "目次を手で直した場合は元に戻すか、compile をやり直してください。",
        "Undo the edit, or compile again.",
    ),
    "hint.proof.font_replaced": (
        "フォントを入れてください。別のフォントでは行の折り返しが変わり、確かめたことになりません。",
        "Install it: another font breaks lines elsewhere, and nothing is proved.",
    ),
    "hint.proof.font_not_embedded": (
        "印刷所へPDFを渡す場合は、埋め込みを許すフォントにしてください。",
        "If the printer gets the PDF, use a font that may be embedded.",
    ),
    "summary.proof": (
        "予定 {planned} ページ、印刷 {printed} ページ。目次 {entries} 件を確かめました。",
        "{planned} pages planned, {printed} printed; {entries} contents entries checked.",
    ),
    "summary.rows_checked": (
        "行と結合セル {count} か所の高さを確かめました。",
        "The heights of {count} rows and merged cells were checked.",
    ),
    "summary.rows_unchecked": (
        "行の高さは確かめていません（LibreOfficeのPythonがありません）。",
        "Heights of rows were not checked: LibreOffice has no Python here.",
    ),
    "summary.fonts": ("フォント：{names}", "Fonts: {names}"),
    "summary.proved": (
        "予定どおりに印刷されます。",
        "It is printed as planned.",
    ),
    "summary.misprints": (
        "予定どおりに印刷されません。",
        "It is not printed as planned.",
    ),
    "summary.distributed": (
        "{folder} に {count} 部署の様式と配布一覧を作成しました。",
        "Wrote templates for {count} departments and the dispatch list to {folder}.",
    ),
    "summary.read": (
        "提出 {files} ファイル（{departments} 部署）を読み取りました。",
        "Read {files} files from {departments} departments.",
    ),
    "summary.skipped": ("読み飛ばしたもの：{names}", "Passed over: {names}"),
    "summary.found": (
        "エラー {errors} 件、警告 {warnings} 件、お知らせ {notices} 件。",
        "{errors} errors, {warnings} warnings, {notices} notices.",
    ),
    "summary.tally": (
        "{column}：{counts}　計 {total}",
        "{column}: {counts}, {total} in all",
    ),
    "summary.accounted": (
        "提出された値 {values} 件、報告書にないもの {missing} 件。",
        "{values} submitted values, {missing} unaccounted for.",
    ),
    "summary.pages": ("ページ：{pages}", "Pages: {pages}"),
    "summary.written": ("{path} に書き出しました。", "Wrote {path}."),
    "summary.returned": (
        "修正を依頼する返却用ファイルを {count} 部署分、{folder} に作りました。",
        "Wrote returned workbooks for {count} departments to {folder}.",
    ),
    "summary.not_returned": (
        "提出ファイルどうしが食い違うため、返却用ファイルを作っていない部署：{names}",
        "No returned workbook, as their files conflict: {names}",
    ),
    "summary.draft": (
        "仮の報告書です。届いていない値は「{missing}」と印刷しています。",
        "A draft: what is missing is printed as “{missing}”.",
    ),
    "summary.refused": (
        "エラーがあるため、報告書は作成していません。直してから再度実行してください。",
        "Nothing was compiled because of the errors. Correct them and run it again.",
    ),
    "summary.stale": (
        "{path} は前回の内容のままです。",
        "{path} is still the one of the last run.",
    ),
    "summary.accepted": (
        "「{name}」を採用しました。同じ部署のほかのファイルは使いません。",
        "Accepted “{name}”. Its department's other files are not used.",
    ),
    "summary.excluded": (
        "「{name}」を除外しました。届いていないものとして扱います。",
        "Excluded “{name}”. It counts as not there.",
    ),
    "summary.edits": (
        "手で直した値 {edits} 件を、反映済みの修正とともに {path} に書き出しました。",
        "Wrote {edits} edited values to {path}, with the corrections already in the report.",
    ),
    "summary.edits_next": (
        "who と reason を書き足し、corrections.csv として回のフォルダーに置いてください。",
        "Say who and why, and put it into the round's folder as corrections.csv.",
    ),
    "summary.edits_left": (
        "ほかの {count} 件の違いは、修正の表では直せません。",
        "{count} other differences cannot become corrections.",
    ),
    "summary.no_edits": (
        "手で直した値はないので、修正の表は書き出していません。",
        "No submitted value was edited; no corrections were written.",
    ),
    "trace.item": ("{id} {label}（{department}）", "{id} {label} ({department})"),
    "trace.value": ("■ {id} {column}", "* {id} {column}"),
    "trace.template": ("　様式　　{place}", "  template   {place}"),
    "trace.submitted": ("　提出　　{place}「{text}」", "  submitted  {place} “{text}”"),
    "trace.blank": ("　提出　　{place} 記入がありません", "  submitted  {place} blank"),
    "trace.next_line": ("\n　　　　　", "\n             "),
    "trace.missing": ("　提出　　届いていません", "  submitted  nothing came"),
    "trace.corrected": (
        "　修正　　「{before}」→「{after}」（{who}：{reason}）{place}",
        "  corrected  “{before}” → “{after}” ({who}: {reason}) {place}",
    ),
    "trace.finding": (
        "　指摘　　{severity} {code} {message}",
        "  finding    {severity} {code} {message}",
    ),
    "trace.other_findings": ("■ そのほかの指摘", "* other findings"),
    "trace.printed": (
        "　報告書　{place}（{page}ページ）「{text}」",
        "  report     {place} (page {page}) “{text}”",
    ),
    "trace.repeated": (
        "　再掲　　{place}（{page}ページ）「{text}」 {id}",
        "  repeat     {place} (page {page}) “{text}” {id}",
    ),
    "trace.counted": ("　集計　　{place}「{text}」", "  counted    {place} “{text}”"),
    "trace.no_report": (
        "報告書はまだありません。compile の後にもう一度たどってください。",
        "There is no report yet; follow it again after compile.",
    ),
    "trace.not_printed": ("　報告書　載っていません", "  report     not printed"),
    "error.exists": (
        "{path} はすでにあります。別の名前を指定してください。",
        "{path} is there already. Choose another name.",
    ),
    "error.no_item": (
        "「{name}」という番号の取組や指標はありません。",
        "There is no item “{name}”.",
    ),
    "help.corrections": (
        "手で直した値を、この名前の修正の表（CSV）に書き出す",
        "write what was edited by hand as a table of corrections (CSV)",
    ),
    "help.trace": (
        "取組の値を、様式から報告書のページまでたどります。",
        "Follow an item's values from the template to the printed page.",
    ),
    "history.none": (
        "まだ記録がありません。check または compile で記録されます。",
        "Nothing is recorded yet; check and compile do that.",
    ),
    "history.received": (
        "{at}　受領　{name}（{department}）{verdict}　{sha256}",
        "{at}  received  {name} ({department}) {verdict}  {sha256}",
    ),
    "history.accepted": (
        "{at}　採用　{name}（{department}）{by}：{reason}",
        "{at}  accepted  {name} ({department}) {by}: {reason}",
    ),
    "history.excluded": (
        "{at}　除外　{name}（{department}）{by}：{reason}",
        "{at}  excluded  {name} ({department}) {by}: {reason}",
    ),
    "history.superseded": (
        "　→ {name}（{sha256}）に代わりました",
        "  → replaced by {name} ({sha256})",
    ),
    "history.unknown_department": ("部署不明", "unknown department"),
    "verdict.fine": ("エラーなし", "no errors"),
    "verdict.errors": ("エラーあり", "errors"),
    "verdict.refused": ("読み取り対象外", "refused"),
    "summary.finding": (
        "{severity} {code} {place}: {message}{hint}",
        "{severity} {code} {place}: {message} {hint}",
    ),
    "summary.corrected": ("修正 {count} 件を反映しました。", "Applied {count} corrections."),
    "summary.more": ("ほか {count} 件（{path} に全件）", "{count} more; all are in {path}"),
    "error.no_round": (
        "「{name}」という回が見つかりません（{folder} にもありません）。",
        "There is no round “{name}”, nor one in {folder}.",
    ),
    "error.no_reason": ("理由（--reason）を書いてください。", "Say why (--reason)."),
    "error.no_submission": (
        "「{name}」というファイルは {folder} にありません。",
        "There is no file “{name}” in {folder}.",
    ),
    "error.not_acceptable": (
        "「{name}」は、この回の提出ファイルとして読めないので採用できません。",
        "“{name}” cannot be accepted: it is not a readable submission of this round.",
    ),
    "error.no_build": (
        "「{reason}」に compile の結果がありません。",
        "There is no compiled report in “{reason}”.",
    ),
    "error.definition": (
        "定義に {count} 件の誤りがあります。",
        "The definition has {count} problems.",
    ),
    "error.layout": (
        "報告書を組めませんでした（{reason}）。report.toml と master を確かめてください。前回の結果はそのままです。",  # noqa: E501
        "The report could not be laid out ({reason}). The last build is untouched.",
    ),
    "error.unaccounted": (
        "報告書に載らない値があるため、公開しませんでした。前回の結果はそのままです。\n{reason}",
        "Nothing was published: values would be lost. The last build is untouched.\n{reason}",
    ),
    "error.publish": (
        "書き出せませんでした（{reason}）。Excelで開いている場合は閉じてください。前回の結果はそのままです。",
        "Could not write ({reason}). Close it if Excel has it open; the last build is untouched.",
    ),
    "error.proof": (
        "印刷を確かめられませんでした。{reason}",
        "The proof could not be made. {reason}",
    ),
    "error.no_rule": ("「{code}」という指摘コードはありません。", "There is no rule “{code}”."),
    # ------------------------------------------------------------ the status board
    "board.title": ("提出状況", "Status board"),
    "board.skip": ("部署の一覧へ移動", "Skip to the departments"),
    "board.day": (
        "{day.year}年{day.month}月{day.day}日（{weekday}）",
        "{weekday} {day.year}-{day.month:02}-{day.day:02}",
    ),
    "board.weekdays": ("月 火 水 木 金 土 日", "Mon Tue Wed Thu Fri Sat Sun"),
    "board.deadline": ("提出期限：{day}", "Deadline: {day}"),
    "board.as_of": ("{day}現在", "As of {day}"),
    "board.days.left": ("期限まであと{days}日", "{days} days left"),
    "board.days.last": ("本日が期限です", "Due today"),
    "board.days.over": ("期限から{days}日経過", "{days} days over"),
    "board.state.fine": ("提出済", "sent"),
    "board.state.errors": ("要修正", "to correct"),
    "board.state.conflicting": ("内容不一致", "conflicting"),
    "board.state.missing": ("未提出", "not sent"),
    "board.state.overdue": ("期限超過", "overdue"),
    "board.came": ("提出した部署", "Sent"),
    "board.of_departments": ("/ {total}部署", "of {total} departments"),
    "board.departments_unit": ("部署", "departments"),
    "board.findings_unit": ("件", "findings"),
    "board.complete_items": ("そろった{form}", "Complete: {form}"),
    "board.of_items": ("/ {total}件", "of {total}"),
    "board.departments": ("部署ごとの状況", "Departments"),
    "board.departments_caption": (
        "「そろった項目」は、提出され、エラーのないものの数です。見出しで並べ替えられます。",
        "Complete are the items that came without an error. The headers sort.",
    ),
    "board.column.name": ("部署", "Department"),
    "board.column.state": ("状態", "State"),
    "board.column.items": ("そろった項目", "Complete items"),
    "board.column.files": ("提出ファイル", "Files"),
    "board.column.returned": ("返却", "Returned"),
    "board.column.grade": ("進捗状況", "Grade"),
    "board.column.count": ("件数", "Count"),
    "board.column.percent": ("割合", "Share"),
    "board.returned": ("返却用", "returned"),
    "board.returned_link": ("{name}への返却用ファイル", "Returned workbook for {name}"),
    "board.grades": ("これまでの進捗状況", "Grades so far"),
    "board.graded": (
        "{column}：{total}件のうち{count}件に回答がありました。",
        "{column}: {count} of {total} items are graded.",
    ),
    "board.ungraded": ("まだ回答のないもの", "not graded yet"),
    "board.ungraded_short": ("未回答", "open"),
    "board.chart": (
        "棒グラフ。{summary}数値は隣の表と同じです。",
        "Bar chart. {summary} The table beside it has the same figures.",
    ),
    "board.findings": ("部署ごとの指摘", "Findings by department"),
    "board.findings_caption": (
        "{name}：エラー {errors} 件、警告 {warnings} 件、お知らせ {notices} 件",
        "{name}: {errors} errors, {warnings} warnings, {notices} notices",
    ),
    "board.general": ("部署の分からないファイルなど", "Files of no known department"),
    "board.general_caption": (
        "読めないファイル、様式ではないファイル、定義についての指摘",
        "Findings about unreadable or foreign files, and about the definition",
    ),
    "board.reminder": ("{name}への連絡文", "Reminder for {name}"),
    "board.copy": ("コピー", "Copy"),
    "board.copied": ("コピーしました", "Copied"),
    # ------------------------------------------------------------ reminders, ready for a mail
    "reminder.subject.missing": (
        "件名：【提出のお願い】{title}",
        "Subject: Please send: {title}",
    ),
    "reminder.subject.overdue": (
        "件名：【至急・提出のお願い】{title}",
        "Subject: Overdue: {title}",
    ),
    "reminder.subject.errors": (
        "件名：【修正のお願い】{title}",
        "Subject: Please correct: {title}",
    ),
    "reminder.subject.fine": (
        "件名：【確認のお願い】{title}",
        "Subject: Please look again: {title}",
    ),
    "reminder.subject.conflicting": (
        "件名：【確認のお願い】{title}",
        "Subject: Please confirm: {title}",
    ),
    "reminder.greeting": (
        "{name}　御担当者様\n\n{contact}です。",
        "To {name}\n\nThis is {contact}.",
    ),
    "reminder.missing": (
        "標記の様式は、{deadline}が提出期限です。\nまだ届いていませんので、期限までに提出をお願いします。",
        "Your workbook has not come back yet. It is due on {deadline}.",
    ),
    "reminder.overdue": (
        "標記の様式は、提出期限の{deadline}を過ぎましたが、まだ届いていません。\n至急、提出をお願いします。時間がかかる場合は、いつ提出できるかをお知らせください。\n行き違いでしたら、御容赦ください。",
        "Your workbook was due on {deadline}. Please send it, or tell us when.",
    ),
    "reminder.errors": (
        "標記の様式を提出いただき、ありがとうございます。\n直していただきたい箇所がありました。お手数ですが、添付の返却用ファイルの色の付いたセルを直して、返送してください。",
        "Thank you for your workbook. Please correct the coloured cells of the attached one.",
    ),
    "reminder.fine": (
        "標記の様式を提出いただき、ありがとうございます。\n念のため御確認いただきたい箇所があります。変更するときは、添付の返却用ファイルを直して、返送してください。",
        "Thank you for your workbook. To change any of these cells, send the attached one back.",
    ),
    "reminder.conflicting": (
        "標記の様式について、内容の異なるファイルが届いています。\n{files}\nどのファイルを使えばよいか、お知らせください。",
        "We have received files from you that differ:\n{files}\nPlease tell us which one counts.",
    ),
    "reminder.file": ("・{file}", "- {file}"),
    "reminder.wrong": ("直していただきたい箇所（{count}件）", "To correct ({count}):"),
    "reminder.doubtful": (
        "御確認いただきたい箇所（{count}件。問題がなければ、そのままで構いません）",
        "Please look at these ({count}); if they are right, leave them:",
    ),
    "reminder.fault": (
        "{number}. {place}：{message}{hint}",
        "{number}. {place}: {message} {hint}",
    ),
    "reminder.closing": (
        "御不明な点は、{contact}までお問い合わせください。",
        "With questions, please ask {contact}.",
    ),
    "help.today": ("今日とみなす日付（試験用）", "the day to take for today (for tests)"),
    # ------------------------------------------------------------ help
    "help.shinchoku": (
        "進捗：部署が記入したExcelを確かめ、まとめ、印刷できる報告書にします。",
        "Shinchoku: checks and merges filled-in workbooks into a print-ready report.",
    ),
    "help.lang": ("表示する言語", "the language of messages"),
    "help.as_json": ("結果をJSONで出力する", "print the result as JSON"),
    "help.demo": (
        "見本の回で、配布から報告書までを一通り実行します。",
        "Run the whole loop on the sample round.",
    ),
    "help.distribute": (
        "部署ごとの様式と配布一覧を作ります。",
        "Write a template for each department, and the dispatch list.",
    ),
    "help.check": (
        "提出されたファイルを確かめ、指摘一覧を作ります。",
        "Check what has come back and list the findings.",
    ),
    "help.compile": (
        "確かめ、まとめ、数え、報告書を作ります。",
        "Check, merge, count and write the report.",
    ),
    "help.draft": (
        "エラーがあっても、届いた分で仮の報告書を作る",
        "compile what is there in spite of errors",
    ),
    "help.verify": (
        "できた報告書に、提出されたすべての値があるかを確かめます。",
        "Account for every submitted value in a finished report.",
    ),
    "help.accept": (
        "一つの部署から届いた複数のファイルのうち、使うものを決めます。",
        "Choose which of a department's files counts.",
    ),
    "help.exclude": (
        "届いたファイルを、届いていないものとして扱います。",
        "Let a file count as not there.",
    ),
    "help.reason": ("そう決めた理由", "why"),
    "help.history": (
        "届いたファイルと、採用・除外の記録を表示します。",
        "Show what was received and decided.",
    ),
    "help.proof": (
        "報告書をLibreOfficeで印刷し、ページ・目次・行の高さ・フォントを確かめます。",
        "Print the report with LibreOffice; check pages, contents, heights of rows, fonts.",
    ),
    "help.images": ("各ページの画像（PNG）を書き出すフォルダー", "keep a PNG of each page here"),
    "help.pdf": ("PDFを書き出すファイル", "keep the PDF here"),
    "help.explain": ("指摘コードの意味を表示します。", "Say what a rule is about."),
}
