"""What was answered: reasons and notes that are missing, and figures against the grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cases.case import OLDER, at, quick
from spoiling.folders import A, B, Spoil, both, report, typed

# ---------------------------------------------------------------- 22: what belongs together

quick(22, "a_delay_without_a_reason", typed(A, ("S1-01", "start", "未")), at("E304", "I7"),
      values={("S1-01", "start"): "未"})  # fmt: skip
quick(22, "a_delay_whose_reason_is_cleared", typed(B, ("S1-03", "why", None)), at("E304", "I7", B),
      values={("S1-03", "why"): None})  # fmt: skip
quick(22, "an_unknown_reason", typed(B, ("S1-03", "why", "天候")), at("E303", "I7", B),
      values={("S1-03", "why"): None})  # fmt: skip
quick(22, "a_reason_that_is_not_needed", typed(A, ("S1-01", "why", "人員")), at("W402", "I7"))
quick(22, "the_best_grade_without_a_note", typed(A, ("S1-01", "remarks", None)), at("E305", "K7"),
      values={("S1-01", "remarks"): None})  # fmt: skip
quick(22, "nothing_though_it_was_planned", typed(A, ("S1-01", "achieved", "×")), at("E306", "J7"),
      values={("S1-01", "achieved"): "×"})  # fmt: skip
quick(22, "nothing_though_a_line_was_planned", typed(A, ("S1-02", "achieved", "×")),
      at("E306", "J8"), values={("S1-02", "achieved"): "×"})  # fmt: skip
quick(22, "nothing_planned_but_done", typed(B, ("S1-03", "done", "1棟")), at("E306", "J7", B),
      values={("S1-03", "done"): "1棟"})  # fmt: skip
quick(22, "nothing_planned_and_graded", typed(B, ("S1-03", "achieved", "○")), at("E307", "J7", B),
      values={("S1-03", "achieved"): "○"})  # fmt: skip
quick(22, "planned_but_not_graded", typed(A, ("S1-01", "achieved", None)), at("E301", "J7"),
      values={("S1-01", "achieved"): None})  # fmt: skip
quick(22, "two_things_in_one_row",
      typed(A, ("S1-01", "start", "未"), ("S1-01", "remarks", None)),
      at("E304", "I7"), at("E305", "K7"),
      values={("S1-01", "start"): "未", ("S1-01", "remarks"): None})  # fmt: skip


def for_either(text: str) -> str:
    """Let both grades ask for a reason, and count it beside both."""
    asked = text.replace(
        'needs = { "◎" = ["remarks"] }', 'needs = { "◎" = ["remarks"], "×" = ["why"] }'
    )
    column = 'column = "items.achieved"\n'
    return asked.replace(column, f'{column}breakdown = {{ "×" = "why" }}\n')


EITHER = report(for_either)
quick(22, "a_reason_for_either_grade", EITHER, *OLDER)
quick(22, "a_reason_for_either_grade_that_neither_needs",
      both(EITHER, typed(A, ("S1-01", "why", "人員"))), *OLDER, at("W402", "I7"))  # fmt: skip
quick(22, "a_reason_while_a_grade_is_missing",
      both(EITHER, typed(A, ("S1-02", "start", None), ("S1-02", "why", "人員"))),
      *OLDER, at("E301", "H8"), values={("S1-02", "start"): None})  # fmt: skip


# ---------------------------------------------------------------- 23: figures


def roads(done: str, achieved: str, start: str = "済", why: str = "") -> Spoil:
    """Answer for the roads, of which 3路線 were planned."""
    cells = [("S2-01", "done", done), ("S2-01", "achieved", achieved), ("S2-01", "start", start)]
    return typed(B, *cells, ("S2-01", "why", why or None))


def changed(
    done: str, achieved: str, start: str = "済", why: str = ""
) -> dict[tuple[str, str], str | None]:
    given = {"done": done, "achieved": achieved, "start": start} | ({"why": why} if why else {})
    return {("S2-01", column): text for column, text in given.items()}


SHORT: Mapping[str, Sequence[str]] = {
    "short_of_the_plan": ("1路線", "○"),
    "short_in_full_width": ("１路線", "○"),
    "nothing_of_the_plan": ("0路線", "○"),
    "short_in_a_total": ("計1路線", "○"),
    "short_in_a_sentence": ("舗装を実施\n（約2路線）", "○"),
}
OVER: Mapping[str, Sequence[str]] = {"over_but_delayed": ("5路線", "△", "未", "予算")}
QUIET: Mapping[str, Sequence[str]] = {
    "short_and_graded_so": ("1路線", "△"),
    "nearly_reached": ("2.9路線", "○"),
    "another_unit": ("1区間", "○"),
    "no_figure": ("実施", "○"),
    "two_figures_of_a_unit": ("1路線、2路線", "○"),
    "a_range": ("1～2路線", "○"),
    "over_and_good": ("5路線", "○"),
    "on_plan_but_delayed": ("3路線", "△", "未", "予算"),
    "a_date_beside_it": ("3路線（令和13年3月1日）", "○"),
}
for figures, found in ((SHORT, [at("W404", "J8", B)]), (OVER, [at("W404", "H8", B)]), (QUIET, [])):
    for name, answers in figures.items():
        quick(23, name, roads(*answers), *found, values=changed(*answers))
