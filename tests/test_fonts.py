"""What a font has glyphs for: by its own table, and without one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from shinchoku.paper import fonts
from shinchoku.paper.fonts import without_glyph

FONT = "BIZ UD明朝 Medium"  # as Windows calls it


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    fonts._glyphs.cache_clear()
    yield
    fonts._glyphs.cache_clear()


@pytest.mark.parametrize("asked", [True, False], ids=["installed", "unknown"])
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("年1回、3校（計画「5校」）—①㎡髙﨑𠮟", ""),
        ("é ñ Ω Ж ～ 〜 − ‐ ⑴ ㈱", ""),
        ("か\u309aが\u200d\u3000\n", ""),
        ("𠮷野\ue000\uf8ff👍\ufe0f👍", "𠮷\ue000\uf8ff👍\ufe0f"),
        ("⼯\ufffc\ufffd한\U000f0000\U0001fffe", "⼯\ufffc\ufffd한\U000f0000\U0001fffe"),
    ],
)
def test_characters_without_a_glyph(
    text: str, missing: str, monkeypatch: pytest.MonkeyPatch, *, asked: bool
) -> None:
    if not asked:
        monkeypatch.setattr(shutil, "which", lambda _: None)
    assert without_glyph(text, FONT) == tuple(missing)


def test_a_font_that_is_not_installed_is_not_another_one() -> None:
    """Fontconfig answers with the nearest font that there is."""
    assert without_glyph("⁵𠮷", "Nowhere To Be Found") == ("𠮷",)
