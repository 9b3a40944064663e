"""Documents and themes that layout tests begin with, and a page as a ward prints it."""

from __future__ import annotations

from collections.abc import Sequence

from definitions import THEME as THEME  # noqa: PLC0414 - the layout tests begin with it
from shinchoku.model import Block, Cell, Document, Key, Row, Section

MARK = "（続き）"
WIDTHS = (7.0, 9.0, 9.0, 7.0, 7.0, 3.0, 12.0)
COLUMNS = len(WIDTHS)
RUNNING_TITLE = "改定アクションプラン［年度別取組計画］　令和4年度末の進捗状況"


def document(*sections: Section) -> Document:
    return Document(sections=sections, title="進捗状況")


def section(*blocks: Block, widths: tuple[float, ...] = WIDTHS, **more: object) -> Section:
    options = {"id": "s", "part_of": more.get("id", "s"), "sheet": "s"} | more
    return Section(widths=widths, blocks=blocks, **options)  # type: ignore[arg-type]


def full_row(text: str, style: str, kind: str = "body") -> Row:
    """A row of one cell over the whole grid."""
    cell = Cell(column=0, text=text, style=style, span=COLUMNS)
    return Row(kind=kind, cells=(cell,))  # type: ignore[arg-type]


def space(height_pt: float) -> Row:
    return Row(kind="space", cells=(), height_pt=height_pt)


HEADER = (
    Row(
        kind="header",
        cells=(
            Cell(column=0, text="取組名", style="header", merge="h0"),
            Cell(column=1, text="令和5年度\n目標", style="header", merge="h1"),
            Cell(column=2, text="令和3年度末\nの現況", style="header", merge="h2"),
            Cell(column=3, text="令和4年度", style="header", span=2),
            Cell(column=5, text="進捗\n状況", style="header", merge="h5"),
            Cell(column=6, text="備考", style="header", merge="h6"),
        ),
    ),
    Row(
        kind="header",
        cells=(
            Cell(column=0, style="header", merge="h0"),
            Cell(column=1, style="header", merge="h1"),
            Cell(column=2, style="header", merge="h2"),
            Cell(column=3, text="当初計画", style="header"),
            Cell(column=4, text="実績", style="header"),
            Cell(column=5, style="header", merge="h5"),
            Cell(column=6, style="header", merge="h6"),
        ),
    ),
)


def item(
    stub: tuple[str, str],
    item_id: str,
    lines: Sequence[tuple[str, str, str, str]],
    grade: str,
    note: str = "",
) -> Block:
    """An item as a block: `stub` is the project's id and title, a line is four texts."""
    project, title = stub
    several = len(lines) > 1
    rows = []
    for number, line in enumerate(lines):
        first = number == 0
        owner = item_id if first else f"{item_id}.{number + 1}"
        values = [
            Cell(column=1 + at, text=text, style=style, key=Key(owner, column))
            for at, (text, style, column) in enumerate(
                zip(
                    line,
                    ("cell", "cell", "center", "center"),
                    ("target", "baseline", "planned", "actual"),
                    strict=True,
                )
            )
        ]
        cells = (
            Cell(column=0, text=title, style="stub", merge=project, continued=True),
            *values,
            Cell(
                column=5,
                text=grade if first else "",
                style="grade",
                merge=f"{item_id} grade" if several else "",
                key=Key(item_id, "grade") if first else None,
            ),
            Cell(
                column=6,
                text=note if first else "",
                style="note",
                merge=f"{item_id} note" if several else "",
                key=Key(item_id, "note") if first else None,
            ),
        )
        rows.append(Row(kind="body", cells=cells))
    return Block(rows=tuple(rows), header=HEADER)


def heading(text: str, style: str) -> Block:
    """A band or a subband of a table."""
    return Block(rows=(full_row(text, style, "band"),), header=HEADER, keep_with_next=True)


def plan(number: int, title: str, *, pillar: str = "") -> tuple[Block, ...]:
    """The bars above a plan's table, and its header."""
    bars = [
        Block(
            rows=(full_row(f"戦略計画{number}　{title}", "plan", "title"), space(6)),
            anchors=(f"plan-{number}",),
            keep_with_next=True,
        ),
        Block(rows=HEADER, header=HEADER, keep_with_next=True),
    ]
    if pillar:
        rows = (full_row(pillar, "division", "title"), space(9))
        bars.insert(0, Block(rows=rows, keep_with_next=True, page_break="before"))
    else:
        bars.insert(0, Block(rows=(space(18),), keep_with_next=True))
    return tuple(bars)


