"""What a build leaves on disk for the next: only what changed is made again, and the bytes are the same."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.diagnostics import BroadsheetError, Diagnostic
from broadsheet.executor import ForkExecutor
from broadsheet.options import BuildOptions
from broadsheet.pdfcheck.rules import Found, House
from broadsheet.preflight.pdf import judge_pdf
from broadsheet.press import BuildResult, build
from broadsheet.records import replace
from broadsheet.standing import NOTHING_STANDING
from broadsheet.store import Store, open_store
from broadsheet.store import file as storefile
from broadsheet.store.file import Entry, NewFile, StoredFile
from broadsheet.store.outline import UnknownThingError, outlined, promised
from broadsheet.tree.node import Group, Role, TreePage
from unit.base.paper import write_paper

RESULTS = BuildOptions(formats=("pdf", "tree", "ticket", "marks"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return write_paper(tmp_path / "paper")


def by_attribute(owner: type, name: str) -> bytes:
    """Something pickled as what a class has."""

    class Attribute:
        def __reduce__(self) -> tuple[object, tuple[type, str]]:
            return getattr, (owner, name)

    return pickle.dumps(Attribute())


def test_what_an_enumeration_has_is_read_as_older_pythons_write_it() -> None:
    value, _ = promised(by_attribute(Role, "STORY"), str, lambda: None)
    assert value is Role.STORY
    for owner, name in ((Role, "__reduce_ex__"), (Group, "nodes"), (str, "format")):
        with pytest.raises(pickle.UnpicklingError, match=name):
            promised(by_attribute(owner, name), str, lambda: None)


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stored(
    paper: Path, options: BuildOptions = RESULTS, stamp: Iterable[object] = ()
) -> tuple[BuildResult, list[tuple[str, object]]]:
    """A build with the store beside the paper, and what it had to make."""
    top = paper.parent
    with open_store(top / "cache", paper, (), stamp) as store:
        result = build(paper, top / "out", options=options, keeper=store)
        return result, list(store.fresh)


def plain(paper: Path, options: BuildOptions = RESULTS) -> BuildResult:
    """A build from nothing."""
    return build(paper, paper.parent / "plain", options=options)


def test_nothing_is_made_again_where_nothing_changed(paper: Path) -> None:
    first, made = stored(paper)
    assert {shelf for shelf, _ in made} >= {"story", "page-tree", "page", "tree", "ticket", "critic"}
    second, again = stored(paper)
    assert again == []
    assert second.folder == first.folder
    assert second.diagnostics == first.diagnostics


def test_one_word_makes_its_story_and_its_page_again(paper: Path) -> None:
    stored(paper)
    change(paper / "two.md", "雾", "雨")
    result, made = stored(paper)
    assert {(shelf, name) for shelf, name in made if shelf in {"story", "page"}} == {
        ("story", "two"),
        ("page", 2),
    }
    assert not any(name in {1, "one"} for _, name in made)
    assert contents(result.folder) == contents(plain(paper).folder)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("two.md", "雾", "雨"),
        ("two.md", "headline: 大雾锁江", "headline: 雾散了"),
        ("two.md", "\n\n江面", "\n\n插入一段。\n\n江面"),
        ("edition.yaml", "2026-11-23", "2026-11-24"),
        ("edition.yaml", "issue: 1", "issue: 2"),
        ("edition.yaml", "pages:", "names: [航班停]\npages:"),
        ("edition.yaml", "  - {number: 2, layout: plain, holes: {text: two}}\n", ""),
    ],
)
def test_a_build_from_disk_is_the_same_bytes(name: str, old: str, new: str, paper: Path) -> None:
    stored(paper)
    change(paper / name, old, new)
    result, _ = stored(paper)
    again = plain(paper)
    assert contents(result.folder) == contents(again.folder)
    assert result.diagnostics == again.diagnostics
    assert stored(paper)[1] == []


def test_what_is_looked_into_is_what_would_have_been_made(paper: Path) -> None:
    stored(paper)
    change(paper / "two.md", "雾", "雨")
    result, _ = stored(paper)
    page, other = result.tree.pages
    assert type(page) is not TreePage  # promised
    assert type(other) is TreePage
    again = plain(paper)
    assert [group.nodes for group in page.groups] == [group.nodes for group in again.tree.pages[0].groups]
    assert type(page) is TreePage
    assert result.tree == again.tree


def test_a_promise_is_a_record_as_any_other(paper: Path) -> None:
    stored(paper)
    promised_page = stored(paper)[0].tree.pages[0]
    assert replace(promised_page, number=7).number == 7
    sent = pickle.loads(pickle.dumps(stored(paper)[0].tree.pages[1]))
    assert sent.groups == plain(paper).tree.pages[1].groups


def test_a_page_is_judged_once_but_one_that_could_not_be_read(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its bytes and its house: what was damaged for a moment is looked at again."""
    options = replace(RESULTS, preflight=True)
    judged: list[str] = []
    said = {"lc2026112301.pdf": Found("F01", 0, "gone"), "lc2026112302.pdf": Found("P10", 1, "")}

    def judge(_folder: Path, _house: House, name: str) -> tuple[Found, ...]:
        judged.append(name)
        return (said[name],)

    monkeypatch.setattr("broadsheet.checking._judged", judge)
    found = [stored(paper, options)[0].diagnostics for _ in range(2)]
    assert found[0] == found[1]
    assert judged == [*said, "lc2026112301.pdf"]
    change(paper / "edition.yaml", "pages:", "plant: {ink: 300}\npages:")
    stored(paper, options)
    assert judged[3:] == [*said]


