"""A wheel, installed elsewhere, works from any folder: fonts, profile, styles and schemas are in it. A source
distribution has what a wheel is made from and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def packed(kind: str, source: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


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
        "broadsheet/py.typed",
    ):
        assert needed in names


def test_the_wheel_names_every_licence_of_what_is_in_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    own = {name for name in names if re.search(r"/data/.*(OFL-|LICEN[CS]E|SOURCES)", name)}
    told = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert told == {"LICENSE"} | {Path(name).name for name in own}
    assert len(own) > 7


def test_the_kernel_has_the_licence_of_the_rest() -> None:
    assert (ROOT / "kernel" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.mark.slow
def test_a_source_distribution_makes_the_same_wheel_and_holds_nothing_else(
    wheel: Path, tmp_path: Path
) -> None:
    (tmp_path / "packed").mkdir()
    with tarfile.open(packed("sdist", ROOT, tmp_path / "packed")) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("broadsheet-*")
    assert {path.name for path in source.iterdir()} == {
        *("src", "fonts", "layouts"),
        *("README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".gitignore", "PKG-INFO"),
    }
    again = packed("wheel", source, tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()


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
