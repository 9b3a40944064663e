"""What the report is: report.toml and the master tables, as one checked Definition."""

from shinchoku.definition.reader import digests, load
from shinchoku.failures import DefinitionError

__all__ = ["DefinitionError", "digests", "load"]
