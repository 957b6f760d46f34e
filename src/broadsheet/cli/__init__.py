"""The command line. Results go to stdout, diagnostics to stderr; exit 0 clean, 1 page problems,
2 wrong use or bad input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

CLEAN, PROBLEMS, WRONG = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Never raises for bad input."""
    from broadsheet.cli.parser import parse, run_command  # noqa: PLC0415  late: --version should answer at once

    try:
        return run_command(parse(sys.argv[1:] if argv is None else argv))
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
