"""How often a page shows its forms, those in forms, masks and glyphs included, before anything is drawn: a
file of two kilobytes may show more than any reader comes to the end of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf

from broadsheet.pdfcheck.instructions import TooMuchError
from broadsheet.pdfcheck.operators import PAINTS, SHOWS
from broadsheet.pdfcheck.reading import Reading
from broadsheet.pdfcheck.resources import named
from broadsheet.records import record

MOST_SHOWN = 200_000
"""A chart may draw each of its hundred thousand points as a form."""

_DEEPEST = 100
_PAINTING = frozenset((*PAINTS, *SHOWS, "sh", "Do", "INLINE IMAGE"))
_LOOKED_AT = frozenset((*_PAINTING, "q", "Q", "gs", "Tf"))


def require_ends(path: Path, wanted: Sequence[int] = ()) -> None:
    """Raise TooMuchError for a file with a page, of those ``wanted`` by their numbers or of all, that shows
    forms in forms without end. What cannot be read is told by whoever draws it."""
    try:
        with closing(Reading()) as reading:
            for number, page in enumerate(reading.opened(path).pages, start=1):
                if not wanted or number in wanted:
                    require_end(page, reading)
    except TooMuchError:
        raise
    except (pikepdf.PikepdfError, OSError, ValueError, TypeError, KeyError, AttributeError):
        return


def require_end(page: pikepdf.Page, reading: Reading) -> None:
    """Raise TooMuchError for a page that shows forms in forms without end; what pikepdf raises."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    if any(any(_streams(own)) for _, own in _streams(resources)):  # else it ends with its own instructions
        _Nesting(reading).within(page, resources, 0)


@record
class _State:
    """What each instruction that paints, and each byte of type, shows in passing."""

    masks: int = 0
    glyphs: int = 0


class _Nesting:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[int, int], int] = {}

    def within(self, stream: Any, resources: Any, depth: int) -> int:
        """How many streams a stream shows. Raises TooMuchError from the first one too many on."""
        if depth > _DEEPEST:
            raise TooMuchError("forms in forms without end")
        state, stack, count = _State(), list[_State](), 0
        for name, step in self._reading.steps(stream):
            if name not in _LOOKED_AT:
                continue
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name in _PAINTING:
                count += state.masks + self._shown(name, step, resources, (state, depth))
            elif name == "gs":
                state = self._masked(state, named(resources, "/ExtGState", step.operands), depth)
            else:
                drawn = _glyphs(named(resources, "/Font", step.operands), resources)
                state = _State(state.masks, max((self._of(*each, depth) for each in drawn), default=0))
            if count > MOST_SHOWN:
                raise TooMuchError("forms in forms without end")
        return count

    def _shown(self, name: str, step: Any, resources: Any, where: tuple[_State, int]) -> int:
        state, depth = where
        if name == "Do":
            found = named(resources, "/XObject", step.operands)
            return self._of(found, found.get("/Resources", resources), depth) if _is_form(found) else 0
        return state.glyphs * _length(step.operands[-1:]) if name in SHOWS and state.glyphs else 0

    def _masked(self, state: _State, entries: Any, depth: int) -> _State:
        """The state behind a graphics state dictionary, which changes only what it names."""
        mask = entries.get("/SMask") if isinstance(entries, pikepdf.Dictionary) else None
        if mask is None:
            return state
        form = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        shown = self._of(form, form.get("/Resources"), depth) if isinstance(form, pikepdf.Stream) else 0
        return _State(shown, state.glyphs)

    def _of(self, stream: Any, resources: Any, depth: int) -> int:
        """How many streams are shown with one of them: itself, and what it shows."""
        key = stream.objgen
        if key not in self._known:
            self._known[key] = 1  # while it is counted: what stands in itself is shown once
            self._known[key] += self.within(stream, resources, depth + 1)
        return self._known[key]


def _streams(resources: Any) -> Iterator[tuple[Any, Any]]:
    """The forms, masks and drawn glyphs that resources name, each with the resources it has."""
    for found in _entries(resources, "/XObject"):
        if _is_form(found):
            yield found, found.get("/Resources", resources)
    for state in _entries(resources, "/ExtGState"):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            yield mask.G, mask.G.get("/Resources")
    for face in _entries(resources, "/Font"):
        yield from _glyphs(face, resources)


def _glyphs(face: Any, resources: Any) -> Iterator[tuple[Any, Any]]:
    """The glyphs of a face that has instructions for them."""
    drawn = face.get("/CharProcs") if isinstance(face, pikepdf.Dictionary) else None
    for glyph in drawn.values() if isinstance(drawn, pikepdf.Dictionary) else ():
        if isinstance(glyph, pikepdf.Stream):
            yield glyph, face.get("/Resources", resources)


def _entries(resources: Any, category: str) -> list[Any]:
    held = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
    return list(held.values()) if isinstance(held, pikepdf.Dictionary) else []


def _is_form(found: Any) -> bool:
    return isinstance(found, pikepdf.Stream) and str(found.get("/Subtype", "")) == "/Form"


def _length(operands: Any) -> int:
    """How many bytes of type an instruction shows."""
    parts = [part for each in operands for part in (each if isinstance(each, pikepdf.Array) else [each])]
    return sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
