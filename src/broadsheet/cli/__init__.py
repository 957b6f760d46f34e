"""The command line. Results go to stdout, diagnostics to stderr; exit 0 clean, 1 page problems,
2 wrong use or bad input."""

from __future__ import annotations

import atexit
import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import active_count
from typing import NoReturn

from broadsheet.collector import uncollected
from broadsheet.late import put_off

CLEAN, PROBLEMS, WRONG = 0, 1, 2

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}
"""What an output says that takes no more. Files that we write ourselves are named in their errors."""

_NOT_TRANSLATED = {
    "gettext": lambda text: text,  # None is a text, too: a description that nobody wrote
    "ngettext": lambda one, many, number: one if number == 1 else many,
}
"""What argparse says is English, as our own help is: nobody looks eight times for a catalogue of it."""


def command() -> NoReturn:
    """Run the command that the process was started for, and end the process with its exit code.

    The process ends without taking a million objects down one by one, which is a tenth of a small build.
    What others have registered for the end is run before, and what was printed is out.
    """
    put_off("urllib.parse", functions=("quote_from_bytes", "unquote", "urlparse"))  # pathlib's, reportlab's
    put_off("gettext", known=_NOT_TRANSLATED)
    _open_outputs()
    code = main()
    if active_count() > 1:  # somebody's thread has work to finish
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  nothing public runs them
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong here
        pass
    except OSError as error:
        code = _not_printed(error)
    with suppress(OSError):  # nobody is left to be told
        sys.stderr.flush()
    os._exit(code)


def _open_outputs() -> None:
    """Make the outputs take whatever is printed: one that was closed takes it to nowhere, and one whose
    encoding has not all characters (ASCII, GBK) shows the others as codes. Pages do not hang on a table."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  until the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _not_printed(error: OSError) -> int:
    """Say why what was printed is not to be had, a full disk most likely; return the exit code."""
    from argparse import Namespace  # noqa: PLC0415  late: for the worst case only

    from broadsheet.cli.show import language_of  # noqa: PLC0415  late: so is this
    from broadsheet.diagnostics import diagnostic, render_text  # noqa: PLC0415  late: and this

    _to_nowhere()
    told = diagnostic("E104", path="stdout", reason=error.strerror)
    with suppress(OSError):
        print(render_text(told, language=language_of(Namespace(lang=None))), file=sys.stderr)
    return PROBLEMS


def _to_nowhere() -> None:
    """Let go of what is left to be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
        _to_nowhere()
        return CLEAN
    except Exception as error:  # the last door: a desk never sees a traceback
        if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
            return _not_printed(error)
        if os.environ.get("BROADSHEET_DEBUG"):
            raise
        print(f"internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("  run again with BROADSHEET_DEBUG=1 and report what it prints", file=sys.stderr)
        return WRONG
