"""The content stream of a foreign PDF, written again: process inks only, no marks for readers."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import pikepdf

from broadsheet.graphics.colouring import Colours
from broadsheet.graphics.form import PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.paint import START, Overprint, Paint, Start, seen_through
from broadsheet.graphics.spaces import Inking
from broadsheet.pdfcheck.area import EVERYWHERE, OUTLINES, UNIT, Box, Outline, meets, moved, scale
from broadsheet.pdfcheck.filters import filters_of
from broadsheet.pdfcheck.fonts import codes_of, goes_by_cids
from broadsheet.pdfcheck.marks import marks_of, object_shows
from broadsheet.pdfcheck.operators import (
    CATEGORIES,
    LEFT,
    PAINTS,
    RENDERED,
    SHOWS,
    is_operator,
    missing,
    wrong_with,
)
from broadsheet.pdfcheck.state import State, followed, painted
from broadsheet.records import field, record, record_with, replace

#: Marks for readers, layers and compatibility: they print nothing, and what they refer to stays behind.
_LEFT_OUT = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
#: Between these, what a reader does not know is to be passed over (ISO 32000-2, 7.8.2).
_LENIENT = {"BX": 1, "EX": -1}
_COLOURS = frozenset(("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"))
_FILLS = frozenset(name for name, ways in PAINTS.items() if "fill" in ways) | SHOWS
_STROKES = frozenset(name for name, ways in PAINTS.items() if "stroke" in ways)
#: Instructions that move what is painted, or say how thick and how large it is.
_MOVES = frozenset(("cm", "w", "BT", "Tf", "Tm", "Td", "TD", "Tr"))
_NO_PAINT = pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
_AT_ONCE = 5000


@record
class Contents:
    """A stream that names only what ``used`` holds, by category, and what was made of its own: ``inline``
    pictures and graphics ``states``. ``forms`` are those that are shown where something overprints, under
    names of their own, each with the file's name and what it begins with. ``ink`` is the highest sum,
    ``mixed`` the spot inks that became process inks. ``placed`` is of each object that it shows the largest
    size that the unit square has there, in the stream's units. ``lost_white``: white overprints somewhere.
    ``is_blank``: nothing of it prints. ``line`` is the thickness of its thinnest line or fill, in its units.
    ``shown`` are the codes that are set in faces whose codes are CIDs, by name, and ``hidden`` those of type
    that is neither filled nor stroked."""

    data: bytes
    used: Mapping[str, frozenset[str]]
    ink: int
    had_light: bool
    placed: Mapping[str, tuple[float, float]]
    mixed: frozenset[str] = frozenset()
    lost_white: bool = False
    inline: Mapping[str, Any] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, PdfValue]] = field(default_factory=dict)
    is_blank: bool = False
    forms: Mapping[str, tuple[str, Start]] = field(default_factory=dict)
    line: float = math.inf
    shown: Mapping[str, AbstractSet[int]] = field(default_factory=dict)
    hidden: Mapping[str, AbstractSet[int]] = field(default_factory=dict)


@record_with(frozen=False)
class _State:
    """The graphics state. ``overprint`` is the file's, ``written`` what its colours now need."""

    fill: Paint = field(default_factory=Paint)
    stroke: Paint = field(default_factory=Paint)
    place: State = field(default_factory=State)
    overprint: Overprint = Overprint()
    written: Overprint = Overprint()
    clear: frozenset[str] = frozenset()  # what is not opaque

    def copy(self) -> _State:
        return replace(self, fill=replace(self.fill), stroke=replace(self.stroke))


