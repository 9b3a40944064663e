"""What is said of whole files: the texts of `intake.rules.files`, rule by rule."""

MESSAGES: dict[str, tuple[str, str]] = {
    # N514
    "rule.department-not-asked": (
        "部署一覧にありますが、何も尋ねていない部署です。様式は作られません。",
        "A department of the master that is asked nothing. It gets no template.",
    ),
    "finding.department-not-asked": (
        "{name}（{id}）には、何も尋ねていません。",
        "{name} ({id}) is asked nothing.",
    ),
    "hint.department-not-asked": (
        "担当する取組があれば、その行の department に書いてください。なければ、対応は要りません。",
        "If it answers for something, name it in that row's `department`; if not, nothing is to be done.",
    ),
    # E101
    "rule.missing-submission": (
        "部署から一つも届いていません。",
        "Nothing has come back from a department.",
    ),
    "finding.missing-submission": (
        "{name}から提出がありません（未提出、期限は{deadline.year}年{deadline.month}月{deadline.day}日）。",
        "Nothing has come back from {name} (due {deadline:%Y-%m-%d}).",
    ),
    "finding.missing-submission.overdue": (
        "{name}から、期限の{deadline.year}年{deadline.month}月{deadline.day}日を過ぎても提出がありません（期限超過）。",
        "Nothing has come back from {name}: overdue since {deadline:%Y-%m-%d}.",
    ),
    "hint.missing-submission": (
        "読めないファイルや様式ではないファイル（E102・E103）として届いていないか確かめ、部署に提出を依頼してください。急ぐときは、compile --draft で仮の報告書を作れます。",
        "See whether it came as an unreadable or foreign file (E102, E103), and ask the department. compile --draft makes a provisional report.",
    ),
    # E102
    "rule.unreadable-file": (
        "パスワード、旧形式、破損などのため、読み取れないファイルです。ほかのファイルの処理は続きます。",
        "A file that cannot be read: a password, another format, damage. All other files go on.",
    ),
    "finding.unreadable-file": (
        "ファイルを読めません（{reason}）。",
        "The file cannot be read ({reason}).",
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
    "hint.unreadable-file.zipped": (
        "展開して、中のExcelファイルを submitted に置いてください。",
        "Unzip it and put the workbook itself into `submitted`.",
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
        "画像や不要なシート、空の行の罫線や色を除くか、配布した様式に記入し直してもらってください。",
        "Ask for the template without pictures, additional sheets and borders on blank rows.",
    ),
    "unreadable.empty": ("中身が空です", "it is empty"),
    "unreadable.not_zip": ("Excelブックではありません", "it is not an Excel workbook"),
    "unreadable.encrypted": ("パスワードがかかっています", "it is protected by a password"),
    "unreadable.xls": ("古い形式（.xls）です", "it is in the old .xls format"),
    "unreadable.ods": ("OpenDocument形式（.ods）です", "it is an OpenDocument file"),
    "unreadable.csv": ("CSVファイルです", "it is a CSV file"),
    "unreadable.html": ("HTMLファイルです", "it is an HTML file"),
    "unreadable.zipped": ("ZIPファイルです", "it is a zip file"),
    "unreadable.pdf": ("PDFファイルです", "it is a PDF"),
    "unreadable.truncated": ("途中で切れています", "it breaks off in the middle"),
    "unreadable.damaged": ("中身が壊れています", "its content is damaged"),
    "unreadable.xlsb": ("バイナリ形式（.xlsb）です", "it is in the binary .xlsb format"),
    "unreadable.doctype": (
        "安全に読めない記述があります",
        "it holds a declaration (DOCTYPE) that is not safe to read",
    ),
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
    "hint.exclude": (
        "代わりのファイルが届いたとき、または関係のないファイルのときは、exclude で除外してください。",
        " When another has come, or if it is unrelated, exclude it.",
    ),
    # E103
    "rule.foreign-workbook": (
        "様式に埋め込んだ識別情報がないブックです。ファイル名では判断しません。",
        "A workbook without the identity that templates carry. File names are not looked at.",
    ),
    "finding.foreign-workbook": (
        "配布した様式ではないファイルです（シート：{sheets}）。",
        "This workbook is not one of the templates that were sent out (sheets: {sheets}).",
    ),
    "hint.foreign-workbook": (
        "配布した様式に記入して提出してもらってください。",
        "Ask for the template that was sent out.",
    ),
    # E104
    "rule.other-round": (
        "昨年度など、別の回の様式です。",
        "A template of another round, last year's for instance.",
    ),
    "finding.other-round": (
        "別の回（{found}）の様式です。今回は {wanted} です。",
        "A template of another round ({found}); this one is {wanted}.",
    ),
    "hint.other-round": (
        "今回の様式に記入して提出してもらってください。",
        "Ask for this round's template.",
    ),
    # E105
    "rule.unknown-department": (
        "様式の部署が、今回の部署一覧にありません。",
        "The template's department is not one of this round's.",
    ),
    "finding.unknown-department": (
        "様式の部署「{found}」は、今回の部署一覧にありません。",
        "The template's department “{found}” is not one of this round's.",
    ),
    "hint.unknown-department": (
        "master の部署一覧（departments）から消えていれば戻してください。今回の対象でない部署であれば、exclude で除外してください。",
        "If it is gone from the master's table departments, put it back; if it is not asked this time, exclude the file.",
    ),
    # E106
    "rule.conflicting-submissions": (
        "一つの部署から、内容の異なる二つのファイルが届いています。後に届いたものを自動で採用することはありません。",
        "Two different files from one department. The later one never wins by itself.",
    ),
    "finding.conflicting-submissions": (
        "同じ部署の「{other}」と {count} か所で記入が異なります。{examples}",
        "Differs from “{other}” of the same department in {count} places. {examples}",
    ),
    "hint.conflicting-submissions": (
        "どちらを使うか部署に確かめ、使うファイルを accept で採用するか、使わないファイルを exclude で除外してください。",
        "Ask the department which one counts; then accept it, or exclude the other.",
    ),
    "finding.conflicting-cell": (
        "［「{label}」の「{column}」 {cell}「{text}」／{other_cell}「{other_text}」］",
        "[“{label}”, {column}: {cell} “{text}” / {other_cell} “{other_text}”]",
    ),
    # W403
    "rule.unconfirmed": ("確認者の欄が空欄です。", "Nobody is named as having confirmed the file."),
    "finding.unconfirmed": (
        "「記入要領」シートの確認者が空欄です。",
        "The cell 確認者 on the sheet 記入要領 is empty.",
    ),
    "hint.unconfirmed": (
        "所属長の確認が済んでいるか、部署に確かめてください。",
        "Ask the department whether its head has confirmed it.",
    ),
    "returned.W403": (
        "所属長などの確認がまだであれば、確認を受けて確認者を記入してください。確認済みであれば、その旨をお知らせください。",
        "If it is not confirmed yet, have that done and say by whom; if it is, tell us.",
    ),
    # N501
    "rule.identical-copy": (
        "一つの部署から、記入もそのほかも同じ内容のファイルが二つ届いています。",
        "Two files from one department with the same content.",
    ),
    "finding.identical-copy": (
        "「{other}」と同じ内容です。一つとして扱いました。",
        "The same as “{other}”; they count as one.",
    ),
    "hint.identical-copy": ("対応は要りません。", "Nothing to do."),
    # N502
    "rule.complementary-files": (
        "一つの部署から届いた二つ以上のファイルが、別々のセルに記入しています。食い違いがないので、合わせて一つとして扱います。",
        "Files of one department fill different cells. As none conflict, they are merged.",
    ),
    "finding.complementary-files": (
        "「{others}」と合わせて、一つの提出として扱いました。記入が食い違うセルはありません。",
        "Counts as one submission together with “{others}”: no cell is answered differently.",
    ),
    "hint.complementary-files": (
        "部署に確かめ、分担したものでなければ、使わないファイルを exclude で除外してください。",
        "Ask the department whether they shared the work; if not, exclude the other file.",
    ),
    # N503
    "rule.hidden-rows": (
        "非表示や絞り込みの行があります。記入は読み取ります。",
        "Rows are hidden or filtered away. They are read all the same.",
    ),
    "finding.hidden-rows": (
        "表の {count} 行が非表示（または絞り込み）になっています。非表示の行も読み取りました。",
        "{count} rows of the table are hidden or filtered away. They were read all the same.",
    ),
    "hint.hidden-rows": (
        "隠れた行に古い記入が残っていないか確かめてください。",
        "See whether the hidden rows hold what is meant.",
    ),
    # N504
    "rule.sheets-ignored": (
        "様式にないシートがあります。中身は読み取りません。",
        "Sheets that are not the template's. They are not read.",
    ),
    "finding.sheets-ignored": (
        "様式にないシート {count} 枚（「{names}」）は読み取っていません。",
        "{count} sheets that are not the template's were not read: “{names}”.",
    ),
    "hint.sheets-ignored": (
        "必要な内容があれば、様式のシートに書き写してもらってください。",
        "If something on them is needed, have it copied to the template's own sheets.",
    ),
    # N505
    "rule.stray-value": (
        "記入欄ではないところに値があります。",
        "Values in cells that are not to be filled in.",
    ),
    "finding.stray-value": (
        "記入欄ではないところに記入があります（{texts}、全部で {count} か所）。報告書には載りません。",
        "Typed where nothing is to be filled in ({texts}, {count} in all). It is not printed.",
    ),
    "hint.stray-value": (
        "必要な内容であれば、記入欄に書き写してもらってください。",
        "If it is needed, have it copied to where it belongs.",
    ),
    # N507
    "rule.comment-ignored": (
        "セルにコメント（メモ）が残っています。",
        "A comment was left on a cell.",
    ),
    "finding.comment-ignored": (
        "コメント（メモ）があります：「{text}」。報告書には載りません。",
        "A comment: “{text}”. It is not part of the report.",
    ),
    "hint.comment-ignored": (
        "企画担当への連絡でないか確かめてください。",
        "See whether it is a message to the planning section.",
    ),
    # N508
    "rule.drawing-ignored": (
        "図形・テキストボックス・画像などは読み取りません。",
        "Shapes, text boxes and pictures are not read.",
    ),
    "finding.drawing-ignored": (
        "図形・テキストボックス・画像などが置かれています。その中の文字は読み取っていません。",
        "There are shapes, text boxes or pictures on this sheet. They were not read.",
    ),
    "hint.drawing-ignored": (
        "必要な内容が書かれていれば、セルに記入してもらってください。",
        "If something in them is needed, have it typed into a cell.",
    ),
    # N509
    "rule.macros-ignored": (
        "マクロを含むファイルです。マクロは実行しません。",
        "A file with macros. They are never run.",
    ),
    "finding.macros-ignored": (
        "マクロを含むファイルです。マクロは実行せず、記入内容だけを読み取りました。",
        "A file with macros. They were not run; only its answers were read.",
    ),
    "hint.macros-ignored": ("対応は要りません。", "Nothing to do."),
    # N510
    "rule.links-ignored": (
        "ほかのファイルやデータへの参照があります。参照先は開きません。",
        "References to other files or data. They are never followed.",
    ),
    "finding.links-ignored": (
        "ほかのファイルやデータへの参照（外部リンク）があります。参照先は開いていません。",
        "The file refers to other files or data. They were not opened.",
    ),
    "hint.links-ignored": (
        "記入内容が正しければ、対応は要りません。",
        "Nothing to do if the answers are right.",
    ),
}
