"""Pictures and blends of foreign PDFs in other colours than the press's, as process inks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pikepdf

from broadsheet.graphics.form import PdfObject, PdfValue, Refusal, RefusedPageError
from broadsheet.graphics.spaces import Inking, Kind, Space, ink_sum
from broadsheet.pdffunction import FunctionError, function_of

_FULL = 255
_STEPS = 256
_GRID = 96
#: Places of each ink between which a reader goes in proportion, by how many inks there are.
_PLACES = {1: _STEPS, 2: 33, 3: 17}
_LOOKS = 33  # along a blend that is only measured
_USUAL = (("/C0", (0,)), ("/C1", (1,)))
_INKS = 4


def repainted(space: Space, data: bytes, inking: Inking) -> tuple[bytes, int]:
    """The colours of an index as they will be printed, and the highest sum of inks among them, per mille.
    Raises RefusedPageError."""
    size = space.channels
    starts = range(0, len(data) - size + 1, size)
    limits = space.limits or (0, 1) * size
    ways = [(Decimal(least), Decimal(most)) for least, most in zip(limits[::2], limits[1::2], strict=True)]
    parts = [
        [least + (most - least) * data[start + at] / _FULL for at, (least, most) in enumerate(ways)]
        for start in starts
    ]
    if not inking.changes(space):
        return data, max((inking.sum_of(space, part) for part in parts), default=0)
    colours = [inking.printed(space, part) for part in parts]
    return _bytes(colours), max(map(ink_sum, colours), default=0)


def most_of(colours: bytes) -> int:
    """The highest sum of inks among them, per mille."""
    sums = (sum(colours[at : at + _INKS]) for at in range(0, len(colours), _INKS))
    return round(max(sums, default=0) * 1000 / _FULL)


def index_of(image: Any, space: Space, inking: Inking) -> tuple[tuple[PdfValue, ...], int]:
    """The space of a picture in tints of one spot ink: an index of what stands for each, and the most ink
    of them. Raises RefusedPageError."""
    steps = 1 << int(image.get("/BitsPerComponent", 8))
    if len(space.inks) != 1 or steps > _STEPS:
        raise RefusedPageError(Refusal.COLOUR, f"a picture in {'/'.join(space.inks)!r}")
    tints = bytes(round(step * _FULL / (steps - 1)) for step in range(steps))
    colours, ink = repainted(space, tints, inking)
    return indexed(b"/DeviceCMYK", str(steps - 1).encode(), colours), ink


def indexed(base: PdfValue, last: bytes, colours: bytes) -> tuple[PdfValue, ...]:
    """An index of colours of a space."""
    return (b"/Indexed", base, last, b"<" + colours.hex().encode() + b">")


def blended(shading: Any, budget: list[int], steps: int = _STEPS) -> Iterator[list[float]]:
    """The colours of a blend along its way; of one that has two numbers for each place, of a grid of them,
    the first of the two running faster. Raises RefusedPageError."""
    domain, ways = _domain(shading), []
    for low, high in zip(domain[::2], domain[1::2], strict=True):
        count = min(steps, _GRID) if len(domain) > 2 else steps
        ways.append([low + step * (high - low) / (count - 1) for step in range(count)])
    places = (place[::-1] for place in product(*reversed(ways)))
    return by_function(shading["/Function"], places, budget)


def most_blended(shading: Any, space: Space, inking: Inking, budget: list[int]) -> int:
    """The highest sum of inks of a blend that is kept as it is, per mille; 0 where its colours cannot be
    worked out."""
    try:
        return max(inking.sum_of(space, colour) for colour in blended(shading, budget, _LOOKS))
    except RefusedPageError:
        return 0


def by_function(
    function: Any, places: Iterable[Sequence[float]], budget: list[int]
) -> Iterator[list[float]]:
    """The colours that a function gives places; ``budget`` is that of ``function_of``.

    Raises RefusedPageError.
    """
    written = function if isinstance(function, pikepdf.Array) else [function]
    try:
        parts = [function_of(each, budget=budget) for each in written]
        for place in places:
            yield [number for part in parts for number in part(place)]
    except FunctionError as error:
        raise RefusedPageError(Refusal.COLOUR, str(error)) from error


def between_ends(
    function: Any, space: Space, inking: Inking, rest: Callable[[Any, tuple[str, ...]], dict[str, PdfValue]]
) -> tuple[PdfValue, int]:
    """A blend between colours as one between inks, which begins and ends as flat colours do, and the highest
    sum of them; an empty one for what computes its colours, or is in spot inks. ``rest`` takes a function's
    other entries over."""
    kind = int(function.get("/FunctionType", -1)) if isinstance(function, pikepdf.Dictionary) else -1
    if kind == 2 and space.kind is not Kind.SPOT:
        ends = [inking.printed(space, function.get(end, usual)) for end, usual in _USUAL]
        colours = [tuple(str(ink).encode() for ink in end) for end in ends]
        taken = {**rest(function, ("/C0", "/C1", "/Range")), "C0": colours[0], "C1": colours[1]}
        return taken, max(map(ink_sum, ends))
    if kind == 3:
        made = [between_ends(each, space, inking, rest) for each in function["/Functions"].as_list()]
        if all(part for part, _ in made):
            parts = tuple(part for part, _ in made)
            taken = {**rest(function, ("/Functions", "/Range")), "Functions": parts}
            return taken, max((ink for _, ink in made), default=0)
    return {}, 0


def ramp_of(shading: Any, space: Space, inking: Inking, budget: list[int]) -> PdfObject:
    """The function of a blend as samples of process inks. Raises RefusedPageError."""
    if isinstance(shading, pikepdf.Stream) or int(shading.get("/ShadingType", 0)) not in (1, 2, 3):
        raise RefusedPageError(Refusal.COLOUR, f"a blend in {'/'.join(space.inks) or space.kind.value!r}")
    domain = _domain(shading)
    sizes = (_GRID if len(domain) > 2 else _STEPS,) * (len(domain) // 2)
    return _samples([inking.printed(space, each) for each in blended(shading, budget)], sizes, domain)


def _samples(
    colours: list[list[Decimal]], sizes: Sequence[int], domain: Sequence[float] = ()
) -> PdfObject:
    """A function that gives process inks, a byte each; its domain is from 0 to 1 where none is given."""
    entries: dict[str, PdfValue] = {
        "FunctionType": b"0",
        "Domain": tuple(f"{limit:.6f}".encode() for limit in domain) or (b"0", b"1") * len(sizes),
        "Range": (b"0", b"1") * _INKS,
        "Size": tuple(str(size).encode() for size in sizes),
        "BitsPerSample": b"8",
    }
    return PdfObject(0, entries, _bytes(colours), plain=True)


def tints_of(space: Space, names: Sequence[str], inking: Inking) -> PdfObject:
    """The function of some of a space's inks, the others at none, to the process inks that stand for them, as
    samples. Raises RefusedPageError."""
    if len(names) not in _PLACES:
        raise RefusedPageError(Refusal.COLOUR, "/".join(space.inks))
    count = _PLACES[len(names)]
    places = (place[::-1] for place in product(range(count), repeat=len(names)))
    shares = (dict(zip(names, place, strict=True)) for place in places)
    tints = ([share.get(ink, 0) / (count - 1) for ink in space.inks] for share in shares)
    return _samples([inking.mixed(space, each) for each in tints], (count,) * len(names))


def _domain(shading: Any) -> list[float]:
    usual = (0, 1, 0, 1) if int(shading["/ShadingType"]) == 1 else (0, 1)
    return [float(each) for each in shading.get("/Domain", usual)]


def _bytes(colours: list[list[Decimal]]) -> bytes:
    return bytes(min(_FULL, max(0, round(ink * _FULL))) for colour in colours for ink in colour)
