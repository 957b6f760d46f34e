"""Page grid specs: YAML into a resolved PageLayout, and everything that is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.geometry import Rect, Size
from broadsheet.model.edition import PageLayout
from broadsheet.model.furniture import Element
from broadsheet.model.grid import Grid
from broadsheet.model.hole import FurnitureHole, Hole
from broadsheet.readers.elements import BOX, ELEMENTS, ElementContext, Place, read_elements
from broadsheet.readers.files import Files
from broadsheet.readers.holes import Ground, furniture_box, grid_span, place_holes
from broadsheet.readers.holespecs import HOLE, RawHole, Start
from broadsheet.readers.pagegrid import GRID, PAGE, GridMaker, RawGrid, RawPage
from broadsheet.readers.pictures import Pictures
from broadsheet.readers.report import RefusedError, Report, Setting, name_hints
from broadsheet.readers.schema import At, Key, Located, Named, Raw, Reading, Record, Table, opening
from broadsheet.readers.specs import Specs
from broadsheet.readers.stylesheet import Styles
from broadsheet.readers.values import Text
from broadsheet.readers.yamlnode import Mapping, Node, Scalar, Sequence, entry_of, is_null
from broadsheet.resources import shipped
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.stamps import real_path
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


class ReadLayout(NamedTuple):
    """A layout, with what is still to be checked page by page."""

    layout: PageLayout
    styles: Styles
    places: tuple[Place, ...]
    broken: frozenset[str] = frozenset()  # holes that could not be read


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
        margins = _section(root, "page", "margins")
        sided = any(entry_of(margins, side) for side in ("inside", "outside")) if margins else False
        left = left_page and sided
        key = (name.value, style.value, left)
        if key not in self._read:
            try:
                made = _LayoutReader(self, name.value, style, left).read(root)
                same = self.files.keeper.take("layout", key, made.layout, partial(_itself, made.layout))
                self._read[key] = made._replace(layout=same)
            except RefusedError:
                self._read[key] = None
        read = self._read[key]
        if read is None:
            raise RefusedError
        return read

    def sheet(self, name: Located[str], scale: Scale) -> tuple[Styles, Any]:
        """The style sheet of that name at a grid's body size and leading."""
        key = (name.value, scale)
        if key not in self._styles:
            root = self.specs.sheet(name.value, name.span)
            styles = Styles(name.value, root, scale, self.files.report)
            self._styles[key] = (styles, self.files.clean("sheet", key, root, styles.sheet))
        return self._styles[key]


def _itself(layout: PageLayout) -> PageLayout:
    """What is kept of a layout: one that is equal to the last build's is that one, and the pages that are
    made up on it need not be compared with it part by part."""
    return layout


def _section(root: Node, *keys: str) -> Mapping | None:
    """The mapping at a path of keys; None where there is none."""
    node: Node | None = root
    for key in keys:
        entry = entry_of(node, key) if node is not None else None
        node = entry.value if entry else None
    return node if isinstance(node, Mapping) else None


