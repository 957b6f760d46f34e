"""An SVG file as a drawing of ours: shapes, groups, transforms and text, in press inks.

What is not read is refused, with its place: a drawing without its shadow or its clipping would be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeVar

from broadsheet.graphics.matrix import Matrix, matrix_of
from broadsheet.graphics.path import Pair, Step
from broadsheet.graphics.svgblend import GRADIENTS, BlendReader, Measure
from broadsheet.graphics.svgshapes import SHAPES, Size, steps_of
from broadsheet.graphics.svgstyle import (
    Palette,
    Properties,
    Rule,
    check_opaque,
    font_size,
    is_shown,
    length,
    paint,
    properties_of,
    sheet_rules,
)
from broadsheet.graphics.svgtext import TextReader
from broadsheet.graphics.svgxml import Element, Fault, SvgError, read_svg
from broadsheet.model.drawing import UNITS, Blend, Cap, Drawing, Drawn, DrawnPath, Join, Pen
from broadsheet.model.furniture import Outline, PathSegment
from broadsheet.model.style import Colour
from broadsheet.patterns import late_pattern

#: Elements drawn, those that are used again counted each time.
MOST_DRAWN = 30_000
MOST_FAULTS = 20
_DEEPEST_USE = 8
#: What is named, and perhaps what is to stand for it where it is not there.
_URL = late_pattern(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)(?:\s.*)?\Z")

_Kind = TypeVar("_Kind", Cap, Join)

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in drawing units."""

_CONDITIONS = frozenset(("requiredExtensions", "requiredFeatures", "systemLanguage"))
_GROUPS = frozenset(("svg", "g", "a"))
#: What draws nothing by itself; who refers to the latter ones is refused by the property.
_SILENT = frozenset(
    ("title", "desc", "metadata", "defs", "style", "symbol", "script", "clipPath", "mask", "filter", "marker",
     "linearGradient", "radialGradient", "pattern", "view")
)  # fmt: skip


def read_drawing(text: str, palette: Palette) -> Drawing:
    """Return the drawing of an SVG file. Raises SvgError with everything that is wrong."""
    root = read_svg(text)
    reader = _Reader(root, palette)
    try:
        reader.walk(root, {}, reader.base)
    except ValueError as error:
        if not isinstance(error, SvgError):
            raise SvgError(root.fault("value", str(error))) from error
        reader.faults.extend(error.faults)
    if not reader.faults and not reader.marks:
        reader.faults.append(root.fault("file", "an empty drawing"))
    if reader.faults:
        raise SvgError(*reader.faults[:MOST_FAULTS])
    return Drawing(reader.width, reader.height, tuple(reader.marks))


