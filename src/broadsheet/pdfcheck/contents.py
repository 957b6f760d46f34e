"""What a page's content paints: a walk through its instructions, forms included, with the graphics state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import IDENTITY, OUTLINES, UNIT, Outline, moved, point, times
from broadsheet.pdfcheck.instructions import MOST_STEPS, TooMuchError
from broadsheet.pdfcheck.marks import Mark, marks_of
from broadsheet.pdfcheck.nesting import require_end
from broadsheet.pdfcheck.operators import INTENTS, PAINTS, SHOWS, missing, wrong_with
from broadsheet.pdfcheck.reading import Reading
from broadsheet.pdfcheck.resources import named, spaces_of
from broadsheet.pdfcheck.spaces import Colour, parts_of, space_of
from broadsheet.pdfcheck.state import State, entered, extended, followed, painted
from broadsheet.records import field, record_with, replace

_MARKS = frozenset((*PAINTS, *SHOWS, "INLINE IMAGE", "sh", "n"))
MOST_DEPTH = 12


@record_with(frozen=False)
class Walk:
    """A walk through a page. ``notes`` are (rule, detail) of what is seen on the way."""

    notes: list[tuple[str, str]]
    steps: int = 0
    reading: Reading = field(default_factory=Reading)
    patterns: set[object] = field(default_factory=set)

    def page(self, page: pikepdf.Page) -> Iterator[Mark]:
        """What a page paints, in order. Raises TooMuchError, pikepdf.PikepdfError."""
        require_end(page, self.reading)
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        yield from self._stream(page, resources, State(), 0)

    def _stream(self, stream: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        if depth > MOST_DEPTH:
            raise TooMuchError("forms in forms without end")
        if isinstance(resources, pikepdf.Dictionary):
            self._defaults(resources)
        stack: list[State] = []
        outline = Outline()
        for name, step in self.reading.steps(stream):
            operands = list(step.operands)  # once: each look at them makes the numbers anew
            if not self._counts(name, operands, resources):
                continue
            if name in OUTLINES:
                outline.add(name, [float(each) for each in operands])
            elif name in {"q", "Q"}:
                state = self._saved(name, state, stack)
            elif name == "Do":
                yield from self._object(operands, resources, state, depth)
            elif name in _MARKS:
                for mark in marks_of(name, operands, resources, (state, outline)):
                    yield mark
                    yield from self._drawn(mark, resources, depth)
                state, outline = painted(name, state, outline)
            else:
                state = self._changed(state, name, operands, resources)
                if name in {"scn", "SCN"}:
                    yield from self._pattern(operands, resources, state, depth)
        if stack:
            self.notes.append(("F11", f"{len(stack)} q without Q"))

    def _counts(self, name: str, operands: Any, resources: Any) -> bool:
        """Whether an instruction can be followed; what is wrong with it is noted."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError("too many instructions")
        wrong = wrong_with(name, operands) or missing(name, operands, resources)
        if wrong:
            self.notes.append(("F11", wrong))
        return not wrong

    def _saved(self, name: str, state: State, stack: list[State]) -> State:
        if name == "q":
            stack.append(state)
            return state
        if not stack:
            self.notes.append(("F11", "Q without q"))
        return stack.pop() if stack else state

    def _defaults(self, resources: pikepdf.Dictionary) -> None:
        """Spaces that silently stand in for the device's own."""
        for key in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
            if key in (spaces_of(resources) or {}):
                self.notes.append(("C13", key[1:]))

    def _pattern(self, operands: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        """What a pattern paints, once, wherever it is used."""
        if not len(operands) or not isinstance(operands[-1], pikepdf.Name):
            return
        pattern = named(resources, "/Pattern", operands[-1:])
        key = pattern.objgen if pattern.is_indirect else (str(operands[-1]), depth)
        if key in self.patterns:
            return
        self.patterns.add(key)
        matrix = tuple(float(each) for each in pattern.get("/Matrix", IDENTITY))
        placed = State(ctm=matrix if len(matrix) == 6 else IDENTITY, tiled=True)
        if isinstance(pattern, pikepdf.Stream):
            yield from self._stream(pattern, pattern.get("/Resources", resources), placed, depth + 1)
        elif "/Shading" in pattern:
            space = space_of(pattern.Shading.get("/ColorSpace"), spaces_of(resources))
            yield Mark("shade", replace(state, ctm=placed.ctm), space=space)

    def _drawn(self, mark: Mark, resources: Any, depth: int) -> Iterator[Mark]:
        """What the glyphs of a face paint that has instructions for them, once, wherever it is used."""
        font = mark.font
        if not isinstance(font, pikepdf.Dictionary) or "/CharProcs" not in font:
            return
        key = font.objgen if font.is_indirect else (mark.state.font, depth)
        if key in self.patterns:
            return
        self.patterns.add(key)
        state, matrix = mark.state, tuple(float(each) for each in font.get("/FontMatrix", IDENTITY))
        sized = times(matrix, (state.size, 0, 0, state.size, 0, 0)) if len(matrix) == 6 else IDENTITY
        start = replace(state, ctm=times(sized, times(state.matrix, state.ctm)), tiled=True)
        for glyph in font.CharProcs.values():
            if isinstance(glyph, pikepdf.Stream):
                yield from self._stream(glyph, font.get("/Resources", resources), start, depth + 1)

    def _object(self, operands: Any, resources: Any, state: State, depth: int) -> Iterator[Mark]:
        found = named(resources, "/XObject", operands)
        if not isinstance(found, pikepdf.Stream):
            return
        kind = str(found.get("/Subtype", ""))
        if "/OC" in found:
            self.notes.append(("F10", "an object in a layer"))
        if kind == "/Image":
            space = space_of(found.ColorSpace, spaces_of(resources)) if "/ColorSpace" in found else None
            boxes = (moved(state.ctm, UNIT),)
            yield Mark("image", state, point(state.ctm, (0, 0)), stream=found, space=space, boxes=boxes)
        elif kind == "/PS":
            self.notes.append(("F07", "PostScript XObject"))
        elif kind == "/Form":
            if "/OPI" in found or str(found.get("/Subtype2", "")) == "/PS":
                self.notes.append(("F07", "OPI or PostScript in a form"))
            if "/Group" in found and str(found.Group.get("/S", "")) == "/Transparency":
                self.notes.append(("C10", "a transparency group"))
            inner = entered(found, state)
            yield from self._stream(found, found.get("/Resources", resources), inner, depth + 1)

    def _changed(self, state: State, name: str, operands: Any, resources: Any) -> State:
        if name in {"cs", "CS"}:
            space = space_of(operands[0], spaces_of(resources))
            colour = Colour(space, space.initial)
            return replace(state, fill=colour) if name == "cs" else replace(state, stroke=colour)
        if name in {"sc", "scn", "SC", "SCN"}:
            if name.islower():
                return replace(state, fill=Colour(state.fill.space, parts_of(operands)))
            return replace(state, stroke=Colour(state.stroke.space, parts_of(operands)))
        if name == "gs":
            return self._extended(state, named(resources, "/ExtGState", operands))
        if name == "ri" and str(operands[0]) not in INTENTS:
            self.notes.append(("C12", str(operands[0])))
        return followed(state, name, operands)

    def _extended(self, state: State, entries: Any) -> State:
        """The state after a graphics state dictionary."""
        if not isinstance(entries, pikepdf.Dictionary):
            return state
        for key in ("/TR", "/TR2", "/HTP"):
            if key in entries and str(entries[key]) not in {"/Identity", "/Default"}:
                self.notes.append(("C11", key[1:]))
        if "/HT" in entries and str(entries.HT) != "/Default":
            self.notes.append(("C11", "HT"))
        if "/RI" in entries and str(entries.RI) not in INTENTS:
            self.notes.append(("C12", str(entries.RI)))
        return extended(state, entries)
