"""Reading an edition: manifest, stories, layouts, styles and pictures into one frozen Edition."""

from __future__ import annotations

import errno
import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from broadsheet.diagnostics import BroadsheetError, Diagnostic, hint, refusal
from broadsheet.model.article import Article
from broadsheet.model.edition import Edition, Inks
from broadsheet.model.plant import Spots
from broadsheet.readers.calendar import FIRST_DAY, LAST_DAY
from broadsheet.readers.columns import with_columns
from broadsheet.readers.files import Files, one_spelling
from broadsheet.readers.layout import Layouts
from broadsheet.readers.manifest import MANIFEST, NOWHERE, RawEdition
from broadsheet.readers.pages import PageReader
from broadsheet.readers.pictures import Pictures
from broadsheet.readers.placing import Desk
from broadsheet.readers.printing import Printing
from broadsheet.readers.report import Overrides, RefusedError, Report, Setting
from broadsheet.readers.schema import Located, Reading
from broadsheet.readers.specs import Specs
from broadsheet.readers.story import FENCE, read_story
from broadsheet.readers.variants import extended_manifest
from broadsheet.readers.yamlnode import Node, entry_of
from broadsheet.records import record
from broadsheet.source import Source, Span
from broadsheet.stamps import is_folder, real_path
from broadsheet.standing import NOTHING_STANDING, Keeper

MANIFEST_NAME = "edition.yaml"


@record
class ReadResult:
    """An edition and how it was read: warnings, the texts by their names, every file used."""

    edition: Edition
    warnings: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    inputs: tuple[str, ...]


def read_edition(
    path: Path, overrides: Overrides | None = None, keeper: Keeper = NOTHING_STANDING
) -> ReadResult:
    """Return the edition in a folder or manifest file.

    Raises BroadsheetError with every error of manifest, stories, layouts and styles together, by
    file and place.
    """
    chosen = overrides or Overrides()
    manifest = path / MANIFEST_NAME if is_folder(path) else path
    report = Report()
    files = Files(manifest.parent, report, keeper)
    try:
        _refuse_no_manifest(manifest, report)
        edition: Edition | None = _read(files.root / manifest.name, files, chosen)
    except RefusedError:
        edition = None
    except OSError as error:  # a folder that was asked for in passing, and that nobody may look into
        edition = None
        name, reason = refusal(files.name(Path(error.filename or path)), error)
        report.add("E102", path=name, reason=reason)
    if report.errors or edition is None:
        raise BroadsheetError(report.errors, files.sources)
    return ReadResult(edition, report.warnings, files.sources, tuple(files.inputs))


def _refuse_no_manifest(manifest: Path, report: Report) -> None:
    """Refuse a file that is not there by the name that was given, and a story or layout in a manifest's
    place."""
    if not manifest.exists():
        raise report.refused("E101", path=manifest)
    if manifest.suffix == ".md":
        raise report.refused("E102", path=manifest, reason="a story: give its edition, or use galley")
    if real_path(manifest).parent.name in ("layouts", "styles"):
        raise report.refused("E102", path=manifest, reason="a layout or style sheet: give its edition")


