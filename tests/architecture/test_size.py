"""House style that a machine can see: lengths of files and functions, integers, annotations."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import typing
from pathlib import Path

import pytest

import broadsheet
from broadsheet.compose import galley, line, slot
from broadsheet.model import edition, furniture, grid, hole, style
from broadsheet.tree import node
from unit.base.handset import article_of, han, part_of, story_of, tree_of
from unit.base.handset import hole as story_hole

ROOT = Path(broadsheet.__path__[0])
FILES = sorted(ROOT.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 60

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> list[Function]:
    tree = ast.parse(path.read_text("utf-8"))
    return [each for each in ast.walk(tree) if isinstance(each, Function)]


def test_no_file_is_longer_than_400_lines() -> None:
    counts = {_name(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: count for name, count in counts.items() if count > LONGEST_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {
        f"{_name(path)}:{each.name}": each.end_lineno - each.lineno + 1  # type: ignore[operator]
        for path in FILES
        for each in _functions(path)
    }
    assert {name: count for name, count in lengths.items() if count > LONGEST_FUNCTION} == {}


def test_every_module_class_and_public_function_says_what_it_is() -> None:
    silent = []
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(_name(path))
        top = [each for each in tree.body if isinstance(each, (*typing.get_args(Function), ast.ClassDef))]
        silent.extend(
            f"{_name(path)}:{each.name}"
            for each in top
            if not each.name.startswith("_") and not ast.get_docstring(each)
        )
    assert silent == []


def test_every_function_says_what_it_returns() -> None:
    silent = [
        f"{_name(path)}:{each.name}"
        for path in FILES
        for each in _functions(path)
        if each.returns is None
    ]
    assert silent == []


@pytest.mark.parametrize("module", [node, edition, grid, hole, style, furniture, slot, line, galley])
def test_what_stages_hand_on_is_frozen(module: object) -> None:
    loose = [
        name
        for name, kind in vars(module).items()
        if inspect.isclass(kind)
        and dataclasses.is_dataclass(kind)
        and not name.startswith("_")
        and not kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    ]
    assert loose == []


def test_no_field_of_a_tree_is_a_float() -> None:
    kinds = [kind for kind in vars(node).values() if dataclasses.is_dataclass(kind)]
    assert len(kinds) > 8
    wrong = [
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        for field in dataclasses.fields(kind)
        if "float" in str(field.type)
    ]
    assert wrong == []


def test_a_story_made_up_holds_no_float(setting) -> None:  # type: ignore[no-untyped-def]
    from broadsheet.makeup.story import make_story

    article = article_of(han(50) + "，algorithm。“春”" * 9, main=("春夏",), byline=("秋",))
    parts = (part_of(1, story_hole("a", 0, 2, 0, 9)), part_of(2, story_hole("b", 0, 3, 0, 9)))
    tree = tree_of(make_story(story_of(article, *parts), setting, {}))
    assert list(_floats(tree)) == []


def _floats(value: object, at: str = "tree") -> typing.Iterator[str]:
    if isinstance(value, float):
        yield at
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _floats(getattr(value, field.name), f"{at}.{field.name}")
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _floats(each, f"{at}[{index}]")


def test_the_package_has_its_public_names_and_nothing_else() -> None:
    source = (ROOT / "__init__.py").read_text("utf-8")
    if not source.strip():
        pytest.skip("broadsheet/__init__.py is not written yet")
    names = {name for name in broadsheet.__all__ if not name.startswith("__")}
    assert {"build", "galley", "BroadsheetError"} <= names
    assert all(getattr(broadsheet, name) is not None for name in broadsheet.__all__)
