"""The bytes of a file go in; its parts come out by name, inflated chunk by chunk within limits."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from posixpath import join, normpath
from typing import TypeVar, cast
from urllib.parse import unquote
from xml.parsers import expat

from shinchoku.failures import SheetsError
from shinchoku.sheets.values import Limits

__all__ = ["Package", "as_sheets_error", "part_name"]

_ZIP = b"PK\x03\x04"
_DIRECTORY_ENTRY, _DIRECTORY_END = b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # all that the standard allows
_HEADER = struct.Struct("<4s22xHH")  # of an entry: signature, lengths of its name and extra field
_CHUNK = 1 << 17
_RATIO_MATTERS_FROM = 1 << 20
_SMALL, _MOST_KNOWN = 1 << 16, 32  # bytes of a part, and parts: what is remembered stays small
_OTHER_TEXT = re.compile(r"\ufeff?(?:\s*[\[{<]|[A-Za-z-]+: )")  # settings, JSON, XML, a mail's head
_STREAMS = {  # of a compound file, what tells most first
    "StrongEncryptionDataSpace": "encrypted",  # by a password
    "DRMEncrypted": "rights",  # MS-OFFCRYPTO: the data space of a workbook
    "DRMContent": "rights",  # of an old one
    "DRMDataSpace": "rights",
    "DRMViewerContent": "rights",
    "LabelInfo": "rights",  # of a sensitivity label that encrypts
    "EncryptedPackage": "encrypted",
    "Workbook": "xls",
    "Book": "xls",
}
_KNOWN: dict[tuple[object, ...], tuple[object, dict[str, int]]] = {}
T = TypeVar("T")


@contextmanager
def as_sheets_error(where: str) -> Iterator[None]:
    """Give a kind to whatever hostile bytes make zipfile, zlib, expat and the codecs raise."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise SheetsError("damaged", f"{where}: {error}") from error
    except (OSError, NotImplementedError) as error:
        raise SheetsError("unreadable", f"{where}: {error}") from error
    except (expat.ExpatError, ValueError, LookupError, ArithmeticError, RuntimeError) as error:
        raise SheetsError("malformed", f"{where}: {error}") from error


@lru_cache(maxsize=1 << 10)  # the workbooks of a round have the same parts
def part_name(folder: str, target: str) -> str:
    """Return a part's name without the ways to write it: case, %20, backslashes, dots."""
    return normpath(join("/", folder, unquote(target).replace("\\", "/"))).lstrip("/").lower()


