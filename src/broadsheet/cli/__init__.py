"""The command line. Results go to stdout, diagnostics to stderr; exit 0 clean, 1 page problems,
2 wrong use or bad input."""

from __future__ import annotations

import atexit
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import active_count
from typing import Any, NoReturn

from broadsheet.collector import uncollected
from broadsheet.late import put_off

CLEAN, PROBLEMS, WRONG, INTERRUPTED = 0, 1, 2, 130

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
    try:
        code = _all_printed(main())
    except KeyboardInterrupt:  # once more, by somebody in haste
        code = INTERRUPTED
    if active_count() > 1:  # somebody's thread has work to finish
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  nothing public runs them
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # of an output that is not one of ours
            stream.flush()
    os._exit(code)


class _Output(io.FileIO):
    """An output of the process. What it does not take goes to nowhere: pages do not hang on a table, nor an
    exit code on who reads it. ``failed`` is why, if ever."""

    failed: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write bytes, and return how many."""
        try:
            return super().write(data)
        except OSError as error:
            self.failed = error
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            return memoryview(data).nbytes


def _open_outputs() -> None:
    """Make the outputs take whatever is printed: one that was closed takes it to nowhere, and one whose
    encoding has not all characters (ASCII, GBK) shows the others as codes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  until the end
        elif isinstance(raw := getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
            taken = _Output(stream.fileno(), "wb", closefd=False)
            buffer = io.BufferedWriter(taken) if raw is not stream.buffer else taken  # python -u has none
            lines = {"line_buffering": stream.line_buffering, "write_through": stream.write_through}
            setattr(sys, name, io.TextIOWrapper(buffer, stream.encoding, "backslashreplace", **lines))
        elif hasattr(stream, "reconfigure"):  # a window of that other system
            stream.reconfigure(errors="backslashreplace")


def lost_output() -> OSError | None:
    """Why what was printed is not to be had, if it is not: nobody reads it any more, the disk is full."""
    buffer = getattr(sys.stdout, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    return raw.failed if isinstance(raw, _Output) else None


def _all_printed(code: int) -> int:
    """Say where what was printed could not be; return the exit code. Of a reader who has read enough nothing
    is said."""
    with suppress(OSError):
        sys.stdout.flush()
    error = lost_output()
    if error is None or isinstance(error, BrokenPipeError):
        return code
    from argparse import Namespace  # noqa: PLC0415  late: for the worst case only

    from broadsheet.cli.show import language_of  # noqa: PLC0415  late: so is this
    from broadsheet.diagnostics import diagnostic, render_text  # noqa: PLC0415  late: and this

    told = diagnostic("E104", path="stdout", reason=error.strerror)
    print(render_text(told, language=language_of(Namespace(lang=None))), file=sys.stderr)
    return max(code, PROBLEMS)


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
        return INTERRUPTED
    except Exception as error:  # the last door: a desk never sees a traceback
        if os.environ.get("BROADSHEET_DEBUG"):
            raise
        print(f"internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("  run again with BROADSHEET_DEBUG=1 and report what it prints", file=sys.stderr)
        return WRONG
