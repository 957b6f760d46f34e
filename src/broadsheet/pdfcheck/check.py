"""A PDF judged by a house's rules. Never raises for what is in the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf

from broadsheet.pdfcheck.contents import Walk
from broadsheet.pdfcheck.damage import BROKEN, damage, stumbled, unreadable
from broadsheet.pdfcheck.document import judged_ends, judged_file
from broadsheet.pdfcheck.fonts import Glyphs, judged_fonts
from broadsheet.pdfcheck.images import covers, judged_image
from broadsheet.pdfcheck.inks import judged
from broadsheet.pdfcheck.names import make_readable
from broadsheet.pdfcheck.pages import judged_annotations, judged_boxes, trim_of
from broadsheet.pdfcheck.rules import OF_STANDARDS, RULES, Found, House
from broadsheet.pdfcheck.together import Together
from broadsheet.records import field, record, replace

MOST_BYTES = 500_000_000
MOST_PAGES = 2000

MOST_ALIKE = 5
"""Findings of one rule on one page that are told; the rest are counted."""


@record
class Checked:
    """What is wrong with a file: its own findings first, then page by page, by rule. ``bounds`` are, of pages
    that could be read to their end, what no place is over in all inks together, in per cent."""

    found: tuple[Found, ...]
    bounds: Mapping[int, float] = field(default_factory=dict)


def check_pdf(path: Path, house: House | None = None) -> Checked:
    """Judge a file by what is written in it."""
    house = house or House()
    try:
        if path.stat().st_size > MOST_BYTES:
            return _refused("F01", "larger than 500 MB")
        str(path).encode()
    except UnicodeEncodeError:  # which qpdf does not open
        return _refused("F01", "its name is no UTF-8")
    except OSError as error:
        return _refused("F01", str(error).replace(str(path), path.name))
    known = _Known({}, Glyphs(), {})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pikepdf.open(path) as pdf:
                return Checked(_bundled(_found(pdf, path, house, known), house.standard), known.bounds)
    except pikepdf.PasswordError:
        return _refused("F03", "a password is asked for")
    except (pikepdf.PikepdfError, OSError, RecursionError) as error:
        return _refused("F01", unreadable(error, path))


def _refused(rule: str, detail: str) -> Checked:
    return Checked((Found(rule, 0, detail),))


def _found(pdf: pikepdf.Pdf, path: Path, house: House, known: _Known) -> Iterator[Found]:
    yield from judged_ends(path)
    try:
        make_readable(pdf)
        yield from judged_file(pdf, house)
        count = len(pdf.pages)
    except BROKEN as error:
        yield Found("F01", 0, stumbled(error, path))
        return
    if count != 1:
        yield Found("P05", 0, str(count))
    for number in range(1, min(count, MOST_PAGES) + 1):
        try:
            yield from _page(pdf.pages[number - 1], number, house, known)
        except BROKEN as error:
            yield Found("F01", number, stumbled(error, path))
    repaired = [each for each in pdf.get_warnings() if str(each)]  # what reading the pages met, too
    if repaired:
        yield Found("F01", 0, damage(str(repaired[0]), path))


@record
class _Known:
    """What is looked into once a file: the ink of pictures, the glyphs of fonts; and what is known of pages'
    inks together."""

    inks: dict[object, float]
    glyphs: Glyphs
    bounds: dict[int, float]


def _page(page: pikepdf.Page, number: int, house: House, known: _Known) -> Iterator[Found]:
    yield from judged_boxes(page, number)
    yield from judged_annotations(page, number)
    yield from judged_fonts(page, number)
    walk, trim, together, painted, pictures = Walk([]), trim_of(page), Together(), 0, 0
    for mark in walk.page(page):
        painted += 1
        yield from judged(mark, number, trim, house)
        if mark.kind in {"image", "inline"}:
            pictures += covers(mark, trim)
            yield from judged_image(mark, number, trim, (house, known.inks))
        elif mark.kind == "text":
            yield from known.glyphs.judged(mark.font, mark.stream, number)
        together.add(mark, trim, known.inks)
    known.bounds[number] = together.bound
    yield from (Found(rule, number, detail) for rule, detail in walk.notes)
    if not painted:
        yield Found("P06", number, "")
    elif pictures == painted:
        yield Found("P10", number, "")


def _bundled(found: Iterator[Found], standard: str) -> tuple[Found, ...]:
    """The findings sorted; of many of one rule on one page the first few, and how many there are."""
    kept: dict[tuple[int, str], list[Found]] = {}
    counts: dict[tuple[int, str], int] = {}
    said: set[tuple[int, str, str]] = set()
    for each in found:
        if not standard and each.rule in OF_STANDARDS:
            continue
        key = (each.page, each.rule)
        counts[key] = counts.get(key, 0) + 1
        if (each.page, each.rule, each.detail) not in said and len(kept.setdefault(key, [])) < MOST_ALIKE:
            said.add((each.page, each.rule, each.detail))
            kept[key].append(each)
    order = {rule.id: index for index, rule in enumerate(RULES)}
    bundled = []
    for page, rule in sorted(kept, key=lambda key: (key[0], order[key[1]])):
        *others, last = kept[page, rule]
        more = counts[page, rule] - len(others)
        if more > 1:
            rest = f"and {more - 1} more" if others else f"{more} times"
            last = replace(last, detail=f"{last.detail}, {rest}")
        bundled += [*others, last]
    return tuple(replace(each, standard=standard) for each in bundled)
