"""What cards are about: the entries of a form, or the nodes of a level with what is below them.

In go the definition and a section of cards; out come the subjects in the order of their cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shinchoku.model import (
    CardSection,
    Definition,
    Entry,
    Form,
    NodePath,
    entries_below,
    nodes_at,
    words_of,
)
from shinchoku.model.cards import forms_in, words_of_levels
from shinchoku.model.forms import NODE_WORDS


class Subject(NamedTuple):
    """What one card is about.

    `path` are the nodes above it, and itself if it is one. `own` are the entries whose values it
    prints, `below` those that it lists, both by the ids of their forms.
    """

    id: str
    path: NodePath
    words: Mapping[str, str]
    own: Mapping[str, Entry]
    below: Mapping[str, Sequence[Entry]]


def subjects(definition: Definition, spec: CardSection) -> Iterator[Subject]:
    """Yield the subjects of a section's cards."""
    if spec.each:
        yield from _nodes(definition, spec)
    else:
        yield from about_entries(definition, definition.form(spec.form_id))


def about_entries(definition: Definition, form: Form) -> Iterator[Subject]:
    """Yield the entries of a form."""
    names = _names(definition)
    for path, entry in definition.entries(form):
        words = words_of(form, path, entry, names.get(entry.department_id, ""))
        yield Subject(entry.id, path, words, {form.id: entry}, {})


def _names(definition: Definition) -> Mapping[str, str]:
    return {department.id: department.name for department in definition.departments}


def _nodes(definition: Definition, spec: CardSection) -> Iterator[Subject]:
    """Yield the nodes about which any of the card's forms asks something."""
    names = _names(definition)
    forms = [definition.form(form_id) for form_id in forms_in(spec.grid)]
    paths: dict[str, NodePath] = {}
    below: dict[str, dict[str, list[Entry]]] = {form.id: {} for form in forms}
    for form in forms:
        for above, node in nodes_at(spec.each, definition.trees[form.id]):
            found = [entry for _, entry in entries_below(node.children)]
            if found:
                paths.setdefault(node.id, (*above, node))
                below[form.id].setdefault(node.id, []).extend(found)
    for node_id in (each for each in spec.nodes if each in paths):
        listed = {form_id: nodes.get(node_id, []) for form_id, nodes in below.items()}
        own = {
            form_id: entry
            for form_id, entries in listed.items()
            for entry in entries
            if entry.id == node_id
        }
        words = _words(forms, paths[node_id])
        departments = (names.get(entry.department_id, "") for entry in own.values())
        yield Subject(
            node_id, paths[node_id], {**words, "department": next(departments, "")}, own, listed
        )


def _words(forms: Sequence[Form], path: NodePath) -> Mapping[str, str]:
    """Return what texts may say of the last node of a path, and of those above it."""
    levels = dict.fromkeys(level for form in forms for level in form.path)
    blank = {f"{level}.{word}": "" for level in levels for word in NODE_WORDS}
    return {**blank, **words_of_levels(path), **path[-1].words}