class _Reader:
    def __init__(self, root: Element, palette: Palette) -> None:
        self.faults: list[Fault] = []
        self.marks: list[Drawn] = []
        self._root = root
        self._palette = palette
        self._rules: tuple[Rule, ...] = ()
        self._ids: dict[str, Element] = {}
        for element in _all(root):
            self._ids.setdefault(element.attributes.get("id", ""), element)
            if element.name == "style":
                self._rules += sheet_rules(element)
        self._rules = tuple(sorted(self._rules, key=lambda rule: rule.weight[:2]))
        self._blends = BlendReader(self._ids, self._rules, palette)
        left, top, self._wide, self._high = _view(root)
        larger = UNITS / max(self._wide, self._high)
        self.width, self.height = round(self._wide * larger), round(self._high * larger)
        self.base = Matrix(larger, 0, 0, larger, -left * larger, -top * larger)
        self._uses = 0
        self._drawn = 0
        self._clips: list[Box] = [(0, 0, self.width, self.height)]

    def walk(self, element: Element, above: Properties, matrix: Matrix) -> None:
        """Draw an element and what is in it; what is wrong is kept and the rest drawn on."""
        self._drawn += 1
        if self._drawn > MOST_DRAWN or len(self.faults) > MOST_FAULTS:
            raise SvgError(element.fault("file", "too many elements"))
        try:
            self._draw(element, above, matrix)
        except SvgError as error:
            if any(fault.kind == "file" for fault in error.faults):
                raise  # a bomb: going on is what it is made for
            self.faults.extend(error.faults)
        except ValueError as error:
            self.faults.append(element.fault("value", str(error)))

    def _draw(self, element: Element, above: Properties, matrix: Matrix) -> None:
        name = element.name
        if name in _SILENT or " " in name:  # a name with a blank is a drawing program's own
            return
        if name == "svg" and element is not self._root:
            raise SvgError(element.fault("feature", "a drawing in the drawing"))
        properties = properties_of(element, above, self._rules)
        if not is_shown(element, properties):
            return
        if "transform" in properties:
            matrix = matrix.after(matrix_of(properties["transform"]))
        size = self._absolute_size(element, properties, above)
        properties = {**properties, "font-size": size} if size else properties
        if properties.get("clip-path", "none") == "none":
            self._drawn_as(element, properties, matrix)
            return
        self._clips.append(self._clipped(element, properties, matrix))
        try:
            left, top, right, bottom = self._clips[-1]
            if left < right and top < bottom:
                self._drawn_as(element, properties, matrix)
        finally:
            self._clips.pop()

    def _drawn_as(self, element: Element, properties: Properties, matrix: Matrix) -> None:
        """An element that shows, by its kind."""
        name = element.name
        if name in _GROUPS:
            for child in element.children:
                if isinstance(child, Element):
                    self.walk(child, properties, matrix)
        elif name == "switch":
            for child in _chosen(element)[:1]:
                self.walk(child, properties, matrix)
        elif name == "use":
            self._use(element, properties, matrix)
        elif name == "text":
            reader = TextReader(self._rules, self._palette, matrix.scale)
            left, top, right, bottom = self._clips[-1]
            lines = reader.read(element, properties, matrix)
            self.marks.extend(line for line in lines if left <= line.x <= right and top <= line.y <= bottom)
        elif name in SHAPES:
            self._shape(element, properties, matrix)
        else:
            raise SvgError(element.fault("feature", f"<{name}>"))

    def _absolute_size(self, element: Element, properties: Properties, above: Properties) -> str:
        """A font size in em or per cent, which is of the parent's."""
        written = properties.get("font-size", "")
        if not written.endswith(("em", "%")):
            return ""
        around = font_size(element, {"font-size": above.get("font-size", "16")})
        factor = 100 if written.endswith("%") else 1
        return str(float(written.rstrip("em%")) * around / factor)

    def _use(self, element: Element, properties: Properties, matrix: Matrix) -> None:
        target = self._named(element)
        self._uses += 1
        if self._uses > _DEEPEST_USE:
            raise SvgError(element.fault("file", "elements in each other"))
        size = self._size(element, properties)
        moved = matrix.after(Matrix(e=size("x", "x"), f=size("y", "y")))
        try:
            if target.name == "symbol":
                self._symbol(target, properties, moved)
            else:
                self._draw(target, properties, moved)
        finally:
            self._uses -= 1

    def _named(self, use: Element) -> Element:
        """What a ``<use>`` shows."""
        named = use.attributes.get("href", "")
        target = self._ids.get(named[1:]) if named.startswith("#") else None
        if target is None:
            raise SvgError(use.fault("value", f"nothing called {named!r}"))
        return target

    def _symbol(self, symbol: Element, above: Properties, matrix: Matrix) -> None:
        if "viewBox" in symbol.attributes:
            raise SvgError(symbol.fault("feature", "a symbol with a viewBox"))
        properties = properties_of(symbol, above, self._rules)
        for child in symbol.children:
            if isinstance(child, Element):
                self.walk(child, properties, matrix)

    def _measure(self, properties: Properties) -> Measure:
        wholes = {"x": self._wide, "y": self._high, "both": (self._wide**2 / 2 + self._high**2 / 2) ** 0.5}

        def measured(by: Element, written: str, along: str) -> float:
            return length(by, written, properties, wholes[along])

        return measured

    def _size(self, element: Element, properties: Properties) -> Size:
        measure = self._measure(properties)

        def size(name: str, along: str) -> float:
            written = element.attributes.get(name, "0")
            return 0.0 if written == "auto" else measure(element, written, along)

        return size

    def _shape(self, element: Element, properties: Properties, matrix: Matrix) -> None:
        if properties.get("visibility", "visible") != "visible":
            return
        steps = steps_of(element, self._size(element, properties))
        if not steps:
            return
        outline = _placed(steps, matrix)
        across, down = zip(*_reach((each.kind, each.points) for each in outline), strict=True)
        # PDF fills what has no area all the same, as thin as it can.
        has_area = min(across) < max(across) and min(down) < max(down) and element.name != "line"
        fill = self._fill(element, properties, steps, matrix) if has_area else None
        pen = self._pen(element, properties, matrix)
        grown = pen.width if pen else 0  # a mitre reaches further, but not where nothing else does
        left, top, right, bottom = self._clips[-1]
        is_outside = max(across) < left or max(down) < top or min(across) > right or min(down) > bottom
        if is_outside or (fill is None and pen is None):
            return
        is_whole = (
            min(across) - grown >= left and min(down) - grown >= top
            and max(across) + grown <= right and max(down) + grown <= bottom
        )  # fmt: skip
        even_odd = properties.get("fill-rule") == "evenodd"
        self.marks.append(DrawnPath(outline, fill, pen, even_odd, None if is_whole else self._clips[-1]))

    def _fill(
        self, element: Element, properties: Properties, steps: list[Step], matrix: Matrix
    ) -> Blend | Colour | None:
        named = _URL.match(properties.get("fill", ""))
        target = self._ids.get(named[1]) if named else None
        if named and target is None:
            raise SvgError(element.fault("value", f"nothing called {named[1]!r}"))
        if target is None or target.name not in GRADIENTS:
            return paint(element, "fill", properties, self._palette)
        if not check_opaque(element, "fill", properties):
            return None
        across, down = zip(*_reach(steps), strict=True)
        extent = min(across), min(down), max(across), max(down)
        return self._blends.read(target, extent, matrix, self._measure(properties))

    def _clipped(self, element: Element, properties: Properties, matrix: Matrix) -> Box:
        """The part of the drawing that an element shows in: of a rectangle, and of what is around it."""
        named = _URL.match(properties.get("clip-path", ""))
        target = self._ids.get(named[1]) if named else None
        shapes = [child for child in target.children if isinstance(child, Element)] if target else []
        if target is None or target.name != "clipPath" or len(shapes) != 1:
            raise SvgError(element.fault("feature", "clip-path other than a rectangle"))
        if target.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise SvgError(target.fault("feature", "clipPathUnits"))
        (shape,) = shapes
        chain = [target, shape]
        if shape.name == "use":  # as Illustrator writes every clip
            shape = self._named(shape)
            chain.append(shape)
        if shape.name not in SHAPES:
            raise SvgError(element.fault("feature", "clip-path other than a rectangle"))
        for each in chain:
            if "transform" in each.attributes:
                matrix = matrix.after(matrix_of(each.attributes["transform"]))
            if each.name == "use":
                size = self._size(each, properties)
                matrix = matrix.after(Matrix(e=size("x", "x"), f=size("y", "y")))
        outline = _placed(steps_of(shape, self._size(shape, properties)), matrix)
        corners = {segment.points[-1] for segment in outline if segment.points}
        across, down = {x for x, _ in corners}, {y for _, y in corners}
        if len(across) != 2 or len(down) != 2 or any(segment.kind == "curve" for segment in outline):
            raise SvgError(element.fault("feature", "clip-path other than a rectangle"))
        left, top, right, bottom = self._clips[-1]
        return (
            max(left, min(across)), max(top, min(down)), min(right, max(across)), min(bottom, max(down))
        )  # fmt: skip

    def _pen(self, element: Element, properties: Properties, matrix: Matrix) -> Pen | None:
        colour = paint(element, "stroke", properties, self._palette)
        width = length(element, properties.get("stroke-width", "1"), properties, self._wide)
        if colour is None or width <= 0:
            return None
        scale = matrix.scale
        if properties.get("vector-effect") == "non-scaling-stroke":
            scale = self.base.scale
        elif not matrix.is_even:
            raise SvgError(element.fault("feature", "a stroke wider in one direction than in the other"))
        dashes = _dashes(element, properties)
        phase = length(element, properties.get("stroke-dashoffset", "0"), properties)
        total = sum(dashes) or 1.0
        return Pen(
            colour,
            max(1, round(width * scale)),
            _kind_of(Cap, element, properties, "stroke-linecap", "butt"),
            _kind_of(Join, element, properties, "stroke-linejoin", "miter"),
            round(float(properties.get("stroke-miterlimit", "4")) * 1000),
            tuple(round(dash * scale) for dash in dashes),
            round(phase % total * scale),
        )


