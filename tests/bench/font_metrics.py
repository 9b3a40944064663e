"""Write the advance widths of fonts into `paper/metrics.toml`, from the files of those installed.

`python tests/bench/font_metrics.py` prints that file. Nothing reads a font while a report is made:
the same report must come out where no font is installed. Liberation's fonts were drawn to the
widths of Arial and Times New Roman, so theirs are both fonts'.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FONTS = {"Arial": "Liberation Sans", "Times New Roman": "Liberation Serif"}
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "‐‑‒–—‘’‚“”„†‡•…‰€™−≤≥")]
EM = 2048  # units of Liberation: TrueType


def tables(data: bytes) -> dict[str, bytes]:
    """Return the tables of a TrueType file by their names."""
    (count,) = struct.unpack_from(">H", data, 4)
    heads = (struct.unpack_from(">4s4xII", data, 12 + 16 * n) for n in range(count))
    return {name.decode(): data[start : start + size] for name, start, size in heads}


def glyphs(cmap: bytes) -> dict[int, int]:
    """Return which glyph each character of the Basic Multilingual Plane has: subtable format 4."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    starts = (struct.unpack_from(">4xI", cmap, 4 + 8 * n)[0] for n in range(count))
    at = next(start for start in starts if struct.unpack_from(">H", cmap, start)[0] == 4)
    (doubled,) = struct.unpack_from(">H", cmap, at + 6)
    parts = [at + 14, *(at + 16 + doubled * n for n in (1, 2, 3))]
    found = {}
    for segment in range(0, doubled, 2):
        last, first, delta, ahead = (struct.unpack_from(">H", cmap, p + segment)[0] for p in parts)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ahead:
                place = parts[3] + segment + ahead + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", cmap, place)
            if glyph or not ahead:
                found[code] = (glyph + delta) % 0x10000
    return {code: glyph for code, glyph in found.items() if glyph}


def advances(file: Path) -> dict[int, int]:
    """Return the widths of a font's characters in 2048ths of an em."""
    font = tables(file.read_bytes())
    (em,) = struct.unpack_from(">H", font["head"], 18)
    (count,) = struct.unpack_from(">H", font["hhea"], 34)
    widths = [struct.unpack_from(">H", font["hmtx"], 4 * n)[0] for n in range(count)]
    known = glyphs(font["cmap"])
    if em != EM:
        raise ValueError(f"{file}: {em} units an em")
    return {code: widths[min(known[code], count - 1)] for code in CHARACTERS if code in known}


def file_of(family: str, *, bold: bool) -> Path:
    """Return the file of an installed font. Raises LookupError where it is not installed."""
    asked = f"{family}:weight={200 if bold else 80}:slant=0"
    command = ["fc-match", "-f", "%{family}\n%{file}", asked]
    found, file = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split(
        "\n"
    )
    if found != family:
        raise LookupError(family)
    return Path(file)


def lines() -> Iterator[str]:
    """Yield the lines of metrics.toml."""
    yield "# Advance widths in 2048ths of an em: by tests/bench/font_metrics.py."
    for name, family in FONTS.items():
        for bold in (False, True):
            yield f'\n["{name}"."{"bold" if bold else "regular"}"]  # of {family}'
            by_width: dict[int, str] = {}
            for code, width in advances(file_of(family, bold=bold)).items():
                by_width[width] = by_width.get(width, "") + f"\\u{code:04X}"
            yield from (f'{width} = "{by_width[width]}"' for width in sorted(by_width))


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
