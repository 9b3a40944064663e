"""What the report is: report.toml and the master tables, as one checked Definition."""

from shinchoku.definition.reader import load
from shinchoku.failures import DefinitionError

__all__ = ["DefinitionError", "load"]
