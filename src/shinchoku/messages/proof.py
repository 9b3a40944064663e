"""What is said of a printed report."""

MESSAGES: dict[str, tuple[str, str]] = {
    "rule.printed-low-row": (
        "行の高さが足りず、文字が切れて印刷されます。",
        "A row is lower than its text, which is printed cut off.",
    ),
    "rule.printed-automatic-break": (
        "予定にない場所で改ページが起きます。",
        "A page begins where no break was planned.",
    ),
    "rule.printed-too-wide": (
        "列が用紙の幅に収まりません。",
        "The columns do not fit the paper's width.",
    ),
    "rule.printed-page-count": (
        "印刷されたページ数が予定と違います。",
        "Another number of pages was printed than planned.",
    ),
    "rule.printed-page-text": (
        "ページに印刷されるはずの文字がありません。",
        "Text that belongs on a page was not printed there.",
    ),
    "rule.printed-page-number": (
        "印刷されたページ番号が予定と違います。",
        "A printed page number is not the planned one.",
    ),
    "rule.printed-contents": (
        "目次のページと、見出しのあるページが違います。",
        "The contents name another page than the one where the heading stands.",
    ),
    "rule.printed-font-replaced": (
        "指定のフォントがなく、別のフォントで印刷されました。",
        "A font is missing and another one was used.",
    ),
    "rule.printed-font-not-embedded": (
        "フォントがPDFに埋め込まれていません。",
        "A font is not embedded in the PDF.",
    ),
    "proof.low_row": (
        "「{text}」の高さが足りません（必要 {expected}、現在 {found}）。文字が切れて印刷されます。",
        "“{text}” needs a height of {expected} but has {found}: it is printed cut off. ",
    ),
    "proof.automatic_break": (
        "「{text}」の行の前で、予定にない改ページが起きます。",
        "The row of “{text}” begins a page where no break was planned. ",
    ),
    "proof.too_wide": (
        "この列から右が用紙の幅に収まらず、別のページに印刷されます。",
        "This column and those after it do not fit and go on another page. ",
    ),
    "proof.page_count": (
        "予定は {expected} ページですが、{found} ページ印刷されました。",
        "{expected} pages were planned and {found} were printed. ",
    ),
    "proof.page_text": (
        "「{text}」で始まるページに、印刷されていない文字があります（{found}）。",
        "The page that begins with “{text}” lacks these characters: {found} ",
    ),
    "proof.page_number": (
        "「{text}」で始まるページの番号は {expected} のはずですが、「{found}」と印刷されました。",
        "The page that begins with “{text}” should have the number {expected}, not “{found}”. ",
    ),
    "proof.contents": (
        "目次では「{text}」は {found} ページですが、見出しがあるのは「{expected}」ページです。",
        "The contents say page {found} for “{text}”; its heading stands on page “{expected}”. ",
    ),
    "proof.font_replaced": (
        "フォント「{expected}」がこのパソコンになく、「{found}」で印刷されました。",
        "The font “{expected}” is not on this computer; “{found}” was used. ",
    ),
    "proof.font_not_embedded": (
        "フォント「{text}」がPDFに埋め込まれていません。",
        "The font “{text}” is not embedded in the PDF. ",
    ),
    "proof.no_program": (
        "{package} が入っていません（{program}）。入れてから、もう一度実行してください。",
        "{package} is not installed ({program}). Install it and run this again.",
    ),
    "proof.no_pdf": (
        "LibreOffice が報告書を印刷できませんでした。",
        "LibreOffice could not print the report.",
    ),
    "hint.proof.low_row": (
        "行を高くするか、compile をやり直してください。",
        "Make the row higher, or compile again.",
    ),
    "hint.proof.automatic_break": (
        "このページの行を高くした場合や増やした場合は元に戻すか、compile をやり直してください。",
        "Undo what made this page longer, or compile again.",
    ),
    "hint.proof.too_wide": (
        "列の幅を元に戻すか、report.toml の width を小さくしてください。",
        "Undo the change of widths, or make a width in report.toml smaller.",
    ),
    "hint.proof.page_count": (
        "ほかの指摘を直すと、ページ数も合います。",
        "The other findings say why.",
    ),
    "hint.proof.page_text": (
        "このページの前後の改ページと、行の高さを確かめてください。",
        "Look at the page breaks around it and at the heights of its rows.",
    ),
    "hint.proof.page_number": (
        "前のページの改ページか、シートの先頭ページ番号を確かめてください。",
        "Look at the breaks before it and at the sheet's first page number.",
    ),
    "hint.proof.contents": (
        "目次を手で直した場合は元に戻すか、compile をやり直してください。",
        "Undo the edit, or compile again.",
    ),
    "hint.proof.font_replaced": (
        "フォントを入れてください。別のフォントでは行の折り返しが変わり、確かめたことになりません。",
        "Install it: another font breaks lines elsewhere, and nothing is proved.",
    ),
    "hint.proof.font_not_embedded": (
        "印刷所へPDFを渡す場合は、埋め込みを許すフォントにしてください。",
        "If the printer gets the PDF, use a font that may be embedded.",
    ),
}
