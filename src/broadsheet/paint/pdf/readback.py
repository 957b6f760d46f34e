"""The text of a page read back out of its finished stream, as a viewer would that copies it all.

What is read are the bytes that go into the file: strings and ``ActualText`` of the stream, codes by
the ToUnicode CMaps. Nothing is asked of the tree or of the painter, so that a character which either
loses is missed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from struct import pack, unpack

from broadsheet.kernel import twin
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.tree.node import GlyphRun

#: What stands between is passed over at once; then a literal string, a change of face, text said
#: beside the codes, the end of that, or a character that begins none of them.
_TOKEN = late_pattern(
    rb"[^(/E]*+(\((?:[^()\\]++|\\.)*+\)"
    rb"|/F\d+ [\d.]+ Tf\n"
    rb"|/Span<</ActualText<FEFF[0-9A-F]*>>>BDC\n"
    rb"|EMC\n|[/E(])",
    re.DOTALL,
)
_STRING = ord("(")
_SPAN, _SAID = b"/Span", len(b"/Span<</ActualText<FEFF")
_ESCAPE = late_pattern(rb"\\(.)", re.DOTALL)
#: Lines of a code and one character, which is what most are.
_PLAIN = late_pattern(r"(?:^<[0-9A-F]{4}><[0-9A-F]{4}>\n)+", re.MULTILINE)
_SINGLE = late_pattern(r"^<([0-9A-F]{4})><([0-9A-F]+)>$", re.MULTILINE)
_RANGE = late_pattern(r"^<([0-9A-F]{4})><([0-9A-F]{4})><([0-9A-F]+)>$", re.MULTILINE)

#: All of a plain line but its digits.
_SIGNS = str.maketrans("", "", "<>\n")

#: Characters shown on either side of a difference.
_AROUND = 8


class LostTextError(ValueError):
    """A page's stream does not say what its runs say. ``number`` is the page, ``detail`` where."""

    def __init__(self, number: int, detail: str) -> None:
        super().__init__(f"page {number}: {detail}")
        self.number = number
        self.detail = detail


@record
class Difference:
    """The first place where two texts part: characters from the start, and a few of each."""

    place: int
    wanted: str
    found: str


def said_by(cmap: str) -> Mapping[int, str]:
    """What each code of a ToUnicode CMap says; the empty text for a code that it does not name."""
    said: defaultdict[int, str] = defaultdict(str)
    plain = bytes.fromhex("".join(_PLAIN.findall(cmap)).translate(_SIGNS))
    numbers = unpack(f">{len(plain) // 2}H", plain)
    characters = pack(f">{len(numbers) // 2}H", *numbers[1::2]).decode("utf-16-be")
    said.update(zip(numbers[::2], characters, strict=True))
    rest = _PLAIN.sub("", cmap)
    said.update((int(code, 16), _text(text)) for code, text in _SINGLE.findall(rest))
    for first, last, text in _RANGE.findall(rest):
        head, tail = _text(text[:-4]), int(text[-4:], 16)
        start = int(first, 16)
        for code in range(start, int(last, 16) + 1):
            said[code] = head + chr(tail + code - start)
    return said


@twin
def text_of(stream: bytes, said: Mapping[str, Mapping[int, str]]) -> str:
    """The text of a content stream in painting order; ``said`` is ``said_by`` by the face's name."""
    pieces: list[str] = []
    strings: list[bytes] = []
    table: Mapping[int, str] = {}
    is_said = False  # the codes between BDC and EMC are not read: their text has been said

    def read() -> None:
        raw = b"".join(strings)
        strings.clear()
        if b"\\" in raw:
            raw = _ESCAPE.sub(_unescaped, raw)
        pieces.extend(map(table.__getitem__, unpack(f">{len(raw) // 2}H", raw)))

    for token in _TOKEN.findall(stream):
        if token[0] == _STRING:
            if not is_said:
                strings.append(token[1:-1])
        elif len(token) == 1:
            continue
        else:
            read()
            if token.startswith(b"/F"):
                table = said[token[1 : token.index(b" ")].decode()]
            elif is_said := token.startswith(_SPAN):
                pieces.append(_text(token[_SAID : token.index(b">", _SAID)].decode()))
    read()
    return "".join(pieces)


def difference(runs: Iterable[GlyphRun], found: str) -> Difference | None:
    """Where the text that was read back parts from what the page's runs say, in paint order."""
    wanted = "".join([run.text for run in runs])
    if wanted == found:
        return None
    pairs = zip(wanted, found, strict=False)
    least = min(len(wanted), len(found))
    place = next((index for index, (a, b) in enumerate(pairs) if a != b), least)
    around = slice(max(0, place - _AROUND), place + _AROUND)
    return Difference(place, wanted[around], found[around])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    character = escape[1]
    return b"\r" if character == b"r" else character


def _text(written: str) -> str:
    return bytes.fromhex(written).decode("utf-16-be")
