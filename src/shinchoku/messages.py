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
        "{name}から提出がありません（未提出）。",
        "Nothing has come back from {name}.",
    ),
    "finding.unreadable-file": (
        "ファイルを読めません（{reason}）。",
        "The file cannot be read ({reason}).",
    ),
    "finding.foreign-workbook": (
        "配布した様式ではありません。",
        "This is not one of the templates that were sent out.",
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
        "同じ部署の「{other}」と {count} か所が異なります（{examples} など）。",
        "Differs from “{other}” of the same department in {count} places ({examples} …).",
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
        "「{label}」の「{column}」が書き換えられています。配布時：「{before}」　提出：「{after}」",
        "The {column} of “{label}” was changed from “{before}” to “{after}”.",
    ),
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
        "どちらを使うか部署に確かめ、使わないファイルを submitted の外へ移してください。",
        "Ask the department which one counts and move the other out of `submitted`.",
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
        "進捗状況が正しければ、内訳を消してください。",
        "If the grade is right, clear the reason.",
    ),
    "hint.note-missing": ("理由や状況を記入してください。", "Say why."),
    "hint.nothing-but-planned": (
        "ほかの進捗状況を選ぶか、実績を確かめてください。",
        "Choose another grade, or check what was done.",
    ),
    "hint.graded-but-nothing": (
        "取組がないときの記号を選ぶか、実績を記入してください。",
        "Choose the grade for “nothing”, or fill in what was done.",
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
    "hint.unaccounted": (
        "報告書を手で直した場合は元に戻すか、compile をやり直してください。",
        "Undo the edit, or compile again.",
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
    "unreadable.too_many_entries": ("部品が多すぎます", "it has too many parts"),
    "unreadable.no_workbook": ("Excelブックの中身がありません", "there is no workbook inside"),
    "unreadable.malformed": ("中身が壊れています", "its content is damaged"),
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
    "rule.repeat-disagrees": (
        "再掲の値が、再掲元と異なります。",
        "A repeat prints another value than its source.",
    ),
    # ------------------------------------------------------------ words of workbooks and terminal
    "severity.error": ("エラー", "error"),
    "severity.warning": ("警告", "warning"),
    "severity.notice": ("お知らせ", "notice"),
    "progress.templates": ("様式を作成", "Writing templates"),
    "progress.reading": ("提出ファイルを読み取り", "Reading submissions"),
    "progress.typing": ("回答を記入", "Typing answers"),
    "listing.findings": ("指摘一覧", "Findings"),
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
    "summary.more": ("ほか {count} 件（{path} に全件）", "{count} more; all are in {path}"),
    "error.no_round": (
        "「{name}」という回が見つかりません（{folder} にもありません）。",
        "There is no round “{name}”, nor one in {folder}.",
    ),
    "error.no_build": (
        "「{name}」に compile の結果がありません。",
        "There is no compiled report in “{name}”.",
    ),
    "error.definition": (
        "定義に {count} 件の誤りがあります。",
        "The definition has {count} problems.",
    ),
    "error.publish": (
        "書き出せませんでした（{reason}）。Excelで開いている場合は閉じてください。前回の結果はそのままです。",
        "Could not write ({reason}). Close it if Excel has it open; the last build is untouched.",
    ),
    "error.no_rule": ("「{code}」という指摘コードはありません。", "There is no rule “{code}”."),
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
    "help.explain": ("指摘コードの意味を表示します。", "Say what a rule is about."),
}
