"""For everybody's screen: one page, and the proof that every value stands at its place on it."""

from __future__ import annotations

from pathlib import Path

from shinchoku.editions.manuscript import Edition, Made, Manuscript
from shinchoku.editions.screen.expecting import expected
from shinchoku.editions.screen.naming import page_name
from shinchoku.editions.screen.page import page
from shinchoku.editions.screen.reading import read


def write(manuscript: Manuscript, folder: Path) -> Made:
    """Write the page."""
    name = page_name(manuscript.say)
    (folder / name).write_text(page(manuscript), encoding="utf-8", newline="\n")
    return Made((name,), stands=expected(manuscript))


EDITION = Edition(id="screen", write=write, read=read)
