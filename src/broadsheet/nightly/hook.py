"""The command that comes after a night: run, ended in time, and what it said last."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

from broadsheet.diagnostics import in_chinese
from broadsheet.messages import Language

_MOST_KEPT = 8000
"""Bytes of what a command says; it may say hundreds of megabytes."""

_PATIENCE = 1.0
"""Seconds in which what a command said last is read, when it has ended."""


def run_hook(command: Sequence[str], home: Path, seconds: float, language: Language) -> tuple[int, str]:
    """Run a command in a folder; its exit code, and the last of what it said. Never raises for the command:
    one that takes too long is ended, with all that it has started (124, as timeout(1) has it), one that is
    not there is 127. What it leaves running behind it is not waited for."""
    said = bytearray()
    try:
        code = _run(command, home, seconds, said)
        return code, said.decode(errors="replace")
    except subprocess.TimeoutExpired:
        code, reason = 124, f"timed out after {seconds:g} s"
    except OSError as error:
        code, reason = 127, error.strerror or str(error)
    ended = f"{command[0]}: {in_chinese(reason) if language == 'zh' else reason}"
    return code, f"{said.decode(errors='replace')}\n{ended}".lstrip()


def _run(command: Sequence[str], home: Path, seconds: float, said: bytearray) -> int:
    """Run a command and fill ``said``. Raises OSError, TimeoutExpired."""
    out, into = os.pipe()
    try:
        process = subprocess.Popen(
            command, cwd=home, stdin=subprocess.DEVNULL, stdout=into, stderr=into, start_new_session=True
        )
    except OSError:
        os.close(out)
        raise
    finally:
        os.close(into)
    reader = Thread(target=_keep_last, args=(out, said), daemon=True)  # a pipe ends with its last writer
    reader.start()
    try:
        return process.wait(seconds)
    except BaseException:
        _end(process)
        raise
    finally:
        reader.join(_PATIENCE)


def _keep_last(out: int, said: bytearray) -> None:
    with os.fdopen(out, "rb", buffering=0) as stream:
        while data := stream.read(1 << 16):
            said += data
            del said[:-_MOST_KEPT]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it has started."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
