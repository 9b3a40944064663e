"""What is said of decisions and corrections: the texts of `intake.rules.decided`, rule by rule."""

MESSAGES: dict[str, tuple[str, str]] = {
    # E801
    "rule.unreadable-corrections": (
        "corrections.csv（または corrections.xlsx）が読めないか、必要な列がありません。",
        "corrections.csv (or .xlsx) cannot be read, or lacks a column.",
    ),
    "finding.unreadable-corrections": (
        "修正の表を読めません（{reason}）。",
        "The table of corrections cannot be read ({reason}).",
    ),
    "corrections.twice": ("列 {names} が二つあります", "two columns {names}"),
    "corrections.missing": ("列 {names} がありません", "no column {names}"),
    "hint.unreadable-corrections": (
        "列を item・column・before・after・who・reason とし、「CSV UTF-8」か「Excelブック（.xlsx）」で保存し直してください。",
        "Give it the columns item, column, before, after, who, reason and save it again as CSV UTF-8 or .xlsx.",
    ),
    # E802
    "rule.correction-of-unknown-item": (
        "修正の表に、どの取組や指標のものでもない番号があります。",
        "A correction of an item that does not exist.",
    ),
    "finding.correction-of-unknown-item": (
        "「{item}」という番号の取組や指標はありません。",
        "There is no item “{item}”.",
    ),
    "hint.correction-of-unknown-item": (
        "様式の左端の番号を書いてください。",
        "Write the id that stands at the left of the template.",
    ),
    # E803
    "rule.correction-of-unknown-column": (
        "修正の表に、部署が記入しない列か、様式にない列があります。",
        "A correction of a column that departments do not fill, or that does not exist.",
    ),
    "finding.correction-of-unknown-column": (
        "「{item}」の「{column}」は修正できません。修正できるのは {allowed} です。",
        "“{column}” of “{item}” cannot be corrected; {allowed} can.",
    ),
    "hint.correction-of-unknown-column": (
        "目標や当初計画を直すときは、master を直してください。",
        "What the master gives is corrected in the master.",
    ),
    # E804
    "rule.correction-of-another-text": (
        "修正前の文が、提出されたものと違うか、まだ何も届いていません。別の文を上書きしないように、反映しません。",
        "What a correction would replace is no longer there, or has not come yet. Nothing else is overwritten.",
    ),
    "finding.correction-of-another-text": (
        "「{item}」の「{column}」は、修正前が「{before}」のはずですが、提出されているのは「{found}」です。",
        "{column} of “{item}” should be “{before}” before the correction, but is “{found}”.",
    ),
    "finding.correction-of-another-text.missing": (
        "「{item}」の回答はまだ届いていません。届くまで「{column}」は修正できません。",
        "Nothing has come for “{item}” yet; until then {column} cannot be corrected.",
    ),
    "hint.correction-of-another-text.missing": (
        "部署に提出を依頼してください。届いてから、before を提出された文に合わせてください。",
        "Ask the department for it. When it has come, write what was submitted under before.",
    ),
    "hint.correction-of-another-text": (
        "まだ必要な修正であれば、before を提出された文に書き直してください。要らなければ、この行を削除してください。",
        "If it is still wanted, write what was submitted under before; if not, delete this row.",
    ),
    # E805
    "rule.correction-not-a-choice": (
        "修正後の値が、定められた選択肢ではありません。",
        "A correction to something that cannot be chosen.",
    ),
    "finding.correction-not-a-choice": (
        "「{item}」の「{column}」を「{after}」にすることはできません。選べるのは {allowed} です。",
        "{column} of “{item}” cannot become “{after}”; {allowed} can be chosen.",
    ),
    "hint.correction-not-a-choice": (
        "after を、選べるものに書き直してください。",
        "Write one of these under after.",
    ),
    # E806
    "rule.duplicate-correction": (
        "同じところの修正が二つあります。",
        "Two corrections of the same value.",
    ),
    "finding.duplicate-correction": (
        "「{item}」の「{column}」の修正が {first} にもあります。",
        "{column} of “{item}” is corrected in {first} already.",
    ),
    "hint.duplicate-correction": ("一つにまとめてください。", "Make one of the two."),
    # E807
    "rule.correction-of-repeat": (
        "再掲の値は再掲元から写すので、直接は修正できません。",
        "A repeat takes its values from its source and has none to correct.",
    ),
    "finding.correction-of-repeat": (
        "「{item}」は再掲です。値は再掲元 {source} のものです。",
        "“{item}” is a repeat; its values are those of {source}.",
    ),
    "hint.correction-of-repeat": ("再掲元を修正してください。", "Correct the source."),
    # E808: what and what to do are the texts table.<kind> of `definition`, as for the master
    "rule.correction-unreadable-cell": (
        "修正の表に、エラー値・日付・計算結果のない数式・取り消し線の文字があるか、見出しのない列に記入があります。その行は反映しません。",
        "A cell of the corrections is an error value, a date, a formula without a result, holds struck-out text, or is in no column. Its row is not applied.",
    ),
    "finding.correction-unreadable-cell": (
        "修正の表の{what}",
        "In the table of corrections, {what}",
    ),
    "hint.correction-unreadable-cell": (
        "{todo}直すまで、この行の修正は反映しません。",
        "{todo} Until then this row is not applied.",
    ),
    # N701
    "rule.superseded-file": (
        "同じ部署の別のファイルを採用したため、使っていません。採用より後に届いたファイルは、改めて確かめます。",
        "Another file of its department was accepted. What arrives after that is looked at again.",
    ),
    "finding.superseded-file": (
        "「{name}」を採用しているため、このファイルは使っていません（理由：{reason}）。",
        "Not used, for “{name}” was accepted ({reason}).",
    ),
    "hint.superseded-file": (
        "こちらを使うときは、accept で採用し直してください。",
        "To use this one instead, accept it.",
    ),
    # N702
    "rule.excluded-file": (
        "企画担当が exclude で除外したファイルです。届いていないものとして扱います。",
        "A file that the planning section excluded. It counts as not there.",
    ),
    "finding.excluded-file": (
        "このファイルは除外しています（理由：{reason}）。",
        "This file is excluded ({reason}).",
    ),
    "hint.excluded-file": (
        "使うときは、accept で採用してください。",
        "To use it after all, accept it.",
    ),
    # N703
    "rule.replaced-file": (
        "このファイルから作った返却用ファイルが、記入されて届きました。そちらを使います。",
        "The returned workbook made from this file has come back. That one counts.",
    ),
    "finding.replaced-file": (
        "返却用ファイルに記入し直した「{name}」が届いているため、このファイルは使っていません。",
        "Not used, for “{name}” came: the returned workbook that was made from this file.",
    ),
    "hint.replaced-file": (
        "こちらを使うときは、accept で採用してください。",
        "To use this one instead, accept it.",
    ),
}