def _read(manifest: Path, files: Files, overrides: Overrides) -> Edition:
    report = files.report
    specs = Specs(files, tuple(Setting(*item) for item in overrides.settings))
    root = specs.manifest(extended_manifest(files.yaml(manifest), files, (manifest.name,)))
    raw = _laid_out(MANIFEST.read(root, "", Reading(report)), overrides, report)
    wanted = _wanted(raw, overrides)
    specs.only = {page.layout.value for page in raw.pages if page.number.value in wanted}
    wrong = len(report.errors)
    paths = _story_files(raw, files)
    found = len(report.errors) == wrong
    articles, unread = _articles(paths, files, stand_in=overrides.missing is not None)
    pictures = Pictures(files, overrides, _printing(raw))
    articles = with_columns(articles, raw.columns, files)
    desk = Desk(raw, articles, unread, found, pictures, Layouts(files, specs, pictures), report)
    issue_day = overrides.date or raw.date
    if not FIRST_DAY <= issue_day <= LAST_DAY:
        report.add(
            "E115", _day_span(root, overrides), key="date", value=issue_day, low=FIRST_DAY, high=LAST_DAY
        )
        issue_day = FIRST_DAY
    entry = entry_of(root, "pages")
    if entry is not None and not raw.pages and not report.errors:  # an empty set is nobody's paper
        report.add("E113", entry.place.span, key="pages", expected="a page", found="nothing")
    issue = _issue(raw, issue_day, (root.place.span, _day_span(root, overrides)), report)
    pages = PageReader(desk, issue_day, issue).read(overrides.pages, overrides.missing)
    specs.finish()
    return Edition(
        paper=raw.paper.name,
        code=raw.paper.code,
        date=issue_day,
        issue=issue,
        pages=pages.plans,
        stories=pages.stories,
        pictures=pages.pictures,
        ads=pages.ads,
        art_pictures=pictures.named,
        grid_overlay=overrides.grid_overlay,
        inks=raw.inks,
        font_folders=_font_folders(raw, files),
        names=_names(raw, files),
        critic=raw.critic,
        plant=raw.plant,
        variant="" if manifest.stem == "edition" else manifest.stem,
        root=str(files.root),
    )


def _day_span(root: Node, overrides: Overrides) -> Span | None:
    """Where the day is written; None where it was given for this run."""
    entry = entry_of(root, "date")
    return entry.value.place.span if entry and overrides.date is None else None


def _printing(raw: RawEdition) -> Printing:
    """What the edition's graphics are printed with."""
    return Printing(raw.plant.ink, raw.plant.spots is Spots.KEEP, raw.inks is not Inks.PROCESS)


def _articles(
    paths: list[Path], files: Files, *, stand_in: bool
) -> tuple[dict[str, Article], frozenset[str]]:
    """Every story in files by its slug, and the names of those that could not be read.

    Where something is to stand in for what is missing, a mistake in a story is a problem of the pages; of two
    of one name that of the outer folder is printed, else the first.
    """
    articles: dict[str, Article] = {}
    unread: set[str] = set()
    for path in sorted(paths, key=lambda each: len(each.parts)) if stand_in else paths:
        try:
            with files.report.standing_in() if stand_in else nullcontext():
                article = read_story(path, files)
        except RefusedError:
            unread.add(one_spelling(path.stem))
            continue
        first = articles.setdefault(article.slug, article)
        if first is not article and first.origin and article.origin:
            both = first.origin.file, article.origin.file
            with files.report.standing_in() if stand_in else nullcontext():
                hints, slug = (hint("own-slug"),), article.slug
                files.report.add("E303", article.origin, hints, slug=slug, first=both[0], second=both[1])
    return articles, frozenset(unread - articles.keys())


def _story_files(raw: RawEdition, files: Files) -> list[Path]:
    """The files in a fixed order, each once."""
    written = raw.stories if raw.stories is not None else (Located(".", NOWHERE),)
    found: dict[Path, None] = {}
    for item in written:
        try:
            place = files.inside(item.value, item.span)
            mode = files.mode(place, item.span)
        except RefusedError:
            continue
        if S_ISDIR(mode):
            kept = (path for path in _markdown(place, item.span, files) if _is_story(path, files.root))
            found |= dict.fromkeys(sorted(_inside(kept, item.span, files)))
        elif S_ISREG(mode):
            found[place] = None
        else:
            files.report.add("E101", item.span, path=item.value)
    return list(found)


