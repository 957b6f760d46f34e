"""docs/cli.md, made from the help texts: ``python -m broadsheet.cli.reference docs/cli.md``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from broadsheet.cli.parser import make_parser

_HEAD = """# The command line

Made from `--help` by `scripts/docs`; a test holds the two together.
"""


def reference() -> str:
    """Return the text of docs/cli.md."""
    parser = make_parser()
    parts = [_HEAD, _section(parser)]
    parts.extend(_sections(parser))
    return "\n".join(parts)


def _sections(parser: argparse.ArgumentParser) -> Iterator[str]:
    """A parser's commands, each before its own."""
    for action in parser._actions:  # noqa: SLF001  argparse has no public way to its subcommands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  likewise
            for command in action.choices.values():
                yield _section(command)
                yield from _sections(command)


def _section(parser: argparse.ArgumentParser) -> str:
    return f"## {parser.prog}\n\n```text\n{parser.format_help().rstrip()}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
