"""What a rebuild needs to come out as the same bytes, besides copy and pictures: ``broadsheet.lock``.

Copy and pictures change every night and are meant to. Fonts, the output profile, layouts, the engine and
the libraries that write bytes are not: where one of them changes, pages change that nobody touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import broadsheet
from broadsheet.diagnostics import Diagnostic, Severity, diagnostic
from broadsheet.font.collection import font_files
from broadsheet.options import BuildOptions
from broadsheet.output import write_whole
from broadsheet.records import replace
from broadsheet.resources import shipped

_VERSION = 1  # of the file's form
_LAYOUTS = (".yaml", ".yml")
_LIBRARIES = "cnlunar", "fonttools", "pillow", "pikepdf", "pyphen", "pypdfium2", "reportlab", "uharfbuzz"

Locked = Mapping[str, str]
"""By name ("font fonts/x.ttf", "engine"): a sha256 or a version."""


def lock_of(home: Path, inputs: Iterable[str], fonts: Iterable[str], options: BuildOptions) -> Locked:
    """Everything that a rebuild depends on, besides what lies beside the manifest in ``home``.

    ``inputs`` are the files that were read, ``fonts`` the edition's own font folders. Names do not
    depend on the working folder. Raises OSError for what has gone since.
    """
    found = {"engine": f"{broadsheet.__version__} {_engine()}", "compressor": _compressor(options.compressor)}
    found["profile"] = _sha(options.press_profile())
    for library in _LIBRARIES:
        found[f"library {library}"] = _version(library)
    for path in font_files((*map(Path, fonts), shipped("fonts"))):
        found[f"font {_named(path, home)}"] = _sha(path.read_bytes())
    for path in map(Path, inputs):
        if path.suffix in _LAYOUTS and path.parent != home.resolve():
            found[f"layout {_named(path, home)}"] = _sha(path.read_bytes())
    return found


def write_lock(path: Path, locked: Locked) -> None:
    """Write the lock file whole; one that says the same is left alone, for it would be a change of the
    edition's folder to who looks out for them. Raises OSError."""
    said = json.dumps({"version": _VERSION, "locked": locked}, ensure_ascii=False, indent=1, sort_keys=True)
    text = f"{said}\n".encode("utf-8", "backslashreplace")
    if not path.is_file() or path.read_bytes() != text:
        write_whole(path, text.decode())


def against_lock(path: Path, now: Locked, *, refuse: bool) -> tuple[Diagnostic, ...]:
    """What differs from the lock file, each by name; errors where ``refuse``, else warnings.

    A layout that is locked but not used is no difference: a build of some pages uses some layouts.
    """
    try:
        read = json.loads(path.read_text("utf-8"))
        known = {str(name): str(value) for name, value in read["locked"].items()}
        written = read["version"]
    except FileNotFoundError:
        return (diagnostic("E121", path=path, reason="there is none; --lock writes it"),) if refuse else ()
    except OSError as error:
        return (_unusable(path, error.strerror or error, refuse=refuse),)
    except (ValueError, KeyError, TypeError, AttributeError):
        return (_unusable(path, "damaged; --lock writes it anew", refuse=refuse),)
    if written != _VERSION:
        return (_unusable(path, f"version {written}", refuse=refuse),)
    return tuple(_differences(known, now, "E122" if refuse else "W123"))


def _unusable(path: Path, reason: object, *, refuse: bool) -> Diagnostic:
    """An error where the paper is to be as it says, else a problem: the pages are made all the same."""
    found = diagnostic("E121", path=path, reason=reason)
    return found if refuse else replace(found, level=Severity.PROBLEM)


def _differences(known: Locked, now: Locked, code: str) -> Iterator[Diagnostic]:
    for name in sorted(known.keys() | now.keys()):
        old, new = known.get(name), now.get(name)
        if old != new and not (new is None and name.startswith("layout ")):
            yield diagnostic(code, name=name, old=short(old), new=short(new))


def short(value: str | None) -> str:
    """A version whole, a hash by its beginning."""
    return " ".join(part[:12] for part in value.split()) if value else "–"


def _named(path: Path, home: Path) -> str:
    """A file's name for every machine: from the edition's folder, or as one that is shipped."""
    whole = path.resolve()
    for kind in ("fonts", "layouts"):
        top = shipped(kind).resolve()
        if whole.is_relative_to(top):
            return f"broadsheet:{kind}/{whole.relative_to(top).as_posix()}"
    return Path(os.path.relpath(whole, home.resolve())).as_posix()


def _engine() -> str:
    """The rules themselves: every line of the engine, and the tables that it is shipped with."""
    whole = hashlib.sha256()
    top = Path(broadsheet.__file__).resolve().parent
    for path in sorted(top.rglob("*.py")):
        whole.update(path.relative_to(top).as_posix().encode() + b"\0" + path.read_bytes())
    for kind in ("unicode", "words"):
        for path in sorted(shipped(kind).rglob("*")):
            if path.is_file():
                whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _compressor(name: str) -> str:
    distribution = {"isal": "isal", "libdeflate": "deflate"}.get(name)
    return f"{name} {_version(distribution) if distribution else zlib.ZLIB_RUNTIME_VERSION}"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "–"


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
