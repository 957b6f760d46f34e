"""A build, the stages in order: read, compose, make up, check, paint, write.

The only module that knows all the stages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.checking import TOLD_BY_PDF, findings, finished, house_of, in_copy, not_marked, picture_places
from broadsheet.collector import uncollected
from broadsheet.diagnostics import BroadsheetError, Diagnostic, Severity, diagnostic
from broadsheet.executor import Executor, ForkExecutor, SerialExecutor, shares
from broadsheet.font.collection import Collection, UnknownFamilyError, font_files
from broadsheet.font.sfnt import FontFileError
from broadsheet.kernel import is_installed
from broadsheet.makeup.page import Facts, make_up
from broadsheet.makeup.story import MadeStory, make_story, story_source
from broadsheet.model.edition import Edition, Inks, PictureFile, Story
from broadsheet.model.plant import Plant, Spots
from broadsheet.options import LOCK, TICKET, BuildOptions
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides, name_hints
from broadsheet.records import record, replace
from broadsheet.resources import shipped
from broadsheet.source import Source
from broadsheet.stamps import stamp_of
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.text.names import Names
from broadsheet.text.setting import Settings
from broadsheet.tree.inks import in_black, in_process, on_plates
from broadsheet.tree.node import LayoutTree, TreePage

if TYPE_CHECKING:
    from broadsheet.output import Written

_SERIAL = SerialExecutor()


@record
class MadeEdition:
    """An edition made up: its layout tree and everything that was found on the way.

    ``sources`` are the texts that were read, by the names that messages use; ``inputs`` the absolute
    paths of all files.
    """

    edition: Edition
    tree: LayoutTree
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    inputs: tuple[str, ...] = ()


@record
class BuildResult:
    """What a build made: the tree, the findings, and the folder of the finished set."""

    made: MadeEdition
    folder: Path
    files: tuple[str, ...]

    @property
    def tree(self) -> LayoutTree:
        """The layout tree."""
        return self.made.tree

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Findings that did not stop the build."""
        return self.made.diagnostics


@uncollected()
def make(
    path: Path,
    overrides: Overrides | None = None,
    keeper: Keeper = NOTHING_STANDING,
    executor: Executor = _SERIAL,
    font_tables: Path | None = None,
) -> MadeEdition:
    """Read an edition and make up its pages; nothing is written but ``font_tables`` (see BuildOptions).
    Raises BroadsheetError."""
    result = read_edition(path, overrides or Overrides(), keeper)
    try:
        tree, facts = compose_edition(result.edition, keeper, executor, font_tables)
    except BroadsheetError as error:
        told = in_copy(error.diagnostics, result.edition, result.sources)
        raise BroadsheetError(told, result.sources) from error
    tree = replace(tree, settings=_settings_used(overrides or Overrides()))
    judged = not_marked(findings(result.edition, tree, facts, keeper), result.warnings)
    found = (*result.warnings, *in_copy(judged, result.edition, result.sources))
    return MadeEdition(result.edition, tree, found, result.sources, result.inputs)


def compose_edition(
    edition: Edition,
    keeper: Keeper = NOTHING_STANDING,
    executor: Executor = _SERIAL,
    font_tables: Path | None = None,
) -> tuple[LayoutTree, Facts]:
    """Set every story and make up every page. Raises BroadsheetError where a font or a picture is missing."""
    used = () if keeper is NOTHING_STANDING else _fonts_used(edition)
    settings = keeper.take("settings", "", used, lambda: settings_of(edition, font_tables))
    digests = _digests(edition, keeper)
    try:
        stories = _set_stories(edition.stories, _Stone(settings, digests, keeper), executor)
        made = make_up(edition, stories, settings, digests, keeper)
    except UnknownFamilyError as error:
        hints = name_hints(error.family, error.known)
        raise BroadsheetError([diagnostic("E601", None, hints, family=error.family)]) from error
    except FontFileError as error:
        raise BroadsheetError([diagnostic("E603", path=error.path, reason=error)]) from error
    inks = (edition.inks, edition.plant)
    pages = tuple(
        keeper.take("inked", page.number, (page, inks), partial(_inked, page, *inks))
        for page in made.tree.pages
    )
    return replace(made.tree, pages=pages), made.facts


def _inked(page: TreePage, inks: Inks, plant: Plant) -> TreePage:
    """A page in the inks that it is printed in."""
    if inks is not Inks.PROCESS:
        page = in_black(page, mourning=inks is Inks.MOURNING)
    elif plant.spots is Spots.PROCESS:
        page = in_process(page)
    keeps = inks is Inks.PROCESS and plant.spots is Spots.KEEP
    return on_plates(page, plant.ink, spots=keeps)


