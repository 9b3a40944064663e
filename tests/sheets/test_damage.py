"""What is broken, or is something else than a workbook."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.asking import ONE, STRUCK, kind_of
from shinchoku.sheets import SheetsError, read_workbook
from spoiling import parts as raw
from spoiling.archives import compound, zipped

DOCTYPES = [
    "<!DOCTYPE worksheet>",
    '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("part", sorted(raw.parts(strings="", styles="")))
def test_a_doctype_is_refused_in_every_part(part: str, doctype: str) -> None:
    parts = raw.parts(ONE, strings=raw.strings("<t>a</t>"), styles=raw.styles())
    parts[part] = doctype + str(parts[part])
    assert kind_of(zipped(parts)) == "doctype"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "not_zip"),
        (b"MZ\x90\0\x03", "not_zip"),
        ("報告です。よろしくお願いします。".encode(), "not_zip"),
        (compound("EncryptedPackage"), "encrypted"),
        (compound("StrongEncryptionDataSpace\0EncryptedPackage\0LabelInfo"), "encrypted"),
        (compound("DRMEncryptedDataSpace\0EncryptedPackage"), "rights"),
        (compound("EncryptedPackage\0DRMEncryptedTransform"), "rights"),
        (compound("Workbook\0\x09DRMContent"), "rights"),
        (compound("EncryptedPackage\0LabelInfo"), "rights"),
        (b".pfile\x02\x00" + b"\0" * 60, "rights"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("WordDocument"), "not_zip"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        (b"\n <html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "html"),
        ("取組,実績\r\nP01-01,5校\r\n".encode("cp932"), "csv"),
        ("取組\t実績\r\n".encode("utf-16"), "csv"),
        (("\ufeff" + "取組,実績\r\n" * 999).encode(), "csv"),
        ("\ufeffFrom: 総務課, 企画課\r\n".encode(), "not_zip"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "no_workbook"),
        (zipped({"a.txt": "a"}), "no_workbook"),
        (zipped({"_rels/.rels": "<a/>"}), "no_workbook"),
        (b"PK\x05\x06" + b"\0" * 18, "not_zip"),
        (b"PK\x03\x04" + b"\0" * 18, "truncated"),
    ],
)
def test_other_files_are_told_by_their_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("target", "content", "kind"),
    [
        ("word/document.xml", "<document/>", "no_workbook"),
        ("xl/workbook.bin", "\x83\x01", "xlsb"),
    ],
)
def test_other_office_files_are_told_by_their_parts(target: str, content: str, kind: str) -> None:
    links = raw.relationships(("rId1", "officeDocument", target))
    assert kind_of(zipped({"_rels/.rels": links, target: content})) == kind


def test_what_is_not_a_file(tmp_path: Path) -> None:
    assert kind_of(tmp_path) == "unreadable"
    assert kind_of(tmp_path / "nowhere.xlsx") == "unreadable"
    assert kind_of(Path("a\0b")) in {"unreadable", "malformed"}
    if sys.platform == "linux":
        assert kind_of(Path("/dev/zero")) == "unreadable"
        assert kind_of(Path("/proc/self/mem")) == "unreadable"


def test_an_entry_with_a_password_or_a_strange_method() -> None:
    file = raw.workbook(ONE)
    locked = bytearray(file)
    for start in (m for m in range(len(file)) if file[m : m + 4] == b"PK\x01\x02"):
        locked[start + 8] |= 1
    assert kind_of(bytes(locked)) == "encrypted"
    assert kind_of(zipped(raw.parts(ONE), zipfile.ZIP_LZMA)) == "damaged"


def test_a_wrong_checksum_is_damage() -> None:
    file = zipped(raw.parts(ONE), zipfile.ZIP_STORED)
    assert file.count(b"<v>1</v>") == 1
    assert kind_of(file.replace(b"<v>1</v>", b"<v>2</v>")) == "damaged"


SMALL = zipped(
    raw.parts(
        ONE + '<row r="2"><c r="A2" t="s" s="1"><v>0</v></c><c r="B2" s="1"><v>44928</v></c></row>',
        strings=raw.strings("<t>進捗_x000D_</t>", f"<r>{STRUCK}<t>a</t></r>"),
        styles=raw.styles("yyyy-mm-dd", "#,##0.0%"),
    )
)
SMALL_STORED = zipped(raw.parts(ONE, styles=raw.styles("0%")), zipfile.ZIP_STORED)


@pytest.mark.parametrize("length", range(0, len(SMALL), 50))
def test_a_truncated_file_is_refused(length: int) -> None:
    assert kind_of(SMALL[:length]) in {"empty", "truncated", "not_zip", "damaged"}


def sheets_or_error(file: bytes) -> int | SheetsError:
    """Return how many sheets there are, or the error; no other exception must come through."""
    try:
        return len(read_workbook(file).sheets)
    except SheetsError as error:
        return error


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([SMALL, SMALL_STORED]),
    st.lists(st.tuples(st.integers(0, 1 << 30), st.integers(1, 255)), min_size=1, max_size=8),
)
def test_flipped_bytes_give_a_value_or_an_error(file: bytes, flips: list[tuple[int, int]]) -> None:
    broken = bytearray(file)
    for position, mask in flips:
        broken[position % len(broken)] ^= mask
    assert sheets_or_error(bytes(broken))


CHANGES = st.tuples(st.integers(0, 1 << 30), st.integers(0, 12), st.binary(max_size=6))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(raw.parts(strings="", styles=""))),
    st.lists(CHANGES, min_size=1, max_size=4),
)
def test_any_change_inside_a_part_gives_a_value_or_an_error(
    part: str, changes: list[tuple[int, int, bytes]]
) -> None:
    parts = raw.parts(ONE, strings=raw.strings("<t>a</t>"), styles=raw.styles("0.0"))
    content = str(parts[part]).encode()
    for position, length, put in changes:
        start = position % (len(content) + 1)
        content = content[:start] + put + content[start + length :]
    assert sheets_or_error(zipped(parts | {part: content}))


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused(content: bytes) -> None:
    assert kind_of(content)
    assert kind_of(b"PK\x03\x04" + content) in {"truncated", "damaged"}
