"""How an SVG element looks: presentation attributes, style rules by class, inheritance, colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from broadsheet.graphics.svgxml import Element, SvgError
from broadsheet.model.style import Colour
from broadsheet.patterns import late_pattern
from broadsheet.records import record
from broadsheet.rows import NamedTuple

if TYPE_CHECKING:
    from broadsheet.graphics.spaces import InkMap  # pikepdf takes 30 ms to import

Properties: TypeAlias = Mapping[str, str]

#: What a child has of its parent. Everything else is the element's own.
_INHERITED = frozenset(
    ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
     "stroke-dasharray", "stroke-dashoffset", "fill-rule", "fill-opacity", "stroke-opacity", "color",
     "font-family", "font-size", "font-weight", "font-style", "text-anchor", "visibility",
     "dominant-baseline", "letter-spacing", "writing-mode", "marker-start", "marker-mid", "marker-end")
)  # fmt: skip
_OWN = frozenset(
    ("opacity", "display", "clip-path", "mask", "filter", "mix-blend-mode", "transform", "vector-effect",
     "alignment-baseline", "baseline-shift", "text-decoration", "text-transform", "word-spacing",
     "font-variant", "stop-color", "stop-opacity")
)  # fmt: skip
#: Properties that would change the drawing and are not read; any of these values is as good as none.
_REFUSED = ("mask", "filter", "mix-blend-mode", "marker-start", "marker-mid", "marker-end",
            "baseline-shift", "text-decoration", "text-transform", "word-spacing", "font-variant",
            "font")  # fmt: skip
_NOTHING = frozenset(("", "none", "normal", "baseline", "0", "0px", "inherit"))

_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = late_pattern(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)\s*([a-z%]*)\s*\Z")
_RULE = late_pattern(r"([^{}]+)\{([^{}]*)\}")
#: At-rules without which a drawing on paper is the same: faces of its own, what it looks like in the dark.
_HARMLESS = late_pattern(
    r"@font-face\s*\{[^{}]*\}|@(?:charset|namespace)[^;]*;|@media[^{]*prefers-[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
)
_SELECTOR = late_pattern(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)\Z")
#: A face in one: its cut, its size, its family (CSS Fonts 4, 2.7).
_FONT = late_pattern(r"((?:[\w-]+\s+)*?)([\d.]+[a-z%]+|small|medium|large)(?:\s*/\s*\S+)?\s+(.+)")
_INKS = late_pattern(r"(?:device-cmyk|icc-color)\(([^)]*)\)")
_KEYWORDS = {"normal": 400, "bold": 700, "lighter": 400, "bolder": 700}
_SIZES = {"small": 13.0, "medium": 16.0, "large": 18.0}


class Rule(NamedTuple):
    """A rule of a style sheet in the drawing: whom it concerns, and how specific it is."""

    tag: str
    names: frozenset[str]  # classes with their point, ids with their hash
    weight: tuple[int, int, int]
    properties: Properties


@record
class Palette:
    """How the drawing's colours become inks: a colour's words as sRGB with opacity (None: no colour), and
    those as inks."""

    words: Callable[[str], tuple[int, ...] | None]
    inks: InkMap


def sheet_rules(element: Element) -> tuple[Rule, ...]:
    """The rules of a ``<style>``. Raises SvgError for a selector that looks at an element's surroundings."""
    text = "".join(child for child in element.children if isinstance(child, str))
    text = re.sub(r"/\*.*?\*/|<!--|-->", "", text, flags=re.DOTALL)
    text = _HARMLESS.sub("", text)
    if "@" in text:
        raise SvgError(element.fault("feature", "@-rules of a style sheet"))
    found = []
    for order, (selectors, body) in enumerate(_RULE.findall(text)):
        for written in selectors.split(","):
            match = _SELECTOR.match(written.strip())
            if match is None:
                raise SvgError(element.fault("feature", f"the selector {written.strip()!r}"))
            names = frozenset(re.findall(r"[.#][\w-]+", match[2]))
            ids = sum(name[0] == "#" for name in names)
            tag = "" if match[1] in (None, "*") else match[1]
            weight = (ids * 100 + len(names) - ids, bool(tag), order)
            found.append(Rule(tag, names, weight, declarations(body)))
    return tuple(sorted(found, key=lambda rule: rule.weight))


def declarations(text: str) -> Properties:
    """Properties of a ``style`` attribute or a rule's body."""
    made: dict[str, str] = {}
    for item in text.split(";"):
        name, colon, value = (part.strip() for part in item.replace("!important", "").partition(":"))
        if colon:
            made.update(_face(value) if name == "font" else {name: value})
    return made


def _face(written: str) -> Properties:
    """What ``font`` says of a face, one by one; as it is where that cannot be told."""
    found = _FONT.fullmatch(written)
    if found is None:
        return {"font": written}
    made = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
    for word in found[1].split():
        if word in _KEYWORDS or word.isdecimal():
            made["font-weight"] = word
        elif word in {"italic", "oblique"}:
            made["font-style"] = word
        elif word == "small-caps":
            made["font-variant"] = word
    return {**made, "font-size": found[2], "font-family": found[3]}


