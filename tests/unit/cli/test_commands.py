"""The command line in process: exit codes, what goes to which stream, languages."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from broadsheet import galleys
from broadsheet.cli import main, results
from broadsheet.cli.explain import KINDS
from broadsheet.cli.show import table
from broadsheet.compose.explain import BREAK_NAMES
from broadsheet.paint.deflate import UnknownDeflaterError
from broadsheet.resources import cache_folder, font_tables
from judges.small import locked
from square import square_font
from unit.graphics.foreign import foreign_pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    assert main(["new", str(folder), "--name", "河湾报"]) == 0
    return folder


def test_a_new_paper_builds_clean(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    out = tmp_path / "out"
    assert main(["build", str(paper), "--out", str(out), "--dpi", "40"]) == 0
    shown = capsys.readouterr()
    assert "problem" not in shown.err
    assert "error" not in shown.err
    assert "warning" not in shown.err
    assert "harvest" in shown.out
    files = {path.name for path in (out / "current").iterdir()}
    assert files == {"paper2026112301.pdf", "paper2026112301.png", "tree.json"}
    assert "河湾报" in (out / "current" / "tree.json").read_text("utf-8")


def test_a_paper_keeps_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my paper"
    assert main(["new", str(folder), "--name", 'The  "Daily\\ News']) == 0
    assert f"--out '{folder / 'out'}'" in capsys.readouterr().out
    out = tmp_path / "out"
    assert main(["build", str(folder), "--out", str(out), "--format", "tree", "--quiet"]) == 0
    assert json.dumps('The "Daily\\ News') in (out / "current" / "tree.json").read_text("utf-8")


@pytest.mark.parametrize("name", ["a paper", "2[1]", "-dash", "it's"])
def test_what_new_says_is_what_to_type(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--", name]) == 0
    program, *typed = shlex.split(capsys.readouterr().out.splitlines()[1])
    assert program == "broadsheet"
    assert main([*typed, "--format", "tree"]) == 0
    assert (tmp_path / name / "out" / "current").is_dir()


def test_a_full_folder_is_never_written_over(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(paper)]) == 2
    assert "E108" in capsys.readouterr().err


def test_overset_text_is_a_problem_that_names_the_copy(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", str(paper), "--set", "holes.lead.span=[3, 15]", "--set", "holes.second=null",
                 "--set", "edition.pages=[{number: 1, layout: front, holes: {lead: harvest}}]"])  # fmt: skip
    shown = capsys.readouterr()
    assert code == 1
    assert "P701" in shown.err
    assert "harvest.md:" in shown.err


def test_bad_input_exits_2_and_writes_nothing(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (paper / "content" / "harvest.md").unlink()
    assert main(["build", str(paper), "--out", str(tmp_path / "out")]) == 2
    assert "E401" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_messages_come_in_chinese(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(paper), "--columns", "many", "--lang", "zh"]) == 2
    shown = capsys.readouterr().err
    assert "错误[E105]" in shown
    assert "--columns" in shown


def test_findings_can_be_json(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", str(paper), "--set", "grid.colums=3", "--report", "json"]) == 2
    (found,) = json.loads(capsys.readouterr().out)
    assert found["code"] == "E107"
    assert found["severity"] == "error"


@pytest.mark.parametrize(
    "flags",
    [
        ["--body-size", "9pt", "--leading", "13pt"],
        ["--columns", "2", "--column-gap", "2em", "--set", "holes.lead.span=[2, 25]",
         "--set", "holes.second.span=[2, 12]", "--set", "holes.nameplate.span=[2, 7]"],
        ["--marks", "full", "--kinsoku", "strict", "--breaker", "first-fit"],
        ["--date", "2026-02-17", "--issue", "7", "--grid-overlay"],
        ["--pages", "1"],
        ["--page-size", "390mm×540mm"],
        ["--page-size", "390mm*540mm"],
    ],
)  # fmt: skip
def test_every_layout_flag_reaches_the_pages(
    paper: Path, flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, changed = tmp_path / "plain", tmp_path / "changed"
    assert main(["build", str(paper), "--out", str(plain), "--format", "tree", "--quiet"]) == 0
    assert main(["build", str(paper), "--out", str(changed), "--format", "tree", *flags]) in (0, 1)
    capsys.readouterr()
    trees = [(folder / "current" / "tree.json").read_text("utf-8") for folder in (plain, changed)]
    assert trees[0] != trees[1]


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["bild"], ["build"], ["build", "nowhere"], ["build", ".", "--format", "docx"],
        ["check", ".", "--pages", "x"], ["check", ".", "--date", "tomorrow"], ["check", ".", "--set", "x"],
        ["galley", "nowhere.md"], ["grid", "nowhere"], ["galley", "-", "--style", "nothing"],
    ],
)  # fmt: skip
def test_wrong_use_exits_2_without_a_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert shown
    assert "Traceback" not in shown
    assert "internal error" not in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lang", "en", "new", "x"], "hint: --lang stands after the command"),
        (["--quiet", "build", "paper"], "hint: --quiet stands after the command"),
        (["--lang=en", "build", "paper"], "here\n  hint: --lang=en stands after the command"),
        (["galley", "story.md", "--measure", "0em"], "[E115] --measure: 0em is outside 3em to 1000em"),
        (["galley", "story.md", "--measure", "1em"], "[E115] --measure: 1em is outside 3em to 1000em"),
        (
            ["galley", "story.md", "--measure", "1em", "--indent", "1em"],
            "[E115] --indent: 1em is outside 0em to 0em",
        ),
        (["galley", "story.md", "--measure=-5em"], "[E115] --measure: -5em is outside"),
        (["galley", "story.md", "--body-size", "1pt"], "[E115] --body-size: 1pt is outside 2pt to 1000pt"),
        (["galley", "story.md", "--indent", "5x"], "[E118] --indent: unknown unit 'x' in '5x'\n  hint"),
        (["galley", "story.md", "--measure", "20字"], "[E117] --measure: not a length: '20字'\n  hint"),
        (["galley", "story.md", "--body-size", "9"], "[E119] --body-size: '9' needs a unit"),
        (["galley", "story.md", "--body-size", "2em"], "[E120] --body-size: 'em' has no meaning here"),
        (["galley", "story.md", "--style", "flsh"], "summary, verse\n  hint: did you mean 'flush'?"),
        (["galley", "story.md", "--indent", "18em"], "[E115] --indent: 18em is outside 0em to 17.5em"),
        (["galley", "gbk.txt"], "[E103] gbk.txt is not UTF-8 text\n  hint: it seems to be GBK;"),
        (["grid", "nowhere"], "error[E208]"),
        (["grid", "no/where.yaml"], "error[E101] file not found: no/where.yaml"),
        (["fonts", "--folder", "nowhere"], "[E101] file not found: nowhere"),
        (["preflight", "story.md", "--ink", "-5"], "[E115] --ink: -5.0 is outside 100 to 400"),
        (["preflight", "story.md", "--house", "house.yaml"], "house.yaml:1:11: error[E114] standard: 'x9'"),
        (["proof", "pages", "paper"], "[E102] cannot read paper: no PDF in it"),
        (["proof", "compare", "paper", "paper"], "[E102] cannot read paper: no PDF in it"),
        (["proof", "pages", "cut.pdf"], "[E102] cannot read cut.pdf: damaged"),
        (["proof", "compare", "cut.pdf", "cut.pdf"], "[E102] cannot read cut.pdf: damaged"),
        (["proof", "pages", "whole.pdf", "--pages", "7"], "[E105] bad value for --pages: no file has"),
        (["proof", "pages", "whole.pdf", "--soft", "--profile", "no.icc"], "[E101] file not found: no.icc"),
        (["proof", "pages", "whole.pdf", "--soft", "--profile", "story.md"], "[E610] story.md"),
        (["proof", "pages", "whole.pdf", "more"], "bad value for WHAT: two files are called 'whole.pdf'"),
        (["proof", "separations", "more", "whole.pdf"], "value for WHAT: two files are called 'whole.pdf'"),
        (["proof", "separations", "cut.pdf"], "[E102] cannot read cut.pdf: "),
        (["proof", "separations", "locked.pdf"], "[E102] cannot read locked.pdf: encrypted"),
        (["proof", "separations", "whole.pdf", "--page", "7"], "cannot read whole.pdf: no page 7"),
        (["proof", "separations", ".", "--page", "0"], "[E115] --page: 0 is outside 1 to 9999"),
        (["watch", "paper", "--builds", "-1"], "[E115] --builds: -1 is outside 0 to"),
        (["watch", "nowhere", "--builds", "1"], "[E101] file not found: nowhere"),
        (["watch", "paper", "--builds", "1", "--columns", "x"], "[E105] bad value for --columns x"),
        (["build", "paper", "--profile", "no.icc"], "[E101] file not found: no.icc"),
        (["build", "paper", "--combined", "--release"], "[E128] --release and --combined cannot both"),
        (["build", "paper", "--combined", "--preflight"], "[E128] --preflight and --combined cannot both"),
        (["build", "paper", "--combined", "--pdfx", "x3"], "[E128] --pdfx x3 and --combined cannot both"),
        (["build", "paper", "--pages", "1-9999"], "[E105] bad value for --pages: no page 2\n  hint: "),
        (["build", "story.md"], "[E102] cannot read story.md: a story: give its edition, or use galley"),
        (["check", "paper/layouts/front.yaml"], "front.yaml: a layout or style sheet: give its edition"),
        (["check", "a" * 300], "[E102] cannot read " + "a" * 60 + "…: the name is too long"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_reason(
    arguments: list[str], told: str, paper: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(paper.parent)
    Path("story.md").write_text("江堤加固提前完工。", encoding="utf-8")
    Path("house.yaml").write_text("standard: x9\n", encoding="utf-8")
    Path("whole.pdf").write_bytes(foreign_pdf())
    Path("more").mkdir()
    Path("more/whole.pdf").write_bytes(foreign_pdf())
    with pikepdf.open("whole.pdf") as pdf:
        pdf.save("locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    Path("cut.pdf").write_bytes(b"%PDF-1.6\n1 0 obj")
    Path("gbk.txt").write_bytes("江堤加固提前完工。".encode("gbk"))
    assert main([*arguments, "--lang", "en"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        *(["build"], ["check"], ["watch"], ["explain"], ["fonts"], ["fonts", "--folder"], ["galley"]),
        *(["grid"], ["preflight"], ["proof", "pages"], ["proof", "separations"], ["proof", "compare"]),
        *(["diff"], ["build", "paper", "--profile"], ["preflight", "whole.pdf", "--house"], ["new"]),
        ["nightly"],
    ],
)
def test_a_path_that_nobody_may_look_at_is_told(
    command: list[str], paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(paper.parent)
    Path("whole.pdf").write_bytes(foreign_pdf())
    more = {"explain": ["one"], "proof": ["b"], "diff": ["b"], "nightly": ["--date", "2026-11-23"]}
    locked(monkeypatch, Path("closed"))
    rest = more.get(command[0], []) if command[1:] in ([], ["compare"]) else []
    assert main([*command, "closed/x.yaml", *rest, "--lang", "en"]) == 2
    told = "error[E104] cannot write to" if command == ["new"] else "error[E102] cannot read"
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.parametrize("command", [["build"], ["check"], ["galley"], ["explain", "--format", "json"]])
def test_a_working_folder_that_is_gone_is_told(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    more = ["story"] if command[0] == "explain" else []
    assert main([*command, "paper", *more, "--lang", "en"]) == 2
    assert "error[E102] cannot read .: No such file or directory" in capsys.readouterr().err


def test_a_check_finds_a_picture_that_a_build_would_not_take(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = paper / "boat.jpg"
    Image.effect_noise((300, 200), 80).save(picture, quality=90)
    layout = paper / "layouts" / "front.yaml"
    ad = "second: {kind: ad, at: [0, 35], span: [3, 12]}"
    above = layout.read_text("utf-8").partition("  second:")[0]
    layout.write_text(f"{above}  {ad}\n", "utf-8")
    manifest = paper / "edition.yaml"
    text = manifest.read_text("utf-8").replace("second: library", "second: house")
    manifest.write_text(f"{text}\nads: {{house: boat.jpg}}\n", "utf-8")
    arguments = ["check", str(paper)]
    assert main(arguments) in (0, 1)
    picture.write_bytes(picture.read_bytes()[:5000])
    capsys.readouterr()
    assert main(arguments) == 2
    assert "E605" in capsys.readouterr().err


def test_a_compressor_that_is_not_there_is_told(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> None:
        raise UnknownDeflaterError(name)

    monkeypatch.setattr(results, "deflater", missing)
    assert main(["build", str(paper), "--compressor", "isal"]) == 2
    assert "not installed: pip install 'broadsheet[fast]'" in capsys.readouterr().err


def test_one_edition_of_an_archive_is_resumed_too(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", str(paper), "--out", str(tmp_path / "set"), "--format", "tree", "--resume"]
    assert (main(arguments), main(arguments)) == (0, 0)
    assert "as it was" in capsys.readouterr().out
    assert (tmp_path / "set" / "paper" / "current" / "tree.json").is_file()


def test_a_galley_keeps_the_lines_of_a_poem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    poem = tmp_path / "poem.md"
    poem.write_text("---\nheadline: 诗\nkind: poem\n---\n\n春风\n夏雨\n\n秋霜\n", "utf-8")
    assert main(["galley", str(poem), "--measure", "12em"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("|")[0].split()[1] for line in lines[:3]] == ["春风", "夏雨", "秋霜"]


def test_a_galley_numbers_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "note.txt"
    story.write_text("江面上的雾散得很慢，" * 12, encoding="utf-8")
    assert main(["galley", str(story), "--measure", "12em"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].lstrip().startswith("1 ")
    assert any("120 characters" in line for line in shown)
    assert any(line.startswith("kaiming") for line in shown)
    assert main(["galley", str(story), "--measure", "12em", "--indent", "1em"]) == 0
    assert "   1    江" in capsys.readouterr().out


def test_a_galley_tells_what_it_takes_at_neighbouring_sizes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "note.txt"
    story.write_text("江面上的雾散得很慢，" * 30, encoding="utf-8")
    galley = ["galley", str(story), "--measure", "60mm"]
    assert main(galley) == 0
    shown = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    measures, *_, sizes, lines, depths = ([cell.strip() for cell in row if cell] for row in shown[-7:])
    assert "18.9em" in measures  # 60 mm are 18.8976 of them
    assert sizes == ["60mm", "8pt", "8.5pt", "9pt", "9.5pt", "10pt"]
    for size, count, depth in zip(sizes[1:], lines[1:], depths[1:], strict=True):
        assert main([*galley, "--body-size", size]) == 0
        assert f"\n{count} lines, 300 characters, {depth} pt deep\n" in capsys.readouterr().out
    assert main([*galley[:3], "12em", "--body-size", "9.5pt", "--indent", "9pt", "--lang", "zh"]) == 0
    *_, sizes, lines, depths = (line.split() for line in capsys.readouterr().out.splitlines())
    assert sizes == ["12em", "8.5pt", "9pt", "9.5pt", "10pt", "10.5pt"]
    assert (lines[0], depths[:2]) == ("行", ["深", "pt"])


def test_the_grid_of_a_shipped_layout_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = tmp_path / "grid.png"
    assert main(["grid", "plain", "--out", str(drawing)]) == 0
    assert "5 columns" in capsys.readouterr().out
    assert drawing.read_bytes().startswith(b"\x89PNG")


def test_whole_characters_of_vertical_legs_leave_nothing_of_their_hole(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = paper / "layouts" / "upright.yaml"
    legs = "{kind: story, at: [0, 0], span: [3, 40], legs: 3, writing: vertical}"
    layout.write_text(f"extends: base\nholes: {{lead: {legs}}}\n", "utf-8")
    assert main(["grid", str(layout)]) == 0
    (lead,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("lead")]
    assert lead.split()[:6] == ["lead", "story,", "vertical", "0-2", "0-39", "3"]
    assert lead.split()[6] == "17.00"
    assert len(lead.split()) == 9  # measure, millimetres, characters; no rest


def test_a_layout_is_shown_in_the_styles_of_its_edition(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, layout = paper / "edition.yaml", paper / "layouts" / "front.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("style: daily", "style: own"), "utf-8")
    (paper / "styles").mkdir()
    (paper / "styles" / "own.yaml").write_text("extends: daily\ncolours: {sea: {c: 90%}}\n", "utf-8")
    text = layout.read_text("utf-8")
    layout.write_text(text.replace("weight: 1.2pt", "weight: 1.2pt, colour: sea"), "utf-8")
    assert main(["grid", str(layout)]) == 0
    manifest.write_text("style: [", "utf-8")  # what is wrong with the manifest is no matter of a layout's
    assert main(["grid", str(layout)]) == 2
    assert "no colour called 'sea'" in capsys.readouterr().err


def test_a_layout_is_drawn_in_the_fonts_of_its_edition(paper: Path) -> None:
    manifest, layout = paper / "edition.yaml", paper / "layouts" / "front.yaml"
    square = layout.read_text("utf-8").replace("style: strip", "style: {face: Square, size: 8pt}")
    layout.write_text(square, "utf-8")
    drawn = ["grid", str(layout), "--out", str(paper / "grid.png")]
    assert main(drawn) == 2  # nobody has that face
    (paper / "own").mkdir()
    square_font(paper / "own" / "square.ttf")
    text = manifest.read_text("utf-8")
    for fonts in ("own", "[elsewhere, own]"):
        manifest.write_text(f"fonts: {fonts}\n{text}", "utf-8")
        assert main(drawn) == 0


def test_what_is_printed_is_in_the_language_that_is_asked_for(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["grid", "plain"], ["fonts"], ["fonts", str(paper)]):
        assert main([*command, "--lang", "zh"]) == 0
    assert main(["galley", str(paper / "content" / "library.md"), "--lang", "zh"]) == 0
    assert main(["build", str(paper), "--out", str(paper / "out"), "--format", "tree", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("版心", "容字", "字族", "字体", " 行，", "稿件", "（1 个文件）"))
    assert main(["explain", str(paper), "library", "--items", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("第 1 段", "段末行，按自然宽排", "可断", "前间距"))
    assert "  空格  S" in shown
    english = ("natural", "stretch", "squeeze", "free", "forbidden", "space")
    assert not [word for word in english if word in shown]


def test_every_kind_of_break_has_a_name_in_chinese() -> None:
    assert KINDS.keys() == set(BREAK_NAMES.values())


def test_a_galley_tells_what_is_wrong_with_its_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story.md"
    story.write_text("---\nheadline: 题\n---\n\n<!-- 待核\n", "utf-8")
    assert main(["galley", str(story)]) == 0
    assert "[P311]" in capsys.readouterr().err
    story.write_text("---\nheadline: 题\n\n正文\n", "utf-8")
    assert main(["galley", str(story)]) == 2
    assert "[E302]" in capsys.readouterr().err


def test_fonts_are_listed(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts"]) == 0
    assert "Broadsheet Song" in capsys.readouterr().out
    assert main(["fonts", str(paper)]) == 0
    assert "BroadsheetSong-400" in capsys.readouterr().out


def test_explain_needs_no_picture(paper: Path) -> None:
    """A picture that is missing stops a build; what a story's lines are does not hang on it."""
    manifest, layout = paper / "edition.yaml", paper / "layouts" / "front.yaml"
    photo = "  photo: {kind: picture, in: lead, line: 0, lines: 9}\n"
    layout.write_text(layout.read_text("utf-8") + photo, "utf-8")
    manifest.write_text(manifest.read_text("utf-8") + "      photo: {picture: lost.png}\n", "utf-8")
    assert main(["check", str(paper)]) == 2
    assert main(["explain", str(paper), "library"]) == 0


