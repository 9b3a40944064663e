"""What is said of answers: the texts of `intake.rules.answers`, rule by rule."""

MESSAGES: dict[str, tuple[str, str]] = {
    # E301
    "rule.unanswered": ("実績または進捗状況が空欄です。", "No actual value, or no grade."),
    "finding.unanswered": (
        "「{label}」の「{columns}」が未記入です。",
        "“{label}”: {columns} not filled in.",
    ),
    "hint.unanswered": ("記入してください。", "Fill it in."),
    # E302
    "rule.grade-not-on-scale": (
        "進捗状況が、定められた記号ではありません。",
        "A grade that is not on the scale.",
    ),
    "finding.grade-not-on-scale": (
        "「{label}」の{column}「{text}」は、選択肢にありません。使えるのは {allowed} です。",
        "“{label}”: {column} “{text}” is not on the scale: {allowed}.",
    ),
    "hint.grade-not-on-scale": (
        "セルを選び、右に出る▼の一覧から選び直してください。",
        "Select the cell and choose from its list (▼).",
    ),
    # E303
    "rule.reason-not-a-choice": (
        "内訳が、定められた選択肢ではありません。",
        "A reason that is not one of the choices.",
    ),
    "finding.reason-not-a-choice": (
        "「{label}」の{column}「{text}」は、選択肢にありません。",
        "“{label}”: {column} “{text}” is not one of the choices.",
    ),
    "hint.reason-not-a-choice": (
        "セルを選び、右に出る▼の一覧から選び直してください。",
        "Select the cell and choose from its list (▼).",
    ),
    # E304
    "rule.reason-missing": (
        "内訳が必要な進捗状況なのに、内訳が選ばれていません。",
        "A grade that needs a reason, without one.",
    ),
    "finding.reason-missing": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」が必要です。",
        "“{label}” is graded {grade}: {column} is needed.",
    ),
    "hint.reason-missing": (
        "セルを選び、右に出る▼の一覧から選んでください。",
        "Select the cell and choose one from its list (▼).",
    ),
    # E305
    "rule.note-missing": (
        "備考が必要な進捗状況なのに、備考がありません。",
        "A grade that needs a note, without one.",
    ),
    "finding.note-missing": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」が必要です。",
        "“{label}” is graded {grade}: {column} is needed.",
    ),
    "hint.note-missing": ("理由や状況を記入してください。", "Say why."),
    # E306
    "rule.nothing-but-planned": (
        "「取組なし」の記号が付いていますが、当初計画または実績があります。",
        "Graded “nothing”, though something was planned or done.",
    ),
    "finding.nothing-but-planned": (
        "「{label}」には当初計画または実績がありますが、進捗状況が「{grade}」です。",
        "“{label}” has something planned or done, but is graded {grade}.",
    ),
    "hint.nothing-but-planned": (
        "当初計画があるときは、ほかの進捗状況を選んでください。当初計画がないときは、ほかの進捗状況を選ぶか、実績を「—」にしてください。",
        "If something was planned, choose another grade; if not, choose another grade or put “—” as what was done.",
    ),
    # E307
    "rule.graded-but-nothing": (
        "当初計画も実績もないのに、「取組なし」以外の記号が付いています。",
        "Graded, though nothing was planned and nothing done.",
    ),
    "finding.graded-but-nothing": (
        "「{label}」は当初計画も実績も「—」ですが、進捗状況が「{grade}」です。",
        "“{label}” has nothing planned and nothing done, but is graded {grade}.",
    ),
    "hint.graded-but-nothing": (
        "「{only}」を選ぶか、実績を記入してください。",
        "Choose “{only}”, or fill in what was done.",
    ),
    # E308
    "rule.error-value": ("セルがエラー値です。", "A cell holds an error value."),
    "finding.error-value": (
        "「{label}」の「{column}」がエラー「{text}」になっています。",
        "“{label}”: {column} holds the error {text}.",
    ),
    "hint.error-value": (
        "数式や参照を使わず、内容を直接入力し直してください。",
        "Type it in directly, without a formula.",
    ),
    # E309
    "rule.formula-without-result": (
        "数式の計算結果が保存されていません。空欄とは扱いません。",
        "A formula was saved without its result. It is not taken for a blank.",
    ),
    "finding.formula-without-result": (
        "「{label}」の「{column}」に、計算結果のない数式が入っています。",
        "“{label}”: {column} holds a formula without a result.",
    ),
    "hint.formula-without-result": (
        "数式や参照を使わず、内容を直接入力し直してください。",
        "Type it in directly, without a formula.",
    ),
    # E310
    "rule.turned-into-date": (
        "文字を入れる欄が日付になっています。",
        "A date where a text is meant.",
    ),
    "finding.turned-into-date": (
        "「{label}」の「{column}」が日付（{text}）になっています。「1-2」のような入力をExcelが日付に変えた可能性があります。",
        "“{label}”: {column} is a date ({text}). Excel may have turned something like 1-2 into it.",
    ),
    "hint.turned-into-date": (
        "セルに本来の値を入力し直してください。",
        "Type the value that was meant.",
    ),
    # E311
    "rule.struck-text": (
        "見え消し（取り消し線）の文字が残っています。そのままでは両方が印刷されます。",
        "Struck-out text is still in the cell and would be printed.",
    ),
    "finding.struck-text": (
        "「{label}」の「{column}」に、取り消し線の付いた文字「{struck}」が残っています。",
        "“{label}”: {column} still holds struck-out text: “{struck}”.",
    ),
    "hint.struck-text": (
        "残す文字だけにして、取り消し線の部分を消してください。",
        "Leave only the text that counts.",
    ),
    # E312
    "rule.beyond-excel": (
        "Excelの1セルに入る32,767字を超えています。",
        "A text longer than the 32,767 characters of a cell.",
    ),
    "finding.beyond-excel": (
        "「{label}」の「{column}」が {length} 字あります。Excelの1セルに入るのは32,767字までです。",
        "“{label}”: {column} has {length} characters; a cell of Excel holds 32,767.",
    ),
    "hint.beyond-excel": ("文を短くして、記入し直してください。", "Make the text shorter."),
    "returned.E312": (
        "セルを空欄に戻し、文は「修正のお願い」シートの下の表に分けて載せました。短くして記入してください。",
        "The cell is blank again; the text is listed in parts at the end of the first sheet. Fill in a shorter one.",
    ),
    # W401
    "rule.text-too-long": ("文字数が上限を超えています。", "A text over its limit."),
    "finding.text-too-long": (
        "「{label}」の「{column}」が、上限の {limit} 字を {over} 字超えています。",
        "“{label}”: {column} is {over} characters over the limit of {limit}.",
    ),
    "hint.text-too-long": (
        "報告書の行が長くなります。短くできないか確かめてください。",
        "See whether it can be shorter; its row in the report will be long.",
    ),
    # W402
    "rule.reason-unneeded": (
        "内訳が不要な進捗状況なのに、内訳が選ばれています。",
        "A reason beside a grade that needs none.",
    ),
    "finding.reason-unneeded": (
        "「{label}」は進捗状況が「{grade}」なので、「{column}」は集計されません。",
        "“{label}” is graded {grade}: {column} will not be counted.",
    ),
    "hint.reason-unneeded": (
        "進捗状況が正しければ、この欄は空欄にしてください。",
        "If the grade is right, clear this cell.",
    ),
    # W404
    "rule.figures-against-grade": (
        "計画と実績の数が1割を超えて離れているのに、付いた記号がそれと合いません。report.toml の compare が組にした列の、同じ単位の数だけを比べます。報告書の作成は止めません。",
        "Planned and actual figures of one unit, in columns that `compare` pairs, are over 10% apart; the grade says otherwise.",
    ),
    "finding.figures-against-grade": (
        "「{label}」は当初計画「{planned}」に対し実績「{actual}」ですが、進捗状況は「{grade}」です。",
        "“{label}”: planned “{planned}”, done “{actual}”, but graded {grade}.",
    ),
    "hint.figures-against-grade": (
        "数と進捗状況のどちらが正しいか、部署に確かめてください。理由があれば、そのままで構いません。",
        "Ask the department which is right. If there is a reason, leave it as it is.",
    ),
    # N506
    "rule.formula-result-taken": (
        "記入欄が数式です。保存されている計算結果を読み取ります。",
        "A formula where a text is meant. Its stored result is taken.",
    ),
    "finding.formula-result-taken": (
        "「{label}」の「{column}」は数式です。計算結果の「{text}」を読み取りました。",
        "“{label}”: {column} is a formula. Its result “{text}” was taken.",
    ),
    "hint.formula-result-taken": (
        "結果が正しければ、対応は要りません。",
        "Nothing to do if the result is right.",
    ),
    # N511
    "rule.text-cleaned": (
        "半角カナは全角にし、目に見えない文字（制御文字）は除いて印刷します。",
        "Half-width kana are printed in full width, control characters not at all.",
    ),
    "finding.text-cleaned": (
        "「{label}」の「{column}」の半角カナや目に見えない文字を整え、「{text}」としました。",
        "“{label}”: half-width kana or invisible characters in {column} became “{text}”.",
    ),
    "hint.text-cleaned": (
        "意味が変わっていないか確かめてください。",
        "See whether it still says what was meant.",
    ),
    # N513
    "rule.number-format-unknown": (
        "記入欄の数に、読み取れない表示形式が付いています。セルの見た目と違う文を読み取ったかもしれません。",
        "A number has a format that is not understood; it may look otherwise in its cell.",
    ),
    "finding.number-format-unknown": (
        "「{label}」の「{column}」には特別な表示形式が付いています。「{text}」と読み取りました。",
        "“{label}”: {column} has a number format of its own. It was read as “{text}”.",
    ),
    "hint.number-format-unknown": (
        "セルの見た目と違うときは、見えるとおりの文を入力し直してもらってください。",
        "If the cell looks otherwise, have its text typed in as it looks.",
    ),
}
