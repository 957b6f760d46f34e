"""Commands and their flags. The help texts are the reference; docs/cli.md is made from them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TypeAlias

from broadsheet.options import FORMATS, STANDARDS
from broadsheet.rows import NamedTuple

Arguments: TypeAlias = argparse._ActionsContainer  # noqa: SLF001  the only name for either
"""A parser, or a group of one."""


class Command(NamedTuple):
    """What a command does, its module and function, and what adds its flags to a parser."""

    about: str
    module: str
    function: str
    add_flags: Callable[[argparse.ArgumentParser], None]


class Commands(NamedTuple):
    """A name for several commands."""

    about: str
    commands: Mapping[str, Command]


def _add_edition(parser: Arguments) -> None:
    parser.add_argument("edition", metavar="EDITION", help="a manifest, or the folder of its edition.yaml")


def _add_editions(parser: Arguments) -> None:
    parser.add_argument(
        "editions", metavar="EDITION", nargs="+",
        help="a manifest, or the folder of its edition.yaml; several, or 'content/*/', each into a "
        "folder of --out",
    )  # fmt: skip


def _add_settings(parser: Arguments, about: str) -> None:
    parser.add_argument(
        "--set", metavar="PATH=VALUE", action="append", default=[], dest="settings", help=about
    )


def _add_changes(parser: argparse.ArgumentParser) -> None:
    which = parser.add_argument_group("which pages, which day")
    which.add_argument("--pages", metavar="1,3-4", help="only these pages")
    which.add_argument("--date", metavar="YYYY-MM-DD", help="the edition's date")
    which.add_argument("--issue", metavar="N", help="the issue number")
    look = parser.add_argument_group("layout, for this run only")
    look.add_argument("--layout", metavar="NAME", help="one layout for every page that is made")
    look.add_argument("--columns", metavar="N", help="columns of the grid")
    look.add_argument("--column-gap", metavar="LENGTH", help="gap between columns: 1em, 4mm")
    look.add_argument("--body-size", metavar="LENGTH", help="size of the body: 9.5pt, 小五")
    look.add_argument("--leading", metavar="LENGTH", help="baseline to baseline: 12.5pt")
    look.add_argument(
        "--page-size", metavar="SIZE", help="broadsheet, tabloid, a3, a4, or WIDTHxHEIGHT: 390mmx540mm"
    )
    look.add_argument("--marks", choices=("kaiming", "full", "half"), help="width of punctuation marks")
    look.add_argument(
        "--kinsoku", choices=("none", "basic", "gb", "strict"), help="line-start and line-end rules"
    )
    look.add_argument("--breaker", choices=("first-fit", "optimum-fit"), help="how lines are broken")
    look.add_argument("--inks", choices=("process", "grey", "mourning"), help="what the paper is printed in")
    look.add_argument(
        "--gaps", action="store_true", help="a picture that cannot be used leaves a marked gap, a problem"
    )
    look.add_argument("--grid-overlay", action="store_true", help="draw grid and holes over the pages")
    _add_settings(
        look, "set anything: grid.…, page.…, holes.…, layout.NAME.…, style.…, edition.…; repeatable"
    )


def _add_judging(parser: Arguments) -> None:
    parser.add_argument("--strict", action="store_true", help="warnings count as problems (exit 1)")
    parser.add_argument(
        "--report", choices=("text", "json"), default="text", help="form of the findings; default text"
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_editions(parser)
    _add_changes(parser)
    _add_results(parser)
    _add_archive(parser)


def _add_watch(parser: argparse.ArgumentParser) -> None:
    _add_edition(parser)
    _add_changes(parser)
    _add_results(parser)
    parser.add_argument("--builds", type=int, default=0, metavar="N", help="stop after N; default never")


def _add_results(parser: argparse.ArgumentParser) -> None:
    result = parser.add_argument_group("results")
    result.add_argument("--out", metavar="FOLDER", default="out", help="folder of results; default out")
    result.add_argument(
        "--format", metavar="LIST", default=",".join(FORMATS),
        help="of pdf, tree, png, marks (proofs with what the critic found), ticket (checksums and a job "
        "ticket); default pdf,tree,png",
    )  # fmt: skip
    result.add_argument(
        "--pdfx", choices=STANDARDS, default=STANDARDS[0], help="what pages conform to; default x4"
    )
    result.add_argument("--profile", metavar="FILE", help="the plant's ICC profile; default newsprint")
    result.add_argument(
        "--release", action="store_true",
        help="the pages go to the plant: changed ones get the next revision's name from now on",
    )  # fmt: skip
    result.add_argument(
        "--split-spreads", action="store_true", help="spreads as two pages, cut at the fold"
    )
    result.add_argument("--preflight", action="store_true", help="judge the finished pages, too")
    lock = result.add_mutually_exclusive_group()
    lock.add_argument(
        "--lock", action="store_const", dest="lock", const="write", default="check",
        help="write broadsheet.lock (of late.yaml broadsheet-late.lock) beside the manifest: fonts, profile, "
        "layouts and engine by hash",
    )  # fmt: skip
    lock.add_argument(
        "--locked", action="store_const", dest="lock", const="hold",
        help="build only if all is as the lock file says; without it what changed is a warning",
    )  # fmt: skip
    result.add_argument(
        "--combined", action="store_true", help="one PDF of all pages for readers, no output profile"
    )
    result.add_argument(
        "--compressor", choices=("zlib", "isal", "libdeflate"), default="zlib", help="default zlib"
    )
    result.add_argument("--dpi", type=int, default=100, metavar="N", help="of the proofs; default 100")
    result.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes; default 1")
    result.add_argument(
        "--cache", metavar="FOLDER",
        help="of pictures, pages and font tables made before; default: broadsheet in the user's cache folder",
    )  # fmt: skip
    result.add_argument(
        "--no-cache", action="store_true", help="make the edition from nothing, and keep nothing of it"
    )
    result.add_argument("--quiet", action="store_true", help="no table of pages and stories")
    _add_judging(result)


def _add_pdfs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="WHAT", nargs="+", help="PDFs, folders of PDFs, sets' folders, folders of results"
    )


def _add_preflight(parser: argparse.ArgumentParser) -> None:
    _add_pdfs(parser)
    parser.add_argument("--standard", choices=("x4", "x3", "x1a", "none"), help="default x4")
    parser.add_argument("--ink", type=float, metavar="PERCENT", help="the most ink in one place; default 220")
    parser.add_argument("--house", metavar="FILE", help="the house's limits (docs/preflight.md)")
    parser.add_argument("--strict", action="store_true", help="warnings count, too (exit 1)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes; default 1")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default text")


def _add_nightly(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", metavar="CONFIG", help="the configuration (docs/nightly.md)")
    parser.add_argument("--date", metavar="YYYY-MM-DD", required=True, help="the day of issue")
    parser.add_argument("--page", metavar="1,3-4", help="late pages: no other may change")
    parser.add_argument("--dry-run", action="store_true", help="read and make up, write nothing")
    parser.add_argument("--report", choices=("text", "json"), default="text", help="default text")


def _add_archive(parser: argparse.ArgumentParser) -> None:
    many = parser.add_argument_group(
        "many editions", "With one of these a single edition goes into a folder of --out, too."
    )
    many.add_argument("--resume", action="store_true", help="pass over what is built and has not changed")
    many.add_argument("--scheduler", metavar="ADDRESS", help="build on a Dask cluster: tcp://host:8786")


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_edition(parser)
    _add_changes(parser)
    _add_judging(parser)


def _add_galley(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", metavar="STORY", help="a story (.md), a text file, or - for stdin")
    parser.add_argument("--measure", default="18.5em", metavar="LENGTH", help="default 18.5em")
    parser.add_argument("--indent", metavar="LENGTH", help="of first lines; default 2em")
    parser.add_argument("--style", default="body", metavar="NAME", help="paragraph style; default body")
    parser.add_argument("--body-size", metavar="LENGTH", help="type size; default the style's")
    parser.add_argument("--marks", choices=("kaiming", "full", "half"), help="width of punctuation marks")
    parser.add_argument("--kinsoku", choices=("none", "basic", "gb", "strict"), help="default the style's")
    parser.add_argument("--breaker", choices=("first-fit", "optimum-fit"), help="default the style's")


def _add_explain(parser: argparse.ArgumentParser) -> None:
    _add_edition(parser)
    parser.add_argument("story", metavar="STORY", help="the story's slug")
    parser.add_argument("--paragraph", type=int, metavar="N", help="only this one, counted from 1")
    parser.add_argument("--items", action="store_true", help="also every box with its glue and break")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default text")
    _add_settings(parser, "as for build; repeatable")


def _add_grid(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("layout", metavar="LAYOUT", help="a layout's file, or the name of a shipped one")
    parser.add_argument("--out", metavar="FILE", help="also draw it: a .pdf or .png file")
    _add_settings(parser, "as for build; repeatable")


def _add_fonts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "edition", metavar="EDITION", nargs="?", help="an edition: which faces its pages use"
    )
    parser.add_argument("--folder", metavar="FOLDER", action="append", default=[], help="look here first")


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="a folder that does not exist yet, or is empty")
    parser.add_argument("--name", metavar="NAME", help="the paper's name")


def _add_compare(parser: argparse.ArgumentParser) -> None:
    for side in ("old", "new"):
        parser.add_argument(
            side, metavar=side.upper(), help="a PDF, a folder of PDFs, a set's folder, a folder of results"
        )
    parser.add_argument("--dpi", type=int, default=100, metavar="N", help="pixels to the inch; default 100")
    parser.add_argument(
        "--tolerance", type=int, default=32, metavar="N",
        help="by how much of 255 a pixel may differ; default 32, what anti-aliasing makes of an edge",
    )  # fmt: skip
    parser.add_argument(
        "--shift", type=int, default=0, metavar="N", help="pixels by which ink may lie elsewhere; default 0"
    )
    _add_reports(parser)


def _add_separations(parser: argparse.ArgumentParser) -> None:
    _add_pdfs(parser)
    parser.add_argument("--out", metavar="FOLDER", default="plates", help="of the PNG files; default plates")
    parser.add_argument("--page", type=int, default=1, metavar="N", help="of the file; default 1")
    parser.add_argument("--dpi", type=int, default=100, metavar="N", help="default 100")
    parser.add_argument("--ink", type=float, default=223, metavar="PERCENT", help="the limit; default 223")
    parser.add_argument("--spots", action="store_true", help="spot inks on plates of their own")


def _add_proof_pages(parser: argparse.ArgumentParser) -> None:
    _add_pdfs(parser)
    parser.add_argument("--out", metavar="FOLDER", default="proofs", help="of the pictures; default proofs")
    parser.add_argument("--pages", metavar="1,3-4", help="of each file; default all")
    parser.add_argument("--dpi", type=int, default=150, metavar="N", help="10 to 1200; default 150")
    parser.add_argument("--format", choices=("png", "jpeg"), default="png", help="default png")
    parser.add_argument("--quality", type=int, default=90, metavar="N", help="of JPEG, 1 to 100; default 90")
    parser.add_argument(
        "--soft", action="store_true",
        help="on the press's paper and in its inks, by the file's output profile, else the one shipped",
    )  # fmt: skip
    parser.add_argument("--profile", metavar="FILE", help="for --soft: the press's ICC profile")
    parser.add_argument("--ink", action="store_true", help="what is over the house's limit of ink, in red")
    parser.add_argument(
        "--grid", action="store_true", help="also NAME-grid: lines, holes and legs, from the tree.json beside"
    )
    parser.add_argument(
        "--preflight", action="store_true", help="also NAME-marks: what preflight finds, and where"
    )
    parser.add_argument("--house", metavar="FILE", help="the house's limits for --ink and --preflight")


def _add_diff(parser: argparse.ArgumentParser) -> None:
    for side in ("old", "new"):
        parser.add_argument(
            side, metavar=side.upper(), help="a set's folder, a folder of results, or a tree.json"
        )
    parser.add_argument("--dpi", type=int, default=100, metavar="N", help="of pages in --html; default 100")
    _add_reports(parser)


def _add_reports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default text")
    parser.add_argument(
        "--html", metavar="FILE", help="also write a report: both pages beside and over each other"
    )
    parser.add_argument(
        "--decisions", metavar="FILE",
        help="what was decided, page by page: pages that were expected to change do not count (exit 0)",
    )  # fmt: skip


_PROOFS = {
    "compare": Command("say where two sets of PDFs look different", "compare", "run", _add_compare),
    "pages": Command(
        "pages of any PDFs as pictures, or as the press will show them", "proofs", "run", _add_proof_pages
    ),
    "separations": Command(
        "a page's plates, and where the ink is over the limit", "separations", "run", _add_separations
    ),
}

COMMANDS: dict[str, Command | Commands] = {
    "build": Command("make an edition's pages", "build", "run_build", _add_build),
    "watch": Command("make pages again whenever their copy changes", "watch", "run", _add_watch),
    "check": Command("read and make up an edition, write nothing", "build", "run_check", _add_check),
    "nightly": Command("make the night's paper, by its file", "nightly", "run", _add_nightly),
    "preflight": Command("judge any PDFs for a plant", "preflight", "run", _add_preflight),
    "galley": Command("set a text to a measure (小样)", "galley", "run", _add_galley),
    "explain": Command("say why a story's lines are as they are", "explain", "run", _add_explain),
    "grid": Command("show an empty page with its grid and holes", "grid", "run", _add_grid),
    "fonts": Command("list faces, or those an edition uses", "fonts", "run", _add_fonts),
    "new": Command("start a paper of your own", "new", "run", _add_new),
    "proof": Commands("look at rendered pages", _PROOFS),
    "diff": Command("say what differs between two sets", "diff", "run", _add_diff),
}
"""The commands, in the order of the help."""