class Package:
    """The parts of one file by name, and what is left of its limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if len(data) > limits.max_file_bytes:
            raise SheetsError("too_large", f"more than {limits.max_file_bytes} bytes")
        if not data.startswith(_ZIP):
            raise SheetsError(_kind_without_zip(data), "this is not a zip")
        # Counted in the bytes, as zipfile would make an object of each entry first.
        if data.count(_DIRECTORY_ENTRY) > limits.max_entries:
            raise SheetsError("too_many_entries", f"more than {limits.max_entries}")
        if _DIRECTORY_END not in data:
            raise SheetsError("truncated", "the zip has no end")
        self._data = data
        listed = zipfile.ZipFile(BytesIO(data)).infolist()
        self._entries = {part_name("", entry.filename): entry for entry in listed}
        if len(self._entries) < len(listed):  # programs differ in which of two they read
            raise SheetsError("duplicated", "two parts of one name")
        self.limits = limits
        self._left = {
            "bytes": limits.max_bytes_inflated,
            "bytes of XML": limits.max_bytes_parsed,
            "tags": limits.max_tags,
            "cells": limits.max_cells,
            "characters": limits.max_characters,
            "sheets": limits.max_entries,
        }

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def spend(self, what: str, amount: int = 1) -> None:
        """Count something against its limit for the whole file."""
        self._left[what] -= amount
        if self._left[what] < 0:
            raise SheetsError("too_large", f"too many {what}")

    @property
    def left(self) -> Mapping[str, int]:
        """What is left of the limits of what is kept."""
        return {what: self._left[what] for what in ("cells", "characters")}

    def give_back(self, left: Mapping[str, int]) -> None:
        """Count no more what was read since then, as it is thrown away."""
        self._left.update(left)

    def is_ods(self) -> bool:
        """Whether it is a spreadsheet of LibreOffice's own kind."""
        return "mimetype" in self and b"opendocument.spreadsheet" in b"".join(
            self.inflate("mimetype")
        )

    def holds_workbooks(self) -> bool:
        """Whether it is a zip around workbooks."""
        return any(part.endswith((".xlsx", ".xlsm", ".xls")) for part in self._entries)

    def inflate(self, part: str, most: int | None = None) -> Iterator[bytes]:
        """Yield a part's bytes, each counted; length and checksum are compared at the end.

        One with more than `most` bytes is refused.
        """
        entry = self._entries[part]
        left = max(_RATIO_MATTERS_FROM, self.limits.max_ratio * entry.compress_size)
        length = checksum = 0
        for chunk in _unpacked(self._packed(entry), entry.compress_type):
            length += len(chunk)
            if length > entry.file_size:
                break
            if length > (left if most is None else min(left, most)):
                raise SheetsError("too_large", f"{part} inflates too far")
            self.spend("bytes", len(chunk))
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if (length, checksum) != (entry.file_size, entry.CRC):
            raise SheetsError("damaged", f"{part}: length or checksum")

    def once(self, read: Callable[[Package, str], T], part: str) -> T:
        """Read a small part, or take what the same bytes gave before, at the same cost.

        The workbooks of a round have most of their styles and relationships in common.
        """
        entry = self._entries.get(part)
        if entry is None or entry.file_size > _SMALL:
            return read(self, part)
        key = (read, part, entry.compress_type, entry.file_size, entry.CRC, self._packed(entry))
        if key not in _KNOWN:
            before = dict(self._left)
            fresh = read(self, part)
            if len(_KNOWN) == _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = fresh, {what: left - self._left[what] for what, left in before.items()}
            return fresh
        known, costs = _KNOWN[key]
        for what, amount in costs.items():
            self.spend(what, amount)
        return cast("T", known)

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """Return an entry's bytes as they stand in the file, behind a header of their own."""
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise SheetsError("encrypted", entry.filename)
        if entry.compress_type not in _METHODS:
            raise SheetsError("damaged", f"{entry.filename}: method {entry.compress_type}")
        signature, name, extra = _HEADER.unpack_from(self._data, entry.header_offset)
        start = entry.header_offset + _HEADER.size + name + extra
        packed = self._data[start : start + entry.compress_size]
        if signature != _ZIP or len(packed) < entry.compress_size:
            raise SheetsError("damaged", f"{entry.filename}: not where it should be")
        return packed


def _unpacked(packed: bytes, method: int) -> Iterator[bytes]:
    """Yield chunks of an entry's content. Raises zlib.error."""
    if method == zipfile.ZIP_STORED:
        yield from (packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _CHUNK):  # what is left is copied with every chunk
        left = packed[start : start + _CHUNK]
        while chunk := inflater.decompress(left, _CHUNK):
            yield chunk
            left = inflater.unconsumed_tail


def _kind_without_zip(data: bytes) -> str:
    """Tell from its content what a file is that is no zip."""
    head = data[:4096]
    if not data:
        return "empty"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # Microsoft's compound file
        found = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data)
        return next(found, "not_zip")
    if head.startswith(b".pfile"):  # of a program that protects any file
        return "rights"
    if head.startswith(b"%PDF"):
        return "pdf"
    if re.match(rb"[\xef\xbb\xbf\s]*<(!doctype html|html|head|meta|table)", head, re.IGNORECASE):
        return "html"
    return "csv" if _is_separated_text(head) else "not_zip"


def _is_separated_text(head: bytes) -> bool:
    """Whether it is text with commas or tabs, in an encoding that a Japanese Excel writes."""
    encodings = ["utf-16"] if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "cp932"]
    for encoding in encodings:
        text = head.decode(encoding, "replace")[:-1]  # the last character may be cut in two
        if _OTHER_TEXT.match(text):
            return False
        if not re.search(r"[\x00-\x08\x0e-\x1f\ufffd]", text):
            return "," in text or "\t" in text
    return False