def action_plan() -> Section:
    """The first plan of the pillar, as printed, and the beginning of the second."""
    none, nursery, care = (
        ("g1", ""),
        ("g3-1", "（1）\n保育所の拡充"),
        (
            "g3-2",
            "（2）\n障害児保育および医療的ケアの充実",
        ),
    )
    return section(
        *plan(1, "子育てのかたちを選択できる社会の実現", pillar="Ⅰ　子どもたちの笑顔輝くまち"),
        heading("1　家庭での子育て支援サービスの充実", "band"),
        heading("①子育てのひろば事業", "subband"),
        item(
            none,
            "P01-01",
            [("子育てのひろば\n計28か所", "計26か所", "1か所開設", "1か所開設")],
            "A",
            "1か所開設したが、1か所閉室したため、令和5年4月1日現在の施設数は26か所となる。",
        ),
        item(
            none,
            "P01-02",
            [("外遊び型子育てのひろば\n（おひさまぴよぴよ）\n計8か所", "計7か所", "—", "—")],
            "-",
        ),
        item(
            none,
            "P01-03",
            [
                (
                    "②発達に不安のある親子のひろば事業（のびのびひろば）\n月2回実施（5か所）",
                    "月2回実施（4か所）\n月1回または2回実施（1か所）",
                    "月2回実施\n（5か所）",
                    "月2回実施\n（5か所）",
                )
            ],
            "A",
        ),
        item(
            none,
            "P01-04",
            [("③大きな公園などを活用した外遊び事業の実施", "実施", "実施", "実施\n（年4回）")],
            "A",
        ),
        heading("④乳幼児一時預かり事業", "subband"),
        item(none, "P01-05", [("区西部地域への開設に向けた調整", "—", "調整", "調整")], "A"),
        item(none, "P01-06", [("キャッシュレス決済導入", "検討", "準備", "準備")], "A"),
        item(
            none,
            "P01-07",
            [
                (
                    "⑤ファミリーサポート事業軽度障害児受け入れ実施",
                    "実施",
                    "実施",
                    "実施\n（延1,242人）",
                )
            ],
            "A",
        ),
        heading("2　練馬こどもカフェの充実", "band"),
        item(
            ("g2", ""),
            "P01-08",
            [
                ("練馬こどもカフェ\n計8か所", "計6か所", "1か所開始", "1か所開始"),
                ("自主運営型練馬こどもカフェの実施", "—", "試行・検証", "試行・検証\n（2か所）"),
            ],
            "A",
        ),
        heading("3　保育サービスの充実", "band"),
        item(
            nursery,
            "P01-09",
            [
                (
                    "①【認可保育所】\n計206所\n（定員17,341人）",
                    "計197所\n（定員16,780人）",
                    "9所\n（定員410人）",
                    "9所\n（定員485人）\n【計206所】\n【定員計17,447人】",
                )
            ],
            "A",
            "実績は新設園の段階的な定員拡大や既存園の定員増減を含めた数値",
        ),
        item(
            nursery,
            "P01-10",
            [("延長保育計176所", "計157所", "8所開始", "8所開始")],
            "A",
            "私立園7所\n委託園1所",
        ),
        item(
            nursery,
            "P01-11",
            [("②上石神井第三保育園の改築による定員増", "解体工事", "工事", "工事\n（遅延）")],
            "B",
            "都営住宅建設工事の着工が遅れたことにより、新園舎の定員増が先送りになるため。",
        ),
        item(
            care,
            "P01-12",
            [
                (
                    "医療的ケア児への新支援方針の策定、実施\n【戦略計画4-1の再掲】",
                    "現行方針の検証",
                    "策定",
                    "策定延期",
                )
            ],
            "B\n(再掲)",
            "令和5年度に中間見直しを行う練馬区障害者計画と整合を図るため。",
        ),
        item(
            care,
            "P01-13",
            [
                ("整備", "実施設計", "工事", "工事"),
                ("用地取得", "用地取得率 62%", "用地取得率 70%", "用地取得率 71%"),
                ("Wi-Fi環境の整備", "—", "検討", "検討"),
            ],
            "A+",
            "用地取得が計画以上に進んだため。",
        ),
        heading("関連する事業", "related"),
        heading("4　幼児教育の充実", "band"),
        item(("g4", ""), "P01-14", [("①ICTを活用した業務改善 20園", "12園", "4園", "4園")], "*"),
        *plan(2, "子どもの成長に合わせた切れ目のないサポートの充実"),
        heading("1　すべての小学生を対象とした居場所づくり", "band"),
        item(("g5", ""), "P02-01", [("全校実施", "48校", "56校", "56校\n【計56校】")], "A"),
        id="action-1",
        sheet="取組 Ⅰ",
        running_title=RUNNING_TITLE,
    )


TEXT_WIDTHS = (7.7,) * 7


