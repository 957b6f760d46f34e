"""Many editions in one go: each in its folder, none stopped by another, unchanged ones passed over."""

from __future__ import annotations

import gc
import json
import os
import pickle
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest

from broadsheet import build
from broadsheet.archive import ArchiveJob, EditionReport, build_archive, editions_in
from broadsheet.cli import main
from broadsheet.diagnostics import BroadsheetError
from broadsheet.executor import Executor, SerialExecutor
from broadsheet.options import BuildOptions
from broadsheet.readers.report import Overrides
from broadsheet.readers.stylesheet import Styles
from broadsheet.records import replace
from judges.small import locked
from unit.base.paper import write_archive

TEXT = "江面上起了雾，航班停了16班。" * 400
PDF = BuildOptions(formats=("pdf",))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "content" / "notes").mkdir(parents=True)
    return write_archive(tmp_path / "content", TEXT)


def job(archive: Path, *, resume: bool = False) -> ArchiveJob:
    return ArchiveJob(archive.parent / "out", Overrides(), PDF, resume)


def test_a_pattern_names_the_folders_with_a_manifest(archive: Path) -> None:
    assert [path.name for path in editions_in([f"{archive}/*/"])] == ["21", "22", "23"]
    assert editions_in(["there", f"{archive}/2[12]"])[0] == Path("there")
    with pytest.raises(BroadsheetError, match=r"E101.*2025-.*edition.yaml"):  # and not the others alone
        editions_in([f"{archive}/*/", f"{archive}/2025-*/"])


def test_a_pattern_names_nothing_hidden_unless_it_says_so(archive: Path) -> None:
    (archive / "21").rename(archive / ".21")
    assert [path.name for path in editions_in([f"{archive}/*/"])] == ["22", "23"]
    assert [path.name for path in editions_in([f"{archive}/.*/"])] == [".21"]
    hidden = archive.rename(archive.with_name(".content"))
    assert [path.name for path in editions_in([f"{hidden}/*/"])] == ["22", "23"]
    assert [path.name for path in editions_in([f"{hidden}/**"])] == ["22", "23"]


