"""Page grid specs: YAML into a resolved PageLayout, and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from broadsheet.geometry import Rect, Size
from broadsheet.model.edition import PageLayout
from broadsheet.model.furniture import Element
from broadsheet.model.grid import Grid
from broadsheet.model.hole import FurnitureHole, Hole
from broadsheet.readers.elements import BOX, ELEMENTS, ElementContext, Place, read_elements
from broadsheet.readers.files import Files
from broadsheet.readers.holes import HOLE, Ground, RawHole, furniture_box, grid_span, place_holes
from broadsheet.readers.pictures import Pictures
from broadsheet.readers.pagegrid import GRID, PAGE, RawGrid, RawPage, make_grid
from broadsheet.readers.report import Refused, name_hints
from broadsheet.readers.schema import At, Key, Located, Named, Raw, Reading, Record, Table
from broadsheet.readers.specs import Specs
from broadsheet.readers.stylesheet import Styles
from broadsheet.readers.values import Text
from broadsheet.readers.yamlnode import Node, entry_of
from broadsheet.units import Length, Scale

LAYOUT: Record[dict[str, Any]] = Record(
    dict,
    "layout",
    {
        "extends": Key(Text(), "the layout whose values hold where this one is silent"),
        "page": Key(PAGE, "the sheet and its margins"),
        "grid": Key(GRID, "columns and lines"),
        "style": Key(At(Text()), "its style sheet; default: the edition's"),
        "furniture": Key(Table(Raw(ELEMENTS)), "elements by name, for furniture holes to use"),
        "holes": Key(Table(HOLE), "the places of the page, by name"),
    },
)

_FIRST = ("page", "grid")


@dataclass(frozen=True, slots=True)
class ReadLayout:
    """A layout, with what is still to be checked page by page."""

    layout: PageLayout
    styles: Styles
    places: tuple[Place, ...]


class Layouts:
    """Reads each layout once for each default style sheet and side of the sheet."""

    def __init__(self, files: Files, specs: Specs, pictures: Pictures) -> None:
        self.files = files
        self.pictures = pictures
        self.specs = specs
        self._read: dict[tuple[str, str, bool], ReadLayout | None] = {}
        self._styles: dict[tuple[str, Scale], tuple[Styles, Any]] = {}

    def layout(self, name: Located[str], style: Located[str], left_page: bool) -> ReadLayout:
        """The layout of that name; refuses where it cannot be used at all."""
        root = self.specs.layout(name.value, name.span)
        margins = _margins(root)
        left = left_page and bool(margins & {"inside", "outside"})
        key = (name.value, style.value, left)
        if key not in self._read:
            try:
                self._read[key] = _LayoutReader(self, name.value, style, left).read(root)
            except Refused:
                self._read[key] = None
        read = self._read[key]
        if read is None:
            raise Refused
        return read

    def sheet(self, name: Located[str], scale: Scale) -> tuple[Styles, Any]:
        """The style sheet of that name at a grid's body size and leading."""
        key = (name.value, scale)
        if key not in self._styles:
            root = self.specs.sheet(name.value, name.span)
            styles = Styles(name.value, root, scale, self.files.report)
            self._styles[key] = (styles, styles.sheet())
        return self._styles[key]


def _margins(root: Node) -> set[str]:
    page = entry_of(root, "page")
    margins = entry_of(page.value, "margins") if page else None
    entries = getattr(margins.value, "entries", ()) if margins else ()
    return {entry.key for entry in entries}


