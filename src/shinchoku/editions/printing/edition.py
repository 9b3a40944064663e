"""For the printer: the workbook as it was compiled, the PDF of it, the sheet that goes with them.

Where there is no LibreOffice there is no PDF, and the sheet says how Excel makes one. A PDF is held
against its workbook before anybody gets it; what is not as planned is told, and the files are there
all the same: whoever has to put it right looks at them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.editions.manuscript import Edition, Lack, Made, Manuscript
from shinchoku.editions.printing.handover import handover_name, is_handover, write_handover
from shinchoku.editions.workbooks import cells_of, read_book
from shinchoku.failures import ProofError, ReadError
from shinchoku.findings import in_order
from shinchoku.proving.imprint import imprint_of
from shinchoku.proving.misprints import misprint
from shinchoku.words import Message

if TYPE_CHECKING:
    from shinchoku.proving.printed import Proof

_PDF = ".pdf"


def write(manuscript: Manuscript, folder: Path) -> Made:
    """Copy the report, print it where that can be done, and write the sheet for the printer.

    Nothing is said to stand anywhere: the workbook is accounted for as a report, the PDF by it.
    """
    report = folder / manuscript.report_name
    shutil.copyfile(manuscript.report, report)
    pdf, name = report.with_suffix(_PDF), handover_name(manuscript.say)
    printed = _print(manuscript, report, pdf)
    proof = None if isinstance(printed, Lack) else printed
    write_handover(folder / name, manuscript, report, proof)
    if proof is None:
        return Made((report.name, name), lacking=(printed,) if isinstance(printed, Lack) else ())
    findings = in_order(misprint(report.name, problem) for problem in proof.problems)
    return Made((report.name, pdf.name, name), findings=findings)


def _print(manuscript: Manuscript, report: Path, pdf: Path) -> Proof | Lack:
    """Print the report; where that cannot be done, say why."""
    from shinchoku.proving.printed import proof

    try:
        imprint = imprint_of(manuscript.definition, manuscript.document.title)
        return proof(report, imprint, pdf=pdf)
    except (ProofError, ReadError) as error:
        why = error.reason if isinstance(error, ProofError) else error.message
        if isinstance(why, Message) and why.key == "proof.no_program":
            why = Message("printing.no_program")  # where nothing can be installed, neither
        instead = Message("printing.export_instead", handover=handover_name(manuscript.say))
        return Lack(pdf.name, why, instead)


def read(path: Path) -> Mapping[str, str]:
    """Return what the pages of the PDF say, by their place and label, or the cells of the sheet.

    Nothing of the workbook. Raises ReadError.
    """
    if path.suffix == _PDF:
        from shinchoku.proving.pdf import read_pdf

        pages = enumerate(read_pdf(path).pages, start=1)
        return {f"p. {at} ({page.label})": page.text for at, page in pages}
    return cells_of(read_book(path)) if is_handover(path) else {}


EDITION = Edition(id="printing", write=write, read=read)
