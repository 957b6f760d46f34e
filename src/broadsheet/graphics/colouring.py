"""The colours of a foreign stream, written again in process inks."""

from __future__ import annotations

from typing import Any

import pikepdf

from broadsheet.graphics.form import Refusal, RefusedPageError
from broadsheet.graphics.paint import Paint
from broadsheet.graphics.spaces import CMYK, GREY, RGB, Inking, Kind, Space, space_of

_PLAIN = {"g": GREY, "rg": RGB, "k": CMYK}


class Colours:
    """Writes the colours of a stream. ``named`` are its resources; ``had_light``: some were RGB or Lab,
    ``mixed`` are spot inks that became process inks, ``had_pattern``: one was asked for."""

    def __init__(self, named: Any, inking: Inking) -> None:
        self.had_light = False
        self.had_pattern = False
        self.mixed: set[str] = set()
        self._spaces = named.get("/ColorSpace", pikepdf.Dictionary())
        self._inking = inking
        self._known: dict[str, Space] = {}

    def is_mixed(self, operator: str, name: Any) -> bool:
        """Whether an instruction names a spot ink that becomes process inks, and so does not stay."""
        if operator not in {"cs", "CS"}:
            return False
        space = self._space(name)
        if not self._inking.mixes(space):
            return False
        self.mixed.update(space.names)
        return True

    def written(
        self, operands: list[Any], operator: str, paints: tuple[Paint, Paint]
    ) -> tuple[list[Any], str]:
        """A colour operator with its colour in process inks; any other as it is. ``paints`` are what is
        filled and stroked with, of which one takes the colour."""
        low = operator.lower()
        paint = paints[operator != low]
        if low in _PLAIN:
            paint.space = _PLAIN[low]
            operands = self._inks(operands, paint)
            return operands, _as(operator, "k") if paint.space is RGB else operator
        if low == "cs":
            name = str(operands[0])
            paint.begin(self._space(operands[0]), self._inking)
            if paint.is_mixed:  # a space begins with the full tint
                return self._inks([1] * len(paint.space.inks), paint), _as(operator, "k")
            if paint.space.kind is Kind.CMYK and paint.space.profile:  # with none, DeviceCMYK with black
                return self._inks([0, 0, 0, 0], paint), _as(operator, "k")
            if paint.space is RGB and name not in self._spaces:
                operands = [pikepdf.Name("/DeviceCMYK")]
        elif low in ("sc", "scn"):
            operands = self._inks(operands, paint)
            if self._inking.mixes(paint.space):
                return operands, _as(operator, "k")
        return operands, operator

    def _inks(self, operands: list[Any], paint: Paint) -> list[Any]:
        """A colour's numbers; behind those of an uncoloured pattern its name stays."""
        numbers = [each for each in operands if not isinstance(each, pikepdf.Name)]
        names, space = operands[len(numbers) :], paint.space
        base = space.base if space.kind is Kind.PATTERN and numbers else space
        if names:
            self.had_pattern = True  # a pattern is asked for to be seen
        if base is None or base.kind is Kind.PATTERN:
            paint.ink, paint.is_white, paint.knocks_out, paint.is_mixed = 0, False, False, False
            return operands
        if base.kind is Kind.INDEXED:  # an index is no colour
            paint.ink, paint.is_white = 0, False
            return operands
        if self._inking.changes(base) and len(numbers) != base.channels:
            raise RefusedPageError(Refusal.FILE, "content stream: a colour of other numbers")
        self.had_light |= base.is_light
        return [*paint.take(base, numbers, self._inking), *names]

    def _space(self, written: Any) -> Space:
        """The space that is named or written in the stream."""
        name = str(written) if isinstance(written, pikepdf.Name) else ""
        if name not in self._spaces:
            return space_of(written)
        if name not in self._known:
            self._known[name] = space_of(self._spaces[name])
        return self._known[name]


def _as(operator: str, small: str) -> str:
    """An operator for filling, or its twin for stroking."""
    return small if operator == operator.lower() else small.upper()
