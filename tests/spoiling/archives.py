"""Files as bytes, and zips as entries: broken, lying, or something else than they say."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def unzipped(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def compound(stream: str) -> bytes:
    """Return what Office wrote before Open XML, and still writes around what is encrypted."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return header + f"Root Entry\0{stream}\0".encode("utf-16-le")


def lying(file: bytes, name: str, length: int) -> bytes:
    """Say of an entry, in both its headers, that it has another length."""
    data = bytearray(file)
    start = file.index(b"PK\x01\x02")
    while file[start + 46 : start + 46 + len(name)] != name.encode():
        start = file.index(b"PK\x01\x02", start + 1)
    (header,) = struct.unpack_from("<I", file, start + 42)
    struct.pack_into("<I", data, start + 24, length)
    struct.pack_into("<I", data, header + 22, length)
    return bytes(data)


def with_a_wrong_checksum(file: bytes, name: str) -> bytes:
    """Change a byte of an entry as it is packed."""
    data = bytearray(file)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        entry = archive.getinfo(name)
    data[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    return bytes(data)


# ---------------------------------------------------------------- at random

OnBytes = Callable[[bytearray, random.Random], None]


def bits_flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 2, 8])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def truncated(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def cut_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 4, 100, 5_000])]


def overwritten(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 4, 64, 512]))
    data[start:end] = chance.randbytes(end - start)


def repeated(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice([1, 30, 2_000])]


Parts = list[tuple[str, bytes]]


def _with_parts(change: Callable[[Parts, random.Random], object]) -> OnBytes:
    """Change the list of a zip's entries; the checksums fit again."""

    def changed(data: bytearray, chance: random.Random) -> None:
        parts = list(unzipped(bytes(data)).items())
        change(parts, chance)
        data[:] = zipped(dict(parts))

    changed.__name__ = change.__name__.strip("_")
    return changed


def _entry_dropped(parts: Parts, chance: random.Random) -> None:
    del parts[chance.randrange(len(parts))]


def _entries_swapped(parts: Parts, chance: random.Random) -> None:
    one, other = chance.sample(range(len(parts)), 2)
    (name, content), (other_name, other_content) = parts[one], parts[other]
    parts[one], parts[other] = (name, other_content), (other_name, content)


def _entries_shuffled(parts: Parts, chance: random.Random) -> None:
    chance.shuffle(parts)


def _entry_emptied(parts: Parts, chance: random.Random) -> None:
    number = chance.randrange(len(parts))
    parts[number] = parts[number][0], b""


ON_BYTES: Sequence[OnBytes] = (
    bits_flipped,
    truncated,
    cut_out,
    overwritten,
    repeated,
    *map(_with_parts, (_entry_dropped, _entries_swapped, _entries_shuffled, _entry_emptied)),
)


def _part_spoilt(parts: Parts, chance: random.Random) -> None:
    read = [n for n, (p, _) in enumerate(parts) if p.startswith(("xl/", "docProps/custom", "_r"))]
    number = chance.choice(read)
    name, content = parts[number]
    data = bytearray(content)
    chance.choice([bits_flipped, cut_out, repeated, truncated])(data, chance)
    parts[number] = name, bytes(data)


part_spoilt = _with_parts(_part_spoilt)
"""XML broken under a fitting checksum: what is typed may then be another text."""
