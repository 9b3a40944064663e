"""What is small and may cost much: ways to spoil a copy of the sample round, each in any size.

`HOSTILE` holds them by name. `bench/hostile.py` measures what each costs; `test_hostile.py` holds
what is found.
"""

from hostile import folders, packages, reports, tables, texts
from hostile.kinds import DEPARTMENT, HOSTILE, Hostile, Round

__all__ = ["DEPARTMENT", "HOSTILE", "Hostile", "Round", "folders", "packages", "reports"]
__all__ += ["tables", "texts"]
