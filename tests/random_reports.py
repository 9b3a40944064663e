"""Any report: what hypothesis draws for the tests of layout and of its printed pages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from documents import document, heading, item, section, text
from shinchoku.model import Block, Cell, Document, Key, Row, Section

JAPANESE = (
    "「まち・ひと・しごと創生法」が制定され、国の長期ビジョンに基づいて総合戦略をつくることが、"
    "地方公共団体の務めとなった。実績は新設園の段階的な定員拡大や、既存園の定員増減を含めた数値である（※１）。"
)
LATIN = "Wi-Fi and ICT: PDCA (Plan/Do/Check/Action), 1,242 users, 71.5% of internationalization. "
MIXED = "都営住宅のWi-Fi整備（SSID: free-wifi）。\n令和5年度は1,242人、71.5%。ＫＰＩ①を、"
SOURCES = tuple((source * 40)[:2000] for source in (JAPANESE, LATIN, MIXED))
LENGTHS = (0, 3, 30, 120, 900)


@st.composite
def words(draw: st.DrawFn, lengths: tuple[int, ...] = LENGTHS) -> str:
    """A text of 0 to 900 characters, Japanese, Latin or both, with line breaks in some."""
    begin = draw(st.integers(0, 100))
    length = draw(st.sampled_from(lengths)) + draw(st.integers(0, 9))
    return draw(st.sampled_from(SOURCES))[begin : begin + min(length, 900)].strip()


@st.composite
def items(draw: st.DrawFn, number: int) -> Block:
    """An item of 1 to 12 lines, of a project that others beside it may go on with."""
    project = draw(st.integers(0, 2))
    stub = (f"p{project}", f"事業{project}" + draw(words((0, 3, 120))))
    count = draw(st.sampled_from((1, 1, 1, 2, 4, 12)))
    lengths = LENGTHS if count == 1 else (0, 3, 30, 120)
    repeated = (draw(words(lengths)), "—", draw(words((0, 3, 30))), "実施")
    lines = [repeated] * count
    lines[0] = (f"〔{number}〕", *repeated[1:])
    return item(stub, f"P{number}", lines, "A", draw(words()))


@st.composite
def blocks(draw: st.DrawFn, number: int) -> Block:
    """A heading, an item or a text, with a unique name in it."""
    options: dict[str, object] = {
        "page_break": draw(st.sampled_from(("", "", "", "", "before", "avoid"))),
        "keep_with_next": draw(st.sampled_from((False, False, False, True))),
        "anchors": (f"a{number}",),
    }
    match draw(st.sampled_from(("heading", "item", "item", "item", "text"))):
        case "heading":
            block = heading(f"〔{number}〕" + draw(words((0, 3, 30, 120))), "band")
        case "text":
            block = text(f"〔{number}〕" + draw(words()), "paragraph")
        case _:
            block = draw(items(number))
            options["keep_with_next"] = False
    return replace(block, **options)  # type: ignore[arg-type]


@st.composite
def sections(draw: st.DrawFn, at: int = 0) -> Section:
    count = draw(st.integers(1, 15))
    found = [draw(blocks(at * 100 + number)) for number in range(count)]
    return section(*found, id=f"s{at}", sheet=f"s{at}", numbered=draw(st.booleans()))


@st.composite
def card_row(draw: st.DrawFn, name: str) -> Block:
    """A label beside a value of up to some pages, on either side; it is cut where its page ends."""
    length = draw(st.sampled_from((10, 300, 1500, 3000, 5000)))
    label, value = draw(st.sampled_from(((0, 1), (1, 0))))
    cells = (
        Cell(column=label, text=f"L{name}", style="header", merge=f"m{name}"),
        Cell(column=value, text="あ" * length + name, style="cell", key=Key(name, "value")),
    )
    in_order = tuple(sorted(cells, key=lambda cell: cell.column))
    return Block(rows=(Row(kind="body", cells=in_order),), flows=True, anchors=(f"a{name}",))


@st.composite
def cards(draw: st.DrawFn) -> Document:
    """Cards: each begins a page with its title, and its rows flow from page to page."""
    found = []
    for card in range(draw(st.integers(3, 8))):
        title = heading(f"〔{card}〕", "band")
        found.append(replace(title, page_break="before", anchors=(f"t{card}",)))
        rows = range(draw(st.integers(1, 4)))
        found += [draw(card_row(f"{card}.{row}")) for row in rows]
    return document(replace(section(*found), widths=(20.0, 22.0)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return document(*(draw(sections(at)) for at in range(draw(st.integers(1, 2)))))
