"""What is said of `report.toml` and the master."""

MESSAGES: dict[str, tuple[str, str]] = {
    "did_you_mean": ("「{name}」のことですか。", "Did you mean “{name}”?"),
    "definition.unknown_key": ("「{name}」という項目はありません。", "Unknown key “{name}”."),
    "definition.missing_key": ("項目がありません。", "This key is missing."),
    "definition.bad_value": ("この値は使えません（{reason}）。", "Not a valid value ({reason})."),
    "definition.bad_toml": (
        "TOMLとして読めません（{reason}）。",
        "Not readable as TOML ({reason}).",
    ),
    "definition.no_report": ("report.toml がありません。", "There is no report.toml."),
    "definition.no_master": ("master を読めません（{reason}）。", "Cannot read master ({reason})."),
    "table.both": (
        "「{file}」と「{book}」の両方があります。どちらか一つにしてください",
        "there are both “{file}” and “{book}”: keep one of them",
    ),
    "table.none": (
        "表（.csv）も「{book}」もありません",
        "there are no tables (.csv) and no “{book}”",
    ),
    "table.encoding": (
        "文字コードがUTF-8でもShift_JISでもありません",
        "its encoding is neither UTF-8 nor Shift_JIS",
    ),
    "table.quotes": (
        '{number}行目で、引用符「"」の対応が取れていないか、セルが長すぎます',
        "in row {number} a quotation mark has no counterpart, or a cell is too long",
    ),
    # What a cell of a table holds that is no text; said of the master and of corrections (E808).
    "table.error": (
        "「{column}」がエラー「{text}」になっています。",
        "“{column}” holds the error {text}.",
    ),
    "table.error.hint": (
        "数式や参照を使わず、内容を直接入力し直してください。",
        "Type it in directly, without a formula.",
    ),
    "table.date": (
        "「{column}」が日付（{text}）になっています。「1-2」のような入力をExcelが日付に変えた可能性があります。",
        "“{column}” is a date ({text}). Excel may have turned something like 1-2 into it.",
    ),
    "table.date.hint": (
        "セルの表示形式を「文字列」にしてから、本来の内容を入力し直してください。",
        "Format the cell as text, then type what was meant.",
    ),
    "table.formula_without_result": (
        "「{column}」に、計算結果のない数式が入っています。",
        "“{column}” holds a formula without a result.",
    ),
    "table.formula_without_result.hint": (
        "数式や参照を使わず、内容を直接入力し直してください。",
        "Type it in directly, without a formula.",
    ),
    "table.struck": (
        "「{column}」に、取り消し線の付いた文字「{text}」が残っています。",
        "“{column}” still holds struck-out text: “{text}”.",
    ),
    "table.struck.hint": (
        "残す文字だけにして、取り消し線の部分を消してください。",
        "Leave only the text that counts.",
    ),
    "table.no_column": (
        "見出しのない列に「{text}」が入っています。",
        "“{text}” stands in a column without a heading.",
    ),
    "table.no_column.hint": (
        'CSVで文の中に「,」があるときは、その文を「"」で囲んでください。要らない記入であれば消してください。',
        "In a CSV file, put a text with a comma into quotation marks. If it is not needed, delete it.",
    ),
    "definition.no_text": ("{what}{todo}", "{what} {todo}"),
    "definition.missing_table": ("表「{name}」がありません。", "The table “{name}” is missing."),
    "definition.unknown_table": ("「{name}」という表は使いません。", "Unknown table “{name}”."),
    "definition.unknown_column": ("「{name}」という列は使いません。", "Unknown column “{name}”."),
    "definition.missing_column": ("列「{name}」がありません。", "The column “{name}” is missing."),
    "definition.duplicate_column": ("列「{name}」が二つあります。", "Two columns “{name}”."),
    "definition.duplicate_id": (
        "id「{id}」は {first} と重複しています。",
        "The id “{id}” is already used at {first}.",
    ),
    "definition.bad_id": (
        "id「{id}」は、Excelで日付や数値に変わるおそれがあります。「P01-03」のように英字から始めてください。",
        "The id “{id}” may turn into a date or a number in Excel. Begin with a letter: P01-03.",
    ),
    "definition.row": ("{number}行目 {column}", "row {number} {column}"),
    "definition.no_id": ("id がありません。", "The id is missing."),
    "definition.unknown_reference": (
        "{column}「{id}」は、表「{table}」にありません。",
        "{column} “{id}” is not in the table “{table}”.",
    ),
    "definition.unknown_kind": (
        "kind「{kind}」は使えません。使えるのは {allowed} です。",
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
        "「再掲」と書いてありますが、列 repeat が空欄です。",
        "The text says 再掲 but “repeat” is empty.",
    ),
    "definition.repeat_without_token": (
        "再掲の行ですが、文の中に【再掲】がありません。",
        "A repeat, but its text has no 【再掲】.",
    ),
    "definition.bad_override": (
        "{column}「{text}」は選べません。",
        "“{text}” is not a choice of {column}.",
    ),
    "definition.empty_project": ("「{id}」には取組がありません。", "“{id}” has no items."),
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
}
