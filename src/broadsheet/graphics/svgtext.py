"""Text in SVG: lines that start, stand or end at a place, each of one or more looks."""

from __future__ import annotations

from typing import TypeAlias

from broadsheet.graphics.matrix import Matrix
from broadsheet.graphics.svgstyle import (
    Palette,
    Properties,
    Rule,
    font_size,
    font_weight,
    is_shown,
    length,
    paint,
    properties_of,
)
from broadsheet.graphics.svgxml import Element, SvgError
from broadsheet.model.drawing import DrawnRun, DrawnText
from broadsheet.model.style import Align
from broadsheet.patterns import late_pattern
from broadsheet.records import field, record_with

_ANCHORS = {"start": Align.START, "middle": Align.CENTRE, "end": Align.END}
#: From where type is hung to its baseline, in ems of an ideograph's box (0.88 above, 0.12 below).
_HANGS = {
    "middle": 0.38, "central": 0.38, "hanging": 0.88, "text-before-edge": 0.88, "text-top": 0.88,
    "text-after-edge": -0.12, "text-bottom": -0.12, "ideographic": -0.12,
}  # fmt: skip
_REFUSED = ("textLength", "rotate", "lengthAdjust")
_BLANKS = late_pattern(r"\s+")

Rules: TypeAlias = tuple[Rule, ...]


@record_with(frozen=False)
class _Line:
    x: float
    y: float
    anchor: str
    runs: list[DrawnRun] = field(default_factory=list)


class TextReader:
    """Reads one ``<text>``. Raises SvgError for what our lines cannot do."""

    def __init__(self, rules: Rules, palette: Palette, scale: float) -> None:
        self._rules = rules
        self._palette = palette
        self._scale = scale  # drawing units in one of the text's own
        self._lines: list[_Line] = []

    def read(self, element: Element, properties: Properties, matrix: Matrix) -> list[DrawnText]:
        """The lines, where ``matrix`` takes them."""
        turn = matrix.turn
        if turn is None:
            raise SvgError(element.fault("feature", "slanted text (convert it to paths)"))
        self._part(element, properties)
        made = []
        for line in self._lines:
            runs = _trimmed(line.runs)
            if runs:
                x, y = matrix.at(line.x, line.y)
                align = _ANCHORS.get(line.anchor, Align.START)
                made.append(DrawnText(round(x), round(y), runs, align, turn))
        return made

    def _part(self, element: Element, properties: Properties) -> None:
        self._check(element, properties)
        self._move(element, properties)
        for child in element.children:
            if isinstance(child, str):
                self._characters(child, element, properties)
            elif child.name == "tspan":
                below = properties_of(child, properties, self._rules)
                if is_shown(child, below):
                    self._part(child, below)
            elif child.name not in ("title", "desc"):
                raise SvgError(child.fault("feature", f"<{child.name}> in text"))

    def _check(self, element: Element, properties: Properties) -> None:
        refused = [name for name in _REFUSED if name in element.attributes]
        if properties.get("letter-spacing", "normal") not in ("normal", "0", "0px"):
            refused.append("letter-spacing")
        if properties.get("font-style", "normal") != "normal":
            refused.append("slanted text")
        if properties.get("writing-mode", "lr-tb") not in ("lr-tb", "lr", "horizontal-tb"):
            refused.append("writing-mode")
        if refused:
            raise SvgError(element.fault("feature", ", ".join(refused)))

    def _move(self, element: Element, properties: Properties) -> None:
        """A place of its own begins a new line; a shift along a line would need what stands before it."""
        given = {name: self._single(element, name, properties) for name in ("x", "y", "dx", "dy")}
        here = self._lines[-1] if self._lines else _Line(0.0, 0.0, "start")
        starts = not self._lines or given["x"] is not None or not here.runs
        if not starts:
            if any(given[name] for name in ("y", "dx", "dy")):
                raise SvgError(element.fault("feature", "text that moves off its line without an x"))
            return
        x = here.x if given["x"] is None else given["x"]
        y = here.y if given["y"] is None else given["y"]
        line = _Line(x + (given["dx"] or 0), y + (given["dy"] or 0), properties.get("text-anchor", "start"))
        if self._lines and not here.runs:
            self._lines[-1] = line
        else:
            self._lines.append(line)

    @staticmethod
    def _single(element: Element, name: str, properties: Properties) -> float | None:
        written = element.attributes.get(name, "").replace(",", " ").split()
        if len(written) > 1:
            raise SvgError(element.fault("feature", "a place for each character"))
        return length(element, written[0], properties) if written else None

    def _characters(self, written: str, element: Element, properties: Properties) -> None:
        colour = paint(element, "fill", properties, self._palette)
        text = _BLANKS.sub(" ", written)
        if colour is None or not text or properties.get("visibility", "visible") != "visible":
            return
        if paint(element, "stroke", properties, self._palette) is not None:
            raise SvgError(element.fault("feature", "stroked text"))
        size = font_size(element, properties)
        line = self._lines[-1]
        if not line.runs:
            kind = properties.get("alignment-baseline") or properties.get("dominant-baseline", "")
            line.y += _HANGS.get(kind, 0.0) * size
        wished = properties.get("font-family", "sans-serif").split(",")
        families = tuple(name.strip(" '\"") for name in wished if name.strip())
        weight = font_weight(element, properties)
        line.runs.append(DrawnRun(text, families, weight, round(size * self._scale), colour))


def _trimmed(runs: list[DrawnRun]) -> tuple[DrawnRun, ...]:
    """A line without the blanks at its ends and after another blank, as XML's white space goes."""
    kept: list[DrawnRun] = []
    for run in runs:
        after_blank = not kept or kept[-1].text.endswith(" ")
        text = run.text.lstrip(" ") if after_blank else run.text
        if text:
            kept.append(DrawnRun(text, run.families, run.weight, run.size, run.colour))
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = DrawnRun(last.text.rstrip(" "), last.families, last.weight, last.size, last.colour)
    return tuple(kept)
