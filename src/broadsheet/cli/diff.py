"""``diff``: what is otherwise between two sets, by their layout trees."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.cli import CLEAN, PROBLEMS
from broadsheet.cli.show import guarded, language_of
from broadsheet.diff.report import render_json, render_text
from broadsheet.diff.sets import find_set
from broadsheet.diff.trees import diff_trees


@guarded
def run(arguments: argparse.Namespace) -> int:
    """Compare two trees, print what is otherwise; exit 1 where anything is."""
    old, new = (find_set(Path(path)) for path in (arguments.old, arguments.new))
    diff = diff_trees(old.layout(), new.layout())
    if arguments.format == "json":
        print(render_json(diff))
    else:
        print(render_text(diff, language_of(arguments)))
    return PROBLEMS if diff.changes else CLEAN