def test_a_promise_is_equal_to_what_was_promised(paper: Path) -> None:
    """A late page was told that all others would change, and nobody could say what there."""
    again = stored(paper)[0].tree
    for index in (0, 1):
        pages = stored(paper)[0].tree.pages, stored(paper)[0].tree.pages
        assert type(pages[0][index]) is not TreePage  # promised
        assert pages[0][index] == again.pages[index]
        assert pages[1][index] == stored(paper)[0].tree.pages[index]  # both of them
        assert hash(stored(paper)[0].tree.pages[index]) == hash(again.pages[index])


def test_workers_make_only_what_is_new(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.executor.WORTH_A_COPY", 1)
    options = replace(RESULTS, executor=ForkExecutor(2))
    stored(paper, options)
    change(paper / "one.md", "雾", "雨")
    result, made = stored(paper, options)
    assert ("page", 1) in made
    assert ("page", 2) not in made
    assert contents(result.folder) == contents(plain(paper).folder)


AFTERWARDS: tuple[dict[str, Any], ...] = (
    {"release": True}, {"language": "zh"}, {"lock": "write"}, {"preflight": True}
)  # fmt: skip


@pytest.mark.parametrize("changed", AFTERWARDS)
def test_what_is_done_about_a_finished_set_paints_no_page_again(changed: dict[str, Any], paper: Path) -> None:
    options = BuildOptions(formats=("pdf",))
    stored(paper, options)
    assert {shelf for shelf, _ in stored(paper, replace(options, **changed))[1]} <= {"judged"}


def test_a_page_that_has_not_changed_is_not_judged_again(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def judged(path: Path, house: House) -> tuple[Found, ...]:
        looked.append(path.name)
        return judge_pdf(path, replace(house, ink=0.5, ink_tolerance=0))

    monkeypatch.setattr("broadsheet.preflight.pdf.judge_pdf", judged)
    options = BuildOptions(formats=("pdf",), preflight=True)
    first, _ = stored(paper, options)
    assert len(looked) == 2
    assert any(item.code == "P651" for item in first.diagnostics)
    change(paper / "two.md", "雾", "雨")
    second, _ = stored(paper, options)
    assert len(looked) == 3
    again = plain(paper, options)
    assert len(looked) == 5
    assert second.diagnostics == again.diagnostics


def test_pages_in_one_file_are_kept_together(paper: Path) -> None:
    options = BuildOptions(formats=("pdf",), combined=True)
    stored(paper, options)
    assert stored(paper, options)[1] == []
    change(paper / "one.md", "雾", "雨")
    result, _ = stored(paper, options)
    assert contents(result.folder) == contents(plain(paper, options).folder)


def test_another_engine_makes_everything_again(paper: Path) -> None:
    stored(paper, stamp=("1",))
    assert len(stored(paper, stamp=("2",))[1]) == len(stored(paper, stamp=("3",))[1]) > 10


def test_wrong_input_leaves_what_was_kept(paper: Path) -> None:
    stored(paper)
    before = contents(paper.parent / "cache")
    good = (paper / "edition.yaml").read_text("utf-8")
    (paper / "edition.yaml").write_text(good + "nonsense: 1\n", "utf-8")
    with pytest.raises(BroadsheetError):
        stored(paper)
    assert contents(paper.parent / "cache") == before
    (paper / "edition.yaml").write_text(good, "utf-8")
    assert stored(paper)[1] == []


def test_a_store_that_cannot_be_written_is_as_good_as_none(paper: Path) -> None:
    (paper.parent / "cache").write_text("in the way", "utf-8")
    result, made = stored(paper)
    assert ("page", 1) in made
    assert contents(result.folder) == contents(plain(paper).folder)


def test_damage_anywhere_costs_time_and_nothing_else(paper: Path) -> None:
    stored(paper)
    (kept,) = (paper.parent / "cache").iterdir()
    whole, wanted = kept.read_bytes(), contents(plain(paper).folder)
    places = [0, 25, len(whole) // 3, len(whole) // 2, len(whole) * 9 // 10, len(whole) - 60, len(whole) - 9]
    for place in places:
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 85]) + whole[place + 1 :])
        assert contents(stored(paper)[0].folder) == wanted
    for size in (0, len(whole) // 2, len(whole) - 9):
        kept.write_bytes(whole[:size])
        assert contents(stored(paper)[0].folder) == wanted


@given(data=st.data())
def test_no_byte_of_a_file_may_change_unseen(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("store") / "one"
    new = NewFile(path)
    entry = Entry(b"source", b"value", (("a.pdf", new.add(b"%PDF" * 9)),))
    new.finish({("page", 1): entry})
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(
        whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    )
    read = StoredFile(path)
    found = read.entries.get(("page", 1))
    assert found in {None, entry}
    (piece,) = (piece for _, piece in found.files) if found else (None,)
    if piece is not None and place < piece.offset + piece.size and place >= piece.offset:
        with pytest.raises(ValueError, match="not what was written"):
            read.read(piece)
    elif piece is not None:
        assert read.read(piece) == b"%PDF" * 9
    read.close()


def test_what_is_carried_from_file_to_file_is_proved_when_it_is_read(tmp_path: Path) -> None:
    new = NewFile(tmp_path / "one")
    digests = {1: hashlib.sha256(b"%PDF").digest(), 2: b"another's"}
    new.finish(
        {
            ("page", number): Entry(b"source", b"", (("", new.carry(b"%PDF", digest)),))
            for number, digest in digests.items()
        }
    )
    read = StoredFile(tmp_path / "one")
    (_, sound), (_, damaged) = (entry.files[0] for entry in read.entries.values())
    assert read.read(sound) == read.read_unproved(damaged) == b"%PDF"
    with pytest.raises(ValueError, match="not what was written"):
        read.read(damaged)
    read.close()


def test_the_oldest_goes_when_there_is_too_much(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    for name, age in (("old", 900), ("young", 10), (".left-1", 90_000)):
        (folder / name).write_bytes(b"x" * 100_000)
        os.utime(folder / name, ((folder / name).stat().st_mtime - age,) * 2)
    monkeypatch.setattr(storefile, "MOST_BYTES", 2_000_000)
    stored(paper)
    assert (folder / "old").exists()
    assert not (folder / ".left-1").exists()
    size = sum(path.stat().st_size for path in folder.iterdir())
    monkeypatch.setattr(storefile, "MOST_BYTES", size - 50_000)
    change(paper / "one.md", "雾", "雨")
    stored(paper)
    assert not (folder / "old").exists()


def test_a_value_brings_no_foreign_code() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return os.getcwd, ()

    with pytest.raises(pickle.UnpicklingError):
        promised(pickle.dumps(Evil()), lambda key: key, lambda: None)


def test_what_is_known_is_only_referred_to() -> None:
    group = Group(Role.STORY, (), "one")
    data, heavy = outlined([group], lambda value: "the one" if value is group else None)
    assert heavy == []
    assert promised(data, {"the one": group}.__getitem__, lambda: None)[0][0] is group

    def unknown(key: str) -> object:
        raise UnknownThingError(key)

    with pytest.raises(UnknownThingError):
        promised(data, unknown, lambda: None)


_IN_A_PROCESS = """\
import sys
from pathlib import Path
from broadsheet.options import FORMATS, BuildOptions
from broadsheet.press import build
from broadsheet.store import open_store
edition, out, cache = map(Path, sys.argv[1:])
with open_store(cache, edition, (), ()) as store:
    build(edition, out, options=BuildOptions(formats=("pdf", "tree", "ticket", "marks")), keeper=store)
    print(len(store.fresh))
"""


def fresh_in_a_process(edition: Path, tmp_path: Path, seed: str) -> int:
    command = [sys.executable, "-c", _IN_A_PROCESS, str(edition), str(tmp_path / "out"), str(tmp_path / "c")]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_another_process_finds_it(paper: Path, tmp_path: Path) -> None:
    assert fresh_in_a_process(paper, tmp_path, "1") > 10
    assert fresh_in_a_process(paper, tmp_path, "2") == 0


@pytest.mark.slow
def test_another_process_finds_all_of_a_paper(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "content" / "lanchuan"
    assert fresh_in_a_process(sample, tmp_path, "1") > 100
    assert fresh_in_a_process(sample, tmp_path, "2") == 0


def never() -> Any:
    raise AssertionError("it stands")


def test_what_stands_is_what_was_made_from_the_same(tmp_path: Path) -> None:
    with Store(tmp_path / "one", ()) as store:
        assert store.take("pictures", 1, "a", dict) == {}
        assert store.take("page", 2, "a", lambda: b"") == b""
        data = store.take("page", 1, "a", lambda: b"%PDF")
        assert store.take("digest", "1.pdf", data, never) == hashlib.sha256(b"%PDF").hexdigest()
    with Store(tmp_path / "one", ()) as store:
        assert [store.stands("page", 1, source) for source in "ab"] == [True, False]
        assert store.take("pictures", 1, "a", never) == {}
        data = store.take("page", 1, "a", never)
        assert store.take("digest", "1.pdf", data, never) == hashlib.sha256(b"%PDF").hexdigest()
        assert store.take("digest", "2.pdf", b"%PDF", lambda: "not at hand") == "not at hand"
    with Store(tmp_path / "one", ()) as store:
        assert store.stands("page", 1, "a")
        assert not store.stands("page", 2, "a")  # the last build did not ask for it


def test_a_promise_among_what_is_known_is_kept(tmp_path: Path) -> None:
    known, new = (Group(Role.STORY, (Group(Role.BODY_LINE, (), slug),), slug) for slug in ("one", "two"))
    with Store(tmp_path / "one", ()) as store:
        held = store.take("story", "one", "a", lambda: known)
        store.take("page-tree", 1, "a", lambda: (held, new))
    with Store(tmp_path / "one", ()) as store:
        held = store.take("story", "one", "a", lambda: known)
        again, promise = store.take("page-tree", 1, "a", lambda: (held, new))
        assert again is held
        assert promise.nodes == new.nodes


def test_a_diagnostic_is_the_same_whichever_of_its_parts_are_one(tmp_path: Path) -> None:
    one, other = (b"tail".decode() for _ in range(2))  # equal, and two
    with Store(tmp_path / "one", ()) as store:
        store.take("page", 1, Diagnostic("E203", ((one, one),)), lambda: b"%PDF")
    with Store(tmp_path / "one", ()) as store:
        store.take("page", 1, Diagnostic("E203", ((one, other),)), never)


def test_a_store_that_was_read_is_not_the_oldest(tmp_path: Path) -> None:
    path = tmp_path / "one"
    NewFile(path).finish({})
    os.utime(path, (0, 0))
    StoredFile(path).close()
    assert path.stat().st_mtime > 0


def test_a_store_is_a_keeper_without_memory(tmp_path: Path) -> None:
    with Store(tmp_path / "one", ()) as store:
        assert store.last("story", "one") is NOTHING_STANDING.last("story", "one") is None
        assert store.take("yaml", "one", "a", lambda: [1]) == [1]
        assert not store.stands("yaml", "one", "a")


SAMPLE = Path(__file__).parents[2] / "content" / "lanchuan"

DRAWN = """\
extends: plain
furniture: {plate: [{art: sign.svg, box: [0, 0, 100%, 100%]}]}
holes:
  plate: {kind: furniture, use: plate, at: [0, 0], span: [5, 10]}
  text: {kind: story, at: [0, 10], span: [5, 20]}
  chart: {kind: picture, at: [0, 32], span: [2, 30]}
  sold: {kind: ad, at: [2, 32], span: [3, 30]}
"""


def test_graphics_are_not_read_again_where_they_have_not_changed(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"sign.svg": "art/nameplate.svg", "chart.svg": "graphics/port-chart.svg", "tea.pdf": "ads/tea.pdf"}
    for name, file in own.items():
        shutil.copy(SAMPLE / file, paper / name)
    (paper / "layouts").mkdir()
    (paper / "layouts" / "drawn.yaml").write_text(DRAWN, "utf-8")
    change(paper / "edition.yaml", "issue: 1", "issue: 1\nads: {tea: tea.pdf}")
    holes = "drawn, holes: {text: one, chart: {picture: chart.svg}, sold: tea}"
    change(paper / "edition.yaml", "plain, holes: {text: one}", holes)
    first, made = stored(paper)
    assert {"outline", "drawing", "graphic"} <= {shelf for shelf, _ in made}
    for reader in ("graphics.svg.read_drawing", "graphics.source.page_of", "readers.svgpath.read_outline"):
        monkeypatch.setattr(f"broadsheet.{reader}", never)
    second, again = stored(paper)
    assert again == []
    assert second.diagnostics == first.diagnostics
    change(paper / "two.md", "雾", "雨")
    assert ("page", 1) not in stored(paper)[1]
    monkeypatch.undo()
    change(paper / "chart.svg", "</svg>", '<rect width="9" height="9"/></svg>')
    result, made = stored(paper)
    assert ("page", 1) in made
    assert contents(result.folder) == contents(plain(paper).folder)
