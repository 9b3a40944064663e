"""A page that somebody touched: what was changed is named with its place, whatever it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from running import compiled_from, published_from
from screen_pages import tree, values
from shinchoku import pipeline
from shinchoku.editions.screen.edition import EDITION
from shinchoku.failures import ReadError
from shinchoku.findings import Finding
from telling import ja

PAGE = "画面/報告書.html"
VALUE = re.compile(r'<td[^>]* data-owner="([^"]*)" data-column="([^"]*)"[^>]*>([^<]*)</td>')


@pytest.fixture(scope="module")
def published(filled_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny round's publication. Do not change it: copy it."""
    place = tmp_path_factory.mktemp("published")
    folder = Path(shutil.copytree(filled_tiny, place / "tiny"))
    build = place / "build" / "tiny"
    compiled_from(folder, build)
    return published_from(folder, build).folder


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "公表"))


def touched(folder: Path, change: Callable[[str], str]) -> list[Finding]:
    page = folder / PAGE
    before = page.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    page.write_text(after, encoding="utf-8", newline="\n")
    return list(pipeline.verify(folder).findings)


def places(findings: list[Finding]) -> set[str]:
    assert {finding.where.file for finding in findings} == {PAGE}
    return {finding.where.sheet for finding in findings}


def test_a_page_that_nobody_touched_is_as_it_was_published(published: Path) -> None:
    assert list(pipeline.verify(published).findings) == []


def test_one_answer_changed_is_named_by_its_item_and_column(own: Path) -> None:
    owner, column, text = VALUE.findall((own / PAGE).read_text(encoding="utf-8"))[0]
    marked = f'data-owner="{owner}" data-column="{column}">{text}<'
    findings = touched(own, lambda page: page.replace(marked, marked.replace(text, f"{text}0"), 1))
    (finding,) = findings
    assert finding.where.sheet.startswith(f"{owner} / ")
    assert text in ja(finding.message)
    assert f"{text}0" in ja(finding.message)


def swapped(page: str, one: re.Match[str], other: re.Match[str], group: int) -> str:
    """Return a page in which a part of two cells is exchanged; the other one comes later."""
    (a, b), (c, d) = one.span(group), other.span(group)
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def two_values(page: str, *, same_row: bool) -> tuple[re.Match[str], re.Match[str]]:
    """Return two cells with other texts, of one row and other columns or the other way round."""
    found = [each for each in VALUE.finditer(page) if each[3] and not each[1].startswith("tally")]
    return next(
        (one, other)
        for one in found
        for other in found
        if one.start() < other.start()
        and one[3] != other[3]
        and (one[1] == other[1]) == same_row
        and (one[2] == other[2]) != same_row
    )


@pytest.mark.parametrize("same_row", [True, False])
def test_two_texts_that_changed_places_are_both_named(own: Path, same_row: bool) -> None:  # noqa: FBT001
    page = (own / PAGE).read_text(encoding="utf-8")
    one, other = two_values(page, same_row=same_row)
    named = places(touched(own, lambda page: swapped(page, one, other, 3)))
    assert {place.partition(" / ")[0] for place in named} == {one[1], other[1]}
    assert len(named) == 2


@pytest.mark.parametrize("same_row", [True, False])
def test_two_cells_that_changed_places_with_their_keys_are_both_named(
    own: Path,
    same_row: bool,  # noqa: FBT001
) -> None:
    page = (own / PAGE).read_text(encoding="utf-8")
    one, other = two_values(page, same_row=same_row)
    named = places(touched(own, lambda page: swapped(page, one, other, 0)))
    assert {one[1], other[1]} <= {place.partition(" / ")[0] for place in named}


def counts(page: str) -> list[re.Match[str]]:
    return [each for each in VALUE.finditer(page) if each[1].startswith("tally") and each[2]]


def test_two_counts_that_changed_places_with_their_keys_are_both_named(own: Path) -> None:
    found = counts((own / PAGE).read_text(encoding="utf-8"))
    one, other = next(
        (a, b) for a in found for b in found if a.start() < b.start() and a[2] != b[2]
    )
    named = places(touched(own, lambda page: swapped(page, one, other, 0)))
    assert len({place for place in named if place.startswith("tally")}) == 2


@pytest.mark.parametrize(
    "tag", ["h1", "h2", "h3", "p", "th", "a", "caption", "option", "label", "title", "footer"]
)
def test_any_text_that_changed_is_named_alone(own: Path, tag: str) -> None:
    def change(page: str) -> str:
        return re.sub(rf"(<{tag}(?: [^>]*)?>(?:<p>)?)([^<]+)", r"\1\2！", page, count=1)

    (finding,) = touched(own, change)
    assert finding.where.sheet
    assert "！" in ja(finding.message)


def test_what_was_added_is_named(own: Path) -> None:
    named = places(touched(own, lambda page: page.replace("</footer>", "<p>追伸</p></footer>")))
    assert len(named) == 1


def test_a_page_that_is_no_xml_any_more_is_read_all_the_same(own: Path) -> None:
    owner, column, text = VALUE.findall((own / PAGE).read_text(encoding="utf-8"))[0]
    marked = f'data-owner="{owner}" data-column="{column}">{text}<'
    changed = marked.replace(f">{text}", f">{text} R&D <br>")
    (finding,) = touched(own, lambda page: page.replace(marked, changed, 1))
    assert finding.where.sheet.startswith(f"{owner} / ")
    assert "R&D" in ja(finding.message)


def test_a_page_whose_look_alone_changed_is_told_to_differ(own: Path) -> None:
    (finding,) = touched(own, lambda page: page.replace("margin: 0;", "margin: 1px;", 1))
    assert finding.where.file == PAGE


def test_what_is_no_text_is_told_to_be_spoilt(own: Path) -> None:
    (own / PAGE).write_bytes(b"\xff\xfe\x00\x01")
    (finding,) = pipeline.verify(own).findings
    assert finding.where.file == PAGE
    with pytest.raises(ReadError):
        EDITION.read(own / PAGE)


@pytest.mark.parametrize(
    "damage",
    [
        "</table></table></section>",
        "<td colspan='999999999999' data-owner='x' data-column='y'>1",
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>&b;",
        "<script>for (;;) {}",
        "<b>" * 5000,
    ],
)
def test_a_damaged_page_is_never_more_than_changed(own: Path, damage: str) -> None:
    findings = touched(own, lambda page: page.replace("</main>", f"{damage}</main>"))
    assert findings


def test_the_record_names_places_in_words(published: Path) -> None:
    found = EDITION.read(published / PAGE)
    assert {each.text for each in values(tree(published / PAGE))} <= {*found.values()}
    assert any(place.endswith("1番目の文") for place in found)
