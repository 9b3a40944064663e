"""Small definitions built by hand: what a round is, without report.toml and master."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shinchoku.model import (
    Child,
    Colors,
    Column,
    Definition,
    Department,
    Entry,
    Form,
    Grade,
    Heading,
    LevelPrint,
    Line,
    Node,
    RoundFacts,
    TallySpec,
    Texts,
    Theme,
)
from shinchoku.model.wording import parse

SCALE = (
    Grade(code="A+", label="計画を上回った", aliases=("Ａ＋",), rank="good"),
    Grade(code="A", label="計画どおり", rank="good"),
    Grade(code="B", label="遅れた", rank="delayed"),
    Grade(code="*", label="評価しない", aliases=("※",)),
    Grade(code="-", label="取組がない", aliases=("－", "—")),
)

ITEMS = Form(
    id="items",
    sheet="取組",
    master="tree",
    path=("pillar", "plan", "group", "project"),
    prints=(
        LevelPrint(id="pillar", kind="bar", text=parse("{number}　{title}")),
        LevelPrint(id="plan", kind="bar", text=parse("計画{number}　{title}")),
        LevelPrint(id="group", kind="band", text=parse("{number}　{title}")),
        LevelPrint(
            id="project",
            kind="column",
            text=parse("{number}\n{title}"),
            header="取組名",
            width=7,
        ),
    ),
    columns=(
        Column(id="target", by="master", per="line", header="目標", width=9),
        Column(id="baseline", by="master", per="line", header="現況", width=9),
        Column(id="planned", by="master", per="line", header="当初計画", parent="今年度", width=7),
        Column(
            id="actual",
            per="line",
            header="実績",
            parent="今年度",
            width=7,
            align="center",
            max_chars=20,
            required=True,
            prompt="年度末の実績を記入してください。",
        ),
        Column(
            id="grade",
            header="進捗\n状況",
            width=3,
            align="center",
            required=True,
            prompt="選んでください。",
            grades=SCALE,
            compare=("planned", "actual"),
            needs={"A+": ("note",), "B": ("reason", "note")},
            only_when_nothing={"-": ("planned", "actual")},
            repeat=parse("{grade}\n（再掲）"),
        ),
        Column(
            id="reason",
            header="遅れの内訳",
            choices=("工事（道路など）の遅れ", "その他"),
            otherwise="warn",
            print="none",
            public=False,
        ),
        Column(id="note", header="備考", width=12, max_chars=40),
    ),
)

KPI = Form(
    id="kpi",
    sheet="KPI",
    master="indicators",
    path=("objective", "plan"),
    prints=(
        LevelPrint(id="objective", kind="bar", text=parse("{number}　{title}")),
        LevelPrint(id="plan", kind="bar", text=parse("計画{number}　{title}")),
    ),
    columns=(
        Column(id="name", by="master", header="指標", width=17),
        Column(id="target", by="master", header="目標値", width=12),
        Column(id="actual", header="実績値", width=13, max_chars=30, required=True),
        Column(id="footnote", header="脚注", print="below", max_chars=30),
    ),
)

GRADES = TallySpec(
    id="grades", form_id="items", column_id="grade", breakdown={"B": "reason"}, by=("plan",)
)


def line(line_id: str, target: str, planned: str, baseline: str = "—") -> Line:
    """Return a line of an item."""
    values = {"target": target, "baseline": baseline, "planned": planned}
    return Line(id=line_id, values=values)


def item(entry_id: str, target: str, planned: str = "実施", *, department: str = "D01") -> Entry:
    """Return an item, an entry of the form `items`, of one line."""
    lines = (line(entry_id, target, planned),)
    return Entry(id=entry_id, label=target, lines=lines, department_id=department)


def indicator(entry_id: str, name: str, target: str, *, department: str = "D01") -> Entry:
    """Return an indicator, an entry of the form `kpi`."""
    values = {"name": name, "target": target}
    lines = (Line(id=entry_id, values=values),)
    return Entry(id=entry_id, label=name, lines=lines, department_id=department)


def node(level: str, node_id: str, number: str, title: str, *children: Child) -> Node:
    """Return a node, cited by its number alone."""
    words = {
        "number": number,
        "title": title,
        "name": title,
        "index": "1",
        "reference": "1-1",
        "serial": "1-1",
    }
    return Node(id=node_id, level=level, words=words, children=children)


def project(number: str, title: str, *children: Heading | Entry, group: str = "P01-G1") -> Node:
    """Return a project."""
    return node("project", f"{group}-{number}", number, title, *children)


def small(
    *,
    items: Form = ITEMS,
    kpi: Form | None = KPI,
    projects: tuple[Node, ...] | None = None,
    indicators: tuple[Entry, ...] | None = None,
    **changes: object,
) -> Definition:
    """Return a definition of one plan, two departments, six items and two indicators.

    D01 has P01-01, -02 (three lines), -03 and -04 (nothing planned) and one indicator; D02 has
    P01-05 and the other. P01-06 repeats P01-01.
    """
    group = node(
        "group", "P01-G1", "1", "子育ての支援", *(_PROJECTS if projects is None else projects)
    )
    plan = node("plan", "P01", "1", "子どもの笑顔", group)
    trees: dict[str, tuple[Child, ...]] = {"items": (node("pillar", "S1", "1", "子ども", plan),)}
    if kpi is not None:
        asked = _INDICATORS if indicators is None else indicators
        plan = node("plan", "P01", "1", "子どもの笑顔（指標）", *asked)
        trees["kpi"] = (node("objective", "O1", "1", "子ども", plan),)
    definition = Definition(
        round=RoundFacts(
            id="r5",
            title="年度別計画の進捗状況",
            issuer="某区",
            contact="企画課（内線 1234）",
            deadline=date(2024, 5, 31),
            issued=date(2024, 4, 22),
            year=2023,
        ),
        texts=TEXTS,
        nothing=frozenset({"—", "-", "ー", "―"}),
        stand_ins=frozenset({"同上"}),
        theme=THEME,
        forms=(items,) if kpi is None else (items, kpi),
        trees=trees,
        tallies=(GRADES,),
        sections=(),
        departments=(
            Department(id="D01", name="保育課"),
            Department(id="D02", name="公園/緑地課"),
        ),
    )
    return replace(definition, **changes)  # type: ignore[arg-type]


TEXTS = Texts(continued="（続き）", missing="未提出")

THEME = Theme(
    body_font="BIZ UDゴシック",
    heading_font="BIZ UDゴシック",
    body_size=9.0,
    colors=Colors(
        dark="1F4E5F",
        tint="DCE9EE",
        band="EFEFEF",
        header="E4E4E4",
        line="7F7F7F",
        callout="B3261E",
    ),
    margin_top_mm=20.0,
    margin_bottom_mm=18.0,
    margin_left_mm=12.0,
    margin_right_mm=12.0,
)

_PROJECTS = (
    project(
        "（1）",
        "ひろばの充実",
        item("P01-01", "子育てのひろば 計28か所", "2か所"),
        Heading(text="②外遊び", values={"target": "計5か所"}),
        Entry(
            id="P01-02",
            label="外遊びの場の確保と運営",
            lines=(
                line("P01-02", "用地買収", "買収"),
                line("P01-02.2", "設計・整備", "—", "設計"),
                line("P01-02.3", "開設", "—"),
            ),
            department_id="D01",
        ),
    ),
    project(
        "（2）",
        "保育所",
        item("P01-03", "=保育所 計\n206所", "9所"),
        item("P01-04", "検討", "—\n－"),
        item("P01-05", "公園 3か所", "1か所", department="D02"),
        Entry(
            id="P01-06",
            label="ひろば【計画1-1の再掲】",
            lines=(replace(line("P01-06", "子育てのひろば", "2か所"), repeat_of="P01-01"),),
            repeat_of="P01-01",
        ),
    ),
)

_INDICATORS = (
    indicator("K01-01", "ひろばの数", "28か所"),
    indicator("K01-02", "公園の数", "3か所", department="D02"),
)


TWO_GRADES = Form(
    id="items",
    sheet="事業",
    master="tree",
    path=ITEMS.path,
    prints=ITEMS.prints,
    columns=(
        Column(id="name", by="master", per="line", header="事業内容", width=12),
        Column(id="actual", per="line", header="今年度の取組", width=12, required=True),
        Column(
            id="start",
            header="着手",
            required=True,
            grades=(
                Grade(code="済", label="着手した", rank="good"),
                Grade(code="未", label="着手していない", rank="delayed"),
            ),
            needs={"未": ("why",)},
        ),
        Column(
            id="level",
            header="達成度",
            required=True,
            grades=(
                Grade(code="4", label="達成", rank="good"),
                Grade(code="3", label="ほぼ達成", rank="good"),
                Grade(code="2", label="一部"),
                Grade(code="1", label="なし"),
            ),
            needs={"2": ("comment",), "1": ("comment",)},
        ),
        Column(
            id="why",
            header="未着手の理由",
            choices=("予算", "調整中"),
            otherwise="warn",
            print="none",
            public=False,
        ),
        Column(id="comment", header="説明"),
    ),
)

STARTS = TallySpec(id="start", form_id="items", column_id="start", breakdown={"未": "why"})
LEVELS = TallySpec(id="level", form_id="items", column_id="level")


def two_grades() -> Definition:
    """Return another municipality's definition: two graded columns, nothing planned, no KPI."""
    children = tuple(
        Entry(
            id=f"J{number:02}",
            label=name,
            lines=(Line(id=f"J{number:02}", values={"name": name}),),
            department_id="D01",
        )
        for number, name in enumerate(("橋の点検", "水路の清掃", "街灯の更新"), start=1)
    )
    projects = (project("1", "維持管理", *children),)
    return small(items=TWO_GRADES, kpi=None, projects=projects, tallies=(STARTS, LEVELS))
