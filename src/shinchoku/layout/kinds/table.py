"""The tables of a form: one section, or one for each node that they are split by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shinchoku.layout.composer import Composer, anchored
from shinchoku.layout.tables import Tables
from shinchoku.model import (
    Block,
    CitationsSection,
    Node,
    NodePath,
    Section,
    TableSection,
    nodes_at,
)
from shinchoku.model.forms import node_ids

SECTION = TableSection


def sections(composer: Composer, spec: TableSection) -> Iterator[Section]:
    """Make a section for each node that the table is split by, or just one."""
    definition = composer.definition
    form, tree = definition.form(spec.form_id), definition.trees[spec.form_id]
    listed = spec.contents.level if spec.contents else ""
    citations = [each for each in definition.sections if isinstance(each, CitationsSection)]
    if not spec.split:
        tables = Tables(definition, composer.merged, spec, listed, citations)
        tables.lay(tree)
        yield composer.section(spec, form.widths, tables.blocks, table=form.look)
        return
    seen: set[str] = set()
    branches = list(nodes_at(spec.split, tree))
    ends = _ends(branches)
    for index, (path, node) in enumerate(branches):
        tables = Tables(definition, composer.merged, spec, listed, citations, ends[index])
        tables.lay((_branch(path, node),))
        blocks = tuple(_named_once(tables.blocks, seen))
        yield Section(
            id=f"{spec.id}:{node.id}",
            part_of=spec.id,
            sheet=spec.sheet.fill(node.words),
            widths=form.widths,
            blocks=blocks if index else anchored(spec.id, blocks),
            table=form.look,
            running_title=spec.running_title,
            numbered=spec.numbered,
            paper=spec.paper,
        )


def _ends(branches: Sequence[tuple[NodePath, Node]]) -> Sequence[frozenset[str]]:
    """Return, of each sheet, the nodes on it of which no later one has more; "" is the whole."""
    last = {id_: at for at, (path, _) in enumerate(branches) for id_ in ("", *_ids(path))}
    return [
        frozenset(id_ for id_, at in last.items() if at == index) | _inner(node)
        for index, (_, node) in enumerate(branches)
    ]


def _ids(path: NodePath) -> Iterator[str]:
    return (node.id for node in path)


def _inner(node: Node) -> frozenset[str]:
    """Return a node's id with those of all below it."""
    return frozenset((node.id, *node_ids(node.children)))


def _branch(path: NodePath, node: Node) -> Node:
    """Return the outermost node of a path with nothing below it but the way to a node."""
    branch = node
    for above in reversed(path):
        branch = replace(above, children=(branch,))
    return branch


def _named_once(blocks: Iterable[Block], seen: set[str]) -> Iterator[Block]:
    """Yield blocks without the anchors that an earlier sheet has; add theirs to `seen`."""
    for block in blocks:
        new = tuple(name for name in block.anchors if name not in seen)
        seen.update(new)
        yield block if new == block.anchors else replace(block, anchors=new)
