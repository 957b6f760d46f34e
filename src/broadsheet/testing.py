"""A pytest plugin: a newspaper's own regression suite over its own layouts (docs/diff.md).

    def test_the_pages_are_as_they_were(broadsheet_edition, broadsheet_compare):
        broadsheet_compare(broadsheet_edition("../edition.yaml"))

References are layout trees beside the tests. ``pytest --broadsheet-accept "why"`` takes the pages as they
are now; a page that differs fails the test with its changes and leaves an HTML report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from broadsheet.diagnostics import BroadsheetError
    from broadsheet.diff.change import TreeDiff
    from broadsheet.press import MadeEdition
    from broadsheet.tree.node import LayoutTree

REFERENCES = "references"
"""The folder beside the tests that references are kept in."""


class EditionMaker(Protocol):
    """What ``broadsheet_edition`` gives."""

    def __call__(
        self,
        path: str | Path,
        *,
        date: date | None = None,
        pages: Sequence[int] = (),
        settings: Sequence[tuple[str, str]] = (),
    ) -> MadeEdition:
        """Make up an edition (its manifest or the folder that holds it), from the test file's folder."""


class Comparer(Protocol):
    """What ``broadsheet_compare`` gives."""

    def __call__(self, made: MadeEdition | LayoutTree, name: str = "") -> TreeDiff:
        """Compare pages with the reference of that name, by default the name of its first page."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    group = parser.getgroup("broadsheet")
    group.addoption(
        "--broadsheet-accept", metavar="WHY", default=None,
        help="take the pages as they are now for the references, for this reason",
    )  # fmt: skip
    group.addoption(
        "--broadsheet-report", metavar="FOLDER", default="out/broadsheet",
        help="where HTML reports of pages that differ go; default out/broadsheet",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to accept without a reason."""
    why = config.getoption("--broadsheet-accept")
    if why is not None and not why.strip():
        raise pytest.UsageError('--broadsheet-accept needs a reason: --broadsheet-accept "why"')


@pytest.fixture(scope="session")
def _broadsheet_made() -> dict[object, MadeEdition]:
    """Editions that were made in this run: several tests may ask for one."""
    return {}


@pytest.fixture
def broadsheet_edition(
    request: pytest.FixtureRequest, _broadsheet_made: dict[object, MadeEdition]
) -> EditionMaker:
    """Makes editions up, each once a run; nothing is written. Bad input fails the test with its findings."""

    def make_edition(
        path: str | Path,
        *,
        date: date | None = None,
        pages: Sequence[int] = (),
        settings: Sequence[tuple[str, str]] = (),
    ) -> MadeEdition:
        from broadsheet.diagnostics import BroadsheetError  # noqa: PLC0415  late: only where editions are tested
        from broadsheet.press import make  # noqa: PLC0415  late: only where editions are tested
        from broadsheet.readers.report import Overrides  # noqa: PLC0415  late: only where editions are tested
        from broadsheet.resources import font_tables  # noqa: PLC0415  late: only where editions are tested

        found = (request.path.parent / path).resolve()
        key = (found, date, tuple(pages), tuple(settings))
        if key not in _broadsheet_made:
            try:
                changes = Overrides(date=date, pages=tuple(pages), settings=tuple(settings))
                _broadsheet_made[key] = make(found, changes, font_tables=font_tables())
            except BroadsheetError as error:
                _fail(_findings(error))
        return _broadsheet_made[key]

    return make_edition


@pytest.fixture(scope="session")
def _broadsheet_accepted() -> dict[Path, LayoutTree]:
    """What was taken for a reference in this run, by its folder and name."""
    return {}


@pytest.fixture
def broadsheet_compare(
    request: pytest.FixtureRequest, _broadsheet_accepted: dict[Path, LayoutTree]
) -> Comparer:
    """Compares pages with a reference; fails where a page differs and no decision settles it."""

    def compare(made: MadeEdition | LayoutTree, name: str = "") -> TreeDiff:
        from broadsheet.tree.node import LayoutTree  # noqa: PLC0415  late: only where editions are tested

        tree = made if isinstance(made, LayoutTree) else made.tree
        return _check(tree, name or _default_name(tree), request, _broadsheet_accepted)

    return compare


def _fail(told: str) -> NoReturn:
    """Fail the test by what is told, without how it was found."""
    raise pytest.fail.Exception(told, pytrace=False) from None


def _findings(error: BroadsheetError) -> str:
    """All of them as the command shows them: with their lines, and what to do."""
    from broadsheet.diagnostics import render_text  # noqa: PLC0415  late: only where editions are tested

    return "\n".join(render_text(item, error.sources.get) for item in error.diagnostics)


def _default_name(tree: LayoutTree) -> str:
    """The name of a reference that was given none: what its first page's file is called."""
    return tree.pages[0].name if tree.pages else tree.date


def _check(
    tree: LayoutTree, name: str, request: pytest.FixtureRequest, accepted: dict[Path, LayoutTree]
) -> TreeDiff:
    """Compare, or accept where the run was told to. Fails the test."""
    from broadsheet import regression  # noqa: PLC0415  late: only where editions are tested
    from broadsheet.diagnostics import BroadsheetError, render_text  # noqa: PLC0415  late: only where editions are tested
    from broadsheet.output import unwritable  # noqa: PLC0415  late: only where editions are tested

    references = regression.References(request.path.parent / REFERENCES)
    why = request.config.getoption("--broadsheet-accept")
    try:
        if why is not None:
            if accepted.setdefault(references.folder / name, tree).pages != tree.pages:
                _fail(f"reference {name!r} is of other pages in another test: name one")
            return references.accept(tree, name, why.strip())
        kept, diff, decided = references.compare(tree, name)
    except regression.MissingReferenceError as error:
        _fail(f'{error}; take it with --broadsheet-accept "why"')
    except regression.ReferenceNameError as error:
        _fail(str(error))
    except BroadsheetError as error:
        _fail(_findings(error))
    except OSError as error:
        _fail(render_text(unwritable(references.folder, error)))
    if decided.open:
        folder = request.config.rootpath / request.config.getoption("--broadsheet-report") / name
        try:
            report = str(regression.report_on((kept, tree), diff, folder, decided))
        except OSError as error:  # what differs is told all the same
            report = render_text(unwritable(folder, error))
        told = regression.failure(diff, decided, report)
        _fail(f'{told}\nif it was meant: --broadsheet-accept "why"')
    return diff
