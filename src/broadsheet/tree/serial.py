"""The layout tree as JSON, and back.

One node a line, keys sorted, integers and strings only, values that are a field's default left out:
a change on the page is a few changed lines in git. Where a file lies on this machine and where
a value was written in its source (fields that do not count in comparison) are not written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from broadsheet.geometry import Rect, Writing
from broadsheet.records import MISSING, fields
from broadsheet.tree.kinds import is_sound
from broadsheet.tree.node import (
    BLACK_INK,
    Area,
    AreaKind,
    FaceRecord,
    Fill,
    GlyphRun,
    Group,
    Ink,
    LayoutTree,
    LineFit,
    MissingGlyph,
    Node,
    PageGrid,
    Picture,
    Role,
    Rule,
    Shape,
    Spot,
    StoryRecord,
    TreePage,
)

#: Raised with every change that an old reader would not understand: blends of shapes were the last.
SCHEMA = 5
#: What is read: all of the one before is in this one, and may be left out.
_READ = (4, SCHEMA)

_NAMES: dict[type, str] = {
    Group: "group",
    GlyphRun: "run",
    Rule: "rule",
    Fill: "fill",
    Shape: "shape",
    Picture: "picture",
}
_TYPES = {name: kind for kind, name in _NAMES.items()}
_RECORDS = (Rule, Fill, Shape, Picture, FaceRecord, MissingGlyph, StoryRecord, LineFit, Area, PageGrid)

#: Of each record what is written: field names, sorted, with their defaults.
_FIELDS: dict[type, tuple[tuple[str, object], ...]] = {
    kind: tuple(sorted((each.name, each.default) for each in fields(kind) if each.compare))
    for kind in _RECORDS
}

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class TreeFormatError(ValueError):
    """A text is no layout tree of the schema that this version reads."""


def write_tree(tree: LayoutTree) -> str:
    """Return the tree as JSON text, ending with a newline."""
    return b"".join(tree_parts(tree)).decode()


def tree_parts(
    tree: LayoutTree, text_of: Callable[[TreePage], bytes] | None = None
) -> Iterator[bytes]:
    """The same text in parts, page by page, so that a thick paper's need not be held whole. ``text_of`` may
    have a page's ``page_text`` from before."""
    text_of = text_of or page_text
    lines = [f'{{"date":{quoted(tree.date)},"faces":[']
    lines += _rows(_encode(_record(face)) for face in tree.faces)
    lines.append('],"missing":[')
    lines += _rows(_encode(_record(glyph)) for glyph in tree.missing)
    lines.append('],"pages":[')
    yield "\n".join(lines).encode()
    for index, page in enumerate(tree.pages):
        yield b",\n" if index else b"\n"
        yield text_of(page)
    lines = [f'\n],"schema":{SCHEMA},"settings":{_encode(tree.settings)},"stories":[']
    lines += _rows(_encode(_record(story)) for story in tree.stories)
    lines.append(f'],"title":{quoted(tree.title)}}}\n')
    yield "\n".join(lines).encode()


def page_text(page: TreePage) -> bytes:
    """One page's part of the text."""
    lines: list[str] = []
    _write_page(page, lines)
    return "\n".join(lines).encode()


def _rows(texts: Iterator[str]) -> list[str]:
    """Lines with a comma behind each but the last."""
    rows = [text + "," for text in texts]
    if rows:
        rows[-1] = rows[-1][:-1]
    return rows


def _runs(runs: Iterable[GlyphRun]) -> str:
    return f"[{','.join(map(_run, runs))}]"


