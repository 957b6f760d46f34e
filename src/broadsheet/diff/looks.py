"""A comparison of rendered pages as text for a terminal and as JSON for a program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from broadsheet.diff.pages import LookedAt, Spot
from broadsheet.diff.report import FINGERPRINT, aligned, counted, owner_name
from broadsheet.diff.words import PHRASES, ROLES, word
from broadsheet.messages import LABELS, Language

SCHEMA = 1
"""Of the JSON; raised with every change that a reader would not understand."""

_MM_PER_INCH = 25.4


def look_fingerprint(page: LookedAt) -> str:
    """A digest of where a page looks different."""
    written = json.dumps(_page(page), sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:FINGERPRINT]


def looks_json(
    pages: Sequence[LookedAt], dpi: int, decided: Mapping[int, tuple[str, str, str]] | None = None
) -> str:
    """The comparison as JSON, with rulings. Boxes are left, top, right and bottom in pixels at ``dpi``, right
    and bottom outside; ``permille`` is the share of pixels that changed."""
    rulings = decided or {}
    rows = [
        _page(page)
        | {
            "change": look_fingerprint(page) if page.changed else "",
            "decision": rulings.get(page.pair.number, ("", "", ""))[0],
        }
        for page in pages
    ]
    return json.dumps({"schema": SCHEMA, "dpi": dpi, "pages": rows}, ensure_ascii=False, indent=1)


def _page(page: LookedAt) -> dict[str, object]:
    states = {"came": page.came, "gone": page.gone, "resized": page.resized}
    return {
        "number": page.pair.number,
        "old": page.pair.old.label if page.pair.old else "",
        "new": page.pair.new.label if page.pair.new else "",
        "permille": round(page.permille, 4),
        **{name: True for name, holds in states.items() if holds},
        "places": [_spot(spot) for spot in page.spots],
    }


def _spot(spot: Spot) -> dict[str, object]:
    named = spot.named
    whose: dict[str, object] = {}
    if named:
        owner = named.owner
        whose = {"story": owner.story, "hole": owner.hole, "near": list(owner.near), "role": named.role.value}
    return {"box": list(spot.box)} | {name: value for name, value in whose.items() if value}


def looks_text(
    pages: Sequence[LookedAt], dpi: int, language: Language = "en", told: Mapping[int, str] | None = None
) -> str:
    """The comparison as text: each page that looks different with its places, and a summary; ``told`` is a
    sentence a page about its decision."""
    changed = [page for page in pages if page.changed]
    blocks = ["\n".join(_lines(page, dpi, language, told or {})) + "\n" for page in changed]
    return "\n".join([*blocks, looks_total(pages, language)])


def looks_total(pages: Sequence[LookedAt], language: Language) -> str:
    """One line: how many pages, and how many places on them; a page that came or went is one."""
    changed = [page for page in pages if page.changed]
    places = counted("place", sum(len(page.spots) or 1 for page in changed), language)
    phrase = PHRASES["looks" if changed else "same look"][language]
    return phrase.format(changed=len(changed), pages=counted("page", len(pages), language), places=places)


def _lines(page: LookedAt, dpi: int, language: Language, told: Mapping[int, str]) -> Iterator[str]:
    title = PHRASES["page"][language].format(page=page.pair.number)
    colon = LABELS["colon"][language]
    yield f"{title} ({page.pair.label}){colon}{look_summary(page, language)}  [{_mark(page, language)}]"
    if page.pair.number in told:
        yield f"  {told[page.pair.number]}"
    yield from aligned([spot_row(spot, page, dpi, language) for spot in page.spots])


def _mark(page: LookedAt, language: Language) -> str:
    return PHRASES["fingerprint"][language].format(digest=look_fingerprint(page))


def look_summary(page: LookedAt, language: Language) -> str:
    """What became of a page, in a few words."""
    for state in ("came", "gone"):
        if getattr(page, state):
            return PHRASES[state][language]
    places = counted("place", len(page.spots), language)
    share = PHRASES["share"][language].format(share=f"{page.permille:.2f}", places=places)
    return f"{PHRASES['resized'][language]}, {share}" if page.resized else share


def spot_row(spot: Spot, page: LookedAt, dpi: int, language: Language) -> tuple[str, str, str]:
    """Whose place it is, what stands there, and where it is in millimetres from the rendering's corner."""
    left, top, right, bottom = (f"{value * _MM_PER_INCH / dpi:.1f}" for value in _sized(spot))
    where = PHRASES["spot"][language].format(x=left, y=top, width=right, height=bottom)
    if spot.named is None:
        return (PHRASES["unnamed"][language], "", where)
    name = owner_name(spot.named.owner, page.pair.number, language)
    return (name, word(ROLES, spot.named.role.value, language), where)


def _sized(spot: Spot) -> tuple[int, int, int, int]:
    left, top, right, bottom = spot.box
    return (left, top, right - left, bottom - top)
