"""Chapters go in; the page comes out, in one file that asks nothing of any other."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.screen.collect import chapters
from shinchoku.editions.screen.controls import controls
from shinchoku.editions.screen.drawing import drawn
from shinchoku.editions.screen.facts import facts
from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.look import style
from shinchoku.editions.screen.markup import anchor, anchors, attribute, attributes, element, text
from shinchoku.editions.screen.parts import (
    Card,
    Chapter,
    Contents,
    Figure,
    Heading,
    Ids,
    Pair,
    Part,
    Prose,
    Table,
    Terms,
)
from shinchoku.editions.screen.written_tables import TableMarkup, look_of
from shinchoku.words import Words

_CLASSES = {"card": "cards", "cover": "front"}
_OF_TEXT = {"right", "indent", "small", "footnote", "subtitle"}  # styles that the page has


def page(manuscript: Manuscript) -> str:
    """Return the whole page."""
    known = Known(manuscript.definition)
    made = chapters(manuscript.document, known, manuscript.say)
    found = facts(manuscript, known, made)
    writing = _Writing(manuscript, known, made)
    sections = "".join(writing.chapters())
    filtered = controls(found, manuscript.say) if found.entries else ""
    script = _script() if found.entries else ""
    look = style(manuscript.definition.theme.colors, writing.tables.grounds, writing.tables.kinds)
    return (
        "<!DOCTYPE html>\n"
        f"<html lang={attribute(manuscript.definition.round.language)}>\n"
        f"{_head(manuscript.document.title, look, script)}"
        f"<body>\n{writing.before()}"
        f'<main id="~main" tabindex="-1">\n{filtered}{sections}</main>\n'
        f"{writing.after()}"
        + (
            f'<script type="application/json" id="~facts">{found.data}</script>\n'
            f"<script>{script}</script>\n"
            if script
            else ""
        )
        + "</body>\n</html>\n"
    )


def _head(title: str, look: str, script: str) -> str:
    """Return the head; nothing but its own style and script may do anything on the page."""
    policy = [
        "default-src 'none'",
        f"style-src '{_hash(look)}'",
        f"script-src '{_hash(script)}'" if script else "script-src 'none'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    said = title.replace("\n", " ")
    return (
        '<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content={attribute("; ".join(policy))}/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="color-scheme" content="light dark"/>\n'
        f"<title>{text(said)}</title>\n<style>{look}</style>\n</head>\n"
    )


def _hash(inside: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}"


@lru_cache(maxsize=1)
def _script() -> str:
    """Return the script, within comments that hide it from a parser of XML."""
    own = files("shinchoku.editions.screen").joinpath("page.js").read_text(encoding="utf-8")
    return f"/*<![CDATA[*/\n{own}/*]]>*/"


class _Writing:
    """Writes the chapters of one page."""

    def __init__(self, manuscript: Manuscript, known: Known, made: Sequence[Chapter]) -> None:
        self._manuscript = manuscript
        self._say: Words = manuscript.say
        self._chapters = made
        self._titles = self._told_apart()
        self.tables = TableMarkup(known, manuscript.say)

    def _told_apart(self) -> Sequence[str]:
        """Return what each chapter is called, with its sheet's name where two are called alike."""
        names = [chapter.heading.text for chapter in self._chapters]
        times = Counter(names)
        return [
            self._say("screen.chapter", text=name, sheet=chapter.sheet)
            if times[name] > 1 and chapter.sheet != name
            else name
            for name, chapter in zip(names, self._chapters, strict=True)
        ]

    # ------------------------------------------------------------ around the chapters

    def before(self) -> str:
        """Return what stands above: who publishes what, and the way to each chapter."""
        say, about = self._say, self._manuscript.definition.round
        return (
            f'<a class="skip" href="#~main">{text(say("screen.skip"))}</a>\n'
            f"<header><p>{text(about.issuer)}</p>"
            f"<h1>{text(self._manuscript.document.title)}</h1></header>\n"
            f'<nav aria-labelledby="~nav"><h2 id="~nav">{text(say("screen.contents"))}</h2>\n'
            f"<ol>{''.join(self._ways())}</ol></nav>\n"
        )

    def _ways(self) -> Iterator[str]:
        """Yield a line for each chapter; those that a divider stands before are below its line."""
        links = [
            element("a", text(title), href=f"#{_id(chapter, n)}")
            for n, (chapter, title) in enumerate(zip(self._chapters, self._titles, strict=True))
        ]
        starts = [n for n, each in enumerate(self._chapters) if each.kind == "front"]
        yield from (element("li", link) for link in links[: starts[0] if starts else None])
        for start, end in pairwise((*starts, len(links))):
            below = "".join(element("li", link) for link in links[start + 1 : end])
            yield element("li", links[start] + (f"<ol>{below}</ol>" if below else ""))

    def after(self) -> str:
        """Return what stands below: whom to ask."""
        about = self._manuscript.definition.round
        said = self._say("publication.by", issuer=about.issuer, contact=about.contact)
        return f"<footer><p>{text(said)}</p></footer>\n"

    # ------------------------------------------------------------ chapters

    def chapters(self) -> Iterator[str]:
        """Yield each chapter."""
        running = ""
        for number, chapter in enumerate(self._chapters):
            said = chapter.running_title
            above = f'<p class="running">{text(said)}</p>\n' if said and said != running else ""
            running = said
            kind = _CLASSES.get(chapter.kind, chapter.kind)
            classes = f"{kind} turned" if chapter.is_turned else kind
            opening = attributes(class_=classes, data_sheet=chapter.sheet)
            inside = "".join(self._parts(chapter, number))
            yield f"<section{opening}>\n{anchors(chapter.ids)}{above}{inside}</section>\n"

    def _parts(self, chapter: Chapter, number: int) -> Iterator[str]:
        for part in chapter.parts:
            if part is chapter.heading and not chapter.heading.ids:
                yield f'<h2 id="~s{number}">{text(chapter.heading.text)}</h2>\n'
            elif isinstance(part, Figure):
                yield self._figure(part, chapter)
            else:
                yield self._part(part)

    def _part(self, part: Part) -> str:
        match part:
            case Heading():
                return self._heading(part)
            case Prose():
                kind = part.style if part.style in _OF_TEXT else ""
                return f"<p{_first(part.ids)}{attributes(class_=kind)}>{text(part.text)}</p>\n"
            case Contents():
                return self._contents(part)
            case Terms():
                return self._terms(part)
            case Table():
                return self.tables.written(part)
            case Card():
                return self._card(part)
        raise TypeError(part)

    @staticmethod
    def _heading(part: Heading) -> str:
        tag, more = f"h{part.level}", anchors(part.ids[1:])
        return f"<{tag}{_first(part.ids)}>{more}{text(part.text)}</{tag}>\n"

    @staticmethod
    def _contents(part: Contents) -> str:
        """Return lines that lead somewhere; those below a part are a list of its own."""
        groups: list[tuple[str, list[str]]] = []
        for line in part.lines:
            link = element("a", text(line.text), href=f"#{anchor(line.link)}")
            if line.is_part or not groups:
                groups.append((link, []) if line.is_part else ("", [link]))
            else:
                groups[-1][1].append(link)
        written = ""
        for link, below in groups:
            inner = "".join(element("li", each) for each in below)
            if link:
                listed = f"<ul>{inner}</ul>" if inner else ""
                written += f'<li class="part">{link}{listed}</li>'
            else:
                written += inner
        return f"<ul>{written}</ul>\n"

    def _terms(self, part: Terms) -> str:
        rows = []
        for row in part.rows:
            *terms, said = row.cells
            if not terms:
                rows.append(f"<div><dt>{text(said.text)}</dt><dd></dd></div>")
                continue
            inside = "".join(
                element("span", text(cell.text), class_=self.tables.ground(cell.style))
                for cell in terms
            )
            rows.append(f"<div><dt>{inside}</dt><dd>{text(said.text)}</dd></div>")
        return f'<dl class="terms">{"".join(rows)}</dl>\n'

    # ------------------------------------------------------------ figures

    def _figure(self, part: Figure, chapter: Chapter) -> str:
        """Return a chart; the table that has its counts stands in the same chapter."""
        wanted = set(part.chart.bars[0].keys)
        shows = next(
            (
                table
                for table in _tables(chapter.parts)
                if wanted
                <= {f.key for group in table.groups for line in group for f in line.fields}
            ),
            None,
        )
        image = drawn(part.chart, f"~f{part.number}", self._say)
        if shows is None:
            return f"<figure>{image}</figure>\n"
        link = element("a", text(self._say("screen.chart.table")), href=f"#~{shows.id}")
        return f"<figure>{image}<figcaption>{link}</figcaption></figure>\n"

    # ------------------------------------------------------------ cards

    def _card(self, part: Card) -> str:
        ids = " ".join(part.entries)
        inside = "".join(self._card_parts(part))
        return (
            f'<article class="card"{attributes(data_entry=ids)}>\n'
            f"{self._heading(part.heading)}{inside}</article>\n"
        )

    def _card_parts(self, part: Card) -> Iterator[str]:
        for each in part.parts:
            if isinstance(each, list):
                yield f"<dl>{''.join(map(self._pair, each))}</dl>\n"
            else:
                yield self._part(each)

    def _pair(self, pair: Pair) -> str:
        keys = [cell.key for cell in pair.values if cell.key]
        label = pair.label.text if pair.label else ""
        given = self.tables.declared(keys)
        is_one = len({key.column_id for key in keys}) < 2  # noqa: PLR2004 - its label tells it
        keyed = self.tables.keyed if is_one else self.tables.titled
        values = "".join(
            f"<dd{attributes(class_=look_of(cell.style))}{keyed(cell.key)}>{text(cell.text)}</dd>"
            for cell in pair.values
        )
        return f"<div><dt{given}>{text(label)}</dt>{values or '<dd></dd>'}</div>"


def _tables(parts: Iterable[Part]) -> Iterator[Table]:
    return (part for part in parts if isinstance(part, Table))


def _id(chapter: Chapter, number: int) -> str:
    ids = chapter.heading.ids
    return anchor(ids[0]) if ids else f"~s{number}"


def _first(ids: Ids) -> str:
    return attributes(id=anchor(ids[0])) if ids else ""
