"""A build, the stages in order: read, compose, make up, check, paint, write.

The only module that knows all the stages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError, Diagnostic, Severity, diagnostic, hint
from broadsheet.executor import Executor, SerialExecutor
from broadsheet.font.collection import Collection, UnknownFamilyError
from broadsheet.makeup.page import Facts, make_up
from broadsheet.makeup.story import make_story
from broadsheet.model.edition import Edition, PictureFile
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides, ReadResult
from broadsheet.resources import shipped
from broadsheet.source import Source
from broadsheet.text.setting import Settings
from broadsheet.tree.node import LayoutTree

FORMATS = ("pdf", "tree", "png")
"""What a build can write: press pages, the layout tree as JSON, proofs."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How results are written; what the pages look like is the edition's and ``Overrides``'.

    ``combined`` makes one PDF of all pages, without the output profile.
    """

    formats: tuple[str, ...] = FORMATS
    combined: bool = False
    compressor: str = "zlib"
    proof_dpi: int = 100
    executor: Executor = field(default_factory=SerialExecutor)


@dataclass(frozen=True, slots=True)
class MadeEdition:
    """An edition made up: its layout tree and everything that was found on the way."""

    edition: Edition
    tree: LayoutTree
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
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


def make(path: Path, overrides: Overrides | None = None) -> MadeEdition:
    """Read an edition and make up its pages; nothing is written. Raises BroadsheetError."""
    result = read_edition(path, overrides or Overrides())
    tree, facts = compose_edition(result.edition)
    tree = replace(tree, settings=_settings_used(overrides or Overrides()))
    copies = {story.article.slug: story.article.characters() for story in result.edition.stories}
    found = (
        *result.warnings,
        *check_tree(tree),
        *conservation(tree, copies),
        *_judge(facts),
    )
    return MadeEdition(result.edition, tree, found, result.sources)


def compose_edition(edition: Edition) -> tuple[LayoutTree, Facts]:
    """Set every story and make up every page. Raises BroadsheetError where a font is missing."""
    folders = [*(Path(folder) for folder in edition.font_folders), shipped("fonts")]
    collection = Collection(folders)
    settings = Settings(collection)
    digests = _digests(edition)
    try:
        stories = [make_story(story, settings, digests) for story in edition.stories]
        made = make_up(edition, stories, settings, digests)
    except UnknownFamilyError as error:
        known = hint("known", names=", ".join(error.known))
        raise BroadsheetError([diagnostic("E601", None, (known,), family=error.family)]) from error
    return made.tree, made.facts


def build(
    path: Path, out: Path, overrides: Overrides | None = None, options: BuildOptions | None = None
) -> BuildResult:
    """Build an edition into a folder: one set, switched in whole. Raises BroadsheetError."""
    chosen = options or BuildOptions()
    made = make(path, overrides)
    files = paint(made.tree, chosen)
    label = made.edition.date.isoformat()
    from broadsheet.output import write_set  # noqa: PLC0415  late: shutil is only needed to write

    try:
        folder = write_set(out, label, files)
    except OSError as error:
        raise BroadsheetError([diagnostic("E104", path=out, reason=error.strerror or error)]) from error
    return BuildResult(made, folder, tuple(sorted(files)))


def paint(tree: LayoutTree, options: BuildOptions) -> dict[str, bytes]:
    """Return the files of a set by name."""
    files: dict[str, bytes] = {}
    if "pdf" in options.formats or "png" in options.formats:
        jobs = [tree] if options.combined else [_one_page(tree, index) for index in range(len(tree.pages))]
        for made in options.executor.map(partial(_paint_job, options=replace(options, executor=_SERIAL)), jobs):
            files.update(made)
    if "tree" in options.formats:
        from broadsheet.tree.serial import write_tree  # noqa: PLC0415  late: not every build writes one

        files["tree.json"] = write_tree(tree).encode()
    return files


_SERIAL = SerialExecutor()


def _one_page(tree: LayoutTree, index: int) -> LayoutTree:
    return replace(tree, pages=(tree.pages[index],))


def _paint_job(tree: LayoutTree, options: BuildOptions) -> dict[str, bytes]:
    """The PDF and the proofs of a tree's pages."""
    from broadsheet.paint.pdf import paint_pdf  # noqa: PLC0415  late: reportlab costs 60 ms

    files: dict[str, bytes] = {}
    for made in paint_pdf(tree, _pdf_options(options)):
        if "pdf" in options.formats:
            files[f"{made.name}.pdf"] = made.data
        if "png" in options.formats:
            from broadsheet.proof.raster import page_pngs  # noqa: PLC0415  late: pdfium and Pillow

            names = [page.name for page in tree.pages if page.number in made.pages]
            for name, png in zip(names, page_pngs(made.data, options.proof_dpi), strict=True):
                files[f"{name}.png"] = png
    return files


def _settings_used(overrides: Overrides) -> tuple[tuple[str, str], ...]:
    """What the command line changed, so that any page can be made again."""
    return tuple(sorted(overrides.as_settings()))


def _judge(facts: Facts) -> tuple[Diagnostic, ...]:
    wide = [diagnostic("W707", text=text) for _, text in facts.too_wide]
    return (*wide, *(diagnostic("P709", path=name, hole=hole) for hole, name in facts.crowded))


def _digests(edition: Edition) -> dict[str, str]:
    """sha256 of every picture that is placed, by path."""
    files: list[PictureFile] = [*edition.art_pictures.values()]
    files.extend(placed.picture.file for placed in edition.pictures)
    files.extend(placed.file for story in edition.stories for part in story.parts for placed in part.pictures)
    files.extend(ad.picture for ad in edition.ads if ad.picture)
    digests = {}
    for file in files:
        if file.path not in digests:
            with Path(file.path).open("rb") as stream:
                digests[file.path] = hashlib.file_digest(stream, "sha256").hexdigest()
    return digests


def worst(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> int:
    """The exit code that findings call for: 0 clean, 1 page problems, 2 wrong input."""
    severities = {item.severity for item in diagnostics}
    if Severity.ERROR in severities:
        return 2
    if Severity.PROBLEM in severities or (strict and Severity.WARNING in severities):
        return 1
    return 0
