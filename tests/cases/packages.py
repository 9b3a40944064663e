"""What a file is made of: two parts of one name, parts that are not there, what protects it."""

from __future__ import annotations

import io
import warnings
import zipfile

from cases.case import NOTHING_FROM_A, of, quick
from spoiling.archives import compound
from spoiling.folders import PART, A, Spoil, in_bytes, saved

# ---------------------------------------------------------------- 48: two parts of one name


def twice(name: str) -> Spoil:
    """Put another part behind those of a file, under a name that means one of them."""

    def added(data: bytes) -> bytes:
        file = io.BytesIO(data)
        with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
            warnings.simplefilter("ignore")  # zipfile knows that it is there
            archive.writestr(name, archive.read(PART))
        return file.getvalue()

    return in_bytes(added)


for name, again in {
    "a_sheet_is_there_twice": PART,
    "twice_in_another_case": PART.upper(),
    "twice_with_backslashes": PART.replace("/", "\\"),
    "twice_from_the_root": f"/{PART}",
    "twice_around_a_corner": f"xl/x/../{PART[3:]}",
    "twice_with_an_escape": PART.replace("sheet2", "%73heet2"),
    "the_list_of_sheets_is_there_twice": "xl/workbook.xml",
    "the_list_of_parts_is_there_twice": "[Content_Types].xml",
}.items():
    quick(48, name, twice(again), NOTHING_FROM_A, of("E102"), lost=["X1"])


# ---------------------------------------------------------------- 49: protected by rights

PROTECTED = {
    "by_rights_management": compound("DRMEncryptedDataSpace\0EncryptedPackage"),
    "by_rights_management_transformed": compound("EncryptedPackage\0DRMEncryptedTransform"),
    "an_old_xls_by_rights": compound("Workbook\0\x09DRMContent"),
    "by_a_sensitivity_label": compound("EncryptedPackage\0LabelInfo"),
    "in_a_container_for_any_file": b".pfile\x02\x00" + bytes(64),
    "by_a_password_under_a_label": compound("StrongEncryptionDataSpace\0LabelInfo"),
}
for name, content in PROTECTED.items():
    quick(49, f"protected_{name}", saved(A, content), NOTHING_FROM_A, of("E102"), lost=["X1"])
