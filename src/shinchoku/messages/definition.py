"""What is said of `report.toml` and the master."""

MESSAGES: dict[str, tuple[str, str]] = {
    "did_you_mean": ("「{name}」のことですか。", "Did you mean “{name}”?"),
    "definition.unknown_key": ("「{name}」という項目はありません。", "Unknown key “{name}”."),
    "definition.missing_key": ("項目がありません。", "This key is missing."),
    "definition.bad_value": ("この値は使えません。", "Not a valid value."),
    "definition.not_allowed": (
        "「{text}」は使えません。使えるのは {allowed} です。",
        "“{text}” is not one of {allowed}.",
    ),
    "definition.missing_tag": (
        "「{key}」がありません。",
        "There is no “{key}”.",
    ),
    "definition.type.string_type": ('文字列（"…"）にしてください。', 'This must be a text ("…").'),
    "definition.type.int_type": ("整数にしてください。", "This must be a whole number."),
    "definition.type.int_from_float": ("整数にしてください。", "This must be a whole number."),
    "definition.type.float_type": ("数にしてください。", "This must be a number."),
    "definition.type.bool_type": ("true か false にしてください。", "This must be true or false."),
    "definition.type.list_type": ("一覧（[…]）にしてください。", "This must be a list ([…])."),
    "definition.type.dict_type": (
        "項目の表（{{…}}）にしてください。",
        "This must be a table ({{…}}).",
    ),
    "definition.type.model_type": (
        "項目の表（{{…}}）にしてください。",
        "This must be a table ({{…}}).",
    ),
    "definition.type.model_attributes_type": (
        "項目の表（{{…}}）にしてください。",
        "This must be a table ({{…}}).",
    ),
    "definition.type.date_type": (
        "日付（2031-05-01 のように、引用符なし）にしてください。",
        "This must be a date (2031-05-01, without quotation marks).",
    ),
    "definition.type.finite_number": ("数にしてください。", "This must be a number."),
    "definition.type.greater_than_equal": (
        "{ge} 以上にしてください。",
        "This must be at least {ge}.",
    ),
    "definition.type.less_than_equal": ("{le} 以下にしてください。", "This must be at most {le}."),
    "definition.type.less_than": ("{lt} より小さくしてください。", "This must be less than {lt}."),
    "definition.type.string_too_short": ("空にはできません。", "This cannot be empty."),
    "definition.type.string_too_long": (
        "長すぎます（{max_length} 字まで）。",
        "Too long: at most {max_length} characters.",
    ),
    "definition.type.too_short": (
        "{min_length} 個以上にしてください（今は {actual_length} 個）。",
        "At least {min_length} are needed; there are {actual_length}.",
    ),
    "definition.type.too_long": (
        "{max_length} 個までにしてください（今は {actual_length} 個）。",
        "At most {max_length} are possible; there are {actual_length}.",
    ),
    "definition.type.id": (
        "文字で始め、文字・数字・「-」「_」だけにしてください。",
        "Begin with a letter; then letters, digits, “-” and “_” are possible.",
    ),
    "definition.type.color": (
        "「1F4E5F」のように、6桁の16進数にしてください。",
        "Write six hexadecimal digits: 1F4E5F.",
    ),
    "definition.type.round_id": (
        "フォルダーの名前にできる文字・数字・「-」「.」「_」だけにしてください。",
        "Letters, digits, “-”, “.” and “_” are possible.",
    ),
    "definition.type.column_of": (
        "「様式.列」の形にしてください。",
        "Write form.column.",
    ),
    "definition.bad_toml": ("TOMLの書き方になっていません。", "This is not TOML."),
    "definition.toml_twice": (
        "同じ項目が二度書かれています。",
        "The same key is written twice.",
    ),
    "definition.toml_line": ("{line}行目{column}文字目", "line {line}, column {column}"),
    "definition.quoted": (
        '引用符（"…"）を外して、{text} と書いてください。',
        "Write {text} without quotation marks.",
    ),
    "definition.not_utf8": (
        "文字コードがUTF-8ではありません。UTF-8で保存してください。",
        "The encoding is not UTF-8. Save it as UTF-8.",
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
    "table.delimiter": (
        "区切りがコンマではありません。CSV（コンマ区切り）で保存してください",
        "its columns are not divided by commas",
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
    "definition.unknown_column": ("「{name}」という列は使いません。", "Unknown column “{name}”."),
    "definition.missing_column": ("列「{name}」がありません。", "The column “{name}” is missing."),
    "definition.named_at": (
        "{file} の {where} が使っています。",
        "It is named at {where} of {file}.",
    ),
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
    "definition.out_of_place": (
        "kind「{kind}」の行は、{parent} の下に置いてください。",
        "A row of kind “{kind}” belongs below a {parent}.",
    ),
    "definition.line_id": (
        "この行の id は「{expected}」にしてください。",
        "The id of this line should be “{expected}”.",
    ),
    "definition.no_department": (
        "「{id}」の担当部署（department）がありません。",
        "“{id}” has no department.",
    ),
    "definition.repeat_department": (
        "「{id}」は再掲なので、担当部署は空欄にしてください。",
        "“{id}” is a repeat: leave its department empty.",
    ),
    "definition.repeat_of_repeat": (
        "再掲元「{source}」も再掲です。もとの取組を指定してください。",
        "“{source}” is itself a repeat: name the original.",
    ),
    "definition.repeat_lines": (
        "「{id}」の行数（{lines}）が再掲元「{source}」の行数（{source_lines}）より多くなっています。",
        "“{id}” has {lines} lines, its source “{source}” only {source_lines}.",
    ),
    "definition.uncited_row": (
        "cites がなく、上の行にも引用がありません。",
        "No citation here, and none above it.",
    ),
    "definition.too_wide": (
        "列の幅の合計は {wide} mm で、余白を除いた {room} mm に収まりません。",
        "The columns are {wide} mm wide together; {room} mm fit between the margins.",
    ),
    # names
    "name.level": ("階層", "level"),
    "name.tabled_level": ("表のある階層", "level with a table"),
    "name.level_above": ("上の階層", "level above"),
    "name.column": ("列", "column"),
    "name.answered": ("部署が記入する列", "column that departments fill"),
    "name.text_column": ("選択肢のない列", "column without choices"),
    "name.given": ('master の列（by = "master"）', "column by the master"),
    "name.answered_text": ("部署が文で答える列", "text column that departments fill"),
    "name.choice_column": ("選んで答える列（様式.列）", "column with choices (form.column)"),
    "name.choices_column": ("選択肢（choices）のある列", "column with choices"),
    "name.filter_column": ("絞り込める列", "column that can filter"),
    "name.printed_column": ("印刷する列", "printed column"),
    "name.scale": ("尺度", "scale"),
    "name.code": ("記号・選択肢", "code or choice"),
    "name.form": ("様式", "form"),
    "name.tally": ("集計", "tally"),
    "name.section": ("部分", "section"),
    "name.entry": ("この様式の取組・指標", "entry of this form"),
    "name.node": ("帯や見出しとして印刷するもの", "node printed as a bar or band"),
    "definition.unknown_name": (
        "「{name}」という{what}はありません。",
        "There is no {what} “{name}”.",
    ),
    "definition.duplicate_name": (
        "「{name}」は {first} と重複しています。",
        "“{name}” is already used at {first}.",
    ),
    "definition.full_width_name": (
        "「{name}」は全角などの文字を含みます。「{plain}」としてください。",
        "“{name}” has full-width letters. Write “{plain}”.",
    ),
    "definition.reserved_name": (
        "「{name}」は、この仕組みが使う名前です。別の名前にしてください。",
        "“{name}” is a name of the program's own. Choose another.",
    ),
    # the round
    "definition.other_folder": (
        "回のid「{id}」が、フォルダーの名前「{folder}」と違います。前の回のフォルダーを写したときは、id も変えてください。",
        "The id “{id}” is not the folder's name, “{folder}”. If the folder was copied from another round, change the id, too.",
    ),
    "definition.early_deadline": (
        "提出期限（deadline）が、配布日（issued）より前です。",
        "The deadline is before the day of issue.",
    ),
    # texts with words
    "definition.bad_braces": (
        "「{text}」の {{ }} の対応が取れていません。{{ や }} そのものを印刷するには、二つ重ねて書きます。",
        "The braces of “{text}” do not match. Write two of them where one is to be printed.",
    ),
    "definition.bad_word": (
        "{word} は使えません。使えるのは {allowed} です。",
        "{word} is not one of {allowed}.",
    ),
    "definition.no_era": (
        '{word} を使うには、[round] に calendar = "era" と書いてください。',
        '{word} needs calendar = "era" in [round].',
    ),
    "definition.missing_text": (
        "この文言が必要です。",
        "This wording is needed.",
    ),
    # levels
    "definition.outline_under": (
        "階層「{name}」には表（table）がないので、under は書けません。上下は、様式の path の順で決まります。",
        "The level “{name}” has no table, so it cannot say `under`. Its place is told by the form's path.",
    ),
    "definition.under_outline": (
        "階層「{name}」には表（table）がないので、その下には置けません。",
        "The level “{name}” has no table: nothing can say that it is under it.",
    ),
    "definition.optional_table": (
        "表（table）のある階層「{name}」は、optional にできません。",
        "The level “{name}” has a table and cannot be optional.",
    ),
    "definition.count_without_serial": (
        "count_in は、serial のある階層だけに書けます。",
        "Only a level with `serial` can say `count_in`.",
    ),
    "definition.twice_in_path": (
        "階層「{name}」が path に二度あります。",
        "The level “{name}” is twice in the path.",
    ),
    "definition.table_below_outline": (
        "表（table）のある階層「{name}」は、表のない階層「{above}」の下には置けません。",
        "The level “{name}” has a table and cannot be below “{above}”, which has none.",
    ),
    "definition.not_under": (
        "階層「{name}」の under に「{above}」がないので、この順には並べられません。",
        "The level “{name}” does not say that it is under “{above}”.",
    ),
    "definition.print_order": (
        "{kind} は、{above} より上の階層だけに使えます（bar、band、column の順です）。",
        "A {kind} cannot be below a {above}: bars come first, then bands, then columns.",
    ),
    # scales and columns
    "definition.duplicate_grade": (
        "「{name}」は {first} の記号・別表記と重複しています。",
        "“{name}” is already a code or alias of {first}.",
    ),
    "definition.repeat_without_word": (
        "再掲の行に何も印刷されません。{{grade}} を入れてください。",
        "Repeats would show nothing: put {{grade}} into it.",
    ),
    "definition.scale_and_choices": (
        "scale と choices は、どちらか一つにしてください。",
        "A column has either a scale or choices.",
    ),
    "definition.no_choices": ("選択肢が一つもありません。", "There is nothing to choose."),
    "definition.blank_choice": ("空の選択肢があります。", "A choice is empty."),
    "definition.blank_text": (
        "空白だけの文は書けません。",
        "A text of nothing but blanks is not possible.",
    ),
    "definition.control": (
        "目に見えない制御文字があります。取り除いてください。",
        "There is an invisible control character. Take it away.",
    ),
    "definition.choice_without_codes": (
        'kind = "choice" の列には、scale か choices が必要です。',
        "A column of kind “choice” needs a scale or choices.",
    ),
    "definition.text_with_codes": (
        'scale や choices のある列の kind は "choice" です。',
        "A column with a scale or choices is of kind “choice”.",
    ),
    "definition.asks_nothing": (
        "様式「{form}」には、部署が記入する列がありません。",
        "The form “{form}” has no column that departments fill.",
    ),
    "definition.prints_nothing": (
        "様式「{form}」には、印刷する列がありません。",
        "The form “{form}” has no printed column.",
    ),
    "definition.no_width": (
        "列「{name}」を印刷するには、幅（width）が必要です。",
        "The column “{name}” is printed and needs a width.",
    ),
    "definition.width_unused": (
        'print = "{print}" の列に、幅（width）は要りません。',
        "A column with print = “{print}” has no width.",
    ),
    "definition.printed_private": (
        "列「{name}」は印刷するので、public = false にはできません。",
        "The column “{name}” is printed, so it is public.",
    ),
    "definition.only_answered": (
        "{key} は、部署が記入する列だけに書けます。",
        "Only a column that departments fill can say {key}.",
    ),
    "definition.only_choice": (
        "{key} は、scale か choices のある列だけに書けます。",
        "Only a column with a scale or choices can say {key}.",
    ),
    "definition.only_scale": (
        "{key} は、scale のある列だけに書けます。",
        "Only a column with a scale can say {key}.",
    ),
    "definition.never_needed": (
        "列「{name}」を求める列（needs）がありません。",
        "No column's `needs` names the column “{name}”.",
    ),
    "definition.footnote_per_line": (
        "列「{name}」は行ごとに記入するので、表の下には印刷できません。",
        "The column “{name}” is filled for each line and cannot be printed below the table.",
    ),
    "definition.needs_itself": (
        "列「{name}」が、自分自身を指しています。",
        "The column “{name}” names itself.",
    ),
    "definition.other_per": (
        '列「{name}」と列「{column}」は、どちらも行ごと（per = "line"）か、どちらも取組ごとにしてください。',
        "The columns “{name}” and “{column}” must both be per line or both per entry.",
    ),
    "definition.names_no_column": ("列が書かれていません。", "No column is named."),
    "definition.no_nothing": (
        "列「{name}」の only_when_nothing には、「取組なし」を表す文（nothing）が必要です。",
        "The column “{name}” says only_when_nothing: say which texts mean nothing.",
    ),
    "definition.compared_apart": (
        "「{one}」と「{other}」は、行ごとか取組ごとかが違うので比べられません。",
        "“{one}” and “{other}” are not both per line or both per entry.",
    ),
    "definition.counted_in_part": (
        '列「{name}」は「{codes}」のときだけ数えられ、ほかには印刷されません。記入も「{codes}」のときだけ求めてください（required = "needed" と needs）。',
        "The column “{name}” is counted beside {codes} only and printed nowhere: ask for it there only (required = “needed”, and needs).",
    ),
    "definition.dropped_asks": (
        "列「{name}」の記入は必要なときだけ数えられるので、ほかの列を求めること（needs）はできません。",
        "The column “{name}” counts only where it is needed, so it cannot ask for others (needs).",
    ),
    "definition.nowhere": (
        "列「{name}」の記入は、印刷も集計もされません。",
        "What is filled into the column “{name}” is neither printed nor counted.",
    ),
    "definition.no_table_section": (
        '様式「{form}」の表を印刷する部分（kind = "table"）がありません。',
        "No section of kind “table” prints the form “{form}”.",
    ),
    # sheets and tables
    "definition.sheet.blank": ("シート名が空です。", "The sheet has no name."),
    "definition.sheet.long": (
        "シート名「{name}」は長すぎます（31字まで）。",
        "The sheet name “{name}” is too long (at most 31 characters).",
    ),
    "definition.sheet.sign": (
        "シート名「{name}」に、Excelで使えない文字（[ ] : * ? / \\ や先頭・末尾の '）があります。",
        "The sheet name “{name}” has a sign that Excel does not allow ([ ] : * ? / \\, or ' at an end).",
    ),
    "definition.sheet.reserved": (
        "シート名「{name}」は、Excelが使う名前です。",
        "The sheet name “{name}” is one of Excel's own.",
    ),
    "definition.own_sheet": (
        "「{name}」は、様式の別のシートの名前です。",
        "“{name}” is the name of another sheet of the templates.",
    ),
    "definition.same_sheet": (
        "シート名「{name}」は {first} と重複しています。",
        "The sheet name “{name}” is already used at {first}.",
    ),
    "definition.same_split_sheet": (
        "分けたシートの名前がどれも「{name}」になります。{{number}} などを入れてください。",
        "The sheets would all be called “{name}”. Put {{number}} or the like into it.",
    ),
    "definition.same_table": (
        "表「{name}」は {first} でも使われています。",
        "The table “{name}” is already used at {first}.",
    ),
    # the page
    "definition.low_page": (
        "上下の余白を除くと {room} mm しか残りません（{least} mm 以上必要です）。",
        "The margins leave {room} mm of the page's height; {least} mm are needed.",
    ),
    "definition.narrow_page": (
        "左右の余白を除くと {room} mm しか残りません（{least} mm 以上必要です）。",
        "The margins leave {room} mm of the page's width; {least} mm are needed.",
    ),
    "definition.indented_away": (
        "列「{name}」（幅 {width}）は、字下げで1字も入りません。",
        "The column “{name}” (width {width}) has no room for a character beside the indent.",
    ),
    "definition.high_header": (
        "表の見出しの高さが {high} mm あります（{room} mm まで）。見出しを短くするか、列を広げてください。",
        "The table's header is {high} mm high; {room} mm are possible. Shorten it or widen its columns.",
    ),
    "definition.margin_top_mm": (
        "上の余白が {margin} mm では、柱（running_title）に表が重なります。{needed} mm 以上にしてください。",
        "A top margin of {margin} mm covers the running titles: {needed} mm are needed.",
    ),
    "definition.margin_bottom_mm": (
        "下の余白が {margin} mm では、ページ番号に表が重なります。{needed} mm 以上にしてください。",
        "A bottom margin of {margin} mm covers the page numbers: {needed} mm are needed.",
    ),
    "definition.long_head": (
        "柱（running_title）が長すぎます（{wide} mm。{room} mm に収めてください）。",
        "The running title is too long ({wide} mm where {room} mm fit).",
    ),
    "definition.head_of_lines": (
        "柱（running_title）は1行にしてください。",
        "A running title has one line.",
    ),
    # sections
    "definition.contents_without_level": (
        "{{number}} などは、どの階層を載せるか（level）を書かないと使えません。",
        "{{number}} and the like need the level whose nodes are listed.",
    ),
    "definition.level_without_table": (
        'level は、表の部分（kind = "table"）だけに書けます。',
        "Only a section of kind “table” can list a level.",
    ),
    "definition.split_optional": (
        "階層「{name}」は optional なので、シートを分けられません。",
        "The level “{name}” is optional and cannot split a table.",
    ),
    "definition.listed_citations": (
        "「{name}」はほかの表の中に置かれ、自分のページがありません。",
        "“{name}” stands inside another table and has no page of its own.",
    ),
    "definition.listed_unnumbered": (
        "「{name}」にはページ番号がないので（numbered = false）、目次に載せられません。",
        "“{name}” has no page numbers (numbered = false) and cannot be listed.",
    ),
    "definition.listed_without_entry": (
        "「{name}」に、目次の文（contents）がありません。",
        "“{name}” does not say how it is listed (contents).",
    ),
    "definition.two_grids": (
        "様式「{one}」と様式「{other}」の抜粋は、別々の部分に分けてください。",
        "Put the excerpts of the forms “{one}” and “{other}” into different sections.",
    ),
    "definition.tally_beside_excerpt": (
        "集計の表と抜粋は、別々の部分に分けてください。",
        "Put tallies and excerpts into different sections.",
    ),
    "definition.narrow_form": (
        "この表は様式「{form}」の表の中に置かれるので、様式に印刷する列が {least} 列以上必要です。",
        "This table stands inside those of the form “{form}”, which must have {least} printed columns at least.",
    ),
    "definition.uncounted": (
        "列「{name}」は選んで答える列ではないので、集計できません。",
        "The column “{name}” has no scale and no choices, so it cannot be counted.",
    ),
    "definition.no_such_text": (
        "master の列「{name}」に「{text}」という文はありません。",
        "No row of the master has “{text}” as {name}.",
    ),
    # tables of the master
    "definition.unknown_reference": (
        "{column}「{id}」は、表「{table}」にありません。",
        "{column} “{id}” is not in the table “{table}”.",
    ),
    "definition.no_reference": (
        "{column} が空欄です。表「{table}」の id を書いてください。",
        "{column} is empty. Name an id of the table “{table}”.",
    ),
    "definition.outer_blank": (
        "{column}「{id}」の前か後ろに、空白（全角を含む）があります。取り除いてください。",
        "{column} “{id}” has a blank before or behind it (it may be a full-width one). Take it away.",
    ),
    "definition.full_width": (
        "{column}「{id}」は全角などの文字を含みます。「{plain}」としてください。",
        "{column} “{id}” has full-width letters. Write “{plain}”.",
    ),
    "definition.same_id": (
        "id「{id}」は、{first} の「{other}」と全角・半角だけが違います。",
        "The id “{id}” differs from “{other}” at {first} in nothing but width.",
    ),
    "definition.no_name": (
        "id「{id}」に使えるのは、文字・数字・「-」「.」「_」だけです（40字まで）。",
        "The id “{id}” may have letters, digits, “-”, “.” and “_” only, 40 at most.",
    ),
    "definition.more_places": ("（ほか {count} か所）", " ({count} more places.)"),
    "definition.more_rows": ("（ほか {count} 行）", " ({count} more rows.)"),
    "definition.nameless_department": (
        "部署の名前がありません。",
        "The department has no name.",
    ),
    "definition.no_parent": (
        "{names} のどれも空欄です。",
        "It is under none of {names}.",
    ),
    "definition.not_in_tree": (
        "「{id}」は、表「{table}」の列「{level}」が空欄なので、どこにも載りません。",
        "“{id}” would be printed nowhere: its {level} is empty in the table “{table}”.",
    ),
    "definition.unknown_kind": (
        "kind「{kind}」は使えません。使えるのは {allowed} です。{hint}",
        "kind “{kind}” is not one of {allowed}. {hint}",
    ),
    "definition.place_order": (
        "{level}「{id}」の行が離れています。続けて並べてください。",
        "The rows of {level} “{id}” are not together.",
    ),
    "definition.dangling_repeat": (
        "再掲元「{source}」がありません。{hint}",
        "There is no “{source}” to repeat. {hint}",
    ),
    "definition.token_without_repeat": (
        "「{token}」と書いてありますが、列 repeat が空欄です。",
        "The text says “{token}” but “repeat” is empty.",
    ),
    "definition.repeat_without_token": (
        "再掲の行ですが、文の中に【{token}】がありません。",
        "A repeat, but its text has no 【{token}】.",
    ),
    "definition.bad_override": (
        "{column}「{text}」は選べません。選べるのは {allowed} です。",
        "“{text}” is not a choice of {column}: {allowed}.",
    ),
    "definition.override_without_repeat": (
        "列「{column}」は部署が記入します。master に書けるのは再掲の行だけです（「{text}」）。",
        "“{column}” is filled by departments; only a repeat can have it in the master (“{text}”).",
    ),
    "definition.heading_value": (
        "見出し（heading）の行のこの列に「{text}」がありますが、印刷されません。印刷するなら、report.toml の heading の values に加えてください。",
        "“{text}” in a heading's row would not be printed. If it should be, add the column to the heading's `values`.",
    ),
    "definition.node_value": (
        "この行のこの列に「{text}」がありますが、印刷されません。",
        "“{text}” would not be printed in this row.",
    ),
    "definition.line_value": (
        "2行目以降の行（line）のこの列に「{text}」がありますが、取組ごとの列なので印刷されません。",
        "“{text}” would not be printed: the column is per entry, and this is a further line of one.",
    ),
    "definition.empty_node": (
        "{kind}「{id}」の下に取組がありません。",
        "There is no entry below the {kind} “{id}”.",
    ),
    "definition.unasked_node": (
        "「{id}」（{title}）について尋ねている様式がありません。",
        "No form asks anything about “{title}” ({id}).",
    ),
    "definition.empty_form": (
        "様式「{form}」で尋ねることが一つもありません。",
        "The form “{form}” asks nothing.",
    ),
    "definition.empty_table": ("行がありません。", "There are no rows."),
    "definition.beyond_excel": (
        "Excelの1セルに入る32,767字を超えています。",
        "Longer than the 32,767 characters of a cell.",
    ),
    "definition.category_words": (
        "「{text}」は印刷されません。同じ category の最初の行と同じにするか、空欄にしてください。",
        "“{text}” would not be printed: the first row of the category says it.",
    ),
    "definition.bad_citation": (
        "引用できるもの（様式の表の中の、group などの行）に「{id}」はありません。{hint}",
        "No row of an outline that can be cited (a group or the like) is “{id}”. {hint}",
    ),
    "definition.cited_without_serial": (
        "「{id}」には番号（serial）がないので、引用できません。下にあるものの id を指定してください。",
        "“{id}” has no serial and cannot be cited: name one below it.",
    ),
    "definition.cited_without_reference": (
        "「{id}」には参照（reference）がないので、引用できません。",
        "“{id}” has no reference and cannot be cited.",
    ),
    "definition.bad_color": (
        "色「{text}」は使えません。「E5243B」のように6桁で書いてください。",
        "“{text}” is no colour. Write six digits: E5243B.",
    ),
    "definition.goal_number": (
        "番号「{number}」が空欄か、重複しています。",
        "The number “{number}” is empty or used twice.",
    ),
}
