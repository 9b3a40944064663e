"""What is said where the report is merged and read again."""

MESSAGES: dict[str, tuple[str, str]] = {
    "finding.repeat-disagrees": (
        "再掲「{label}」の{column}は「{own}」ですが、再掲元 {source} は「{original}」です。",
        "The repeat “{label}” prints {column} “{own}”; its source {source} has “{original}”.",
    ),
    "hint.repeat-disagrees": (
        "意図したものでなければ、master の表「{table}」を直してください。",
        "If this is not intended, correct the master's table {table}.",
    ),
    "hint.unaccounted": (
        "直しを残すときは、verify --corrections で修正の表にしてください。残さないときは、compile をやり直してください。",
        "To keep the edits, make them corrections with verify --corrections; if not, compile again.",
    ),
    "rule.repeat-disagrees": (
        "再掲の値が、再掲元と異なります。",
        "A repeat prints another value than its source.",
    ),
    "rule.report-edited": (
        "報告書のセルが、compile したときと違います。手で直したり、消したり、動かしたり、書き足したりすると出ます。",
        "A cell of the report is not as it was compiled: edited, emptied, moved or added by hand.",
    ),
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
}
