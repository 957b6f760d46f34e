"""A wheel, installed elsewhere, works from any folder: fonts, profile, styles and schemas are in it."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = target.glob("*.whl")
    return made


def test_the_wheel_brings_the_command_and_the_pytest_plugin(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (each for each in archive.namelist() if each.endswith("entry_points.txt"))
    declared = archive.read(name).decode()
    assert "[console_scripts]\nbroadsheet = broadsheet.cli:command" in declared
    assert "[pytest11]\nbroadsheet = broadsheet.testing" in declared


def test_the_wheel_holds_what_pages_need(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "broadsheet/data/fonts/BroadsheetSong-400.ttf",
        "broadsheet/data/fonts/OFL-NotoSerifSC.txt",
        "broadsheet/data/layouts/base.yaml",
        "broadsheet/data/layouts/styles/daily.yaml",
        "broadsheet/data/profiles/newsprint-tr002-tac220.icc",
        "broadsheet/data/report/report.css",
        "broadsheet/data/report/report.js",
        "broadsheet/data/schemas/layout.schema.json",
        "broadsheet/data/starter/edition.yaml",
        "broadsheet/data/unicode/linebreak.txt",
        "broadsheet/data/unicode/LICENCE.md",
    ):
        assert needed in names


def test_it_builds_a_new_paper_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    # The wheel's own folder comes first, the installed libraries after it; the checkout is not seen.
    start = (
        f"import sys; sys.path = [{str(site)!r}] + [p for p in sys.path if not p.endswith('/src')];"
        f"sys.path.append({sysconfig.get_path('purelib')!r});"
        "import broadsheet; assert broadsheet.__file__.startswith(sys.path[0]), broadsheet.__file__;"
        "from broadsheet.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    for arguments in (["new", "paper"], ["build", "paper", "--out", "out", "--dpi", "40"]):
        run = subprocess.run(
            [sys.executable, "-I", "-c", start, *arguments], cwd=tmp_path, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "current" / "paper2026112301.pdf").stat().st_size > 50_000
