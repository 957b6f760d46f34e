"""The content stream of a foreign PDF, written again: process inks only, no marks for readers."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pikepdf

from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.graphics.matrix import Matrix
from broadsheet.graphics.spaces import CMYK, GREY, RGB, Inking, Kind, Space, space_of
from broadsheet.records import field, record, record_with

#: Operators that name a resource, and of which category.
_NAMES = {
    "Tf": "Font", "gs": "ExtGState", "cs": "ColorSpace", "CS": "ColorSpace",
    "scn": "Pattern", "SCN": "Pattern", "sh": "Shading", "Do": "XObject",
}  # fmt: skip
#: Marks for readers, layers and compatibility: they print nothing, and what they refer to stays behind.
_LEFT_OUT = frozenset(("BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"))
_PLAIN = {"g": GREY, "rg": RGB, "k": CMYK}
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*")) | _SHOWS
_STROKES = frozenset(("S", "s", "B", "B*", "b", "b*"))
_BLACK = 1000
_AT_ONCE = 5000


@record
class Contents:
    """A stream that names only what ``used`` holds, by category; ``ink`` is the highest sum. ``placed`` is of
    each object that it shows the largest size that the unit square has there, in the stream's units."""

    data: bytes
    used: Mapping[str, frozenset[str]]
    ink: int
    had_rgb: bool
    placed: Mapping[str, tuple[float, float]]


@record_with(frozen=False)
class _Paint:
    """What is filled or stroked with: a space and, where it is known, the sum of inks."""

    space: Space = GREY
    ink: int = _BLACK


@record_with(frozen=False)
class _State:
    fill: _Paint = field(default_factory=_Paint)
    stroke: _Paint = field(default_factory=_Paint)
    matrix: Matrix = field(default_factory=Matrix)

    def copy(self) -> _State:
        fill = _Paint(self.fill.space, self.fill.ink)
        return _State(fill, _Paint(self.stroke.space, self.stroke.ink), self.matrix)