def _kind_of(
    kinds: type[_Kind], element: Element, properties: Properties, name: str, usual: str
) -> _Kind:
    """What a property names of some kinds; ``miter-clip`` is a mitre. Raises SvgError."""
    written = properties.get(name, usual)
    found = kinds.__members__.get(written.split("-")[0].upper())
    if found is None:
        raise SvgError(element.fault("value", f"{written!r} is no cap or join"))
    return found


def _chosen(switch: Element) -> list[Element]:
    """Of the children of a ``<switch>`` those that ask for nothing special, as drawing programs mean it."""
    children = [child for child in switch.children if isinstance(child, Element)]
    return [
        child for child in children
        if child.name in _GROUPS | SHAPES | {"text", "use"} and not _CONDITIONS & child.attributes.keys()
    ]  # fmt: skip


def _dashes(element: Element, properties: Properties) -> list[float]:
    """Ink and gap in turn; an odd number of them is said twice, and no ink at all is a full line."""
    written = properties.get("stroke-dasharray", "none")
    if written == "none":
        return []
    made = [length(element, word, properties) for word in written.replace(",", " ").split()]
    if any(dash < 0 for dash in made) or not sum(made):
        return []
    return made * 2 if len(made) % 2 else made


def _view(root: Element) -> tuple[float, float, float, float]:
    """The part of the drawing's plane that is seen: x, y, width, height."""
    written = root.attributes.get("viewBox")
    if written is None:
        sides = (root.attributes.get(name, "") for name in ("width", "height"))
        width, height = (length(root, side, {}) for side in sides)
        numbers = [0.0, 0.0, width, height]
    else:
        numbers = [length(root, word, {}) for word in written.replace(",", " ").split()]
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        raise SvgError(root.fault("value", "the viewBox is empty"))
    x, y, width, height = numbers
    return x, y, width, height


def _placed(steps: list[Step], matrix: Matrix) -> Outline:
    made = []
    for kind, points in steps:
        moved = (matrix.at(*point) for point in points)
        made.append(PathSegment(kind, tuple((round(x), round(y)) for x, y in moved)))
    return tuple(made)


def _reach(steps: Iterable[Step]) -> Iterator[Pair]:
    """Points that say how far an outline reaches: ends, and places on its curves."""
    at = (0.0, 0.0)
    for kind, points in steps:
        if kind == "curve":
            one, two, end = points
            for step in range(1, 8):
                t, u = step / 8, 1 - step / 8
                weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                corners = (at, one, two, end)
                yield (
                    sum(weight * point[0] for weight, point in zip(weights, corners, strict=True)),
                    sum(weight * point[1] for weight, point in zip(weights, corners, strict=True)),
                )
        if points:
            at = points[-1]
            yield at


def _all(root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))