def properties_of(element: Element, above: Properties, rules: Iterable[Rule]) -> Properties:
    """An element's own and inherited properties. Raises SvgError for what would draw differently."""
    attributes = element.attributes
    named = frozenset(
        [f".{name}" for name in attributes.get("class", "").split()] + [f"#{attributes.get('id', '')}"]
    )
    own = {key: value.strip() for key, value in attributes.items() if key in _INHERITED or key in _OWN}
    for rule in rules:
        if rule.tag in ("", element.name) and rule.names <= named:
            own.update(rule.properties)
    own.update(declarations(attributes.get("style", "")))
    for name in _REFUSED:
        if own.get(name, "").partition(" ")[0] not in _NOTHING:
            raise SvgError(element.fault("feature", name))
    inherited = {key: value for key, value in above.items() if key in _INHERITED}
    return {**inherited, **{key: value for key, value in own.items() if value != "inherit"}}


def length(element: Element, written: str, properties: Properties, whole: float = 0.0) -> float:
    """A length in the drawing's units; per cent are of ``whole``. Raises SvgError."""
    match = _LENGTH.match(written)
    unit = match[2] if match else "?"
    if match is None or not (unit in _UNITS or unit in ("em", "ex", "%")) or abs(float(match[1])) > 1e6:
        raise SvgError(element.fault("value", f"{written!r} is no length"))
    number = float(match[1])
    if unit == "%":
        return number * whole / 100
    if unit in ("em", "ex"):
        return number * font_size(element, properties) * (1 if unit == "em" else 0.5)
    return number * _UNITS[unit]


def font_size(element: Element, properties: Properties) -> float:
    """The size of type in the drawing's units; the walk has made relative ones absolute."""
    written = properties.get("font-size", "16")
    return _SIZES[written] if written in _SIZES else length(element, written, {"font-size": "16"}, 16)


def font_weight(element: Element, properties: Properties) -> int:
    """The weight of type, 100 to 900."""
    written = properties.get("font-weight", "normal")
    if written in _KEYWORDS:
        return _KEYWORDS[written]
    if not written.isdecimal() or not 1 <= int(written) <= 1000:
        raise SvgError(element.fault("value", f"{written!r} is no weight"))
    return int(written)


def paint(element: Element, which: str, properties: Properties, palette: Palette) -> Colour | None:
    """What an element is filled or stroked with; None for nothing. Raises SvgError."""
    written = properties.get(which, "black" if which == "fill" else "none")
    if written.lower() == "currentcolor":
        written = properties.get("color", "black")
    if written in ("none", "transparent") or not check_opaque(element, which, properties):
        return None
    inks = _INKS.search(written)
    if inks:
        return _mixed(element, inks[1])
    if "url(" in written:
        what = "a pattern or a gradient that does not fill a shape"
        raise SvgError(element.fault("feature", f"{which} {written}: {what}"))
    found = palette.words(written)
    if found is None:
        raise SvgError(element.fault("value", f"{written!r} is no colour"))
    if len(found) == 4 and found[3] < 255:
        if found[3] == 0:
            return None
        raise SvgError(element.fault("opacity", f"{which} {written}"))
    return Colour(*palette.inks(*found[:3]))


def check_opaque(element: Element, which: str, properties: Properties) -> bool:
    """Whether anything is seen of a fill or a stroke. Raises SvgError where it is seen through."""
    opacity = _opacity(element, properties.get(f"{which}-opacity", "1"))
    if 0 < opacity < 1:
        raise SvgError(element.fault("opacity", f"{which}-opacity {opacity:g}"))
    return opacity > 0


def _mixed(element: Element, written: str) -> Colour:
    """Inks as the drawing has them: ``device-cmyk(0 1 1 0)``, or the numbers of ``icc-color``."""
    words = [word for word in re.split(r"[\s,]+", written.strip()) if word[:1].isdigit() or word[:1] == "."]
    try:
        inks = [round(float(word.rstrip("%")) * (10 if word.endswith("%") else 1000)) for word in words]
    except ValueError:
        inks = []
    if len(inks) != 4 or not all(0 <= ink <= 1000 for ink in inks):
        raise SvgError(element.fault("value", f"{written!r} is no mixture of four inks"))
    cyan, magenta, yellow, black = inks
    return Colour(cyan, magenta, yellow, black)


def is_shown(element: Element, properties: Properties) -> bool:
    """Whether an element is drawn at all. Raises SvgError for one that is half there."""
    opacity = _opacity(element, properties.get("opacity", "1"))
    if properties.get("display") == "none" or opacity == 0:
        return False
    if opacity < 1:
        raise SvgError(element.fault("opacity", f"opacity {opacity:g}"))
    return True


def _opacity(element: Element, written: str) -> float:
    share = written.endswith("%")
    try:
        return min(1.0, max(0.0, float(written.rstrip("%")) / (100 if share else 1)))
    except ValueError:
        raise SvgError(element.fault("value", f"{written!r} is no opacity")) from None
