"""What a form sheet is written of."""

from __future__ import annotations

from collections.abc import Mapping

from shinchoku.identity import Identity
from shinchoku.model import Department, Form, Key
from shinchoku.records import dataclass
from shinchoku.templates.faults import Faults
from shinchoku.templates.rows import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one form asks of one department."""

    department: Department
    identity: Identity
    form: Form
    nothing: frozenset[str]
    asked: tuple[Asked, ...]
    answers: Mapping[Key, str]
    deadline: str
    faults: Faults
