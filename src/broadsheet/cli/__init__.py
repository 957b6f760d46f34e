"""The command line. Results go to stdout, diagnostics to stderr; exit 0 clean, 1 page problems,
2 wrong use or bad input."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Sequence
from threading import active_count
from typing import NoReturn

from broadsheet.collector import uncollected
from broadsheet.late import put_off

CLEAN, PROBLEMS, WRONG = 0, 1, 2

_NOT_TRANSLATED = {"gettext": str, "ngettext": lambda one, many, number: one if number == 1 else many}
"""What argparse says is English, as our own help is: nobody looks eight times for a catalogue of it."""


def command() -> NoReturn:
    """Run the command that the process was started for, and end the process with its exit code.

    The process ends without taking a million objects down one by one, which is a tenth of a small build.
    What others have registered for the end is run before, and what was printed is out.
    """
    put_off("ipaddress")  # pathlib's, by way of urllib
    put_off("gettext", known=_NOT_TRANSLATED)
    code = main()
    if active_count() > 1:  # somebody's thread has work to finish
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  nothing public runs them
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # a reader that went away, a full disk: Python's own way out tells of it
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Never raises for bad input."""
    try:
        with uncollected():
            from broadsheet.cli.parser import parse, run_command  # noqa: PLC0415  late: part of what is guarded

            arguments = parse(sys.argv[1:] if argv is None else argv)
        return run_command(arguments)
    except SystemExit as stop:  # argparse: --help, --version, wrong use
        return stop.code if isinstance(stop.code, int) else WRONG
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong here
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception as error:  # the last door: a desk never sees a traceback
        if os.environ.get("BROADSHEET_DEBUG"):
            raise
        print(f"internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("  run again with BROADSHEET_DEBUG=1 and report what it prints", file=sys.stderr)
        return WRONG
