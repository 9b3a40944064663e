"""What a terminal says: results, the ledger, an item's way, errors, help."""

MESSAGES: dict[str, tuple[str, str]] = {
    "progress.templates": ("様式を作成", "Writing templates"),
    "progress.reading": ("提出ファイルを読み取り", "Reading submissions"),
    "progress.typing": ("回答を記入", "Typing answers"),
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
    "summary.proved": ("予定どおりに印刷されます。", "It is printed as planned."),
    "summary.misprints": ("予定どおりに印刷されません。", "It is not printed as planned."),
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
    "summary.tally": ("{column}：{counts}　計 {total}", "{column}: {counts}, {total} in all"),
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
        "前回の報告書はそのまま残っています（{path}）。今回の内容ではありません。",
        "The last report is still there ({path}); it is not the present state.",
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
    "history.other": (
        "{at}　{event}　{name}（{department}）{more}　{sha256}",
        "{at}  {event}  {name} ({department}) {more}  {sha256}",
    ),
    "history.formerly": (
        "　← 「{name}」と同じ内容です（名前を変えたものとして扱います）",
        "  ← the same as “{name}”, which is gone: it counts as renamed",
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
        "「{name}」という回が見つかりません。report.toml のあるフォルダーか、{folder} の中のフォルダー名を指定してください。",
        "There is no round “{name}”. Give a folder with a report.toml, or the name of one in {folder}.",
    ),
    "error.no_reason": ("理由（--reason）を書いてください。", "Say why (--reason)."),
    "error.no_submission": (
        "「{name}」というファイルは {folder} にありません。",
        "There is no file “{name}” in {folder}.",
    ),
    "error.several_submissions": (
        "「{name}」のように見える名前のファイルが二つ以上あるため、どれか決められません。何も記録していません。submitted の中で名前を変えて区別し、その名前を指定してください。{names}",
        "More than one file has a name that looks like “{name}”. Nothing was recorded. Give them different names in `submitted`, and name the one that is meant.{names}",
    ),
    "error.not_acceptable": (
        "「{name}」は、この回の提出ファイルとして読めないので採用できません。",
        "“{name}” cannot be accepted: it is not a readable submission of this round.",
    ),
    "error.no_build": (
        "「{reason}」に compile の結果がありません。先に compile を実行してください。",
        "There is no compiled report in “{reason}”. Run compile first.",
    ),
    "error.definition": (
        "report.toml または master に、直すところが {count} 件あります。",
        "There are {count} things to correct in report.toml or the master.",
    ),
    "error.layout": (
        "報告書を組めませんでした（{reason}）。report.toml と master を確かめてください。",
        "The report could not be laid out ({reason}). Look at report.toml and the master.",
    ),
    "error.unaccounted": (
        "報告書に載らない値があるため、書き出しませんでした。前回の結果はそのままです。次の表示を、この仕組みの担当者に伝えてください。\n{reason}",
        "Nothing was written: values would be lost. The last build is untouched. Pass this on to whoever looks after the program.\n{reason}",
    ),
    "error.publish": (
        "書き出せませんでした（{reason}）。",
        "Could not write ({reason}).",
    ),
    "error.unrecorded": (
        "届いたファイルを記録できませんでした（{reason}）。指摘は示したとおりですが、記録できるようになるまで、報告書の作成と採用・除外はできません。",
        "What came could not be recorded ({reason}). The findings are as told, but nothing can be compiled, accepted or excluded until it can.",
    ),
    "error.untouched": ("前回の報告書はそのままです。", " The last report is untouched."),
    "error.published": (
        "報告書は書き出してあります。返却用ファイルと status.html は、直してから check を実行すると作れます。",
        " The report is written. When it is put right, check makes the returned workbooks and status.html.",
    ),
    "advice.full": (
        "ディスクに空きがありません。不要なファイルを移すか削除してから、もう一度実行してください。",
        " The disk is full. Make room, and run it again.",
    ),
    "advice.in_use": (
        "Excelなどで開いている場合は閉じてください。開いていなければ、書き込む権限があるか確かめてください。",
        " Close it if Excel or another program has it open; if not, see whether you may write there.",
    ),
    "advice.read_only": (
        "読み取り専用の場所です。書き込める場所に回のフォルダーを移してから実行してください。",
        " That place is read-only. Move the round to one that can be written to.",
    ),
    "advice.in_the_way": (
        "同じ名前のファイルかフォルダーがあります。それを移すか名前を変えてから、もう一度実行してください。",
        " A file or folder of that name is in the way. Move or rename it, and run it again.",
    ),
    "error.build": (
        "compile の結果を読めません（{reason}）。Excelなどで開いていれば閉じ、それでも読めなければ、もう一度 compile を実行してください。",
        "The compiled report cannot be read ({reason}). Close it if a program has it open; if that is not it, compile again.",
    ),
    "error.read": (
        "{path} を読めません（{reason}）。ファイルとフォルダーが入れ替わっていないか、Excelなどで開いていないか、読む権限があるかを確かめてください。",
        "Cannot read {path} ({reason}). See whether a file or folder stands in its place, whether another program has it open, and whether you may read it.",
    ),
    "error.wide": (
        "{path} を読めません（UTF-16で保存されています）。記録を失わないように中止しました。このファイルには何も書いていません。「UTF-8」で保存し直してから、もう一度実行してください。",
        "Cannot read {path}: an editor saved it in UTF-16. Nothing was written to it, and nothing was done without what it records. Save it again in UTF-8 and run this again.",
    ),
    "error.proof": (
        "印刷を確かめられませんでした。{reason}",
        "The proof could not be made. {reason}",
    ),
    "error.no_rule": ("「{code}」という指摘コードはありません。", "There is no rule “{code}”."),
    "help.today": ("今日とみなす日付（試験用）", "the day to take for today (for tests)"),
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
    "help.schema": (
        "report.toml の書き方を、JSON Schema で表示します。",
        "Print the JSON Schema of report.toml.",
    ),
    "help.reference": (
        "すべての項目の一覧（Markdown）を表示する",
        "print the reference of every key, in Markdown",
    ),
}
