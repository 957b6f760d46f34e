"""Who may import whom (docs/architecture.md), read from the source with ``ast``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import broadsheet

ROOT = Path(broadsheet.__path__[0])
FILES = sorted(ROOT.rglob("*.py"))

BASE = {
    *("units", "records", "rows", "patterns", "foreignpatterns", "late", "standing", "geometry", "kernel"),
    *("source", "diagnostics", "messages", "phrases", "resources", "rules", "stamps", "pdffunction"),
}
"""Modules that every layer may use."""

#: What the modules of each layer may import of ours, besides BASE and themselves.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "tree": set(),
    "font": set(),
    "pictures": {"tree"},
    "graphics": {"model", "tree", "pictures", "pdfcheck"},
    "pdfcheck": set(),
    "executor": set(),
    "proof": {"tree"},
    "preflight": {"tree", "pdfcheck", "proof"},
    "text": {"model", "font"},
    "compose": {"model", "tree", "text"},
    "makeup": {"model", "tree", "font", "text", "compose"},
    "readers": {"model", "font", "pictures", "graphics"},
    "paint": {"tree", "font", "pictures", "graphics"},
    "output": set(),
    "store": {"model", "tree"},
    "diff": {"tree", "proof", "model"},
}

#: Where each heavy library may be imported.
DOORS: dict[str, tuple[str, ...]] = {
    "reportlab": ("paint/pdf/",),
    "fontTools": ("font/",),
    "uharfbuzz": ("font/",),
    "yaml": ("readers/",),
    "pyphen": ("text/hyphenate.py",),
    "PIL": ("pictures/", "proof/", "pdfcheck/"),
    "pypdfium2": ("proof/", "preflight/pdf.py"),
    "pikepdf": ("graphics/", "pdfcheck/"),
    "typst": (),
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: who, what, on which line, and whether inside a function or for types only."""

    path: Path
    module: str
    line: int
    inside: bool
    types: bool

    @property
    def file(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def _imports(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"))
    stack: list[tuple[ast.AST, bool, bool]] = [(tree, False, False)]
    while stack:
        node, inside, types = stack.pop()
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(path, name.name, node.lineno, inside, types)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for name in node.names:
                full = f"{node.module}.{name.name}"
                known = (ROOT.parent / full.replace(".", "/")).with_suffix(".py").is_file()
                yield Import(path, full if known else str(node.module), node.lineno, inside, types)
        inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        types = types or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        stack.extend((child, inside, types) for child in ast.iter_child_nodes(node))


IMPORTS = [found for path in FILES for found in _imports(path)]


def _layer(name: str) -> str:
    """The layer of a path or module below broadsheet: its first part."""
    return name.removeprefix("broadsheet.").replace("/", ".").removesuffix(".py").split(".")[0]


@pytest.mark.parametrize("layer", [*ALLOWED, *sorted(BASE)])
def test_a_layer_imports_only_what_stands_below_it(layer: str) -> None:
    allowed = BASE | {layer} | ALLOWED.get(layer, set())
    wrong = [
        str(found)
        for found in IMPORTS
        if _layer(found.file) == layer
        and found.module.startswith("broadsheet.")
        and _layer(found.module) not in allowed
    ]
    assert wrong == []


def test_the_page_on_the_architecture_says_what_each_package_may_import() -> None:
    page = (ROOT.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    table = page.split("## The packages")[1].split("##")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", table, re.MULTILINE))
    assert told.keys() == {path.parent.name for path in ROOT.glob("*/__init__.py")}
    for package, allowed in told.items():
        said = set() if allowed == "nothing" else set(allowed.split(", "))
        assert said == ALLOWED.get(package, {"anything"}), package


def test_nothing_below_press_imports_the_readers() -> None:
    """An edition is handed down; only what a caller calls may read one."""
    above = {"readers", "press", "api", "archive", "galleys", "cli", "nightly", "__init__"}
    above |= {"__main__", "regression", "testing"}
    found = {_layer(each.file) for each in IMPORTS if each.module.startswith("broadsheet.readers")}
    assert found <= above


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_its_own_door(library: str) -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.module.split(".")[0] == library and not found.file.startswith(DOORS[library])
    ]
    assert wrong == []


def test_a_check_that_is_switched_off_in_a_line_has_its_reason_there() -> None:
    unsaid = re.compile(r"# noqa: [A-Z0-9, ]*$")
    lines = ((path, line) for path in FILES for line in path.read_text("utf-8").splitlines())
    assert [f"{path}: {line.strip()}" for path, line in lines if unsaid.search(line)] == []


def test_an_import_inside_a_function_is_marked_with_its_reason() -> None:
    wrong = []
    for found in IMPORTS:
        if found.inside and not found.types:
            lines = found.path.read_text("utf-8").split("\n")
            _, marked, reason = lines[found.line - 1].partition("# noqa: PLC0415")
            if not marked or len(reason.split()) < 2:
                wrong.append(str(found))
    assert wrong == []


def test_no_module_imports_itself_in_a_circle() -> None:
    """Imports inside functions count: a circle is a circle whenever it closes."""
    edges: dict[str, set[str]] = {}
    for found in IMPORTS:
        name = "broadsheet." + found.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if found.module.startswith("broadsheet") and not found.types:
            edges.setdefault(name, set()).add(found.module)
    circles: list[list[str]] = []
    done: set[str] = set()

    def visit(name: str, way: list[str]) -> None:
        if name in way:
            circles.append([*way[way.index(name) :], name])
        elif name not in done:
            for following in sorted(edges.get(name, ())):
                visit(following, [*way, name])
            done.add(name)

    for name in sorted(edges):
        visit(name, [])
    assert circles == []


@pytest.mark.parametrize("layer", ["model", "tree", "font", "text", "compose", "makeup", "preflight"])
def test_layout_reads_no_clock_and_no_environment(layer: str) -> None:
    """Same inputs, same bytes: fonts, date and settings are passed in."""
    wrong = []
    for path in FILES:
        if _layer(path.relative_to(ROOT).as_posix()) == layer:
            wrong.extend(
                f"{path}:{node.lineno} {node.attr}"
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "environ", "getenv")
            )
    assert wrong == []