def _write_page(page: TreePage, lines: list[str]) -> None:
    lines.append('{"areas":[')
    lines += _rows(_encode(_record(area)) for area in page.areas)
    grid = "" if page.grid is None else f'"grid":{_encode(_record(page.grid))},'
    spread = '"spread":true,' if page.spread else ""
    halves = f'"halves":{_encode(page.halves)},' if page.halves else ""
    marks = f'"marks":{_encode(page.marks)},' if page.marks else ""
    slug = f'"slug":{_runs(page.slug)},' if page.slug else ""
    half_slugs = f'"half_slugs":[{",".join(map(_runs, page.half_slugs))}],' if page.half_slugs else ""
    lines.append(f'],"bleed":{page.bleed},{grid}"groups":[')
    _write_nodes(page.groups, lines)
    lines.append(
        f'],{half_slugs}{halves}"height":{page.height},{marks}"name":{quoted(page.name)},"number":{page.number},'
        f'"section":{quoted(page.section)},{slug}{spread}"width":{page.width}}}'
    )


def _write_nodes(nodes: tuple[Node, ...] | tuple[Group, ...], lines: list[str]) -> None:
    last = len(nodes) - 1
    for index, node in enumerate(nodes):
        if isinstance(node, GlyphRun):
            lines.append(_run(node))
        elif isinstance(node, Group):
            _write_group(node, lines)
        else:
            lines.append(_encode(_record(node) | {"type": _NAMES[type(node)]}))
        if index < last:
            lines[-1] += ","


def _write_group(group: Group, lines: list[str]) -> None:
    head = ""
    if group.article:
        head += f'"article":{quoted(group.article)},'
    if group.baseline:
        head += f'"baseline":{group.baseline},'
    if group.fit is not None:
        head += f'"fit":{_encode(_record(group.fit))},'
    if group.leg != -1:
        head += f'"leg":{group.leg},'
    tail = ""
    if group.paragraph != -1:
        tail += f'"paragraph":{group.paragraph},'
    if group.part:
        tail += f'"part":{group.part},'
    tail += f'"role":{quoted(group.role.value)},"type":"group"'
    if group.x:
        tail += f',"x":{group.x}'
    lines.append(f'{{{head}"nodes":[')
    _write_nodes(group.nodes, lines)
    lines.append(f"],{tail}}}")


def _run(run: GlyphRun) -> str:
    """A run's line; written by hand because an edition has ten thousand."""
    advances = repr([*run.advances]).replace(" ", "")
    glyphs = repr([*run.glyphs]).replace(" ", "")
    colour = "" if run.colour == BLACK_INK else f'"colour":{_encode(_ink(run.colour))},'
    condense = "" if run.condense == 1000 else f'"condense":{run.condense},'
    upright = run.writing is Writing.HORIZONTAL
    writing = "" if upright else f'"writing":{quoted(run.writing.value)},'
    return (
        f'{{"advances":{advances},"baseline":{run.baseline},{colour}{condense}'
        f'"face":{quoted(run.face)},"glyphs":{glyphs},"size":{run.size},'
        f'"text":{quoted(run.text)},"type":"run",{writing}"x":{run.x}}}'
    )


def _record(record: object) -> dict[str, object]:
    """A flat record's values; inks and rectangles as four numbers, kinds as words."""
    written: dict[str, object] = {}
    for name, default in _FIELDS[type(record)]:
        value = getattr(record, name)
        if default is MISSING or value != default:
            written[name] = _plain(value)
    return written


def _plain(value: Any) -> object:
    match value:
        case Ink():
            return _ink(value)
        case Rect():
            return _rect(value)
        case AreaKind():
            return value.value
        case (Rect(), *_):
            return [_rect(rect) for rect in value]
    return value


def _rect(rect: Rect) -> tuple[int, int, int, int]:
    return (rect.x, rect.y, rect.width, rect.height)


def _ink(ink: Ink) -> tuple[int | str, ...]:
    """Process inks; behind them a spot ink's name, its tint, and what it is at full strength."""
    inks = (ink.cyan, ink.magenta, ink.yellow, ink.black)
    spot = ink.spot
    if spot is None:
        return inks
    return (*inks, spot.name, ink.tint, spot.cyan, spot.magenta, spot.yellow, spot.black)


