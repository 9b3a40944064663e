"""The filter above the report, by grade, department and word: only a script lets it be seen."""

from __future__ import annotations

from collections.abc import Iterable

from shinchoku.editions.screen.facts import Facts
from shinchoku.editions.screen.markup import attributes, element, text
from shinchoku.model import Column
from shinchoku.words import Words


def controls(found: Facts, say: Words) -> str:
    """Return the form; its script shows it, and says in it how many entries there are."""
    total = str(len(found.entries))
    parts = [
        element("h2", text(say("screen.filter.title")), id="~filter-title"),
        *(
            _choice(f"g{n}", _name(found, n, say), _grades(column, say), say)
            for n, (_, column) in enumerate(found.columns)
        ),
    ]
    if len(found.departments) > 1:
        options = ((str(n), name) for n, name in enumerate(found.departments))
        parts.append(_choice("d", say("screen.filter.department"), options, say))
    parts += [_word(say), _clear(say), _found(say, total)]
    opening = attributes(
        id="~filter",
        class_="filter",
        role="search",
        aria_labelledby="~filter-title",
        hidden="hidden",
    )
    inside = "\n".join(parts)
    return f"<div{opening}>\n{inside}\n</div>\n"


def _word(say: Words) -> str:
    label = element("label", text(say("screen.filter.word")), for_="~w")
    return f'<div>{label}<input type="search" id="~w" autocomplete="off"/></div>'


def _clear(say: Words) -> str:
    said = text(say("screen.filter.clear"))
    return f'<div><button type="button" id="~clear">{said}</button></div>'


def _found(say: Words, total: str) -> str:
    """Return where the script says how many there are."""
    texts = attributes(
        data_all=_counted(say, "screen.filter.all", total),
        data_some=_counted(say, "screen.filter.some", total),
    )
    return f'<p id="~found" role="status" aria-live="polite"{texts}></p>'


def _counted(say: Words, key: str, total: str) -> str:
    """Return a text in which the script puts how many were found."""
    return say(key, count="{count}", total=total)


def _name(found: Facts, number: int, say: Words) -> str:
    """Return what a graded column is called, with its form's sheet where two are called alike."""
    form, column = found.columns[number]
    titles = [each.title for _, each in found.columns]
    many = len({form.id for form, _ in found.columns}) > 1 or titles.count(column.title) > 1
    return say("screen.chapter", text=column.title, sheet=form.sheet) if many else column.title


def _grades(column: Column, say: Words) -> Iterable[tuple[str, str]]:
    for grade in column.grades:
        label = grade.label.replace("\n", " ")
        named = say("grade.named", code=grade.code, label=label) if label else grade.code
        yield grade.code, named


def _choice(id_: str, label: str, options: Iterable[tuple[str, str]], say: Words) -> str:
    listed = "".join(element("option", text(said), value=code) for code, said in options)
    return (
        f"<div><label{attributes(for_=f'~{id_}')}>{text(label)}</label>"
        f"<select{attributes(id=f'~{id_}')}>"
        f'<option value="">{text(say("screen.filter.any"))}</option>{listed}</select></div>'
    )