@record
class _Stone:
    """What all stories of an edition are made up with."""

    settings: Settings
    digests: Mapping[str, str]
    keeper: Keeper

    def make(self, story: Story) -> MadeStory:
        """Make a story up."""
        return make_story(story, self.settings, self.digests, self.keeper)

    def take(self, story: Story, make: Callable[[], MadeStory]) -> MadeStory:
        """Have a story, made by ``make`` where it does not stand."""
        return self.keeper.take("story", story.article.slug, self._source(story), make)

    def stands(self, story: Story) -> bool:
        """Whether a story need not be made."""
        return self.keeper.stands("story", story.article.slug, self._source(story))

    def _source(self, story: Story) -> object:
        return story_source(story, self.settings, self.digests)


_SET_A_MS, _BACK_A_MS = 1100 if is_installed() else 350, 2700
_PICTURE_WORK = 5
"""Characters that are set in a millisecond, about, and that come back from another process; what each picture
among them adds, since lines beside it have rooms of their own."""


def _work(story: Story) -> float:
    pictures = sum(len(part.pictures) for part in story.parts)
    return len(story.article.characters()) / _SET_A_MS + _PICTURE_WORK * pictures


def _set_stories(stories: Sequence[Story], stone: _Stone, executor: Executor) -> list[MadeStory]:
    made: dict[str, MadeStory] = {}
    if isinstance(executor, ForkExecutor):  # what cannot share the open faces would open them anew
        fresh = [story for story in stories if not stone.stands(story)]
        back = sum(len(story.article.characters()) for story in fresh) / _BACK_A_MS
        dealt = shares(list(map(_work, fresh)), executor, back)
        done = executor.map(lambda share: [stone.make(fresh[index]) for index in share], dealt)
        made = {each.record.slug: each for share in done for each in share}

    def have(story: Story) -> MadeStory:
        known = made.get(story.article.slug)
        return known if known is not None else stone.make(story)

    return [stone.take(story, partial(have, story)) for story in stories]


def _fonts_used(edition: Edition) -> tuple[object, ...]:
    """What the faces of an edition depend on: the font files as they lie on the disk, and its names."""
    folders = [*(Path(folder) for folder in edition.font_folders), shipped("fonts")]
    files = [(str(path), stamp_of(path)) for path in font_files(folders)]
    return tuple(files), edition.names


def settings_of(edition: Edition, font_tables: Path | None = None) -> Settings:
    """The faces of an edition, its own folders first. Raises BroadsheetError for a damaged file."""
    folders = [*(Path(folder) for folder in edition.font_folders), shipped("fonts")]
    collection = Collection(folders, font_tables)
    if collection.damaged:
        raise BroadsheetError(
            [diagnostic("E603", path=path, reason=reason) for path, reason in collection.damaged]
        )
    return Settings(collection, Names(edition.names))


@uncollected()
def build(
    path: Path,
    out: Path,
    overrides: Overrides | None = None,
    options: BuildOptions | None = None,
    keeper: Keeper = NOTHING_STANDING,
) -> BuildResult:
    """Build an edition into a folder: one set, switched in whole. Raises BroadsheetError.

    ``keeper`` has what earlier builds made, or else the store that the options name; the files are the same
    bytes with it and without.
    """
    chosen, asked = options or BuildOptions(), overrides or Overrides()
    with standing_in_store(path, asked, chosen, keeper) as known:
        made = make(path, asked, known, chosen.executor, chosen.font_tables)
        return finish(path, made, out, chosen, known)


def standing_in_store(
    path: Path, overrides: Overrides, chosen: BuildOptions, keeper: Keeper
) -> AbstractContextManager[Keeper]:
    """The store that the options name, for one build of an edition; without one, or with a keeper that has
    something already, the keeper. What was made is stored where the build comes to its end."""
    if chosen.store is None or keeper is not NOTHING_STANDING:
        return nullcontext(keeper)
    from broadsheet.store import engine_stamp, open_store  # noqa: PLC0415  late: only where it is wanted

    shown = (*overrides.as_settings(), chosen.formats, chosen.combined, chosen.proof_dpi)
    return open_store(chosen.store, path, shown, engine_stamp())


@uncollected()
def finish(
    path: Path, made: MadeEdition, out: Path, chosen: BuildOptions, keeper: Keeper = NOTHING_STANDING
) -> BuildResult:
    """Write an edition that was made up from ``path`` into a folder, as it was made up, whatever has changed
    since. Raises BroadsheetError."""
    if chosen.lock != "check" or held_lock(path).exists():
        made = replace(made, diagnostics=(*made.diagnostics, *_locked(path, made, chosen)))
    try:
        folder, files = _written(made, out, chosen, keeper)
    except BroadsheetError as error:
        raise _placed(error, made) from error
    except OSError as error:
        from broadsheet.output import unwritable  # noqa: PLC0415  late: it cannot be that one writes

        raise BroadsheetError([unwritable(out, error)]) from error
    if chosen.preflight and "pdf" in chosen.formats:
        house = house_of(made.edition.plant, chosen.standard)
        judged = finished(folder, files, (house, chosen.executor), keeper)
        told = (item for item in made.diagnostics if item.code not in TOLD_BY_PDF)
        made = replace(made, diagnostics=(*told, *judged))
    return BuildResult(made, folder, tuple(sorted(files)))


