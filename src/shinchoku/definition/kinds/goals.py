"""The SDGs, and which of them nodes are about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.design import Word
from shinchoku.definition.resolver import Kind, Resolver, part_at
from shinchoku.definition.schema.base import Id, ShortText, Spec, key
from shinchoku.definition.schema.sections import SheetSectionSpec, TextPartSpec
from shinchoku.model import GoalsPart, GoalsSection, NodeGoalsPart, TextPart
from shinchoku.model.forms import NODE_WORDS


class GoalsPartSpec(Spec):
    """The goals, a row each."""

    style: Literal["goals"] = key("The goals, a row each.", "goals")


class NodeGoalsHeadersSpec(Spec):
    """The words of the table."""

    node: ShortText = key("Above the nodes.", "施策")
    goals: ShortText = key("Above their goals.", "関連するゴール")


class NodeGoalsPartSpec(Spec):
    """The goals of each node."""

    style: Literal["goals_of"] = key("The goals of each node.", "goals_of")
    headers: NodeGoalsHeadersSpec = key("The words of the table.", {"node": "計画"})


class GoalsUnderSpec(Spec):
    """The nodes above."""

    level: Id = key("A level above.", "pillar")
    text: ShortText = key("Words as of a bar.", "施策の柱{index}　{title}")


class GoalsSectionSpec(SheetSectionSpec):
    """The SDGs, and which of them nodes are about."""

    kind: Literal["goals"] = key("The SDGs.", "goals")
    table: Id = key("The master table of the goals: number, title, description, color.", "goals")
    level: Id = key("A level with a table.", "plan")
    column: Id = key("The column of its table that has the numbers of goals.", "goals")
    text: ShortText = key("Words as of a bar.", "施策{number}　{title}")
    under: GoalsUnderSpec | None = key(
        "The level above, in bands.", {"level": "pillar", "text": "{title}"}, default=None
    )
    parts: Annotated[
        list[
            Annotated[
                TextPartSpec | GoalsPartSpec | NodeGoalsPartSpec, Field(discriminator="style")
            ]
        ],
        Field(min_length=1),
    ] = key("What stands on it.", [{"style": "goals"}])


def resolve(to: Resolver, where: str, spec: GoalsSectionSpec) -> GoalsSection:
    """Resolve the section; its goals stand in the master."""
    checker, levels = to.checker, to.designed.levels
    tabled = [level.id for level in levels.values() if level.table]
    if checker.named(f"{where}.level", "tabled_level", spec.level, tabled):
        level = levels[spec.level]
        to.designed.use(checker, f"{where}.text", level, spec.text)
        words = to.designed.level_words.setdefault(level.id, {})
        words[spec.column] = Word(is_needed=True, where=f"{where}.column")
        if spec.column in {*NODE_WORDS, "id", "page_break", *level.under}:
            checker.report(f"{where}.column", "definition.reserved_name", name=spec.column)
        above = [name for name in level.under if name in levels]
        if spec.under and checker.named(
            f"{where}.under.level", "level_above", spec.under.level, above
        ):
            under = levels[spec.under.level]
            to.designed.use(checker, f"{where}.under.text", under, spec.under.text)
    parts = [_goals_part(to, part_at(where, n), p) for n, p in enumerate(spec.parts)]
    return GoalsSection(**to.on_sheets(where, spec), parts=tuple(parts))


def _goals_part(
    to: Resolver, where: str, part: TextPartSpec | GoalsPartSpec | NodeGoalsPartSpec
) -> TextPart | GoalsPart | NodeGoalsPart:
    match part:
        case TextPartSpec():
            return to.text_part(where, part)
        case GoalsPartSpec():
            return GoalsPart()
        case NodeGoalsPartSpec():
            return NodeGoalsPart(
                level_header=to.checker.text(f"{where}.headers.node", part.headers.node),
                goals_header=to.checker.text(f"{where}.headers.goals", part.headers.goals),
            )


KIND = Kind(GoalsSectionSpec, resolve)