def test_explain_passes_over_empty_cells_and_rules(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = paper / "content" / "library.md"
    story.write_text("---\nheadline: 表\n---\n\n| | 甲 |\n|--|--|\n| 乙 | |\n", "utf-8")
    capsys.readouterr()
    assert main(["explain", str(paper), "library", "--items", "--format", "json"]) == 0
    (cells,) = json.loads(capsys.readouterr().out)
    assert [line["text"] for line in cells["lines"]] == ["甲", "乙"]


def test_explain_gives_a_reason_for_each_line(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["explain", str(paper), "harvest", "--paragraph", "2", "--format", "json"]) == 0
    (paragraph,) = json.loads(capsys.readouterr().out)
    for line in paragraph["lines"]:
        if line["ending"] == "justified":
            assert line["natural"] + sum(amount for _, amount in line["steps"]) == line["room"]
    assert main(["explain", str(paper), "harvset"]) == 2
    assert "did you mean 'harvest'?" in capsys.readouterr().err


def test_tables_count_an_ideograph_as_two_cells() -> None:
    assert table([("a", "b"), ("版", "1")]) == "a   b\n版  1"


def test_a_finding_shows_the_line_of_its_own_file(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere" / "layouts"
    elsewhere.mkdir(parents=True)
    (elsewhere / "front.yaml").write_text("another file of that name\n" * 40, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    layout = paper / "layouts" / "front.yaml"
    layout.write_text(layout.read_text("utf-8").replace("legs: 2", "legs: none", 1), encoding="utf-8")
    assert main(["check", str(paper)]) == 2
    shown = capsys.readouterr().err
    assert "legs: none" in shown
    assert "another file" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "paper"], ["build", "paper", "--out", "out", "--no-cache", "--format", "tree"],
        ["explain", "paper", "harvest"], ["fonts", "paper"],
        ["grid", "front", "--out", "grid.png"], ["galley", "note.txt"],
        ["nightly", "nightly.yaml", "--date", "2026-11-23", "--dry-run"],
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_whatever_sets_type_keeps_the_tables_of_its_faces(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(tmp_path)
    galleys._settings.cache_clear()  # a process has one
    (tmp_path / "note.txt").write_text("江面上的雾散得很慢。", encoding="utf-8")
    (tmp_path / "nightly.yaml").write_text("edition: paper\n", encoding="utf-8")
    assert main(arguments) in {0, 1}
    kept = {path.relative_to(cache) for path in cache.rglob("*") if path.is_file()}
    assert kept
    assert {path.parent for path in kept} == {Path("broadsheet", "fonts")}
    galleys._settings.cache_clear()


def test_a_user_without_a_home_keeps_nothing(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    assert (cache_folder(), font_tables()) == (None, None)
    assert main(["build", str(paper), "--out", str(tmp_path / "out"), "--format", "tree"]) == 0