class _LayoutReader:
    """One layout: the grid first, then the styles at that grid, then the holes."""

    def __init__(self, layouts: Layouts, name: str, style: Located[str], left: bool) -> None:
        self.layouts = layouts
        self.name = name
        self.style = style
        self.left = left
        self.report = layouts.files.report
        self.context = ElementContext(layouts.files, layouts.pictures.element)

    def read(self, root: Node) -> ReadLayout:
        """The layout; refuses where there is no grid to put holes on."""
        page, grid = self._sheet(root)
        trim = Size(*page.size)
        scale = Scale(grid.em, grid.leading)
        style = self._style(root)
        styles, sheet = self.layouts.sheet(style, scale)
        reading = Reading(self.report, scale, (trim.width, trim.height), styles)
        values = LAYOUT.read(root, "", replace(reading, box=None))
        ground = Ground(grid, styles, self.report)
        raw: tuple[Named[RawHole], ...] = values.get("holes", ())
        furniture = {item.name: item.value for item in values.get("furniture", ())}
        holes: list[Hole] = []
        for hole, (_, made) in zip(raw, place_holes(raw, ground), strict=True):
            if hole.value.kind == "furniture":
                made = self._furniture(hole, furniture, ground, reading)
            if made is not None:
                holes.append(made)
        layout = PageLayout(self.name, trim, page.bleed, grid, tuple(holes), sheet)
        return ReadLayout(layout, styles, tuple(self.context.places))

    def _sheet(self, root: Node) -> tuple[RawPage, Grid]:
        """The page and its grid, before styles are known; the full reading reports the rest."""
        page, grid = (entry_of(root, key) for key in _FIRST)
        reading = Reading(self.report)
        raw_grid = GRID.read(grid.value, "grid", reading) if grid else RawGrid()
        scale = Scale(raw_grid.body, raw_grid.leading)
        raw_page = PAGE.read(page.value, "page", replace(reading, scale=scale)) if page else None
        if raw_page is None:
            self.report.refuse("E112", root.place.span, key="page", where=f"layout {self.name}")
        margins = raw_page.margins.sided(self.left)
        span = grid.place.span if grid else root.place.span
        return raw_page, make_grid(raw_page, raw_grid, margins, self.report, span)

    def _style(self, root: Node) -> Located[str]:
        entry = entry_of(root, "style")
        if entry is None:
            return self.style
        return At(Text()).read(entry.value, "style", Reading(self.report))

    def _furniture(
        self, hole: Named[RawHole], furniture: dict[str, Node], ground: Ground, reading: Reading
    ) -> FurnitureHole | None:
        try:
            box = self._box(hole, ground, reading)
        except Refused:
            return None
        value = hole.value
        span = grid_span(hole, ground) if value.box is None else None
        elements = self._elements(hole, furniture, replace(reading, box=(box.width, box.height)))
        return FurnitureHole(hole.name, box, elements, span, value.frame, value.rules, hole.span)

    def _box(self, hole: Named[RawHole], ground: Ground, reading: Reading) -> Rect:
        value = hole.value
        if value.start not in ("page", "type-area"):
            self.report.add(
                "E114",
                value.span,
                name_hints(value.start, ("page", "type-area")),
                key=f"holes.{hole.name}.from",
                value=value.start,
                choices="page, type-area",
            )
        given: tuple[Length, ...] | None = None
        if value.box is not None:
            if value.start == "type-area":
                area = ground.grid.type_area
                reading = replace(reading, box=(area.width, area.height))
            given = BOX.read(value.box, f"holes.{hole.name}.box", reading)
        return furniture_box(hole, given, ground)

    def _elements(
        self, hole: Named[RawHole], furniture: dict[str, Node], reading: Reading
    ) -> tuple[Element, ...]:
        value = hole.value
        if value.elements is not None:
            key = f"holes.{hole.name}.elements"
            return read_elements(value.elements, key, reading, self.context)
        if value.use is None:
            self.report.add("E112", hole.span, key="use", where=f"holes.{hole.name}")
            return ()
        name = value.use.value
        if name not in furniture:
            where = f"holes.{hole.name}.use"
            hints = name_hints(name, furniture)
            span = value.use.span
            self.report.add("E502", span, hints, where=where, kind="furniture", name=name)
            return ()
        return read_elements(furniture[name], f"furniture.{name}", reading, self.context)
