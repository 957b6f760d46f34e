"""Furniture and ads: elements put into their box, places in their texts filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

from broadsheet.compose.line import Line
from broadsheet.compose.paragraph import broken, paragraph_items
from broadsheet.compose.runs import ink_of, set_runs
from broadsheet.compose.sense import wishes
from broadsheet.compose.table import SetTable, table_items, table_rules
from broadsheet.geometry import Rect, Writing, rise
from broadsheet.makeup.outline import outline_shape
from broadsheet.makeup.picture import picture_nodes
from broadsheet.makeup.vertical import Turn, upright
from broadsheet.model.article import Run, Table
from broadsheet.model.edition import IndexEntry, PictureFile
from broadsheet.model.furniture import (
    ArtElement,
    Element,
    FillElement,
    IndexElement,
    ParagraphElement,
    PictureElement,
    RuleElement,
    TableElement,
    TextElement,
)
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, TextStyle
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.extent import moved
from broadsheet.tree.node import Fill, GlyphRun, Node, Rule
from broadsheet.units import Length

FURNITURE_SPACING = Spacing(han_latin=100, han_figure=40, han_gap_shrink=60)


@record
class Surroundings:
    """What furniture needs from its page: values for the places in texts, index lines, pictures."""

    values: Mapping[str, str]
    index: Sequence[IndexEntry]
    pictures: Mapping[str, PictureFile]  # by the path that elements name
    digests: Mapping[str, str]
    settings: Settings


@record
class SetFurniture:
    """The nodes of a piece of furniture, and the texts that do not fit their place."""

    nodes: tuple[Node, ...]
    too_wide: tuple[str, ...]


def set_furniture(elements: Sequence[Element], box: Rect, around: Surroundings) -> SetFurniture:
    """Put elements into a box of the page, in their order."""
    nodes: list[Node] = []
    too_wide: list[str] = []
    for element in elements:
        match element:
            case TextElement():
                runs, wide = _text(element, box, around)
                nodes.extend(runs)
                too_wide.extend(wide)
            case TableElement():
                table, wide = _table(element, box, around)
                nodes.extend(table)
                too_wide.extend(wide)
            case IndexElement():
                entries, wide = _index(element, box, around)
                nodes.extend(entries)
                too_wide.extend(wide)
            case ParagraphElement():
                nodes.extend(_paragraphs(element, box, around.settings))
            case PictureElement():
                nodes.extend(_picture(element, box, around))
            case RuleElement() | FillElement() | ArtElement():
                nodes.append(_drawing(element, box))
    return SetFurniture(tuple(nodes), tuple(too_wide))


def fill_places(template: str, values: Mapping[str, str]) -> str:
    """Return a text with its ``{places}`` filled; an unknown one stays as it is written."""
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(values.get(name, "{" + name + "}"))
    return "".join(parts)


#: A label and the place after it, with the white before them: ``责任编辑：{editors}``.
_LABELLED = late_pattern(
    r"(?:^|\s+)(?:[A-Za-z]+(?: [A-Za-z]+)*|[^\s{}:：]+)[:：]\s*\{(?P<name>[^{}]*)\}(?=\s|$)"
)


def fill_line(template: str, values: Mapping[str, str]) -> str:
    """Return a line with its places filled, without the labels that stand before nothing: a page that
    names no editors does not say 责任编辑."""
    kept = template
    if "" in values.values():
        kept = _LABELLED.sub(lambda found: found[0] if values.get(found["name"], " ") else "", template)
    return fill_places(template if kept == template else kept.strip(), values)


def _set_line(
    text: str, style: TextStyle, place: tuple[Length, Length, Length], align: Align, settings: Settings
) -> tuple[tuple[GlyphRun, ...], Length]:
    """One line at x, baseline in a width; a width of 0 is the line's own. Also its natural width."""
    x, baseline, width = place
    items = itemise([(text, settings.of(style))], FURNITURE_SPACING, hyphenate=False)
    end = items.content_end(0, len(items.text))
    natural = items.natural(0, end)
    room = width or natural
    if align is Align.JUSTIFIED:
        align = Align.START
    return set_runs(items, Line(0, end, room, natural, "last"), align, x, baseline), natural


def set_words(
    text: str, style: TextStyle, place: tuple[Length, Length], settings: Settings
) -> tuple[GlyphRun, ...]:
    """One line from x and baseline on, as wide as it is."""
    return _set_line(text, style, (*place, 0), Align.START, settings)[0]


