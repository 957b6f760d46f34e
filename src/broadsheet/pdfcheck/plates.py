"""A page's plates: the same page once for each ink, in grey, as the plate of that ink will be.

What overprints with OPM 1 leaves a plate alone where it has nothing of its ink; everything else knocks
out. Spot inks that have no plate of their own are shown by the process inks that stand for them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

from broadsheet.pdfcheck.damage import BROKEN, stumbled
from broadsheet.pdfcheck.filters import filters_of
from broadsheet.pdfcheck.inline import inline_image
from broadsheet.pdfcheck.instructions import TooMuchError
from broadsheet.pdfcheck.names import make_readable
from broadsheet.pdfcheck.nesting import require_end
from broadsheet.pdfcheck.operators import PAINTS, SHOWS
from broadsheet.pdfcheck.platespaces import PlateSpaces
from broadsheet.pdfcheck.platestate import PlateState, Tone
from broadsheet.pdfcheck.reading import Reading
from broadsheet.pdfcheck.resources import named, spaces_of
from broadsheet.pdfcheck.spaces import CMYK, GREY, PROCESS, RGB, Space, space_of
from broadsheet.records import replace

PLATES = ("cyan", "magenta", "yellow", "black")

_DEEPEST = 24
_MOST_PLATES = 12
_UNCOLOURED = 2
_TINTED = "/PatternOnPlate"
"""The space of patterns without colours of their own."""
_LOSSY = frozenset(("/DCTDecode", "/JPXDecode"))
_COLOURS: dict[str, Space | None] = {
    "k": CMYK, "K": CMYK, "g": GREY, "G": GREY, "rg": RGB, "RG": RGB,
    "sc": None, "SC": None, "scn": None, "SCN": None,
}  # fmt: skip
_PAINTING = SHOWS | PAINTS.keys()
#: All other instructions are on a plate as they are on the page.
_LOOKED_AT = frozenset((*_PAINTING, *_COLOURS, "q", "Q", "gs", "Do", "sh", "Tr", "cs", "CS", "INLINE IMAGE"))


class PlateError(Exception):
    """A file cannot be taken apart; the text says why."""


def _no_spot(_: str) -> bool:
    return False


def plates(
    path: Path, number: int = 0, prints: Callable[[str], bool] = _no_spot
) -> Iterator[tuple[str, bytes]]:
    """Yield each plate of a page (from 0): its ink, and a PDF of one page in grey, full ink as black. Behind
    the four process inks come the spot inks of the page that ``prints`` says have plates of their own.

    Raises PlateError.
    """
    wanted = dict(zip(PROCESS, PLATES, strict=True))
    waiting = list(wanted)
    with closing(Reading()) as reading:
        for ink in waiting:
            try:
                made, met = _plate(path, number, (ink, prints), reading)
            except pikepdf.PasswordError as error:
                raise PlateError("encrypted") from error
            except BROKEN as error:
                raise PlateError(stumbled(error, path)) from error
            yield wanted.get(ink, ink), made
            waiting.extend(spot for spot in met if spot not in waiting)
            if len(waiting) > _MOST_PLATES:
                raise PlateError(f"{len(met)} spot inks")


def _plate(
    path: Path, number: int, ink: tuple[str, Callable[[str], bool]], reading: Reading
) -> tuple[bytes, Sequence[str]]:
    """A plate, and the spot inks of the page that have plates of their own."""
    pdf = reading.opened(path)
    if any(map(str, pdf.get_warnings())):  # what a repair leaves out, nobody sees
        raise PlateError("damaged")
    if number >= len(pdf.pages):
        raise PlateError(f"no page {number + 1}")
    make_readable(pdf)
    page = pdf.pages[number]
    require_end(page, reading)
    resources = page.obj.get("/Resources", Dictionary())
    spaces = PlateSpaces(pdf, *ink)
    plate = _Plate(pdf, spaces, reading)
    page.obj.Contents = pdf.make_stream(plate.stream(page, resources, 0))
    page.obj.Resources = resources
    for holder, key in ((page.obj, "/Annots"), (pdf.Root, "/AcroForm")):  # which are told as such
        if key in holder:
            del holder[key]
    for other in range(len(pdf.pages) - 1, -1, -1):
        if other != number:
            del pdf.pages[other]
    made = io.BytesIO()
    pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue(), tuple(spaces.met)


class _Plate:
    def __init__(self, pdf: pikepdf.Pdf, spaces: PlateSpaces, reading: Reading) -> None:
        self._pdf = pdf
        self._reading = reading
        self._spaces = spaces
        self._done: dict[tuple[int, int], Any] = {}  # patterns and blends
        self._shown: dict[tuple[tuple[int, int], Hashable], Any] = {}  # forms and pictures, by their state
        self._inlined = 0
        self._originals: dict[tuple[int, int], Any] = {}  # what those were made of

    def stream(self, source: Any, resources: Any, depth: int, begin: PlateState | None = None) -> bytes:
        """Instructions as they are on this plate; what they name is changed in ``resources``. ``begin`` is
        the state that a form is shown in; a page and a tile begin in black."""
        if depth > _DEEPEST:
            raise TooMuchError("forms in forms without end")
        out, stack = list[Any](), list[PlateState]()
        if begin is None:
            state = PlateState(self._spaces.grey(0.0), self._spaces.grey(0.0))
            black = [0 if self._spaces.is_black else 1]
            out.extend(ContentStreamInstruction(black, Operator(each)) for each in "gG")
        else:
            state = replace(begin)
        for name, step in self._reading.steps(source):
            if name not in _LOOKED_AT:
                out.append(step)
            elif name in _PAINTING:
                out.extend(state.painted(name, step))
            elif name == "q":
                stack.append(replace(state))
                out.append(step)
            elif name == "Q":
                state = stack.pop() if stack else state
                out.append(step)
            else:
                out.extend(self._step(state, resources, (name, step), depth))
        return pikepdf.unparse_content_stream(out)

    def _step(self, state: PlateState, resources: Any, given: tuple[str, Any], depth: int) -> list[Any]:
        """What stands for an instruction that sets the state, or shows an object."""
        name, step = given
        if name == "INLINE IMAGE":
            return self._inline(resources, step, depth, state)
        operands: Any = step.operands
        if name == "Do":
            return self._object(resources, step, depth, state)
        if name == "gs":
            state.extend(named(resources, "/ExtGState", operands))
        elif name == "sh":
            return self._shaded(resources, step, state)
        elif name == "Tr":
            state.rendering = int(operands[0])
        changed = self._colour(state, resources, name, operands)
        if name in {"scn", "SCN"} and len(operands) and isinstance(operands[-1], Name):
            changed = self._patterned(state, resources, step, depth) or changed
        return [step] if changed is None else changed

    def _colour(self, state: PlateState, resources: Any, name: str, operands: Any) -> list[Any] | None:
        """The instruction for a colour as this plate has it; None where it is another instruction."""
        is_fill = name.islower()
        if name in {"cs", "CS"}:
            chosen = space_of(operands[0], spaces_of(resources))
            state.spaces = (chosen, state.spaces[1]) if is_fill else (state.spaces[0], chosen)
            values = list(chosen.initial)
        elif name in _COLOURS:
            values = [float(each) for each in operands if not isinstance(each, Name)]
            chosen = _COLOURS[name] or state.spaces[0 if is_fill else 1]
        else:
            return None
        if not values:
            return []  # a pattern has none, and an index is no colour
        tone = self._spaces.tone(chosen, values)
        state.set(tone, stroke=not is_fill)
        return [ContentStreamInstruction([round(1 - tone.value, 4)], Operator("g" if is_fill else "G"))]

    def _patterned(self, state: PlateState, resources: Any, step: Any, depth: int) -> list[Any] | None:
        """What chooses a pattern, with the pattern as this plate has it; None where there is none. One that
        has no colours of its own is painted with the grey of its tint, which stands for it in strokes: pdfium
        has no tiles in them."""
        pattern = named(resources, "/Pattern", step.operands[-1:])
        is_tile, is_fill = isinstance(pattern, Stream), str(step.operator).islower()
        if "/PatternType" not in pattern:
            return None
        chooses = Operator("cs" if is_fill else "CS")
        if int(pattern.get("/PaintType", 1)) == _UNCOLOURED:
            if not is_fill:
                return None
            _category(resources, "/ColorSpace")[_TINTED] = Array([Name.Pattern, Name.DeviceGray])
            grey = round(1 - state.fill.value, 4)
            tinted = ContentStreamInstruction([grey, step.operands[-1]], step.operator)
            return [ContentStreamInstruction([Name(_TINTED)], chooses), tinted]
        pattern = self._numbered(pattern)
        key = pattern.objgen
        if key not in self._done:
            self._done[key] = pattern  # a pattern in itself ends
            made = self._tile(pattern, resources, depth) if is_tile else self._shade_of(pattern, resources)
            self._keep(key, made)
        resources["/Pattern"][str(step.operands[-1])] = self._done[key]
        blend = None if is_tile else pattern["/Shading"].get("/ColorSpace")
        state.set(Tone(0.0, absent=self._spaces.is_absent(blend, resources)), stroke=not is_fill)
        return [ContentStreamInstruction([Name.Pattern], chooses), step]

    def _tile(self, pattern: Any, resources: Any, depth: int) -> Any:
        own = pattern.get("/Resources", resources)
        made = self._like(pattern, self.stream(pattern, own, depth + 1), ("/Filter", "/DecodeParms"))
        made.Resources = own
        return made

    def _shade_of(self, pattern: Any, resources: Any) -> Any:
        made = Dictionary(pattern)
        made.Shading = self._shade(pattern["/Shading"], resources)
        return made

    def _shaded(self, resources: Any, step: Any, state: PlateState) -> list[Any]:
        """The instruction that paints a blend as this plate has it; none where it leaves the plate alone."""
        shading = named(resources, "/Shading", step.operands)
        if isinstance(shading, Dictionary | Stream) and len(shading.keys()):
            shading = self._numbered(shading)
            if shading.objgen not in self._done:
                self._keep(shading.objgen, self._shade(shading, resources))
            resources["/Shading"][str(step.operands[0])] = self._done[shading.objgen]
            if state.overprint_fill and self._spaces.is_absent(shading.get("/ColorSpace"), resources):
                return []
        return [step]

    def _shade(self, shading: Any, resources: Any) -> Any:
        space = self._spaces.shown(shading.get("/ColorSpace"), resources)
        if space is None:
            return shading
        if isinstance(shading, Stream):
            made = self._like(shading, shading.read_raw_bytes())
        else:
            made = Dictionary(shading)
        made.ColorSpace = space
        return made

    def _inline(self, resources: Any, step: Any, depth: int, state: PlateState) -> list[Any]:
        """A small picture inside the stream as one of the page's, which a plate can have in its own way."""
        self._inlined += 1
        name = f"/InlineOnPlate{self._inlined}"
        made = inline_image(self._pdf, step.iimage, resources)
        _category(resources, "/XObject")[name] = self._numbered(made)
        shown = ContentStreamInstruction([Name(name)], Operator("Do"))
        return self._object(resources, shown, depth, state)

    def _like(self, stream: Any, data: bytes, without: tuple[str, ...] = ()) -> Any:
        """A stream of other data that says of itself what another does, ``without`` some of it."""
        made = self._pdf.make_stream(data)
        for entry, value in stream.items():
            if entry not in ("/Length", *without):
                made[entry] = value
        return made

    def _numbered(self, found: Any) -> Any:
        """An object with a number to know it by; pikepdf would copy one that has it already."""
        return found if found.is_indirect else self._pdf.make_indirect(found)

    def _keep(self, key: tuple[int, int], made: Any) -> None:
        """Remember what stands for an object on this plate, and that it is this plate's own: a page may show
        one thing many times, and it is to be done once."""
        made = self._numbered(made)
        self._done[key] = self._done[made.objgen] = made

    def _object(self, resources: Any, step: Any, depth: int, state: PlateState) -> list[Any]:
        """The instruction that shows what this plate has of a form or a picture; none where that leaves the
        plate alone. A form that is shown in several states, as overprinting and not, is several."""
        entry = named(resources, "/XObject", step.operands)
        if not isinstance(entry, Stream):
            return [step]
        found = self._originals.get(entry.objgen, entry)
        is_form = str(found.get("/Subtype", "")) == "/Form"
        if not is_form and self._leaves_alone(found, resources, state):
            return []
        key = found.objgen, state.matters if is_form else None
        if key not in self._shown:
            self._shown[key] = found  # while it is being done: a form in itself ends
            made = self._form(found, resources, depth, state) if is_form else self._image(found, resources)
            self._shown[key] = self._numbered(made)
            self._originals.setdefault(self._shown[key].objgen, found)
        shown, name = self._shown[key], str(step.operands[0])
        if shown.objgen == entry.objgen:
            return [step]
        if entry.objgen != found.objgen:  # the name is taken by another state of it
            name = f"{name}OnPlate{shown.objgen[0]}"
            step = ContentStreamInstruction([Name(name)], Operator("Do"))
        resources["/XObject"][name] = shown
        return [step]

    def _leaves_alone(self, image: Any, resources: Any, state: PlateState) -> bool:
        """Whether a picture overprints and has nothing of this plate's ink; a mask is as paths are."""
        if bool(image.get("/ImageMask", False)):
            return state.drops(stroke=False)
        return state.overprint_fill and self._spaces.is_absent(image.get("/ColorSpace"), resources)

    def _form(self, form: Any, resources: Any, depth: int, state: PlateState) -> Any:
        own = form.get("/Resources", resources)
        made = self._pdf.make_stream(self.stream(form, own, depth + 1, state))
        for key in ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group"):
            if key in form:
                made[key] = form[key]
        made.Resources = own
        return made

    def _repainted(self, image: Any, resources: Any) -> Any:
        """A picture with its own pixels in a space that shows what this plate has of them."""
        space = self._spaces.shown(image.get("/ColorSpace"), resources)
        if space is None:
            return image
        made = self._like(image, image.read_raw_bytes())
        made.ColorSpace = space
        return made

    def _image(self, image: Any, resources: Any) -> Any:
        from PIL import Image  # noqa: PLC0415  late: Pillow

        if bool(image.get("/ImageMask", False)):
            return image
        if not _LOSSY.intersection(filters_of(image)) or self._is_of_separations(image, resources):
            return self._repainted(image, resources)
        try:
            picture = self._reading.picture(image)
        except (pikepdf.PikepdfError, NotImplementedError, OSError, ValueError, Image.DecompressionBombError):
            return image
        channel = self._spaces.channel(picture)
        plate = Image.new("L", (1, 1), 255) if channel is None else channel
        made = self._pdf.make_stream(plate.tobytes())
        made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
        made.Width, made.Height, made.BitsPerComponent = plate.width, plate.height, 8
        return made

    def _is_of_separations(self, image: Any, resources: Any) -> bool:
        """Whether a picture's numbers are tints of inks by name, which no decoder takes for colours."""
        if "/ColorSpace" not in image or "/JPXDecode" in filters_of(image):
            return False
        space = space_of(image["/ColorSpace"], spaces_of(resources))
        return bool(space.names or space.inks) and not space.indexed


def output_profile(path: Path) -> bytes:
    """The CMYK profile of the press that a file is made for; nothing where it has none.

    Raises PlateError.
    """
    try:
        with pikepdf.open(path) as pdf:
            for intent in pdf.Root.get("/OutputIntents", ()):
                profile = intent.get("/DestOutputProfile")
                if isinstance(profile, Stream) and (data := profile.read_bytes())[16:20] == b"CMYK":
                    return data
    except BROKEN as error:
        raise PlateError(stumbled(error, path)) from error
    return b""


def _category(resources: Any, category: str) -> Any:
    """Resources of a kind, to add to."""
    if category not in resources:
        resources[category] = Dictionary()
    return resources[category]
