"""What a foreign page's streams name, taken over object by object: only what is used, only by rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pikepdf

from broadsheet.graphics.contents import Contents, rewrite
from broadsheet.graphics.copying import DEEPEST, Objects, scalar
from broadsheet.graphics.filters import unpacked
from broadsheet.graphics.form import Note, PdfObject, PdfValue, Ref, Refusal, RefusedPageError
from broadsheet.graphics.images import fineness_in, plain_image, take_image, with_mask
from broadsheet.graphics.mesh import in_inks, mesh_of
from broadsheet.graphics.mixing import (
    between_ends,
    by_function,
    index_of,
    indexed,
    most_blended,
    most_of,
    ramp_of,
    repainted,
    tints_of,
)
from broadsheet.graphics.paint import START, Start
from broadsheet.graphics.pdffile import MOST_CONTENT
from broadsheet.graphics.spaces import Inking, Kind, Space, space_of
from broadsheet.pdfcheck.area import EVERYWHERE, Box, scale, sides
from broadsheet.pdfcheck.fontfile import BrokenFontError, table_of
from broadsheet.pdfcheck.fonts import Glyphs
from broadsheet.pdfcheck.inline import inline_image
from broadsheet.pdfcheck.state import State, entered
from broadsheet.pdffunction import MOST_IN_ALL

#: The graphics state that may be set. Halftones and transfer curves are the press's own.
_STATES = frozenset(("/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/FL", "/SA"))
#: What a font program is called that has nothing around it, by the kind of face.
_BARE = {"/CIDFontType0": "/CIDFontType0C", "/Type1": "/Type1C"}
_NO_CURVE = frozenset(("/Default", "/Identity"))
_FORM_KEYS = ("/BBox", "/Matrix", "/FormType")
_TILE_KEYS = ("/BBox", "/Matrix", "/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep")


class Taker(Objects):
    """Takes resources over."""

    def __init__(self, pdf: pikepdf.Pdf, inking: Inking) -> None:
        super().__init__()
        self.notes: set[tuple[Note, str]] = set()
        self.ink = 0
        self.is_blank = True
        self.fineness = math.inf  # of the stream that was taken last, pixels for one of its units
        self.line = math.inf  # its thinnest, in its units
        self._pixels: dict[int, tuple[float, float]] = {}  # of pictures and forms, over their unit square
        self._lines: dict[int, float] = {}  # of forms, likewise
        self._glyphs = Glyphs()
        self._pdf = pdf
        self._inking = inking
        self._budget = [MOST_IN_ALL]

    # -- streams of instructions ----------------------------------------------------------------

    def contents(
        self, stream: pikepdf.Object, resources: Any, area: Box = EVERYWHERE, start: Start = START
    ) -> tuple[bytes, PdfValue]:
        """A stream's instructions by rule, as far as they show in an area, and the resources they name."""
        named = resources if resources is not None else pikepdf.Dictionary()
        made = rewrite(stream, named, self._inking, area, start)
        if made.lost_white:
            self.notes.add((Note.WHITE, "white"))
        self.ink = max(self.ink, made.ink)
        self.is_blank &= made.is_blank
        if made.had_light:
            self.notes.add((Note.RGB, "colours"))
        self.notes.update((Note.MIXED, name) for name in made.mixed)
        self._judge_faces(named, made)
        inline = {name: inline_image(self._pdf, picture, named) for name, picture in made.inline.items()}
        taken = self._resources(named, made.used, inline)
        for own, (name, begin) in made.forms.items():
            form = self._xobject(named["/XObject"][name], named, begin)
            taken.setdefault("XObject", {})[own.lstrip("/")] = form
        if made.states:
            taken["ExtGState"] = {**taken.get("ExtGState", {}), **made.states}
        self._measure(taken, made.placed, made.line)
        return made.data, taken

    def _judge_faces(self, named: Any, made: Contents) -> None:
        """Whether the faces have a glyph for all that is printed in them, as wide as they say, and nothing is
        set by the code for no character, printed or not."""
        for name, codes in made.shown.items():
            found = {each.rule for each in self._glyphs.judged_codes(named["/Font"][name], codes, 1)}
            if "T04" in found:
                self.notes.add((Note.GLYPH, _face_of(named, name)))
            elif found or 0 in codes:
                self.notes.add((Note.ARCHIVE, _face_of(named, name)))
        hidden = (name for name, codes in made.hidden.items() if 0 in codes)
        self.notes.update((Note.ARCHIVE, _face_of(named, name)) for name in hidden)

    def _measure(self, taken: PdfValue, placed: Mapping[str, tuple[float, float]], line: float) -> None:
        """How fine the pictures that a stream shows are, pixels for each of its units, and how thin its
        lines."""
        shown = taken.get("XObject", {}) if isinstance(taken, Mapping) else {}
        self.fineness, self.line = math.inf, line
        for name, size in placed.items():
            ref = shown.get(name.lstrip("/")) if isinstance(shown, Mapping) else None
            if not isinstance(ref, Ref) or min(size) <= 0:
                continue
            self.line = min(self.line, self._lines.get(ref.number, math.inf) * math.sqrt(size[0] * size[1]))
            pixels = self._pixels.get(ref.number)
            if pixels is not None:
                self.fineness = min(self.fineness, pixels[0] / size[0], pixels[1] / size[1])

    def _resources(
        self, named: Any, used: Mapping[str, frozenset[str]], inline: Mapping[str, pikepdf.Stream]
    ) -> dict[str, Any]:
        takers: dict[str, Callable[[Any], PdfValue]] = {
            "ColorSpace": self._space,
            "ExtGState": self._state,
            "Font": self._font,
            "Pattern": self._pattern,
            "Shading": self._shading,
            "XObject": lambda value: self._xobject(value, named),
        }
        taken: dict[str, Any] = {}
        for category in sorted(used):
            held = dict(named.get(f"/{category}", {}))
            if category == "XObject":
                held |= inline
            names = [name for name in sorted(used[category]) if name in held]
            made = {name.lstrip("/"): takers[category](held[name]) for name in names}
            if made:
                taken[category] = made
        return taken

    def _stream(
        self, stream: pikepdf.Object, keys: tuple[str, ...], outer: Any, start: Start = START
    ) -> PdfObject:
        """A form, a tile or a glyph: a stream with resources of its own, or those around it."""
        with_limit = self._pdf.make_stream(unpacked(stream, MOST_CONTENT))
        area = sides(stream["/BBox"]) if "/BBox" in keys and "/BBox" in stream else EVERYWHERE
        data, resources = self.contents(
            with_limit, stream.get("/Resources", outer), area or EVERYWHERE, start
        )
        entries = {key.lstrip("/"): self.value(stream[key]) for key in keys if key in stream}
        return PdfObject(0, {**entries, "Resources": resources}, data, plain=True)

    # -- by category ----------------------------------------------------------------------------

    def _state(self, state: Any) -> PdfValue:
        if any(str(state.get(key, "/Default")) not in _NO_CURVE for key in ("/TR", "/TR2")):
            self.notes.add((Note.DROPPED, "transfer curves"))
        if "/Font" in state:
            raise RefusedPageError(Refusal.FILE, "a face that is chosen by a graphics state")
        return {
            str(key).lstrip("/"): self.value(each) for key, each in sorted(state.items()) if key in _STATES
        }

    def _space(self, value: Any) -> PdfValue:
        space = space_of(value)
        if space.kind is Kind.INDEXED:
            return self._indexed(value, space)
        if space.kind is Kind.PATTERN and space.base is not None:
            return (b"/Pattern", self._space(value[1]))
        if self._inking.mixes(space):
            self._note_mixed(space)
            return b"/DeviceCMYK"
        if space.kind is Kind.SPOT:
            self.notes.update((Note.SPOT, name) for name in space.names)
            taken = (self.value(value[0]), self.value(value[1]), *self._described(value, space))
            return (*taken, {"Colorants": self._colorants(value, space)}) if len(space.inks) > 1 else taken
        return self._device(space)

    def _described(self, value: Any, space: Space) -> tuple[PdfValue, PdfValue]:
        """What stands for an ink that keeps its plate: as the file has it, or in process inks where that is
        RGB or Lab."""
        if space.alternate is not None and space.alternate.is_light:
            return b"/DeviceCMYK", self.put(tints_of(space, space.inks, self._inking))
        return self._space(value[2]), self.value(value[3])

    def _colorants(self, value: Any, space: Space) -> PdfValue:
        """Each spot ink of several as a separation of its own, which PDF/A asks for: the file's, or as the
        others without it have it."""
        said = (value[4] if len(value) > 4 else {}).get("/Colorants", {})
        own = {name: space_of(said[f"/{name}"]) for name in space.names if f"/{name}" in said}
        made: dict[str, PdfValue] = {}
        for name in space.names:
            if name in own and own[name].kind is Kind.SPOT and own[name].inks == (name,):
                made[name] = self._space(said[f"/{name}"])
            else:
                tint = self.put(tints_of(space, (name,), self._inking))
                made[name] = (b"/Separation", pikepdf.Name(f"/{name}").unparse(), b"/DeviceCMYK", tint)
        return made

    def _device(self, space: Space) -> bytes:
        if space.is_light:
            self.notes.add((Note.RGB, "colours"))
        return f"/{(Kind.CMYK if space.is_light or space.kind is Kind.SPOT else space.kind).value}".encode()

    def _indexed(self, value: Any, space: Space) -> PdfValue:
        assert space.base is not None
        table = value[3]
        data = unpacked(table) if isinstance(table, pikepdf.Stream) else bytes(table)
        if space.base.is_light:
            self.notes.add((Note.RGB, "pictures"))
        data, ink = repainted(space.base, data, self._inking)
        self.ink = max(self.ink, ink)
        return indexed(self._space(value[1]), scalar(value[2]), data)

    def _xobject(self, value: Any, outer: Any, start: Start = START) -> PdfValue:
        kind = str(value.get("/Subtype", ""))
        if kind == "/Form":
            made = self.once(value, f"form {start}", lambda: self._form(value, outer, start))
            if made.number not in self.objects:  # it is being made: it stands in itself
                raise RefusedPageError(Refusal.FILE, "forms in forms without end")
            if made.number not in self._pixels:
                self._pixels[made.number] = fineness_in(self.fineness, value.get("/Matrix"))
                self._lines[made.number] = self.line * scale(entered(value, State()).ctm)
        elif kind == "/Image":
            made = self.once(value, "image", lambda: self._image(value))
            if not value.get("/ImageMask", False):  # line art has a fineness of its own
                self._pixels[made.number] = (float(value["/Width"]), float(value["/Height"]))
        else:
            raise RefusedPageError(Refusal.FILE, "PostScript")
        return made

    def _form(self, value: Any, outer: Any, start: Start) -> PdfObject:
        if self.depth > DEEPEST // 2:
            raise RefusedPageError(Refusal.FILE, "objects in each other")
        made = self._stream(value, _FORM_KEYS, outer, start)
        return PdfObject(0, {"Type": b"/XObject", "Subtype": b"/Form", **made.entries}, made.data, plain=True)

    def _image(self, value: Any) -> PdfObject:
        def space(written: Any) -> PdfValue:
            found = space_of(written)
            if not self._inking.mixes(found):
                return self._space(written)
            self._note_mixed(found)
            made, most = index_of(plain, found, self._inking)
            self.ink = max(self.ink, most)
            return made

        plain = with_mask(self._pdf, plain_image(self._pdf, value))
        taken = take_image(plain, self.value, space, self._inking)
        if taken.was_light:
            self.notes.add((Note.RGB, "pictures"))
        self.notes.update((Note.MIXED, name) for name in taken.mixed)
        self.ink = max(self.ink, taken.ink)
        return taken.made

    def _pattern(self, value: Any) -> PdfValue:
        if int(value.get("/PatternType", 0)) == 1:
            return self.once(value, "tile", lambda: self._stream(value, _TILE_KEYS, None))
        taken: dict[str, PdfValue] = {"PatternType": b"2", "Shading": self._shading(value["/Shading"])}
        if "/Matrix" in value:
            taken["Matrix"] = self.value(value["/Matrix"])
        return taken

    def _font(self, font: Any) -> PdfValue:
        if str(font.get("/Subtype", "")) == "/Type3":
            return self.once(font, "type 3", lambda: self._type3(font))
        inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            raise RefusedPageError(Refusal.FONT, str(font.get("/BaseFont", "?")).lstrip("/"))
        self._make_plain(inner, descriptor)
        if str(inner.get("/Subtype", "")) == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            inner.CIDToGIDMap = pikepdf.Name.Identity  # what readers take it for; an archive has to say it
        return self.value(font)

    def _make_plain(self, font: Any, descriptor: Any) -> None:
        """Have PostScript's outlines without the OpenType around them, which PDF 1.4 does not know."""
        program, kind = descriptor.get("/FontFile3"), str(font.get("/Subtype", ""))
        if kind not in _BARE or program is None or str(program.get("/Subtype", "")) != "/OpenType":
            return
        try:
            outlines = table_of(unpacked(program), b"CFF ")
        except BrokenFontError as error:
            raise RefusedPageError(Refusal.FILE, f"a damaged font: {error}") from error
        if outlines:
            descriptor.FontFile3 = self._pdf.make_stream(outlines, Subtype=pikepdf.Name(_BARE[kind]))

    def _type3(self, font: Any) -> PdfObject:
        """A face whose glyphs are drawn: each is a stream of instructions."""
        around = font.get("/Resources")
        glyphs: dict[str, PdfValue] = {}
        resources: PdfValue = {}
        for name, stream in sorted(font["/CharProcs"].items()):
            made = self._stream(stream, (), around)
            bare = PdfObject(0, {}, made.data, plain=True)
            glyphs[str(name).lstrip("/")] = self.once(stream, "glyph", partial(_made, bare))
            resources = _merged(resources, made.entries["Resources"])
        entries = self.entries(font, ("/CharProcs", "/Resources"))
        return PdfObject(0, {**entries, "CharProcs": glyphs, "Resources": resources})

    def _shading(self, value: Any) -> PdfValue:
        space = space_of(value["/ColorSpace"])
        changes = self._inking.changes(space)
        if self._inking.mixes(space):
            self._note_mixed(space)
        if isinstance(value, pikepdf.Stream):
            return self.once(value, "mesh", lambda: self._mesh(value, space))
        stays = ("/ColorSpace", "/Function", "/Background") if changes else ("/ColorSpace",)
        taken = self.entries(value, stays)
        if not changes:
            self.ink = max(self.ink, most_blended(value, space, self._inking, self._budget))
            return {**taken, "ColorSpace": self._space(value["/ColorSpace"])}
        function, ink = between_ends(value["/Function"], space, self._inking, self.entries)
        if not function:
            made = ramp_of(value, space, self._inking, self._budget)
            ink = most_of(made.data or b"")
            function = self.put(made)
        self.ink = max(self.ink, ink)
        if "/Background" in value:
            behind = self._inking.printed(space, value["/Background"].as_list())
            taken["Background"] = tuple(str(part).encode() for part in behind)
        return {**taken, "ColorSpace": self._device(space), "Function": function}

    def _mesh(self, value: Any, space: Space) -> PdfObject:
        """A mesh as it is, or with press inks at its corners."""
        has_function, changes = "/Function" in value, self._inking.changes(space)
        mesh = mesh_of(value, 1 if has_function else space.channels)
        colours: Iterable[Sequence[float]] = mesh.colours
        if has_function:
            colours = by_function(value["/Function"], colours, self._budget)
        self.ink = max([self.ink, *(self._inking.sum_of(space, colour) for colour in colours)])
        if not changes:
            copied = self.copied(value)
            entries = {**copied.entries, "ColorSpace": self._space(value["/ColorSpace"])}
            return PdfObject(0, entries, copied.data, copied.plain)
        if has_function or "/Background" in value:
            raise RefusedPageError(Refusal.COLOUR, "a mesh of a rare kind")
        self._device(space)
        stays = ("/ColorSpace", "/Decode", "/BitsPerComponent", "/Filter", "/DecodeParms")
        entries = self.entries(value, stays)
        return in_inks(value, mesh, entries, partial(self._inking.printed, space))

    def _note_mixed(self, space: Space) -> None:
        self.notes.update((Note.MIXED, name) for name in space.names)


def _face_of(named: Any, name: str) -> str:
    """What a face among resources calls itself."""
    return str(named["/Font"][name].get("/BaseFont", "/?")).lstrip("/")


def _made(made: PdfObject) -> PdfObject:
    return made


def _merged(one: PdfValue, other: PdfValue) -> PdfValue:
    """Resources of both, category by category."""
    assert isinstance(one, Mapping)
    assert isinstance(other, Mapping)
    made: dict[str, PdfValue] = dict(one)
    for category, names in other.items():
        held = made.get(category, {})
        assert isinstance(held, Mapping)
        assert isinstance(names, Mapping)
        made[category] = {**held, **names}
    return made
