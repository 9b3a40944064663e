"""What is said of rows, columns and sheets: the texts of `intake.rules.rows`, rule by rule."""

MESSAGES: dict[str, tuple[str, str]] = {
    # E201
    "rule.unknown-row": (
        "その部署に尋ねていない番号の行があります。番号の書き換えや、ほかの部署の行の貼り付けで起こります。",
        "A row whose id was not asked of this department: typed over, or pasted from another file.",
    ),
    "finding.unknown-row": (
        "番号「{id}」は、この部署の様式にありません。",
        "The id “{id}” is not on this department's template.",
    ),
    "hint.unknown-row": (
        "配布時の番号に戻すか、不要な行なら削除してください。",
        "Put the original id back, or delete the row.",
    ),
    "returned.E201": (
        "様式にない行なので、記入は「修正のお願い」シートの下の表に載せました。必要なら、正しい行に書き写してください。",
        "What it said is listed at the end of the first sheet. Copy it to the row it belongs to, if it is needed.",
    ),
    # E202
    "rule.row-without-id": (
        "番号のない行に記入があります。",
        "A row with answers but without an id.",
    ),
    "finding.row-without-id": (
        "番号のない行に記入があります。",
        "Something is filled in on a row without an id.",
    ),
    "hint.row-without-id": (
        "番号が消えたのであれば入れ直し、ほかの行の記入であれば、その行に書き写してこの行を削除してください。",
        "Put its id back, or copy the text to the row it belongs to and delete this one.",
    ),
    "returned.E202": (
        "この行の記入は、「修正のお願い」シートの下の表に載せました。正しい行に書き写してください。",
        "What it said is listed at the end of the first sheet. Copy it to the row it belongs to.",
    ),
    # both: where the locked texts tell
    "finding.resembling": (
        "灰色のセルの文は、番号「{id}」の行と同じです。",
        " Its grey cells are those of the row with the id “{id}”.",
    ),
    # E203
    "rule.duplicate-row": ("同じ番号の行が二つあります。", "Two rows with the same id."),
    "finding.duplicate-row": (
        "番号「{id}」の行が二つあります（一つ目は {first}）。",
        "There are two rows with the id “{id}” (the first at {first}).",
    ),
    "hint.duplicate-row": ("正しい行を一つだけ残してください。", "Keep only the right one."),
    "returned.E203": (
        "一つ目の行を残しました。二つ目の行に異なる記入があれば、「修正のお願い」シートの下の表に載せてあります。一つ目の行を正しい内容にしてください。",
        "The first row was kept; where the second differed, that is listed at the end of the first sheet. Make the kept row right.",
    ),
    # E204
    "rule.missing-row": ("配布した行がなくなっています。", "A row of the template is gone."),
    "finding.missing-row": (
        "「{label}」（番号 {id}）の行がありません。",
        "The row of “{label}” (id {id}) is gone.",
    ),
    "hint.missing-row": (
        "行のそろっている様式（配布したものか返却用ファイル）に記入してください。",
        "Fill it in in a workbook that has the row: the template or the returned one.",
    ),
    "returned.E204": ("行を元に戻しました。記入してください。", "The row is back. Fill it in."),
    # E205
    "rule.locked-text-changed": (
        "目標や当初計画など、部署が記入しない文が変わっています。報告書にはもとの文を載せます。",
        "A text that departments do not fill was changed. The report prints the original.",
    ),
    "finding.locked-text-changed": (
        "「{label}」の「{column}」が、配布した様式と異なります（配布時：{before}、提出：{after}）。",
        "The {column} of “{label}” is not as it was sent out: {before}, now {after}.",
    ),
    "hint.locked-text-changed": (
        "もとの文に戻してください。報告書にはもとの文を載せます。もとの文に誤りがあるときは、企画担当が直します。",
        "Put the original text back; the report prints that. If it is wrong itself, the planning section corrects it.",
    ),
    "returned.E205": (
        "正しい文に直してあります。その文に誤りがあれば、問合せ先へお知らせください。",
        "The text has been put right. If it is wrong, tell the planning section.",
    ),
    # E206
    "rule.missing-sheet": (
        "記入するシートが削除されたか、列の番号の行が消えたため、読み取れません。",
        "A sheet to be filled in was deleted, or lost the row with its column ids.",
    ),
    "finding.missing-sheet": (
        "「{sheet}」のシートがないか、見出しの上にある非表示の行が消えています（{count} 行を読み取れません）。",
        "The sheet “{sheet}” is gone, or the hidden rows above its headers are ({count} rows not read).",
    ),
    "hint.missing-sheet": (
        "配布した様式に記入し直すか、シートを元に戻してもらってください。",
        "Ask for the template with this sheet as it was sent out.",
    ),
    "returned.E206": (
        "シートを元に戻しました。記入してください。",
        "The sheet is back. Fill it in.",
    ),
    # E207
    "rule.missing-column": ("表の列が削除されています。", "A column of the table was deleted."),
    "finding.missing-column": ("「{column}」の列がありません。", "The column {column} is gone."),
    "hint.missing-column": (
        "配布した様式に書き写して、提出し直してもらってください。",
        "Ask for the answers in the template as it was sent out.",
    ),
    "returned.E207": (
        "列を元に戻しました（中は空欄です）。必要なところに記入してください。",
        "The column is back, empty. Fill it in where it is needed.",
    ),
    # E208
    "rule.merged-cells": (
        "様式では結合していないセルが結合されています。結合すると、2番目以降のセルの記入は失われます。",
        "Cells that the template does not merge are merged. All but the first lose their content.",
    ),
    "finding.merged-cells": (
        "{cells} のセルが結合されています。どの欄の記入か分かりません。",
        "The cells {cells} are merged: which of them is answered cannot be told.",
    ),
    "hint.merged-cells": (
        "セルの結合を解除し、欄ごとに記入してください。",
        "Unmerge the cells and fill in each of them.",
    ),
    "returned.E208": (
        "結合を解除しました。欄ごとに記入してください。",
        "The cells are no longer merged. Fill in each of them.",
    ),
    # E209
    "rule.copied-sheet": (
        "記入するシートが複製され、同じ番号の行が二つのシートにあります。",
        "A sheet was copied, so that every id stands on two sheets.",
    ),
    "finding.copied-sheet": (
        "このシートの番号は、すべてシート「{first}」にもあります。どちらの記入を使うか分かりません。",
        "All ids on this sheet stand on “{first}”, too: it is not clear which answers count.",
    ),
    "hint.copied-sheet": (
        "正しいシートを一つだけ残し、もう一つは削除してください。",
        "Keep the right one and delete the other sheet.",
    ),
    "returned.E209": (
        "一つ目のシートを残しました。二つ目のシートに異なる記入があれば、「修正のお願い」シートの下の表に載せてあります。一つ目のシートを正しい内容にしてください。",
        "The first sheet was kept; where the other differed, that is listed at the end of 修正のお願い. Make the kept sheet right.",
    ),
    # E210
    "rule.answer-in-closed-cell": (
        "取組の2行目以降で、1行目にだけ記入する欄（進捗状況や備考）に記入があります。そのままでは報告書に載りません。",
        "An item's grade or note, asked for on its first line only, stands on another line.",
    ),
    "finding.answer-in-closed-cell": (
        "「{label}」の2行目以降の「{column}」に「{text}」と記入されています。ここは記入しない欄です。",
        "“{label}”: {column} is answered (“{text}”) on a line that does not ask for it.",
    ),
    "hint.answer-in-closed-cell": (
        "番号「{first}」の行に書き写し、このセルは空欄にしてください。",
        "Copy it to the row with the id “{first}” and clear this cell.",
    ),
    "returned.E210": (
        "記入は「修正のお願い」シートの下の表に載せました。必要なら、取組の最初の行に書き写してください。",
        "What it said is listed at the end of the first sheet. Copy it to the item's first row, if it is needed.",
    ),
    # E213
    "rule.copied-column": (
        "同じ列が二つあります。左の列の記入だけを読み取ります。",
        "A column is there twice. Only the left one is read.",
    ),
    "finding.copied-column": (
        "「{column}」の列が二つあります。どちらの記入を使うか分かりません。",
        "There are two columns {column}: it is not clear which answers count.",
    ),
    "hint.copied-column": (
        "正しい列を一つだけ残し、もう一つは削除してください。",
        "Keep the right one and delete the other column.",
    ),
    "returned.E213": (
        "左の列の記入を残しました。もう一つの列に異なる記入があれば、「修正のお願い」シートの下の表に載せてあります。残した列を正しい内容にしてください。",
        "The left column was kept; where the other differed, that is listed at the end of the first sheet. Make the kept column right.",
    ),
    # W406
    "rule.locked-text-struck": (
        "部署が記入しない文に取り消し線が付いています。取組の廃止などの連絡かもしれません。",
        "A text that departments do not fill is struck out. It may say that an item is given up.",
    ),
    "finding.locked-text-struck": (
        "「{label}」の「{columns}」に取り消し線が付いています。報告書にはもとの文を載せます。",
        "“{label}”: {columns} is struck out. The report prints the original.",
    ),
    "hint.locked-text-struck": (
        "取組の廃止などの連絡でないか、部署に確かめてください。",
        "Ask the department whether it means that the item is given up.",
    ),
}
