"""What the definition says of a value that is printed: whose it is, and which columns name rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from shinchoku.model import (
    CardSection,
    Definition,
    Entry,
    ExcerptPart,
    Form,
    Key,
    TableSection,
    TextSection,
    owners_on,
    total_key,
)
from shinchoku.model.cards import forms_in
from shinchoku.model.sums import is_added_up
from shinchoku.records import dataclass


@dataclass(frozen=True)
class Known:
    """A definition, asked for what tells one row of a table from another."""

    definition: Definition

    @cached_property
    def owners(self) -> Mapping[str, tuple[Form, Entry]]:
        """The form and the entry of whatever answers belong to, by its id."""
        return {
            owner: (form, entry)
            for form in self.definition.forms
            for _, entry in self.definition.entries(form)
            for line in entry.lines
            for owner in owners_on(form, entry, line)
        }

    def entry_of(self, key: Key | None) -> str:
        """Return the id of the entry that a value belongs to; "" for what is counted."""
        return self.owners[key.owner_id][1].id if key and key.owner_id in self.owners else ""

    def title_of(self, key: Key) -> str:
        """Return what the column of a value is called, or its id where it is counted."""
        form = self._form_of(key.owner_id)
        return (form.column(key.column_id).title or key.column_id) if form else key.column_id

    def _form_of(self, owner: str) -> Form | None:
        """Return the form in one of whose columns a value stands, or a total of such."""
        if owner in self.owners:
            return self.owners[owner][0]
        if is_added_up(owner):
            for spec in self.definition.sections:
                if isinstance(spec, TableSection) and is_total_of(owner, spec.id):
                    return self.definition.form(spec.form_id)
        return None

    @cached_property
    def _naming(self) -> dict[str, frozenset[str]]:
        return {}

    def naming(self, form: Form) -> frozenset[str]:
        """Return the ids of the columns of a form that say what a row is about."""
        if form.id not in self._naming:
            self._naming[form.id] = frozenset(self._found(form))
        return self._naming[form.id]

    def _found(self, form: Form) -> Sequence[str]:
        """Find the levels, the fixed lines' label and the column that is most entries' label.

        Where none is, the first of the master's: what is asked stands in it. An entry that is a
        node needs no more than the node's name.
        """
        found = [stub.id for stub in form.stubs]
        if form.line_label:
            found.append(form.line_label.id)
        given = [column for column in form.given if column.print == "column"]
        entries = self.definition.entries(form)
        if found and all(path and path[-1].id == entry.id for path, entry in entries):
            return found
        alike = {
            column.id: sum(
                _folded(entry.lines[0].values.get(column.id, "")) == _folded(entry.label)
                for _, entry in entries
            )
            for column in given
        }
        best = max(alike, key=alike.__getitem__, default="")
        return [*found, best] if best else found

    def forms_of(self, section_id: str) -> Sequence[Form]:
        """Return the forms whose tables a section prints, in order; of a legend its excerpts'."""
        spec = next(each for each in self.definition.sections if each.id == section_id)
        match spec:
            case TableSection():
                return [self.definition.form(spec.form_id)]
            case TextSection():
                excerpts = (part for part in spec.parts if isinstance(part, ExcerptPart))
                return [self.definition.form(part.form_id) for part in excerpts]
            case CardSection():
                return [self.definition.form(each) for each in forms_in(spec.grid)]
        return []


def is_total_of(owner: str, section_id: str) -> bool:
    """Whether an owner is a row of totals of a section."""
    return owner.startswith(f"{total_key(section_id, 0, '', '', '').owner_id.partition(':0:')[0]}:")


def _folded(text: str) -> str:
    return " ".join(text.split())