def test_a_folder_that_nobody_may_look_into_is_told_and_the_others_are_built(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(monkeypatch, archive / "22")
    reports = list(build_archive(editions_in([f"{archive}/*/"]), job(archive), SerialExecutor()))
    assert [(report.name, report.code) for report in reports] == [("21", 0), ("22", 2), ("23", 0)]
    assert [(item.code, dict(item.values)["reason"]) for item in reports[1].findings] == [
        ("E102", "Permission denied")
    ]


def test_links_are_no_way_to_folders_in_folders(archive: Path) -> None:
    for name in ("up", "on"):
        (archive / "notes" / name).symlink_to(archive, target_is_directory=True)
    assert [path.name for path in editions_in([f"{archive}/**"])] == ["21", "22", "23"]


def test_stars_within_a_name_are_two_of_one(archive: Path) -> None:
    assert [path.name for path in editions_in([f"{archive}/**2"])] == ["22"]


def test_a_name_that_is_there_is_no_pattern(archive: Path) -> None:
    (archive / "22").rename(archive / "2[1]")
    assert editions_in([f"{archive}/2[1]"]) == [archive / "2[1]"]


def test_each_edition_has_a_folder_of_its_own(archive: Path) -> None:
    reports = list(build_archive(editions_in([f"{archive}/*/"]), job(archive), SerialExecutor()))
    assert [(report.name, report.pages, report.code) for report in reports] == [
        ("21", 1, 0), ("22", 1, 0), ("23", 1, 0),
    ]  # fmt: skip
    for report in reports:
        assert Path(report.folder).parent == archive.parent / "out" / report.name
        assert len(list(Path(report.folder).glob("*.pdf"))) == 1


def test_what_cannot_be_built_stops_nothing(archive: Path) -> None:
    (archive / "22" / "edition.yaml").write_text("pages: [", "utf-8")
    reports = list(build_archive(editions_in([f"{archive}/*/"]), job(archive), SerialExecutor()))
    assert [report.code for report in reports] == [0, 2, 0]
    assert reports[1].findings


def test_an_archive_is_resumed_where_it_stopped(archive: Path) -> None:
    editions = editions_in([f"{archive}/*/"])
    assert {report.code for report in build_archive(editions, job(archive), SerialExecutor())} == {0}
    (archive / "22" / "one.md").write_text("---\nheadline: 雾散了\n---\n\n航班照开。\n", "utf-8")
    again = list(build_archive(editions, job(archive, resume=True), SerialExecutor()))
    assert [report.passed_over for report in again] == [True, False, True]


def test_a_lock_that_the_build_wrote_is_no_change(archive: Path) -> None:
    """Each edition was built once more."""
    editions = editions_in([f"{archive}/*/"])
    asked = job(archive, resume=True)
    locking = replace(asked, options=replace(asked.options, lock="write"))
    list(build_archive(editions, locking, SerialExecutor()))
    assert all(report.passed_over for report in build_archive(editions, locking, SerialExecutor()))
    (archive / "22" / "broadsheet.lock").unlink()
    again = [report.passed_over for report in build_archive(editions, locking, SerialExecutor())]
    assert again == [True, False, True]
    held = replace(asked, options=replace(asked.options, lock="hold"))
    list(build_archive(editions, held, SerialExecutor()))
    (archive / "22" / "broadsheet.lock").write_text("{}", "utf-8")
    again = [report.passed_over for report in build_archive(editions, held, SerialExecutor())]
    assert again == [True, False, True]


def test_what_locks_one_edition_of_a_night_does_not_change_the_other(archive: Path) -> None:
    (archive / "22" / "late.yaml").write_text("extends: edition.yaml\nissue: 2\n", "utf-8")
    editions = [archive / "22", archive / "22" / "late.yaml"]
    asked = job(archive, resume=True)
    locking = replace(asked, options=replace(asked.options, lock="write"))
    list(build_archive(editions, locking, SerialExecutor()))
    assert len(list((archive / "22").glob("*.lock"))) == 2
    assert all(report.passed_over for report in build_archive(editions, locking, SerialExecutor()))


@pytest.mark.parametrize(
    "otherwise",
    [
        {"options": replace(PDF, standard="x1a")},
        {"options": replace(PDF, combined=True)},
        {"options": replace(PDF, formats=("pdf", "tree"))},
        {"overrides": Overrides(settings=(("edition.issue", "5"),))},
    ],
)
def test_an_archive_built_otherwise_is_not_passed_over(otherwise: dict[str, Any], archive: Path) -> None:
    editions = editions_in([f"{archive}/*/"])
    list(build_archive(editions, job(archive), SerialExecutor()))
    wanted = replace(job(archive, resume=True), **otherwise)
    assert not any(report.passed_over for report in build_archive(editions, wanted, SerialExecutor()))
    kept = replace(wanted.options, store=archive / ".store", executor=SerialExecutor())
    same = replace(wanted, options=kept)
    assert all(report.passed_over for report in build_archive(editions, same, SerialExecutor()))


def test_the_language_counts_for_proofs_with_words_on_them(archive: Path) -> None:
    """A night begun by cron is resumed at a desk whose locale is another."""
    editions, asked = editions_in([f"{archive}/2[12]"]), job(archive, resume=True)
    for options, passed_over in (
        (PDF, False), (replace(PDF, language="zh"), True),
        (replace(PDF, formats=("pdf", "marks"), language="zh"), False),
        (replace(PDF, formats=("pdf", "marks")), False),
    ):  # fmt: skip
        reports = list(build_archive(editions, replace(asked, options=options), SerialExecutor()))
        assert [report.passed_over for report in reports] == [passed_over, passed_over]


def test_what_is_shipped_counts_and_a_set_that_is_not_the_current_one_does_not(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions, again = editions_in([f"{archive}/*/"]), job(archive, resume=True)
    list(build_archive(editions, again, SerialExecutor()))
    build(archive / "22", archive.parent / "out" / "22", options=replace(PDF, standard="x1a"))
    late = (archive / "21" / "late.yaml", *editions[1:])
    late[0].write_text("extends: edition.yaml\nissue: 9\n", "utf-8")
    passed = [report.passed_over for report in build_archive(late, again, SerialExecutor())]
    assert passed == [False, False, True]
    monkeypatch.setattr("broadsheet.archive._engine", lambda: "another layout")
    assert not any(report.passed_over for report in build_archive(editions, again, SerialExecutor()))


def test_results_inside_an_edition_are_none_of_its_copy(archive: Path) -> None:
    inside = replace(job(archive, resume=True), out=archive / "21" / "out")
    for passed_over in (False, True):
        (report,) = build_archive([archive / "21"], inside, SerialExecutor())
        assert report.passed_over is passed_over


def test_copy_of_the_same_size_and_time_is_not_passed_over(archive: Path) -> None:
    editions, again = editions_in([f"{archive}/*/"]), job(archive, resume=True)
    list(build_archive(editions, again, SerialExecutor()))
    story = archive / "22" / "one.md"
    stat = story.stat()
    story.write_text(story.read_text("utf-8").replace("大雾锁江", "江锁大雾"), "utf-8")
    os.utime(story, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (archive / "21" / "link.md").symlink_to("nowhere")  # as an editor leaves it: broken, and no copy
    passed = [report.passed_over for report in build_archive(editions, again, SerialExecutor())]
    assert passed == [True, False, True]


def test_warnings_count_where_the_desk_says_so(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "22" / "two.md").write_text("---\nheadline: 没有版面\n---\n\n没有用。\n", "utf-8")
    command = ["build", f"{archive}/*/", "--out", str(archive.parent / "out"), "--format", "tree", "--resume"]
    assert main(command) == 0
    assert main([*command, "--strict", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "22  has problems" in told.out
    assert "W412" in told.err
    assert main([*command, "--strict"]) == 1


def fails(path: Path, *_: object, **__: object) -> None:
    raise KeyError("a fault of ours")


def test_a_fault_of_ours_stops_nothing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.archive.build", fails)
    reports = list(build_archive(editions_in([f"{archive}/*/"]), job(archive), SerialExecutor()))
    assert [(report.name, report.code) for report in reports] == [("21", 2), ("22", 2), ("23", 2)]
    assert reports[0].findings[0].code == "E130"
    assert "a fault of ours" in reports[0].findings[0].message("zh")


class Losing:
    """An executor of ``concurrent.futures`` that loses the second job's worker."""

    def __init__(self) -> None:
        self.futures: list[Future[EditionReport]] = []

    def submit(self, function: Callable[[Path], EditionReport], path: Path) -> Future[EditionReport]:
        self.futures.append(Future())
        if path.name == "22":
            self.futures[-1].set_exception(RuntimeError("lost"))
        elif path.name == "21":
            self.futures[-1].set_result(function(path))
        return self.futures[-1]

    map = fails


def test_an_edition_whose_worker_is_lost_is_told(archive: Path) -> None:
    losing = Losing()
    reports = build_archive(editions_in([f"{archive}/*/"]), job(archive), losing)
    assert next(reports).code == 0
    lost = next(reports)
    assert (lost.name, lost.code, lost.findings[0].code) == ("22", 2, "E130")
    reports.close()
    assert losing.futures[2].cancelled()


def test_a_set_that_lost_a_file_is_not_passed_over(archive: Path) -> None:
    editions = editions_in([f"{archive}/*/"])
    made = list(build_archive(editions, job(archive), SerialExecutor()))
    next(Path(made[1].folder).glob("*.pdf")).unlink()
    again = list(build_archive(editions, job(archive, resume=True), SerialExecutor()))
    assert [report.passed_over for report in again] == [True, False, True]
    assert list(Path(again[1].folder).glob("*.pdf"))


def test_an_archive_is_told_as_json_line_by_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "22" / "edition.yaml").write_text("pages: [", "utf-8")
    out = archive.parent / "out"
    assert main(["build", f"{archive}/*/", "--out", str(out), "--format", "tree", "--report", "json"]) == 2
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["edition"], each["code"]) for each in told] == [("21", 0), ("22", 2), ("23", 0)]
    assert [each["code"] for each in told[1]["findings"]] == ["E110"]


def test_what_one_edition_leaves_behind_is_gone_before_the_next(archive: Path) -> None:
    """Style sheets and their readers refer to each other, and no build looks for such circles."""

    def left() -> int:
        return sum(isinstance(each, Styles) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        editions = editions_in([f"{archive}/*/"])
        counts = [left() for _ in build_archive(editions, job(archive), SerialExecutor())]
    finally:
        gc.enable()
    assert counts[0]
    assert len(set(counts)) == 1


def test_editions_that_are_not_there_are_told_by_their_names(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(archive / "no"), str(archive / "nay"), "--out", str(archive / "set")]) == 2
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["no", "nay"]


def test_a_nights_editions_go_into_folders_of_their_own(archive: Path) -> None:
    """The first edition and the late one were told as one that is named twice."""
    late = archive / "21" / "late.yaml"
    late.write_text("extends: edition.yaml\nissue: 9\n", "utf-8")
    out = archive.parent / "out"
    both = [str(archive / "21" / "edition.yaml"), str(late)]
    assert main(["build", *both, "--out", str(out), "--format", "pdf"]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["21", "21-late"]
    assert all((path / "current").is_symlink() for path in out.iterdir())


def test_two_of_one_name_are_refused(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = [str(archive / "21"), str(archive / ".." / "content" / "21")]
    assert main(["build", *twice, "--out", str(archive.parent / "out")]) == 2
    assert "named twice" in capsys.readouterr().err


def test_the_command_says_a_line_an_edition(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(archive.parent / "out")
    assert main(["build", f"{archive}/*/", "--out", out, "--format", "pdf", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["21", "22", "23"]
    assert main(["build", f"{archive}/none*/", "--out", out]) == 2


@pytest.mark.slow
def test_a_folder_of_any_name_has_one_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name with a line's end in it was two lines, and a terminal obeyed what else was."""
    (archive / "22").rename(archive / "22\n\x1b[31m")
    assert main(["build", f"{archive}/*/", "--out", str(archive.parent / "out"), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["21", "22··[31m", "23"]


def test_workers_build_the_same_bytes(archive: Path) -> None:
    from concurrent.futures import ProcessPoolExecutor

    editions = editions_in([f"{archive}/*/"])
    one = list(build_archive(editions, job(archive), SerialExecutor()))
    with ProcessPoolExecutor(2) as pool:
        two = list(build_archive(editions, job(archive), pool))
    assert [report.folder for report in one] == [report.folder for report in two]


def test_a_terminal_sees_how_far_it_is(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    out = str(archive.parent / "out")
    assert main(["build", f"{archive}/*/", "--out", out, "--format", "pdf", "--lang", "en"]) == 0
    counts = capsys.readouterr().err.split("\r")[1:]
    said = [count.split(" ", 1)[1].strip() for count in counts[::2]]
    assert said == [f"{done} of 3 editions" for done in (0, 1, 2, 3)]
    assert [count.count("█") for count in counts[::2]] == [0, 10, 20, 30]
    assert set(counts[1::2]) == {"\x1b[K"}  # gone before a line of an edition is printed


def test_a_build_can_be_made_by_whoever_sends_it_back(archive: Path) -> None:
    made = build(archive / "21", archive.parent / "out")
    back = pickle.loads(pickle.dumps(made))
    assert back == made
    assert back.tree == made.tree


class Gone:
    """An executor whose owner gave every job up."""

    map = None

    def submit(self, *_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.cancel()
        return future


def test_editions_that_were_given_up_are_told(archive: Path) -> None:
    reports = list(build_archive(editions_in([f"{archive}/*/"]), job(archive), cast(Executor, Gone())))
    assert [report.code for report in reports] == [2, 2, 2]
    assert "cancelled" in str(reports[0].findings[0])
