"""A comparison of trees as text for a terminal and as JSON for a program."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from broadsheet.diagnostics import Said, cells
from broadsheet.diff.change import Change, Detail, Kind, PageState, TreeDiff, Words
from broadsheet.diff.parts import Owner
from broadsheet.diff.words import COUNTS, DETAILS, KINDS, PHRASES, ROLES, VALUES, word
from broadsheet.geometry import Rect
from broadsheet.messages import LABELS, Language
from broadsheet.records import fields, record

SCHEMA = 1
"""Of the JSON; raised with every change that a reader would not understand."""

_MOST_WORDS = 4
"""Places of one text whose words are told; the others are counted."""

FINGERPRINT = 12
"""Characters of the digest that names a change."""


@record
class Markup:
    """How a sentence is written: what escapes it, and what stands around words of a text that are ``gone``
    and that have ``come``."""

    escaped: Callable[[str], str]
    gone: str
    come: str


PLAIN = Markup(str, "[-{}-]", "{{+{}+}}")


def fingerprint(diff: TreeDiff, page: int) -> str:
    """A digest of all that differs on a page: a decision about it holds for nothing else."""
    written = json.dumps([_record(change) for change in diff.on(page)], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:FINGERPRINT]


def render_json(diff: TreeDiff, decided: Mapping[int, str] | None = None) -> str:
    """The comparison as JSON: pages with their fingerprints and rulings, and every change. Places are
    x, y, width and height in millipoints, origin at the trim's top left."""
    rulings = decided or {}
    pages = [
        {
            "number": page.number,
            "name": page.name,
            "section": page.section,
            "change": fingerprint(diff, page.number) if diff.on(page.number) else "",
            "decision": rulings.get(page.number, ""),
        }
        for page in diff.pages
    ]
    whole = {"schema": SCHEMA, "pages": pages, "changes": [_record(change) for change in diff.changes]}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _record(change: Change) -> dict[str, object]:
    written = {field.name: _plain(getattr(change, field.name)) for field in fields(change)}
    return {name: value for name, value in written.items() if value not in ("", [])}


def _plain(value: object) -> object:
    match value:
        case Kind():
            return value.value
        case Rect():
            return [value.x, value.y, value.width, value.height]
        case Words() | Detail():
            return {field.name: getattr(value, field.name) for field in fields(value)}
        case tuple():
            return [_plain(each) for each in value]
    return value


def render_text(
    diff: TreeDiff, language: Language = "en", told: Mapping[int, str] | None = None
) -> str:
    """The comparison as text, page by page; ``told`` is a sentence a page about its decision."""
    blocks = []
    for page in diff.pages:
        changes = diff.on(page.number)
        if changes:
            blocks.append(_page(page, changes, diff, language, (told or {}).get(page.number, "")))
    blocks.append(summary(diff, language))
    return "\n".join(blocks)


def _page(
    page: PageState, changes: tuple[Change, ...], diff: TreeDiff, language: Language, told: str
) -> str:
    title = page_title(page, language)
    mark = PHRASES["fingerprint"][language].format(digest=fingerprint(diff, page.number))
    rows = [
        (
            subject(change, language), word(ROLES, change.role, language),
            sentence(change, page.number, language),
        )
        for change in changes
    ]
    lines = [f"{title}  [{mark}]", *([f"  {told}"] if told else []), *aligned(rows)]
    return "\n".join(lines) + "\n"


def page_told(diff: TreeDiff, page: int, language: Language) -> tuple[str, ...]:
    """What differs on a page, a sentence a change; first that it came or went itself."""
    return tuple(
        f"{subject(change, language)} {word(ROLES, change.role, language)}"
        f"{LABELS['colon'][language]}{sentence(change, page, language)}"
        for change in sorted(diff.on(page), key=lambda change: change.sort != "page")
    )


