"""How the report cites itself: 事業No., the references in repeat marks, the citations.

In goes the outline of a plan as it is printed; out come a reference and a serial for every id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"([【（(])(一部)?再掲([】）)])")


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the outline, as far as numbering is concerned."""

    plan: str  # the plan's printed number
    kind: str  # "related", "group", "project", "item", "line" or anything else
    id: str
    number: str  # the group's printed number; other kinds are not read


@dataclass(frozen=True, slots=True)
class Numbering:
    """`references`: any id -> its group's reference, "4-1"; `serials`: project id -> 事業No."""

    references: Mapping[str, str]
    serials: Mapping[str, str]


def number(outline: Iterable[Node], *, related: str, serial: str) -> Numbering:
    """Number an outline.

    Every `project`, and every `group` that has none, counts one in its plan, related groups
    included. `related` goes before a related group's number; `serial` is a format with `plan`
    and `number`.
    """
    references: dict[str, str] = {}
    serials: dict[str, str] = {}
    plan, reference, prefix, count = "", "", "", 0
    open_group = ""  # the group whose first project has not been seen yet
    for node in outline:
        if node.plan != plan:
            plan, prefix, count, reference = node.plan, "", 0, ""
        if node.kind == "related":
            prefix = related
        elif node.kind == "group":
            reference = f"{plan}-{prefix}{node.number}"
            count += 1
            open_group = node.id
            serials[node.id] = serial.format(plan=plan, number=count)
        elif node.kind == "project":
            if open_group:  # the group is not a project itself: its first one takes its number
                serials[node.id] = serials.pop(open_group)
                open_group = ""
            else:
                count += 1
                serials[node.id] = serial.format(plan=plan, number=count)
        if node.id:
            references[node.id] = reference
    return Numbering(references, serials)


def mark(text: str, reference: str, template: str) -> str:
    """Write the reference into a text's repeat token: 【再掲】 becomes 【戦略計画4-1の再掲】."""
    words = template.format(reference=reference)
    return _TOKEN.sub(lambda m: f"{m[1]}{words}{m[2] or ''}再掲{m[3]}", text)


def has_token(text: str) -> bool:
    """Whether a text says where its repeat mark goes."""
    return _TOKEN.search(text) is not None
