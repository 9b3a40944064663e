"""What is proved of a build: what LibreOffice prints of it; of a publication, the PDF in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shinchoku.editions.touched import is_publication
from shinchoku.proving.imprint import imprint_in
from shinchoku.proving.printed import Proof, judged, proof


def prove(
    build: Path,
    published: Mapping[str, Any],
    report: Path,
    *,
    images: Path | None = None,
    pdf: Path | None = None,
) -> Proof:
    """Hold a report against what is printed of it, or against the PDF that was published with it.

    A publication that was made without LibreOffice has none: then it is printed here. Raises
    ProofError, ReadError.
    """
    imprint = imprint_in(published)
    there = _pdf_in(build, published) if is_publication(published) else None
    if there is None:
        return proof(report, imprint, images=images, pdf=pdf)
    if pdf is not None:
        pdf.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there, pdf)
    return judged(report, there, imprint, images=images)


def _pdf_in(folder: Path, published: Mapping[str, Any]) -> Path | None:
    """Return the PDF that a publication is said to have, and has."""
    named = published["publication"].get("editions", {}).get("printing", ())
    found = (folder / name for name in named if str(name).endswith(".pdf"))
    return next((path for path in found if path.exists()), None)
