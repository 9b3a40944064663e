"""What the report is: report.toml and the master tables, as one checked Definition."""

from shinchoku.definition.reader import DefinitionError, load

__all__ = ["DefinitionError", "load"]
