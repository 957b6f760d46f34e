"""The parser of the command line, or of the one command that a run asks for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from broadsheet import __version__
from broadsheet.cli.commands import COMMANDS, Command, Commands
from broadsheet.collector import uncollected

Run = Callable[[argparse.Namespace], int]

_EPILOG = """\
examples:
  broadsheet new mypaper                         start a paper of your own
  broadsheet build mypaper --out out             make its pages
  broadsheet build mypaper --pages 1,3-4 --body-size 9.5pt --grid-overlay
  broadsheet build mypaper --set holes.lead.legs=5 --set style.texts.body.latin_scale=100%
  broadsheet check mypaper --lang zh             read and judge, write nothing
  broadsheet galley content/story.md --measure 18.5em

exit codes: 0 clean, 1 problems on the pages (text that does not fit, a missing character),
2 wrong use or bad input; then nothing is written."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """One width on every terminal, so that the help is the same text everywhere."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=96)


class _Parser(argparse.ArgumentParser):
    """Wrong use is a finding in one line, in the reader's language."""

    argv: Sequence[str] = ()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is; exit code 2."""
        from broadsheet.cli.usage import said, shown  # noqa: PLC0415  late: for wrong use only

        self.exit(2, shown(said(message, self.format_usage(), self.prog, _Parser.argv), _Parser.argv) + "\n")


def _late(command: Command) -> Run:
    """A command's function, whose module is loaded when it runs: no command pays for another's imports.

    Loading makes a hundred thousand objects that all stay: the cycle collector has nothing to look for,
    neither meanwhile nor as soon as it may again.
    """

    def run(arguments: argparse.Namespace) -> int:
        with uncollected():
            function: Run = getattr(import_module(f"broadsheet.cli.{command.module}"), command.function)
        return function(arguments)

    return run


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; ``run`` among them is the command. Exits as argparse does."""
    named = argv[0] if argv else ""
    _Parser.argv = argv
    if not argv:
        make_parser().print_help(sys.stderr)
        raise SystemExit(2)
    parser = make_parser(only=named if named in COMMANDS else None)
    arguments, more = parser.parse_known_args(list(argv))
    if more:  # told by its command, which knows what may be meant
        arguments.wrong("unrecognized arguments: " + " ".join(more))
    del arguments.wrong
    return arguments


def run_command(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; return its exit code."""
    command: Run = arguments.run
    return command(arguments)


def make_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line, or of ``only`` one command, a tenth of the work."""
    parser = _Parser(
        "broadsheet",
        description="A print-layout engine for newspapers: grid specs and stories in, press pages out.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"broadsheet {__version__}")
    _add_commands(parser, COMMANDS if only is None else {only: COMMANDS[only]})
    return parser


def _add_commands(parser: argparse.ArgumentParser, commands: Mapping[str, Command | Commands]) -> None:
    places = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in commands.items():
        about = command.about
        made: argparse.ArgumentParser = places.add_parser(
            name, help=about, description=about[0].upper() + about[1:] + ".", formatter_class=_Formatter
        )
        if isinstance(command, Commands):
            _add_commands(made, command.commands)
            continue
        made.set_defaults(run=_late(command), wrong=made.error)
        made.register("type", None, _said)
        made.add_argument(
            "--lang", choices=("en", "zh"), default=None, help="language of messages; default: the locale's"
        )
        command.add_flags(made)


def _said(value: str) -> str:
    """The value of a flag that is text. An empty one is what a script makes of a name that it never set:
    as a folder it would be the one that the command stands in."""
    if not value:
        raise argparse.ArgumentTypeError("expected one argument")  # as where there is none
    return value