def _read_ink(values: Sequence[Any]) -> Ink:
    cyan, magenta, yellow, black, *rest = values
    if not rest:
        return Ink(cyan, magenta, yellow, black)
    name, tint, *full = rest
    return Ink(cyan, magenta, yellow, black, Spot(name, *full), tint)


def read_tree(text: str | bytes) -> LayoutTree:
    """Return the tree that a JSON text holds, or a file's bytes. Raises TreeFormatError."""
    try:
        whole = json.loads(text)
        if whole["schema"] not in _READ:
            raise TreeFormatError(f"schema {whole['schema']!r}; this version reads schema {SCHEMA}")
        tree = LayoutTree(
            title=whole["title"],
            date=whole["date"],
            settings=_tuples(whole["settings"]),
            pages=tuple(map(_read_page, whole["pages"])),
            stories=tuple(_read_record(StoryRecord, story) for story in whole["stories"]),
            faces=tuple(_read_record(FaceRecord, face) for face in whole["faces"]),
            missing=tuple(_read_record(MissingGlyph, glyph) for glyph in whole["missing"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, TreeFormatError):
            raise
        raise TreeFormatError("cut short, or no layout tree at all") from error
    if not is_sound(tree):
        raise TreeFormatError("a value is not what its field holds")
    return tree


def _read_page(values: dict[str, Any]) -> TreePage:
    groups = tuple(map(_read_group, values.pop("groups")))
    areas = tuple(_read_record(Area, area) for area in values.pop("areas"))
    grid = values.pop("grid", None)
    if grid is not None:
        grid = _read_record(PageGrid, grid)
    marks = tuple(values.pop("marks", ()))
    slug = tuple(map(_read_run, values.pop("slug", ())))
    halves = tuple(values.pop("halves", ()))
    half_slugs = tuple(tuple(map(_read_run, runs)) for runs in values.pop("half_slugs", ()))
    return TreePage(
        groups=groups, areas=areas, grid=grid, marks=marks, slug=slug, halves=halves, half_slugs=half_slugs,
        **values,
    )  # fmt: skip


def _read_node(values: dict[str, Any]) -> Node:
    name = values.get("type")
    if name == "run":
        return _read_run(values)
    if name == "group":
        return _read_group(values)
    del values["type"]
    node: Node = _read_record(_TYPES[str(name)], values)
    return node


def _read_group(values: dict[str, Any]) -> Group:
    del values["type"]
    fit = values.pop("fit", None)
    return Group(
        role=Role(values.pop("role")),
        nodes=tuple(map(_read_node, values.pop("nodes"))),
        fit=None if fit is None else LineFit(**fit),
        **values,
    )


def _read_run(values: dict[str, Any]) -> GlyphRun:
    colour = values.get("colour")
    return GlyphRun(
        values["x"],
        values["baseline"],
        values["face"],
        values["size"],
        tuple(values["glyphs"]),
        tuple(values["advances"]),
        values["text"],
        BLACK_INK if colour is None else _read_ink(colour),
        values.get("condense", 1000),
        Writing(values.get("writing", Writing.HORIZONTAL.value)),
    )


def _read_record(kind: Callable[..., Any], values: dict[str, Any]) -> Any:
    """A flat record from its values: lists become tuples, four numbers an ink or a rectangle."""
    known = {name: _tuples(value) for name, value in values.items()}
    if "colour" in known:
        known["colour"] = _read_ink(known["colour"])
    for name in ("rect", "type_area"):
        if name in known:
            known[name] = Rect(*known[name])
    if "cuts" in known:
        known["cuts"] = tuple(Rect(*cut) for cut in known["cuts"])
    if kind is Area:
        known["kind"] = AreaKind(known["kind"])
    return kind(**known)


def _tuples(value: Any) -> Any:
    if type(value) is not list:
        return value
    return tuple([_tuples(each) if type(each) is list else each for each in value])
