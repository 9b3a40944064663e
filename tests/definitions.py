"""Small definitions built by hand: what a round is, without report.toml and master."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from shinchoku.model import (
    Column,
    Definition,
    Department,
    Division,
    Form,
    Grade,
    Group,
    Heading,
    Item,
    Line,
    Plan,
    Project,
    Role,
    Round,
    Rounding,
    Theme,
)

SCALE = (
    Grade(code="A+", label="計画を上回った", aliases=("Ａ＋",), needs_note=True),
    Grade(code="A", label="計画どおり"),
    Grade(code="B", label="遅れた", needs_note=True, needs_reason=True),
    Grade(code="*", label="評価しない", aliases=("※",)),
    Grade(code="-", label="取組がない", aliases=("－", "—"), only_when_nothing=True),
)

ITEMS = Form(
    id="items",
    sheet="取組",
    columns=(
        Column(id="project", role=Role.STUB, header="取組名", width=7),
        Column(id="target", role=Role.CONTEXT, header="目標", width=9),
        Column(id="baseline", role=Role.CONTEXT, header="現況", width=9),
        Column(id="planned", role=Role.PLANNED, header="当初計画", parent="今年度", width=7),
        Column(
            id="actual",
            role=Role.ACTUAL,
            header="実績",
            parent="今年度",
            width=7,
            align="center",
            max_chars=20,
            prompt="年度末の実績を記入してください。",
        ),
        Column(
            id="grade",
            role=Role.GRADE,
            header="進捗\n状況",
            width=3,
            align="center",
            prompt="選んでください。",
            grades=SCALE,
        ),
        Column(
            id="reason",
            role=Role.REASON,
            header="遅れの内訳",
            of="grade",
            choices=("工事（道路など）の遅れ", "その他"),
        ),
        Column(id="note", role=Role.NOTE, header="備考", of="grade", width=12, max_chars=40),
    ),
)

INDICATORS = Form(
    id="indicators",
    sheet="KPI",
    columns=(
        Column(id="name", role=Role.CONTEXT, header="指標", width=17),
        Column(id="target", role=Role.CONTEXT, header="目標値", width=12),
        Column(id="actual", role=Role.ACTUAL, header="実績値", width=13, max_chars=30),
        Column(id="footnote", role=Role.NOTE, header="脚注", required=False, max_chars=30),
    ),
)


def line(line_id: str, target: str, planned: str, baseline: str = "—") -> Line:
    """Return a line of an item."""
    values = {"target": target, "baseline": baseline, "planned": planned}
    return Line(id=line_id, values=values)


def item(item_id: str, target: str, planned: str = "実施", *, department: str = "D01") -> Item:
    """Return an item of one line."""
    lines = (line(item_id, target, planned),)
    return Item(id=item_id, label=target, lines=lines, department_id=department)


def indicator(item_id: str, name: str, target: str, *, department: str = "D01") -> Item:
    """Return an indicator."""
    values = {"name": name, "target": target}
    lines = (Line(id=item_id, values=values),)
    return Item(id=item_id, label=name, lines=lines, department_id=department)


def project(number: str, title: str, *children: Heading | Item, group: str = "P01-G1") -> Project:
    """Return a project."""
    return Project(
        id=f"{group}-{number}", number=number, title=title, serial="1-1", children=children
    )


def small(
    *,
    items: Form = ITEMS,
    indicators: Form | None = INDICATORS,
    projects: tuple[Project, ...] | None = None,
    **changes: object,
) -> Definition:
    """Return a definition of one plan, two departments, six items and two indicators.

    D01 has P01-01, -02 (three lines), -03 and -04 (nothing planned) and one indicator; D02 has
    P01-05 and the other. P01-06 repeats P01-01.
    """
    groups = (
        Group(
            id="P01-G1",
            number="1",
            title="子育ての支援",
            reference="1-1",
            related="",
            projects=_PROJECTS if projects is None else projects,
        ),
    )
    plan = Plan(
        id="P01",
        number="1",
        title="子どもの笑顔",
        indicator_title="子どもの笑顔（指標）",
        contents_title="子どもの笑顔",
        goals=("3",),
        groups=groups,
        indicators=() if indicators is None else _INDICATORS,
    )
    definition = Definition(
        round=Round(
            id="r5",
            title="年度別計画の進捗状況",
            issuer="某区",
            contact="企画課（内線 1234）",
            deadline=date(2024, 5, 31),
            issued=date(2024, 4, 22),
        ),
        texts=TEXTS,
        nothing=frozenset({"—", "-", "ー", "―"}),
        rounding=Rounding(),
        theme=THEME,
        items=items,
        indicators=indicators,
        sections=(),
        departments=(
            Department(id="D01", name="保育課"),
            Department(id="D02", name="公園/緑地課"),
        ),
        pillars=(Division(id="S1", number="1", title="子ども", plans=(plan,)),),
        objectives=(Division(id="O1", number="1", title="子ども", plans=(plan,)),),
        cross=(),
        goals=(),
    )
    return replace(definition, **changes)  # type: ignore[arg-type]


TEXTS: Mapping[str, str] = {
    "continued": "（続き）",
    "repeat_grade": "{grade}\n（再掲）",
    "repeat_mark": "計画{reference}の",
    "citation": "計画{reference}／事業No.{serial}",
    "related": "関連",
    "serial": "{plan}-{number}",
    "pillar": "{number}　{title}",
    "objective": "{number}　{title}",
    "item_plan": "計画{number}　{title}",
    "indicator_plan": "計画{number}　{title}",
    "contents_plan": "計画{number}：{title}",
    "contents_objective": "目標{number}：{title}",
    "goals_pillar": "柱{number}　{title}",
    "group": "{number}　{title}",
    "project": "{number}\n{title}",
    "missing": "未提出",
}

THEME = Theme(
    body_font="BIZ UDゴシック",
    heading_font="BIZ UDゴシック",
    body_size=9.0,
    colors={
        "dark": "1F4E5F",
        "tint": "DCE9EE",
        "band": "EFEFEF",
        "header": "E4E4E4",
        "line": "7F7F7F",
        "callout": "B3261E",
    },
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
        Item(
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
        Item(
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
    columns=(
        Column(id="name", role=Role.CONTEXT, header="事業内容", width=12),
        Column(id="actual", role=Role.ACTUAL, header="今年度の取組", width=12),
        Column(
            id="start",
            role=Role.GRADE,
            header="着手",
            grades=(
                Grade(code="済", label="着手した"),
                Grade(code="未", label="着手していない", needs_reason=True),
            ),
        ),
        Column(
            id="level",
            role=Role.GRADE,
            header="達成度",
            grades=(
                Grade(code="4", label="達成"),
                Grade(code="3", label="ほぼ達成"),
                Grade(code="2", label="一部", needs_note=True),
                Grade(code="1", label="なし", needs_note=True),
            ),
        ),
        Column(
            id="why",
            role=Role.REASON,
            header="未着手の理由",
            of="start",
            choices=("予算", "調整中"),
        ),
        Column(id="comment", role=Role.NOTE, header="説明", of="level"),
    ),
)


def two_grades() -> Definition:
    """Return another municipality's definition: two graded columns, nothing planned, no KPI."""
    children = tuple(
        Item(
            id=f"J{number:02}",
            label=name,
            lines=(Line(id=f"J{number:02}", values={"name": name}),),
            department_id="D01",
        )
        for number, name in enumerate(("橋の点検", "水路の清掃", "街灯の更新"), start=1)
    )
    return small(items=TWO_GRADES, indicators=None, projects=(project("1", "維持管理", *children),))