def rewrite(
    stream: pikepdf.Object, named: Any, inking: Inking, area: Box = EVERYWHERE, start: Start = START
) -> Contents:
    """Return a stream's instructions with RGB and Lab made process inks. ``named`` are its resources,
    as the file has them: only those that are used are looked at. What is painted wholly outside of ``area``,
    in the stream's units, or outside of a clip is left out: crop marks and control strips are for another
    press. What is saved (q) and not restored is at the end, and what was never saved is not. Raises
    RefusedPageError, for an instruction that is not whole, too: each reader makes something else of one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a stream that ends in the middle is a warning to pikepdf
            parsed = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, ValueError, TypeError, UserWarning) as error:
        raise RefusedPageError(Refusal.FILE, f"content stream: {error}") from error
    writer = _Rewriter(named, inking, _shown_faces(parsed), area, start)
    parts = [pikepdf.unparse_content_stream(writer.overprinting())]
    parsed.reverse()
    while parsed:  # instructions take a hundred times the room of their bytes: let go of them on the way
        taken = (writer.step(parsed.pop()) for _ in range(min(_AT_ONCE, len(parsed))))
        parts.append(pikepdf.unparse_content_stream([each for made in taken for each in made]))
    parts.extend([b"Q"] * writer.open)
    data = b"\n".join(part for part in parts if part)
    return writer.contents(data)


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
        elif operator in SHOWS:
            shown.add(face)
    return frozenset(shown)


class _Rewriter:
    def __init__(
        self, named: Any, inking: Inking, faces: frozenset[str], area: Box, start: Start
    ) -> None:
        self._area = area
        self._outline = Outline()
        self._faces = faces
        self._used: dict[str, set[str]] = {}
        self._ink = 0
        self._placed: dict[str, tuple[float, float]] = {}
        self._lost_white = False
        self._inline_made: dict[str, Any] = {}
        self._states_made: dict[str, Mapping[str, PdfValue]] = {}
        self._is_blank = True
        self._forms: dict[str, tuple[str, Start]] = {}
        self._named = named
        self._line = math.inf
        self._shown: dict[str, set[int]] = {}
        self._hidden: dict[str, set[int]] = {}
        self._lenient = 0
        self._colours = Colours(named, inking)
        self._states = named.get("/ExtGState", pikepdf.Dictionary())
        self._state = _State(
            Paint(knocks_out=start.fill[0], is_mixed=start.fill[1]),
            Paint(knocks_out=start.stroke[0], is_mixed=start.stroke[1]),
            overprint=start.overprint,
            written=start.written,
        )
        self._outer: list[_State] = []

    @property
    def open(self) -> int:
        """How many states were saved and are not restored."""
        return len(self._outer)

    def contents(self, data: bytes) -> Contents:
        """What was written, and what was met on the way."""
        used = {category: frozenset(names) for category, names in self._used.items()}
        colours = self._colours
        return Contents(
            data, used, self._ink, colours.had_light, self._placed, frozenset(colours.mixed),
            self._lost_white, self._inline_made, self._states_made,
            self._is_blank and not colours.had_pattern, self._forms, self._line, self._shown,
            self._hidden,
        )  # fmt: skip

    def step(self, instruction: Any) -> list[Any]:
        """The instructions to write instead."""
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            made = self._inline(instruction)
            return [] if made is None else [made]
        made = self._written(instruction)
        if made is None:
            return []
        operator = str(made.operator)
        return [made, *self.overprinting()] if operator in _COLOURS or operator == "gs" else [made]

    def _written(self, instruction: Any) -> Any:
        """The instruction to write instead; None for none."""
        operands, operator = list(instruction.operands), str(instruction.operator)
        if self._prints_nothing(operator, operands):
            return None
        operator = self._opaque(operator)
        wrong = wrong_with(operator, operands) or missing(operator, operands, self._named)
        if wrong:
            raise RefusedPageError(Refusal.FILE, f"content stream: {wrong}")
        if not self._is_seen(operator, operands):
            return self._unseen(operator, instruction)
        if operator in CATEGORIES and operator != "Do":
            name = operands[0 if operator == "Tf" else -1]
            if isinstance(name, pikepdf.Name) and not self._colours.is_mixed(operator, name):
                self._note(CATEGORIES[operator].lstrip("/"), str(name))
        self._follow(operator, operands)
        if operator == "Do":
            operands = [pikepdf.Name(self._place(str(operands[0])))]
        elif operator == "gs":
            self._extend(self._states.get(str(operands[0])))
        elif operator == "q":
            self._outer.append(self._state.copy())
        elif operator == "Q":
            self._state = self._outer.pop()
        elif operator in _FILLS or operator in _STROKES:
            self._painted(operator, operands)
        elif operator == "sh":
            self._refuse_clear("fill")
            self._is_blank = False
        else:
            paints = self._state.fill, self._state.stroke
            operands, operator = self._colours.written(operands, operator, paints)
        return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))

    def _opaque(self, operator: str) -> str:
        """The instruction without what is not seen at all of it."""
        for way, left in LEFT.items():
            if f"no {way}" in self._state.clear:
                operator = left.get(operator, operator)
        return operator

    def _extend(self, entries: Any) -> None:
        """Take what a graphics state dictionary says."""
        state = self._state
        state.overprint, state.written = state.overprint.after(entries), state.written.after(entries)
        state.clear = seen_through(state.clear, entries)
        if isinstance(entries, pikepdf.Dictionary) and "/LW" in entries:
            state.place = followed(state.place, "w", [entries["/LW"]])

    def overprinting(self) -> list[Any]:
        """What has to be said of overprint for the colours that things are painted with now."""
        meant, written = self._state.overprint, self._state.written
        if not (meant.is_active or written.is_active):
            return []  # as nearly always
        wanted = meant.of(self._state.fill, self._state.stroke)
        if wanted.looks_like(written):
            return []
        self._state.written = wanted
        name = _new_name(f"/O{wanted.fill:d}{wanted.stroke:d}{wanted.mode}", self._states)
        self._states_made[name.lstrip("/")] = wanted.entries
        return [pikepdf.ContentStreamInstruction([pikepdf.Name(name)], pikepdf.Operator("gs"))]

    def _form_of(self, name: str) -> str:
        """The name of a form where it is shown now: it begins with the overprint around it, and its own
        colours may have to be told of that."""
        state = self._state
        if not (state.overprint.is_active or state.written.is_active):
            return name
        fill, stroke = ((paint.knocks_out, paint.is_mixed) for paint in (state.fill, state.stroke))
        shown = name, Start(state.overprint, state.written, fill, stroke)
        for known, form in self._forms.items():
            if form == shown:
                return known
        own = _new_name(f"{name}-{len(self._forms)}", self._named["/XObject"])
        self._forms[own] = shown
        return own

    def _is_form(self, name: str) -> bool:
        held = self._named.get("/XObject", {}).get(name)
        return held is not None and str(held.get("/Subtype", "")) == "/Form"

    def _is_seen(self, operator: str, operands: Sequence[Any]) -> bool:
        """Whether anything of what an instruction paints shows; True where it paints nothing."""
        place = self._state.place
        if operator == "Do":
            return object_shows(self._named["/XObject"][str(operands[0])], place, self._area)
        if operator not in _FILLS and operator not in _STROKES and operator != "sh":
            return True
        marks = list(marks_of(operator, operands, self._named, (place, self._outline)))
        shown = [mark for mark in marks if mark.shows_in(self._area)]
        if not self._state.fill.is_white:
            self._line = min([self._line, *(mark.thin for mark in shown if mark.thin is not None)])
        return not marks or bool(shown)

    def _unseen(self, operator: str, instruction: Any) -> Any:
        """What is written for what does not show. Type stays: what follows it stands where it ends."""
        self._follow(operator, ())
        if operator in SHOWS:
            return instruction
        return None if operator in CATEGORIES else _NO_PAINT

    def _follow(self, operator: str, operands: Sequence[Any]) -> None:
        """Keep where things are painted."""
        if operator in OUTLINES:
            self._outline.add(operator, [float(each) for each in operands])
        elif operator in _MOVES:
            self._state.place = followed(self._state.place, operator, operands)
        else:
            self._state.place, self._outline = painted(operator, self._state.place, self._outline)

    def _prints_nothing(self, operator: str, operands: Sequence[Any]) -> bool:
        """Whether an instruction is left out: marks, faces that are not used, and a Q without its q."""
        if operator in _LENIENT:
            self._lenient += _LENIENT[operator]
            return True
        if operator == "Tf" and operands and str(operands[0]) not in self._faces:
            return True
        if operator == "Q" and not self._outer:
            return True
        return operator in _LEFT_OUT or (self._lenient > 0 and not is_operator(operator))

    def _note(self, category: str, name: str) -> None:
        self._used.setdefault(category, set()).add(name)

    def _place(self, name: str) -> str:
        """Note that an object is shown; return the name under which it is."""
        held, is_form = self._named.get("/XObject", {}).get(name), self._is_form(name)
        self._refuse_clear(*(("fill", "stroke") if is_form else ("fill",)))
        name = self._form_of(name) if is_form else name
        self._note("XObject", name)
        (a, b, c, d, _, _), known = self._state.place.ctm, self._placed.get(name, (0.0, 0.0))
        size = math.hypot(a, b), math.hypot(c, d)
        self._placed[name] = (max(size[0], known[0]), max(size[1], known[1]))
        if held is not None and held.get("/ImageMask", False):
            self._painted("f")
        elif held is not None and str(held.get("/Subtype", "")) == "/Image":
            self._is_blank = False
        return name

    def _painted(self, operator: str, operands: Sequence[Any] = ()) -> None:
        """Note the inks of a fill, a stroke, or of type that is one or the other or both."""
        state, ways = self._state, RENDERED[self._state.place.rendering]
        is_type = operator in SHOWS
        if is_type:
            self._noted(operands[-1], self._shown if ways else self._hidden)
        if "fill" in ways if is_type else operator in _FILLS:
            self._refuse_clear("fill")
            self._inked(state.fill, state.written.fill)
        if "stroke" in ways if is_type else operator in _STROKES:
            self._refuse_clear("stroke")
            self._inked(state.stroke, state.written.stroke)
            if not (is_type or state.stroke.is_white):
                self._line = min(self._line, state.place.width * scale(state.place.ctm))

    def _noted(self, text: Any, codes: dict[str, set[int]]) -> None:
        """Note what is set in a face whose codes are its CIDs."""
        name = self._state.place.font
        font = self._named.get("/Font", {}).get(name) if name else None
        if font is not None and goes_by_cids(font):
            codes.setdefault(name, set()).update(codes_of(text))

    def _refuse_clear(self, *ways: str) -> None:
        """Raise RefusedPageError where what is painted now is seen through: programs also ask for that where
        they paint nothing."""
        if self._state.clear & {*ways, *(f"no {way}" for way in ways), "blend", "mask"}:
            raise RefusedPageError(Refusal.TRANSPARENCY, "opacity, a soft mask or a blend mode")

    def _inked(self, paint: Paint, overprints: bool) -> None:
        self._ink = max(self._ink, paint.ink)
        self._lost_white |= paint.is_white and overprints
        self._is_blank &= paint.is_white

    def _inline(self, image: pikepdf.ContentStreamInlineImage) -> Any:
        """Small pictures inside a stream become ones of their own, so that there is one way for all; masks,
        of which some faces are made, stay where they are."""
        if not meets((moved(self._state.place.ctm, UNIT),), self._state.place.clip, self._area):
            return None
        entries = image.iimage.obj
        if entries.get("/ImageMask", False):
            self._painted("f")
            if not entries.get("/Interpolate", False) and "/LZWDecode" not in filters_of(entries):
                return image
        self._is_blank = False
        name = _new_name(f"/Inline{len(self._inline_made)}", self._named.get("/XObject", {}))
        self._inline_made[name] = image.iimage
        self._place(name)
        return pikepdf.ContentStreamInstruction([pikepdf.Name(name)], pikepdf.Operator("Do"))


def _new_name(name: str, held: Any) -> str:
    """A name that a stream's own resources do not have."""
    while name in held:
        name += "x"
    return name