def _where(root: Node, *keys: str) -> Span:
    """The place of the value at a path of keys, or of the innermost that is there."""
    node = root
    for key in keys:
        entry = entry_of(node, key)
        if entry is None:
            break
        node = entry.value
    return node.place.span if isinstance(node, Scalar) else opening(node.place)


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
        try:
            page, grid = self._sheet(root)
        except RefusedError:
            self._check_rest(root)
            raise
        trim = Size(*page.size)
        scale = Scale(grid.em, grid.leading)
        style = self._style(root)
        styles, sheet = self.layouts.sheet(style, scale)
        reading = Reading(self.report, scale, (trim.width, trim.height), styles)
        values = LAYOUT.read(root, "", reading._replace(box=None))
        if self.report.is_wrong(_where(root, "holes")):  # else no page has the holes that it fills
            raise RefusedError
        ground = Ground(grid, styles, self.report, trim.width // 2 if page.spread else 0)
        raw: tuple[Named[RawHole], ...] = values.get("holes", ())
        furniture = {item.name: item.value for item in values.get("furniture", ())}
        holes: list[Hole] = []
        for hole, placed in zip(raw, place_holes(raw, ground), strict=True):
            drawn = hole.value.kind == "furniture"
            made = self._furniture(hole, furniture, ground, reading) if drawn else placed
            if made is not None:
                holes.append(made)
        layout = PageLayout(self.name, trim, page.bleed, grid, tuple(holes), sheet, page.spread)
        section = _section(root, "holes")
        names = {entry.key for entry in section.entries} if section else set[str]()
        broken = frozenset(names - {hole.id for hole in holes})
        return ReadLayout(layout, styles, tuple(self.context.places), broken)

    def _sheet(self, root: Node) -> tuple[RawPage, Grid]:
        """The page and its grid, before styles are known; the full reading reports the rest."""
        reading = Reading(self.report, Scale(RawGrid().body, RawGrid().leading))
        if not isinstance(root, Mapping):
            raise reading.wrong(root, f"layout {self.name}", "a mapping")
        page, grid = (entry_of(root, key) for key in _FIRST)
        raw_grid = GRID.read(grid.value, "grid", reading) if grid else RawGrid()
        scale = Scale(raw_grid.body, raw_grid.leading)
        raw_page = PAGE.read(page.value, "page", reading._replace(scale=scale)) if page else None
        if raw_page is None:
            raise self.report.refused("E112", root.place.span, keys="page", where=f"layout {self.name!r}")
        page_as_made = raw_page.whole(self.left)
        maker = GridMaker(page_as_made, raw_grid, page_as_made.margins, self.report, partial(_where, root))
        return page_as_made, maker.make()

    def _check_rest(self, root: Node) -> None:
        """Without a grid nothing can be placed, but what is written can still be wrong."""
        scale = Scale(RawGrid().body, RawGrid().leading)
        styles, _ = self.layouts.sheet(self._style(root), scale)
        LAYOUT.read(root, "", Reading(self.report, scale, None, styles))

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
        except RefusedError:
            return None
        value = hole.value
        span = grid_span(hole, ground) if value.box is None else None
        elements = self._elements(hole, furniture, reading._replace(box=(box.width, box.height)))
        return FurnitureHole(hole.name, box, elements, span, value.frame, value.rules, hole.span)

    def _box(self, hole: Named[RawHole], ground: Ground, reading: Reading) -> Rect:
        value = hole.value
        given: tuple[Length, ...] | None = None
        if value.box is not None:
            if value.start is Start.TYPE_AREA:
                area = ground.grid.type_area
                reading = reading._replace(box=(area.width, area.height))
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
            self.report.add("E112", hole.span, keys="use", where=f"holes.{hole.name}")
            return ()
        name = value.use.value
        if name not in furniture:
            where = f"holes.{hole.name}.use"
            hints = name_hints(name, furniture)
            span = value.use.span
            self.report.add("E502", span, hints, where=where, kind="furniture", name=name)
            return ()
        return read_elements(furniture[name], f"furniture.{name}", reading, self.context)


def read_layout(name: str, settings: tuple[Setting, ...] = ()) -> PageLayout:
    """Return one layout by its file or by the name of a shipped one.

    A file in a folder called ``layouts`` belongs to the edition above it, whose style sheet is the layout's
    where it names none. Raises BroadsheetError.
    """
    path = Path(name)
    report = Report()
    if path.suffix in (".yaml", ".yml") and not path.is_file():
        code = "E102" if path.exists() else "E101"
        raise BroadsheetError([diagnostic(code, path=name, reason="not a file")])
    root = _home(path)
    if path.is_file():
        name = path.stem if real_path(path).parent.name == "layouts" else path.name
    files = Files(root, report)
    specs = Specs(files, settings)
    try:
        where = Span("", 0, 0)  # nowhere: it was asked for
        layouts = Layouts(files, specs, Pictures(files))
        style = Located(_edition_style(root), where)
        read = layouts.layout(Located(name, where), style, left_page=False)
    except RefusedError:
        raise BroadsheetError(report.errors, files.sources) from None
    specs.finish()
    if report.errors:
        raise BroadsheetError(report.errors, files.sources)
    return read.layout


def fonts_of(name: str) -> tuple[str, ...]:
    """The font folders of the edition that a layout belongs to, by its file or name; those that are there."""
    root = _home(Path(name))
    written = _said(root, "fonts")
    nodes = written.items if isinstance(written, Sequence) else (written,)
    files, folders = Files(root, Report()), list[Path]()
    for node in nodes:
        if isinstance(node, Scalar) and not is_null(node):
            with suppress(RefusedError):
                folders.append(files.inside(node.text, None))
    return tuple(str(path) for path in folders if path.is_dir())


def _home(path: Path) -> Path:
    """The folder of the edition that a layout's file belongs to; or that of the shipped ones."""
    if not path.is_file():
        return shipped("layouts")
    folder = real_path(path).parent
    return folder.parent if folder.name == "layouts" else folder


def _edition_style(root: Path) -> str:
    """The style sheet that an edition's layouts have; ``daily`` where no manifest says another."""
    named = _said(root, "style")
    return named.text if isinstance(named, Scalar) and not is_null(named) else "daily"


def _said(root: Path, key: str) -> Node | None:
    """What an edition's manifest says under a key; what else is wrong with it is no matter of a layout's."""
    files = Files(root, Report())
    try:
        entry = entry_of(files.yaml(root / "edition.yaml"), key)
    except RefusedError:
        return None
    return entry.value if entry else None
