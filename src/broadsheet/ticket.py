"""What goes to the plant with the pages: checksums, a job ticket, and names that say a page's revision.

A page that was released keeps its name only while its bytes stay: changed ones get the next revision
number, so that no plant prints an old page under a name that it has seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from broadsheet.diagnostics import BroadsheetError, diagnostic, refusal
from broadsheet.exclusive import locked
from broadsheet.options import BuildOptions
from broadsheet.output import Written, write_whole
from broadsheet.records import record
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.tree.filename import revision_name
from broadsheet.tree.inks import only_black, spots_of
from broadsheet.tree.node import FaceRecord, LayoutTree, TreePage
from broadsheet.tree.spread import without_spreads
from broadsheet.tree.walk import glyph_runs, pictures
from broadsheet.units import Length, millimetres

TICKET, CHECKSUMS, RELEASED = "job.json", "SHA256SUMS", "released.json"
_LOCK = ".released.lock"

Released = Mapping[str, tuple[tuple[str, str], ...]]
"""By a page's name without revision: (file name, sha256) of each release, the first one first."""


@record
class Named:
    """The files of a set under the names that they go by, what each was called when it was made, and each
    page's revision, from 1."""

    files: dict[str, Written]
    names: dict[str, str]  # old to new
    revisions: dict[str, int]


def read_released(out: Path) -> Released:
    """What was released from a folder of results; nothing where there is no file of it.

    Raises BroadsheetError for one that is damaged or may not be read: without it a changed page would go out
    under a name that the plant has already.
    """
    path = out / RELEASED
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        name, why = refusal(path, error)
        raise BroadsheetError([diagnostic("E102", path=name, reason=why)]) from error
    import json  # noqa: PLC0415  late: only a press set is released

    try:
        found = json.loads(data)
        return {stem: tuple((str(name), str(sha)) for name, sha in each) for stem, each in found.items()}
    except (ValueError, AttributeError, TypeError) as error:
        reason = "damaged; put it back, or delete it if no page has gone to the plant"
        raise BroadsheetError([diagnostic("E102", path=path, reason=reason)]) from error


def last_names(released: Released) -> dict[str, str]:
    """What each page's file was called when it was released last, by the name that it is made under."""
    return {f"{stem}.pdf": history[-1][0] for stem, history in released.items() if history}


def revised(files: Mapping[str, Written], released: Released) -> Named:
    """Return files under the names of their revisions: a page that was never released under its own."""
    named: dict[str, Written] = {}
    names: dict[str, str] = {}
    revisions: dict[str, int] = {}
    for name, written in files.items():
        stem, dot, suffix = name.rpartition(".")
        history = released.get(stem, ())
        if suffix != "pdf" or not dot:
            named[name], names[name] = written, name
            continue
        if not history or history[-1][1] == written.sha256:
            final, revision = (history[-1][0] if history else name), max(1, len(history))
        else:
            revision = len(history) + 1
            final = f"{revision_name(stem, revision)}.pdf"
        named[final], names[name], revisions[final] = written, final, revision
    return Named(named, names, revisions)


def released(out: Path, files: Mapping[str, Written]) -> Named:
    """Return files under the names that they go to the plant by, and note these, before the set is current:
    of a run that ends in between a number is missing, no name is there twice. Runs that release at once wait
    for each other. Raises BroadsheetError, OSError."""
    with locked(out, _LOCK, wait=True):
        named = revised(files, read_released(out))
        note_release(out, named)
    return named


def note_release(out: Path, named: Named) -> None:
    """Add the pages of a set to what was released; were that lost, names would be used twice. Raises
    BroadsheetError, OSError."""
    import json  # noqa: PLC0415  late: only a press set is released

    known = {stem: list(each) for stem, each in read_released(out).items()}
    for name, revision in named.revisions.items():
        stem = name.removesuffix(".pdf")
        stem = stem.removesuffix(revision_name("", revision))
        entry = (name, named.files[name].sha256)
        history = known.setdefault(stem, [])
        if entry not in history:
            history.append(entry)
    write_whole(out / RELEASED, json.dumps(known, indent=1, sort_keys=True) + "\n")


def job_files(
    tree: LayoutTree, named: Named, options: BuildOptions, keeper: Keeper = NOTHING_STANDING
) -> dict[str, bytes]:
    """The checksums of a set, as ``sha256sum --check`` reads them, and its job ticket."""
    import json  # noqa: PLC0415  late: only where a ticket is asked for

    sums = {name: written.sha256 for name, written in sorted(named.files.items())}
    lines = "".join(f"{sha}  {name}\n" for name, sha in sums.items())
    if options.split_spreads:
        tree = without_spreads(tree)
    pages = [
        {"file": name, "sha256": sums[name], "bytes": named.files[name].size}
        | keeper.take("ticket", page.number, (page, tree.faces), partial(_page, page, tree.faces, options))
        | {"revision": named.revisions[name]}
        for page in tree.pages
        for name in named.revisions
        if name == f"{revision_name(page.name, named.revisions[name])}.pdf"
    ]
    job = {
        "title": tree.title,
        "date": tree.date,
        "standard": None if options.combined else _STANDARDS[options.standard],
        "profile": None if options.combined else (options.profile.name if options.profile else "newsprint"),
        "pages": pages,
    }
    text = json.dumps(job, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {CHECKSUMS: lines.encode(), TICKET: text.encode()}


_STANDARDS = {"x4": "PDF/X-4", "x3": "PDF/X-3:2003", "x1a": "PDF/X-1a:2003"}


def _page(page: TreePage, known: Sequence[FaceRecord], options: BuildOptions) -> dict[str, object]:
    faces = {run.face for run in glyph_runs(page.groups)}
    spots = {spot.name for spot in spots_of(page)} | _placed_spots(page, options)
    return {
        "page": page.number,
        "section": page.section,
        "trim_mm": [_millimetres(page.width), _millimetres(page.height)],
        "bleed_mm": _millimetres(page.bleed),
        "plates": [*("K" if only_black(page) else "CMYK"), *sorted(spots)],
        "marks": list(page.marks),
        "pictures": len(pictures(page.groups)),
        "fonts": sorted({f"{face.family} {face.weight}" for face in known if face.key in faces}),
    }


def _placed_spots(page: TreePage, options: BuildOptions) -> set[str]:
    """The spot inks of placed PDFs that keep theirs."""
    found = pictures(page.groups)
    placed = [picture for picture in found if picture.vector and picture.spots and not picture.gap]
    if not placed:
        return set()
    from broadsheet.graphics.form import Note  # noqa: PLC0415  late: few plants have plates for spot inks
    from broadsheet.graphics.source import page_source  # noqa: PLC0415  late: as above

    source = page_source(options.press_profile())
    return {name for picture in placed for note, name in source(picture).notes if note is Note.SPOT}


def _millimetres(length: Length) -> float:
    return round(millimetres(length), 2)