def text(words: str, style: str, *, keep: bool = False, anchor: str = "") -> Block:
    """A text over the whole width."""
    row = Row(kind="text", cells=(Cell(column=0, text=words, style=style, span=7),))
    return Block(rows=(row,), keep_with_next=keep, anchors=(anchor,) if anchor else ())


def gap(height_pt: float) -> Block:
    return Block(rows=(space(height_pt),))


def cover() -> Section:
    return section(
        gap(150),
        text(
            "第2次みどりの風吹くまちビジョン\n改定アクションプラン［年度別取組計画］",
            "cover_subtitle",
        ),
        gap(24),
        text("令和4年度末の進捗状況", "cover_title"),
        gap(220),
        text("令和5年（2023年）9月", "cover_date"),
        gap(12),
        text("練馬区", "cover_issuer"),
        widths=TEXT_WIDTHS,
        id="cover",
        sheet="表紙",
        numbered=False,
    )


def contents(*entries: tuple[str, str]) -> Section:
    """A contents page: each entry is a title and the anchor it names."""
    rows = (
        Row(
            kind="text",
            cells=(
                Cell(column=0, text=title, style="contents_entry", span=6, link=anchor),
                Cell(column=6, style="contents_page", page_of=anchor),
            ),
        )
        for title, anchor in entries
    )
    return section(
        text("目　次", "contents_title"),
        gap(18),
        text(
            "第2次みどりの風吹くまちビジョン\n改定アクションプラン［年度別取組計画］",
            "contents_part",
        ),
        *(Block(rows=(row,)) for row in rows),
        widths=TEXT_WIDTHS,
        id="contents",
        sheet="目次",
        numbered=False,
    )


def legend() -> Section:
    """Texts, callouts and tiles: what stands on the pages between the tables."""
    prose = (
        "「まち・ひと・しごと創生法」が平成26年11月に制定され、国の長期ビジョンと総合戦略に基づいて地方版"
        "総合戦略をつくることが、地方公共団体の務めとなった。この戦略に掲げた取組の効果をPDCAサイクル"
        "（Plan・Do・Check・Action）によって確かめられるよう、区は「重要業績評価指標（KPI）」を定めている。"
    )
    marks = Row(
        kind="body",
        cells=tuple(
            Cell(column=at, text=mark, style="callout") for at, mark in enumerate(" ①②③④⑤⑥") if at
        ),
    )
    tiles = Row(
        kind="tile",
        height_pt=36,
        cells=tuple(
            Cell(column=at, text=str(at + 1), style=f"tile:{color}")
            for at, color in enumerate(
                ("E5243B", "DDA63A", "4C9F38", "C5192D", "FF3A21", "26BDE2", "FCC30B")
            )
        ),
    )
    grades = [
        Row(
            kind="body",
            cells=(
                Cell(column=0, text=code, style="grade"),
                Cell(column=1, text=label, style="cell", span=4),
                Cell(column=5, text=number, style="number"),
                Cell(column=6, text="74%", style="number"),
            ),
        )
        for code, label, number in (
            ("A+", "計画以上に進んだもの", "21"),
            ("A", "概ね計画どおり", "284"),
        )
    ]
    return section(
        text("令和5年9月14日\n企画課\n区政改革担当課", "right"),
        text(
            "練馬区版総合戦略 重要業績評価指標（KPI）および\n令和4年度末の進捗状況について", "title"
        ),
        text("練馬区", "subtitle"),
        text("1　練馬区版総合戦略の進捗状況", "heading", keep=True, anchor="legend"),
        text(prose, "paragraph"),
        text("重要業績評価指標（KPI）\n…" + prose, "indent"),
        text("①　「目標値」欄", "label", keep=True),
        text(prose, "indent"),
        text("※ 令和4年度に行う取組がない事業には、「-」を付けています。", "small"),
        Block(rows=(marks, *grades)),
        text("※ 割合は四捨五入しているため、合計が100%にならないことがある。", "footnote"),
        gap(9),
        Block(rows=(tiles,)),
        widths=TEXT_WIDTHS,
        id="legend",
        sheet="表の見方",
        running_title=RUNNING_TITLE,
    )


def divider() -> Section:
    return section(
        gap(200),
        text("第2次みどりの風吹くまちビジョン", "divider_subtitle"),
        gap(12),
        text("改定アクションプラン\n［年度別取組計画］", "divider_title"),
        widths=TEXT_WIDTHS,
        id="divider",
        sheet="扉",
    )


def booklet() -> Document:
    """A report of five sections with every kind of page."""
    entries = (
        ("表の見方", "legend"),
        ("戦略計画1：子育てのかたちを選択できる社会の実現", "plan-1"),
        ("戦略計画2：子どもの成長に合わせた切れ目のないサポートの充実", "plan-2"),
    )
    return document(cover(), contents(*entries), divider(), legend(), action_plan())