def _markdown(place: Path, span: Span, files: Files) -> Iterator[Path]:
    """Markdown files in a folder and those in it; folders that nobody may look into are told."""

    def told(error: OSError) -> None:
        name, reason = refusal(files.name(Path(error.filename)), error)
        files.report.add("E102", span, path=name, reason=reason)

    for folder, _, names in os.walk(place, onerror=told):
        yield from (Path(folder, name) for name in names if name.lower().endswith(".md"))


def _inside(paths: Iterator[Path], span: Span, files: Files) -> Iterator[Path]:
    """The files that links lead to; those that are outside the edition's folder are told."""
    for path in paths:
        real = real_path(path)
        if real.is_relative_to(files.root):
            yield real
        else:
            files.report.add("E106", span, path=files.name(path))


def _is_story(path: Path, root: Path) -> bool:
    """What is hidden is no story, nor what a word processor keeps beside an open file (~$a.md), nor what has
    a capital name (README.md, CREDITS.md) and no front matter."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    return path.is_file() and not hidden and (not path.stem.isupper() or _begins_as_story(path))


def _begins_as_story(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(6).removeprefix(BOM_UTF8).startswith(FENCE.encode())
    except OSError:  # told when it is read
        return True


def _issue(raw: RawEdition, day: date, spans: tuple[Span, Span | None], report: Report) -> int:
    """The number of the issue; ``spans`` are those of the edition and of its day."""
    if raw.issue is not None:
        return raw.issue
    first = raw.paper.first_issue
    if first is None:
        report.add("E112", spans[0], keys="issue | paper.first_issue", where="the edition")
        return 1
    number = (day - first.date).days + first.number
    if number < 1 and day != FIRST_DAY:  # which stands for a day that has been told
        low = day + timedelta(1 - number)
        report.add("E115", spans[1], key="date", value=day, low=low, high=LAST_DAY)
    return max(1, number)


def _wanted(raw: RawEdition, overrides: Overrides) -> set[int]:
    """The numbers of the pages that are made. What is no page of its own may be the right one of a spread."""
    known = {page.number.value for page in raw.pages}
    return {number if number in known else number - 1 for number in overrides.pages} or known


def _laid_out(raw: RawEdition, overrides: Overrides, report: Report) -> RawEdition:
    """The edition with the layout that is to take the place of each page's; where some pages are wanted, of
    theirs: no other has to have its holes."""
    if not overrides.layout:
        return raw
    flag = f"--layout {overrides.layout}"
    report.flags[flag] = "layout"
    wanted = _wanted(raw, overrides)
    named = Located(overrides.layout, Span(flag, 1, 1))
    pages = (page._replace(layout=named) if page.number.value in wanted else page for page in raw.pages)
    return raw._replace(pages=tuple(pages))


def _font_folders(raw: RawEdition, files: Files) -> tuple[str, ...]:
    folders: list[str] = []
    for item in raw.fonts:
        try:
            path = files.inside(item.value, item.span)
            mode = files.mode(path, item.span)
        except RefusedError:
            continue
        if S_ISREG(mode):
            files.report.add("E102", item.span, path=item.value, reason="not a folder")
        elif not S_ISDIR(mode):
            files.report.add("E101", item.span, path=item.value)
        elif not os.access(path, os.R_OK | os.X_OK):  # its fonts would be done without, silently
            reason = os.strerror(errno.EACCES)
            files.report.add("E102", item.span, path=item.value, reason=reason)
        folders.append(str(path))
    return tuple(folders)


def _names(raw: RawEdition, files: Files) -> tuple[str, ...]:
    """The house list: strings as they stand, and the lines of ``*.txt`` files but # comments."""
    names: dict[str, None] = {}
    for item in raw.names:
        if not item.value.endswith(".txt"):
            names[item.value] = None
            continue
        try:
            source = files.source(files.existing(item.value, item.span, "E101"), item.span)
        except RefusedError:
            continue
        lines = (line.strip() for line in source.text.splitlines())
        names |= dict.fromkeys(line for line in lines if line and not line.startswith("#"))
    return tuple(names)