def _text(element: TextElement, box: Rect, around: Surroundings) -> tuple[list[Node], list[str]]:
    """Lines below each other, upright ones left of each other; and those wider than their place."""
    nodes: list[Node] = []
    wide: list[str] = []
    x, y, style, turn = box.x + element.x, box.y + element.y, element.style, None
    if element.writing is Writing.UPRIGHT:
        x, y, style, turn = 0, 0, upright(style), Turn(x + style.size, y)
    baseline = y + rise(style.size)
    room = element.width or (0 if turn else box.right - x)
    for template in element.lines:
        text = fill_line(template, around.values)
        place = (x, baseline, element.width)
        line, natural = _set_line(text, style, place, element.align, around.settings)
        nodes.extend(map(turn.node, line) if turn else line)
        if 0 < room < natural:
            wide.append(text)
        baseline += element.leading
    return nodes, wide


def _table(element: TableElement, box: Rect, around: Surroundings) -> tuple[list[Node], list[str]]:
    """A table's tint, rules and cells; its first heading where it is wider than its place."""
    rows = tuple(tuple((Run(fill_places(cell, around.values)),) for cell in row) for row in element.rows)
    items = table_items(Table(rows, element.columns, element.head), element.style, around.settings)
    made = items.at(element.width, element.style.body.leading)
    corner = (box.x + element.x, box.y + element.y)
    nodes: list[Node] = [moved(node, *corner) for node in table_rules(made, made.rows, element.style)]
    nodes.extend(_cells(made, corner))
    return nodes, [] if made.fits else [rows[0][0][0].text]


def _cells(table: SetTable, corner: tuple[Length, Length]) -> list[GlyphRun]:
    x, top = corner
    runs: list[GlyphRun] = []
    for row in table.rows:
        for cell in row.lines:
            runs.extend(set_runs(cell.items, cell.line, cell.align, x + cell.x, top + cell.y))
        top += row.height
    return runs


def _index(element: IndexElement, box: Rect, around: Surroundings) -> tuple[list[GlyphRun], list[str]]:
    """A line for each story of the page's index; and the titles that run into their page's number, or stand
    below the box: an index grows with the news."""
    runs: list[GlyphRun] = []
    wide: list[str] = []
    x, baseline = box.x + element.x, box.y + element.y + rise(element.style.size)
    for entry in around.index:
        text = wishes(entry.title)[0]
        title, length = _set_line(text, element.style, (x, baseline, 0), Align.START, around.settings)
        page = element.number_text.replace("{page}", str(entry.page))
        number, taken = _set_line(
            page, element.number_style, (x, baseline, element.width), Align.END, around.settings
        )
        if length + taken > element.width or baseline > box.bottom:
            wide.append(text)
        runs.extend((*title, *number))
        baseline += element.leading
    return runs, wide


def _paragraphs(element: ParagraphElement, box: Rect, settings: Settings) -> list[GlyphRun]:
    runs: list[GlyphRun] = []
    style = element.style
    baseline = box.y + element.y + rise(style.text.size)
    for paragraph in element.paragraphs:
        items = paragraph_items((Run(paragraph),), style, settings)
        rooms = (element.width - style.indent, element.width - style.hang_indent)
        for index, line in enumerate(broken(items, rooms, style)):
            left = style.hang_indent if index else style.indent
            runs.extend(set_runs(items, line, style.align, box.x + element.x + left, baseline))
            baseline += style.leading
    return runs


def _picture(element: PictureElement, box: Rect, around: Surroundings) -> Sequence[Node]:
    file = around.pictures.get(element.path)
    if file is None:
        return []
    rect = _moved(element.rect, box)
    return picture_nodes(file, rect, (around.settings, around.digests.get(file.path, "")))


def _moved(rect: Rect, box: Rect) -> Rect:
    return Rect(box.x + rect.x, box.y + rect.y, rect.width, rect.height)


def _drawing(element: RuleElement | FillElement | ArtElement, box: Rect) -> Node:
    match element:
        case RuleElement():
            return Rule(
                box.x + element.x, box.y + element.y, box.x + element.x2, box.y + element.y2,
                element.weight, ink_of(element.colour),
            )  # fmt: skip
        case FillElement():
            rect = _moved(element.rect, box)
            return Fill(rect.x, rect.y, rect.width, rect.height, ink_of(element.colour))
        case ArtElement():
            colour = ink_of(element.colour)
            return outline_shape(element.view, element.outline, _moved(element.rect, box), colour)