def rewrite(stream: pikepdf.Object, spaces: Any, inking: Inking) -> Contents:
    """Return a stream's instructions with RGB made process inks. ``spaces`` are the colour spaces of its
    resources, as the file has them: only those that are used are looked at. Raises RefusedPageError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a stream that ends in the middle is a warning to pikepdf
            parsed = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, ValueError, TypeError, UserWarning) as error:
        raise RefusedPageError(Refusal.FILE, f"content stream: {error}") from error
    writer = _Rewriter(spaces, inking, _shown_faces(parsed))
    parts = []
    parsed.reverse()
    while parsed:  # instructions take a hundred times the room of their bytes: let go of them on the way
        taken = (writer.step(parsed.pop()) for _ in range(min(_AT_ONCE, len(parsed))))
        parts.append(pikepdf.unparse_content_stream([made for made in taken if made is not None]))
    used = {category: frozenset(names) for category, names in writer.used.items()}
    data = b"\n".join(part for part in parts if part)
    return Contents(data, used, writer.ink, writer.had_rgb, writer.placed)


def _shown_faces(parsed: Iterable[Any]) -> frozenset[str]:
    """The names of the faces that type is set in. Programs also choose faces that they never use,
    Helvetica above all, which no press file carries."""
    shown: set[str] = set()
    face, outer = "", list[str]()
    for instruction in parsed:
        operator = str(instruction.operator)
        if operator == "Tf" and len(instruction.operands):
            face = str(instruction.operands[0])
        elif operator == "q":
            outer.append(face)
        elif operator == "Q" and outer:
            face = outer.pop()
        elif operator in _SHOWS:
            shown.add(face)
    return frozenset(shown)


class _Rewriter:
    def __init__(self, spaces: Any, inking: Inking, faces: frozenset[str]) -> None:
        self._faces = faces
        self.used: dict[str, set[str]] = {}
        self.ink = 0
        self.had_rgb = False
        self.placed: dict[str, tuple[float, float]] = {}
        self._spaces = spaces
        self._inking = inking
        self._state = _State()
        self._outer: list[_State] = []

    def step(self, instruction: Any) -> Any:
        """The instruction to write instead; None for none."""
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            return self._inline(instruction)
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator in _LEFT_OUT:
            return None
        if operator in _NAMES and operands:
            name = operands[0 if operator == "Tf" else -1]
            if operator == "Tf" and str(name) not in self._faces:
                return None
            if isinstance(name, pikepdf.Name):
                self._note(_NAMES[operator], str(name))
        if operator == "cm" and len(operands) == 6:
            self._state.matrix = self._state.matrix.after(Matrix(*map(float, operands)))
        elif operator == "Do" and operands:
            self._place(str(operands[0]))
        elif operator == "q":
            self._outer.append(self._state.copy())
        elif operator == "Q":
            self._state = self._outer.pop() if self._outer else self._state
        elif operator in _FILLS or operator in _STROKES:
            self._painted(operator)
        else:
            operands, operator = self._coloured(operands, operator)
        return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))

    def _note(self, category: str, name: str) -> None:
        self.used.setdefault(category, set()).add(name)

    def _space(self, written: Any) -> Space:
        """The space that is named or written in the stream."""
        is_named = isinstance(written, pikepdf.Name) and str(written) in self._spaces
        return space_of(self._spaces[str(written)] if is_named else written)

    def _place(self, name: str) -> None:
        matrix, known = self._state.matrix, self.placed.get(name, (0.0, 0.0))
        size = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        self.placed[name] = (max(size[0], known[0]), max(size[1], known[1]))

    def _painted(self, operator: str) -> None:
        if operator in _FILLS:
            self.ink = max(self.ink, self._state.fill.ink)
        if operator in _STROKES:
            self.ink = max(self.ink, self._state.stroke.ink)

    def _coloured(self, operands: list[Any], operator: str) -> tuple[list[Any], str]:
        """A colour operator with its colour in process inks; any other as it is."""
        low = operator.lower()
        paint = self._state.fill if operator == low else self._state.stroke
        if low in _PLAIN:
            space = paint.space = _PLAIN[low]
            operands = self._inks(operands, space, paint)
            return operands, _as(operator, "k") if space is RGB else operator
        if low == "cs" and operands:
            name = str(operands[0])
            paint.space = self._space(operands[0])
            paint.ink = _BLACK if paint.space.kind in (Kind.GREY, Kind.CMYK, Kind.RGB) else 0
            if paint.space is RGB and name not in self._spaces:
                operands = [pikepdf.Name("/DeviceCMYK")]
        elif low in ("sc", "scn"):
            operands = self._inks(operands, paint.space, paint)
        return operands, operator

    def _inks(self, operands: list[Any], space: Space, paint: _Paint) -> list[Any]:
        """A colour's numbers; behind those of an uncoloured pattern its name stays."""
        numbers = [each for each in operands if not isinstance(each, pikepdf.Name)]
        names = operands[len(numbers) :]
        base = space.base if space.kind is Kind.PATTERN and numbers else space
        if base is None:
            return operands
        if base.kind in (Kind.RGB, Kind.CMYK) and self._inking.changes(base):  # an index is no colour
            if len(numbers) != (3 if base.kind is Kind.RGB else 4):
                raise RefusedPageError(Refusal.FILE, "content stream: a colour of other numbers")
            self.had_rgb |= base.kind is Kind.RGB
            numbers = self._inking.inks(numbers)
        paint.ink = _sum(numbers, base)
        return [*numbers, *names]

    def _inline(self, image: pikepdf.ContentStreamInlineImage) -> Any:
        """Small pictures inside a stream: as they are, but for RGB, which nothing there can hold."""
        space = image.iimage.obj.get("/ColorSpace", image.iimage.obj.get("/CS"))
        if space is not None:
            if self._inking.changes(self._space(space)):
                raise RefusedPageError(Refusal.COLOUR, "RGB inline picture")
            if isinstance(space, pikepdf.Name) and str(space) in self._spaces:
                self._note("ColorSpace", str(space))
        return image


def _as(operator: str, small: str) -> str:
    """An operator for filling, or its twin for stroking."""
    return small if operator == operator.lower() else small.upper()


def _sum(numbers: Sequence[Any], space: Space) -> int:
    """The sum of inks in per mille; 0 where a separation's mix is not known."""
    if space.kind is Kind.GREY and numbers:
        return round((1 - Decimal(str(numbers[0]))) * 1000)
    if space.kind in (Kind.CMYK, Kind.RGB):
        return ink_sum(numbers)
    return 0


def ink_sum(numbers: Iterable[Any]) -> int:
    """Of components from 0 to 1, in per mille."""
    return round(sum(Decimal(str(number)) for number in numbers) * 1000)
