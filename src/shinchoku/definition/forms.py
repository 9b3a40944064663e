"""One form of report.toml, resolved: its path, its columns, how its levels are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.column_checks import ColumnChecks
from shinchoku.definition.computing import rule_of, within_reach
from shinchoku.definition.design import Design, FormDesign
from shinchoku.definition.fixed_lines import fixed_lines
from shinchoku.definition.made import made_words
from shinchoku.definition.number_columns import number_kind
from shinchoku.definition.numbering import Level
from shinchoku.definition.schema.forms import ColumnSpec, FormSpec, HeadingSpec, StubSpec
from shinchoku.definition.schema.report import Report
from shinchoku.model import Column, Form, Grade, HeadingPrint, LevelPrint, TableLook
from shinchoku.model.wording import Wording
from shinchoku.normal import canonical

_ORDER = {"bar": 0, "band": 1, "column": 2}


class FormResolver:
    """Resolves one form of a report."""

    def __init__(self, checker: Checker, designed: Design, report: Report, index: int) -> None:
        self.checker = checker
        self.designed = designed
        self.report = report
        self.spec: FormSpec = report.forms[index]
        self.where = key_path("forms", index)

    def design(self) -> FormDesign:
        """Return the form; what is wrong with it is told to the checker."""
        spec, checker = self.spec, self.checker
        path = tuple(self._path())
        stated = (each.id for each in spec.columns if each.by == "master" and each.text is None)
        words = made_words(self._named(path), tuple(stated))
        columns = tuple(self._column(i, column, words) for i, column in enumerate(spec.columns))
        form = Form(
            id=spec.id,
            sheet=checker.text(f"{self.where}.sheet", spec.sheet),
            columns=columns,
            master=spec.master,
            path=self._named(path),
            level_names={level.id: level.name for level in path if level.name},
            prints=tuple(self._prints(path)),
            heading=self._heading(spec.print.heading),
            look=TableLook(
                text_size=spec.look.text_size,
                row_space_pt=spec.look.row_space_pt,
                indent=spec.look.indent,
            ),
            lines=fixed_lines(checker, self.where, spec),
        )
        ColumnChecks(checker, self.report, spec, form, f"{self.where}.columns").check()
        self._check_level(path)
        form = within_reach(form) if checker.is_sound else form
        return FormDesign(form=form, label=self._label(form, path), path=path)

    # ------------------------------------------------------------ where its entries hang

    def _path(self) -> Iterator[Level]:
        where = f"{self.where}.path"
        above: Level | None = None
        seen: set[str] = set()
        for name in self.spec.path:
            if not self.checker.named(where, "level", name, self.designed.levels):
                continue
            level = self.designed.levels[name]
            if name in seen:
                self.checker.report(where, "definition.twice_in_path", name=name)
                continue
            if level.table and above is not None:
                if not above.table:
                    words = {"name": name, "above": above.id}
                    self.checker.report(where, "definition.table_below_outline", **words)
                elif above.id not in level.under:
                    words = {"name": name, "above": above.id}
                    self.checker.report(where, "definition.not_under", **words)
            seen.add(name)
            above = level
            yield level

    @property
    def _own_level(self) -> Level | None:
        """Return the level whose table is the form's master, if it is one's."""
        levels = self.designed.levels.values()
        return next((each for each in levels if each.table == self.spec.master), None)

    def _check_level(self, path: Sequence[Level]) -> None:
        """Check that entries that are the nodes of a level hang below these."""
        level = self._own_level
        if level and (not path or path[-1] is not level):
            words = {"table": self.spec.master, "level": level.id}
            self.checker.report(f"{self.where}.path", "definition.path_of_level", **words)

    def _named(self, path: Sequence[Level]) -> tuple[str, ...]:
        """Return the ids of a path; where one is unknown, it may be any level, and that is told."""
        ids = tuple(level.id for level in path)
        is_whole = set(self.spec.path) <= {*ids}
        return ids if is_whole else tuple(dict.fromkeys((*ids, *self.designed.levels)))

    def _label(self, form: Form, path: Sequence[Level]) -> str:
        label = self.spec.label
        given = [column.id for column in form.stated if column is not form.line_label]
        own = bool(path) and path[-1].table == self.spec.master
        if label is None and own:
            return "title"
        if label is None:
            outline = any(not level.table for level in path)
            return given[0] if given and not outline and "name" not in given else "name"
        names = {"title", "number"} if own else {"name", "number"}
        self.checker.named(f"{self.where}.label", "column", label, {*given, *names})
        return label

    def _prints(self, path: Sequence[Level]) -> Iterator[LevelPrint]:
        named: Mapping[str, object] = self.spec.print.__pydantic_extra__ or {}
        where = f"{self.where}.print"
        own = self._own_level
        known = (*self._named(path), *([own.id] if own else []))  # that it is no part is told
        for name in named:
            if name not in self.spec.path:  # there it is told
                self.checker.named(f"{where}.{name}", "level", name, [*known, "heading"])
        last, ordered = "bar", True
        for level in path:
            spec = (self.spec.print.__pydantic_extra__ or {}).get(level.id)
            if spec is None:
                continue
            at = f"{where}.{level.id}"
            if ordered and _ORDER[spec.as_] < _ORDER[last]:
                ordered = False  # what stands below may be in order but for this one
                words = {"kind": spec.as_, "above": last}
                self.checker.report(f"{at}.as", "definition.print_order", **words)
            last = spec.as_
            stub = spec if isinstance(spec, StubSpec) else None
            yield LevelPrint(
                id=level.id,
                kind=spec.as_,
                text=self.designed.use(self.checker, f"{at}.text", level, spec.text),
                header=self.checker.text(f"{at}.header", spec.header),
                width=float(stub.width) if stub else 0.0,
                early_end=spec.early_end,
            )

    def _heading(self, spec: HeadingSpec | None) -> HeadingPrint:
        if spec is None:
            return HeadingPrint()
        given = [
            column.id
            for column in self.spec.columns
            if column.by == "master" and column.print == "column" and column.text is None
        ]
        for name in spec.values:
            self.checker.named(f"{self.where}.print.heading.values", "given", name, given)
        values = tuple(name for name in given if name in spec.values)
        return HeadingPrint(values=values, early_end=spec.early_end)

    # ------------------------------------------------------------ its columns

    def _column(self, index: int, spec: ColumnSpec, words: Sequence[str]) -> Column:
        where = key_path("columns", index)
        where, checker = f"{self.where}.{where}", self.checker
        grades, choices = self._codes(where, spec)
        if spec.repeat is not None and "{" not in spec.repeat:
            checker.report(f"{where}.repeat", "definition.repeat_without_word")
        return Column(
            id=spec.id,
            header=checker.text(f"{where}.header", spec.header or spec.id),
            by=spec.by,
            per=spec.per,
            parent=checker.text(f"{where}.parent", spec.parent),
            width=float(spec.width or 0.0),
            align=spec.align,
            prompt=checker.text(f"{where}.prompt", spec.prompt),
            max_chars=spec.max_chars,
            required=self._is_required(spec),
            otherwise=spec.otherwise,
            grades=grades,
            choices=choices,
            computed=rule_of(checker, where, spec, self.spec),
            made=None if spec.text is None else self._made(where, spec, words, spec.text),
            judged_by=spec.judged_by or "",
            number=number_kind(checker, where, spec, self.spec, self.report.rules.negative),
            compare=tuple(spec.compare or ()),
            needs=self._by_code(spec.needs),
            only_when_nothing=self._by_code(spec.only_when_nothing),
            repeat=checker.wording(f"{where}.repeat", spec.repeat, (spec.id, "grade"))
            if spec.repeat is not None
            else None,
            print=spec.print,
            public=spec.public,
        )

    def _is_required(self, spec: ColumnSpec) -> bool:
        """Whether a column must always be filled; one that another needs, only if that is said."""
        if spec.by not in {"department", "review"}:
            return False
        said = "required" in spec.model_fields_set
        needed = (
            name for each in self.spec.columns for names in each.needs.values() for name in names
        )
        return spec.required is True and (said or spec.id not in needed)

    def _made(
        self, where: str, spec: ColumnSpec, words: Sequence[str], text: str
    ) -> Wording | None:
        """Return what a column's texts are made of."""
        if spec.by != "master":
            self.checker.report(f"{where}.text", "definition.made_by_master")
            return None
        if spec.kind == "number":
            self.checker.report(f"{where}.kind", "definition.made_number")
        if not canonical(text):
            self.checker.report(f"{where}.text", "definition.blank_text")
        known = {each.id: each for each in self.spec.columns}
        if spec.per == "entry":
            words = [name for name in words if name not in known or known[name].per == "entry"]
        public = [name for name in words if name not in known or known[name].public]
        return self.checker.wording(f"{where}.text", text, public if spec.public else words)

    def _by_code(self, named: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
        return {self.checker.meant(code): tuple(ids) for code, ids in named.items()}

    def _codes(self, where: str, spec: ColumnSpec) -> tuple[tuple[Grade, ...], tuple[str, ...]]:
        checker = self.checker
        grades: tuple[Grade, ...] = ()
        choices = spec.choices or []
        if spec.scale is not None:
            if checker.named(f"{where}.scale", "scale", spec.scale, self.designed.scales):
                grades = self.designed.scales[spec.scale]
            if spec.choices is not None:
                checker.report(f"{where}.choices", "definition.scale_and_choices")
        elif spec.choices is not None and not choices:
            checker.report(f"{where}.choices", "definition.no_choices")
        chosen = spec.scale is not None or spec.choices is not None
        if spec.kind == "choice" and not chosen:
            checker.report(f"{where}.kind", "definition.choice_without_codes")
        elif spec.kind == "text" and chosen:
            checker.report(f"{where}.kind", "definition.text_with_codes")
        texts = tuple(
            checker.text(f"{where}.choices[{number + 1}]", text)
            for number, text in enumerate(choices)
        )
        seen: dict[str, int] = {}
        for number, text in enumerate(texts, start=1):
            plain = canonical(text)
            if not plain:
                checker.report(f"{where}.choices[{number}]", "definition.blank_choice")
            elif plain in seen:
                first = f"{where}.choices[{seen[plain]}]"
                words = {"name": text, "first": first}
                checker.report(f"{where}.choices[{number}]", "definition.duplicate_name", **words)
            seen.setdefault(plain, number)
        return grades, () if spec.scale is not None else texts
