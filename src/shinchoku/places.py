"""Where rounds and their builds lie, below the folder that somebody works in."""

from __future__ import annotations

from pathlib import Path

ROUNDS, BUILDS = Path("input_templates"), Path("build")
