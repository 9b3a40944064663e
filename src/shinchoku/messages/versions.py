"""What is said of older templates: the texts of `intake.rules.versions`, rule by rule."""

MESSAGES: dict[str, tuple[str, str]] = {
    # E211
    "rule.row-issued-later": (
        "様式を配布した後に加わった行です。部署はまだ見ていません。",
        "A row that was added after the template was sent out: the department never saw it.",
    ),
    "finding.row-issued-later": (
        "「{label}」（番号 {id}）は、この様式を配布した後に加わった行で、まだ記入がありません。",
        "The row of “{label}” (id {id}) was added after this template was sent out.",
    ),
    "hint.row-issued-later": (
        "返却用ファイル（returned）にこの行を入れました。部署に送り、記入してもらってください。",
        "The returned workbook has this row. Send it and have it filled in.",
    ),
    "returned.E211": (
        "前の様式を配布した後に加わった行です。お手数ですが、記入してください。",
        "This row was added after the last template was sent out. Please fill it in.",
    ),
    # E212
    "rule.column-issued-later": (
        "様式を配布した後に加わった記入欄です。部署はまだ見ていません。",
        "A column to fill in that was added after the template was sent out.",
    ),
    "finding.column-issued-later": (
        "「{column}」は、この様式を配布した後に加わった列で、まだ記入がありません。",
        "The column {column} was added after this template was sent out.",
    ),
    "hint.column-issued-later": (
        "返却用ファイル（returned）にこの列を入れました。部署に送り、記入してもらってください。",
        "The returned workbook has this column. Send it and have it filled in.",
    ),
    "returned.E212": (
        "前の様式を配布した後に加わった列です。お手数ですが、必要なところに記入してください。",
        "This column was added after the last template was sent out. Please fill it in where it is needed.",
    ),
    # W405
    "rule.older-template": (
        "様式を配布した後に report.toml か master が直されています。書き換えは、配布したときの文と比べて確かめます。",
        "The definition changed after this template was sent out. Its texts are held to what was sent.",
    ),
    "finding.older-template": (
        "report.toml か master を直す前に配布した様式です。記入は読み取りました。{changes}",
        "This template was sent out before the definition changed. Its answers were read. {changes}",
    ),
    "finding.older-template.unknown": (
        "配布の記録にない版（{version}）の様式です。記入は読み取り、灰色のセルはいまの文と比べました。",
        "Version {version} is not on record. It was read, and held to the texts of now.",
    ),
    "hint.older-template": (
        "変わったところの記入が、いまの内容に合うか確かめてください。報告書にはいまの文を載せます。",
        "See whether the answers fit what has changed. The report prints the texts of now.",
    ),
    "hint.older-template.unknown": (
        "issued.jsonl の控えがあれば戻してください。このファイルの行・列・文についての指摘は、版の違いによるものかもしれません。",
        "Restore issued.jsonl if you can. Findings about its rows, columns or texts may come only from the other version.",
    ),
    "older.name": (
        "部署の名前が変わりました：{listed}。",
        "The department is called otherwise: {listed}. ",
    ),
    "older.title": ("題名が変わりました：{listed}。", "The title changed: {listed}. "),
    "older.labels": (
        "名前や置かれた場所が変わった取組 {count} 件：{listed}。",
        "Entries that are called or placed otherwise ({count}): {listed}. ",
    ),
    "older.guides": (
        "書き方の案内や選択肢が変わった欄 {count} 列：{listed}。",
        "Columns with another prompt or other choices ({count}): {listed}. ",
    ),
    "older.order": (
        "行や列の順が変わったシート {count} 枚：{listed}。",
        "Sheets with rows or columns in another order ({count}): {listed}. ",
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
    # N512
    "rule.no-longer-asked": (
        "様式を配布した後に尋ねなくなった行や列に、記入があります。報告書には載りません。",
        "Answers to what is no longer asked of this department. They are not printed.",
    ),
    "finding.no-longer-asked": (
        "番号「{id}」の記入には、配布した後に尋ねなくなったものがあります：{answers}。{now}報告書には載りません。",
        "The row “{id}” answers what is no longer asked: {answers}. {now}It will not be printed.",
    ),
    "hint.no-longer-asked": (
        "必要な内容であれば、いまの担当部署に伝えてください。",
        "If it is needed, tell the department that is asked now.",
    ),
}
