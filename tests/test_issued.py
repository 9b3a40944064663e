"""A template's version is all that the definition says to a department, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from definitions import SCALE, small
from shinchoku.issued import append_issues, issue, read_issues
from shinchoku.model import Column, Definition, Form, Grade, LevelPrint, Node
from shinchoku.model.wording import parse

Change = Callable[[Definition], Definition]


def of_form(change: Callable[[Form], Form]) -> Change:
    """Change the form of the items."""

    def changed(definition: Definition) -> Definition:
        items, *others = definition.forms
        return replace(definition, forms=(change(items), *others))

    return changed


def of_column(name: str, **changes: object) -> Change:
    """Change a column of the items."""

    def changed(form: Form) -> Form:
        columns = (replace(c, **changes) if c.id == name else c for c in form.columns)  # type: ignore[arg-type]
        return replace(form, columns=tuple(columns))

    return of_form(changed)


def of_round(**changes: object) -> Change:
    return lambda definition: replace(definition, round=replace(definition.round, **changes))  # type: ignore[arg-type]


def with_prints(text: str) -> Change:
    """Print the plans in other words."""

    def other(print_: LevelPrint) -> LevelPrint:
        return replace(print_, text=parse(text)) if print_.id == "plan" else print_

    return of_form(lambda form: replace(form, prints=tuple(map(other, form.prints))))


def with_best(**changes: object) -> tuple[Grade, ...]:
    """Return the scale with another best grade."""
    return (replace(SCALE[0], **changes), *SCALE[1:])  # type: ignore[arg-type]


def swapped(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Put the reason behind the note."""
    *first, reason, note = columns
    return (*first, note, reason)


def reversed_tree(definition: Definition) -> Definition:
    """Ask about the second project first."""
    (pillar,) = definition.trees["items"]
    assert isinstance(pillar, Node)
    (plan,) = pillar.children
    assert isinstance(plan, Node)
    (group,) = plan.children
    assert isinstance(group, Node)
    turned = replace(group, children=group.children[::-1])
    tree = (replace(pillar, children=(replace(plan, children=(turned,)),)),)
    return replace(definition, trees={**definition.trees, "items": tree})


SAID: dict[str, Change] = {
    "the title": of_round(title="別の報告書"),
    "the year": of_round(year=2031),
    "the department's name": lambda d: replace(
        d, departments=tuple(replace(each, name="防災課") for each in d.departments)
    ),
    "a sheet": of_form(lambda form: replace(form, sheet="事業")),
    "a header": of_column("note", header="特記事項"),
    "a header above": of_column("actual", parent="昨年度"),
    "the header of what is given": of_column("target", header="めざす値"),
    "a prompt": of_column("actual", prompt="数で答えてください。"),
    "a limit": of_column("note", max_chars=10),
    "a grade's label": of_column("grade", grades=with_best(label="大いに進んだ")),
    "a grade's other spelling": of_column("grade", grades=with_best(aliases=())),
    "the order of grades": of_column("grade", grades=SCALE[::-1]),
    "a choice": of_column("reason", choices=("工事（道路など）の遅れ", "その他", "人手不足")),
    "what a grade needs": of_column("grade", needs={"B": ("reason",)}),
    "what must be filled": of_column("note", required=True),
    "the order of columns": of_form(lambda form: replace(form, columns=swapped(form.columns))),
    "the order of rows": reversed_tree,
    "what it hangs below": with_prints("施策{number}　{title}"),
}  # fmt: skip

UNSAID: dict[str, Change] = {
    "the deadline": of_round(deadline=date(2031, 1, 1)),
    "whom to ask": of_round(contact="別の課"),
    "the printed width": of_column("note", width=9),
    "what is public": of_column("reason", public=False),
    "the page": lambda d: replace(d, theme=replace(d.theme, margin_left_mm=9.0)),
    "what drafts say": lambda d: replace(d, texts=replace(d.texts, missing="まだ")),
}


def version(definition: Definition) -> str:
    return issue(definition, "D01").version


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_to_a_department_is_part_of_the_version(name: str) -> None:
    assert version(SAID[name](small())) != version(small())


@pytest.mark.parametrize("name", UNSAID)
def test_what_is_not_said_is_no_part_of_it(name: str) -> None:
    assert version(UNSAID[name](small())) == version(small())


def test_what_another_department_is_asked_is_no_part_of_it() -> None:
    assert issue(small(), "D02").version != version(small())


def test_an_issue_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    issued = [issue(change(small()), "D01") for change in SAID.values()]
    append_issues(tmp_path, issued)
    assert set(read_issues(tmp_path, {each.version for each in issued})) == {
        each.version for each in issued
    }