def _written(
    made: MadeEdition, out: Path, options: BuildOptions, keeper: Keeper
) -> tuple[Path, Mapping[str, Written]]:
    """Paint the pages into a new set and make it the current one; its folder and its files by name. Raises
    BroadsheetError and OSError."""
    from broadsheet import ticket  # noqa: PLC0415  late: only a build writes
    from broadsheet.output import NewSet  # noqa: PLC0415  as that
    from broadsheet.painting import paint_files  # noqa: PLC0415  late: reportlab costs 60 ms

    before = ticket.read_released(out)  # one that is damaged is told before anything is painted
    with NewSet(out, keeper, ticket.last_names(before)) as fresh:
        for name, data in paint_files(made.tree, options, made.diagnostics, keeper):
            fresh.add(name, data)
        files = fresh.files
        named = ticket.released(out, files) if options.release else ticket.revised(files, before)
        fresh.rename(named.names)
        if TICKET in options.formats:
            for name, data in ticket.job_files(made.tree, named, options, keeper).items():
                fresh.add(name, data)
        return fresh.finish(made.edition.date.isoformat()), fresh.files


def lock_file(path: Path) -> Path:
    """Where the lock file of a manifest is written: a variant's layouts and fonts may be its own, and so is
    what locks them."""
    if path.is_dir():
        return path / LOCK
    plain = path.with_name(LOCK)
    return plain if path.stem == "edition" else path.with_name(f"{plain.stem}-{path.stem}{plain.suffix}")


def held_lock(path: Path) -> Path:
    """The lock file that a manifest is held against, if it is there: its own, else its folder's."""
    own = lock_file(path)
    return own if own.exists() else own.with_name(LOCK)


def _locked(path: Path, made: MadeEdition, options: BuildOptions) -> tuple[Diagnostic, ...]:
    """Write the lock file, or tell what differs from it. Raises BroadsheetError."""
    from broadsheet import lockfile  # noqa: PLC0415  late: few editions have one

    file = lock_file(path) if options.lock == "write" else held_lock(path)
    try:
        now = lockfile.lock_of(file.parent, made.inputs, made.edition.font_folders, options)
        if options.lock == "write":
            lockfile.write_lock(file, now)
            return ()
    except OSError as error:
        failed = diagnostic("E121", path=file, reason=error.strerror or error)
        raise BroadsheetError([failed]) from error
    found = lockfile.against_lock(file, now, refuse=options.lock == "hold")
    if any(item.severity is Severity.ERROR for item in found):
        raise BroadsheetError(found)
    return found


_BROKEN = frozenset(("E605", "E608"))


def _placed(error: BroadsheetError, made: MadeEdition) -> BroadsheetError:
    """The same findings with the places where the edition names the pictures that are broken: a painter
    knows a picture by its name only, and stops at the first, so that the others are looked for here."""
    told = dict.fromkeys(error.diagnostics)
    if any(item.code in _BROKEN for item in told):
        from broadsheet.painting import unusable  # noqa: PLC0415  late: reportlab costs 60 ms

        told |= dict.fromkeys(unusable(made.tree))
    origins = picture_places(made.edition)
    found = [
        item if item.span else replace(item, span=origins.get(dict(item.values).get("path", "")))
        for item in told
    ]
    return BroadsheetError(found, made.sources)


def _settings_used(overrides: Overrides) -> tuple[tuple[str, str], ...]:
    """What the command line changed, so that any page can be made again."""
    return tuple(sorted(overrides.as_settings()))


def _digests(edition: Edition, keeper: Keeper) -> dict[str, str]:
    """sha256 of every picture that is placed, by path. Raises BroadsheetError."""
    files: list[PictureFile] = [*edition.art_pictures.values()]
    files.extend(file for placed in edition.pictures for file in placed.picture.files)
    parts = (part for story in edition.stories for part in story.parts)
    files.extend(file for part in parts for placed in part.pictures for file in placed.files)
    files.extend(ad.picture for ad in edition.ads if ad.picture)
    digests: dict[str, str] = {}
    gone: list[Diagnostic] = []
    for file in files:
        if file.path not in digests and not file.gap:
            path = Path(file.path)
            try:
                made = keeper.take("picture", file.path, stamp_of(path), partial(_digest, path))
            except OSError as error:  # since it was read
                reason = error.strerror or "unreadable"
                gone.append(diagnostic("E605", file.origin, path=file.name, reason=reason))
            else:
                digests[file.path] = made
    if gone:
        raise BroadsheetError(gone)
    return digests


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def worst(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> int:
    """The exit code that findings call for: 0 clean, 1 page problems, 2 wrong input."""
    severities = {item.severity for item in diagnostics}
    if Severity.ERROR in severities:
        return 2
    if Severity.PROBLEM in severities or (strict and Severity.WARNING in severities):
        return 1
    return 0