def aligned(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Rows of three with the first two columns as wide as their widest, in terminal cells."""
    wide = [max((cells(row[column]) for row in rows), default=0) for column in (0, 1)]
    return [
        f"  {row[0]}{' ' * (wide[0] - cells(row[0]))}  {row[1]}{' ' * (wide[1] - cells(row[1]))}  {row[2]}"
        for row in rows
    ]


def page_title(page: PageState, language: Language) -> str:
    """``page 1 要闻``."""
    return f"{PHRASES['page'][language].format(page=page.number)} {page.section}".rstrip()


def subject(change: Change, language: Language) -> str:
    """Whose change it is: the story's slug, else the hole, else the stories around it."""
    owner = Owner(change.story, change.hole, change.near)
    return owner_name(owner, change.new_page or change.old_page, language)


def owner_name(owner: Owner, page: int, language: Language) -> str:
    """An owner by name: the story's slug, else the hole, else the stories around it, else the page."""
    if owner.story:
        return owner.story
    if owner.hole:
        return PHRASES["hole"][language].format(hole=owner.hole)
    if owner.near:
        phrase = "between" if len(owner.near) > 1 else "beside"
        return PHRASES[phrase][language].format(stories=LABELS["between"][language].join(owner.near[:3]))
    return PHRASES["page"][language].format(page=page)


def sentence(change: Change, page: int, language: Language, markup: Markup = PLAIN) -> str:
    """How many, what became of them as a page shows it, and the words or properties."""
    told = [_told(detail, language) for detail in change.details]
    if change.old_page and change.new_page and change.old_page != change.new_page:
        way, other = ("from", change.old_page) if page == change.new_page else ("to", change.new_page)
        told.append(PHRASES[way][language].format(page=other))
    shown = [*([_words(change, markup)] if change.words else []), *map(markup.escaped, told)]
    head = markup.escaped(_of_kind(change.kind, change.sort, change.count, language))
    details = LABELS["between sentences"][language].join(shown)
    return f"{head}{LABELS['colon'][language]}{details}" if shown else head


def _of_kind(kind: Kind, sort: str, count: int, language: Language) -> str:
    """``1 line reflowed``."""
    said = counted(sort, count, language), word(KINDS, kind.value, language)
    return ("" if language == "zh" else " ").join(said)


def counted(sort: str, count: int, language: Language) -> str:
    """``1 line``, ``3 lines``."""
    return COUNTS[sort][language].format(count=Said(count))


def _told(detail: Detail, language: Language) -> str:
    name = word(DETAILS, detail.name, language)
    old, new = (_value(detail.name, written, language) for written in (detail.old, detail.new))
    return f"{name} {old} → {new}" if old and new else f"{name} {new or old}".rstrip()


def _value(name: str, written: str, language: Language) -> str:
    words = VALUES.get(name, {})
    return ", ".join(word(words, part, language) for part in written.split(", "))


def _words(change: Change, markup: Markup) -> str:
    """Words as ``…before[-old-]{+new+}after…``."""
    shown = [_marked(words, markup) for words in change.words[:_MOST_WORDS]]
    rest = len(change.words) - len(shown)
    return " ".join(shown) + (f" (+{rest})" if rest else "")


def _marked(words: Words, markup: Markup) -> str:
    before, old, new, after = map(markup.escaped, (words.before, words.old, words.new, words.after))
    gone = markup.gone.format(old) if old else ""
    come = markup.come.format(new) if new else ""
    return (f"…{before}" if before else "") + gone + come + (f"{after}…" if after else "")


def summary(diff: TreeDiff, language: Language) -> str:
    """One line: how many pages, and how much of each kind."""
    changed, pages = diff.changed_pages(), counted("page", len(diff.pages), language)
    if not changed:
        return PHRASES["none"][language].format(pages=pages)
    counts: Counter[tuple[Kind, str]] = Counter()
    for change in diff.changes:
        counts[change.kind, change.sort] += change.count
    told = [_of_kind(*each, count, language) for each, count in counts.items()]
    return PHRASES["total"][language].format(
        changed=len(changed), pages=pages, counts=LABELS["between"][language].join(told)
    )
