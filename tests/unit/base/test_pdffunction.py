"""Functions of PDF files: what stands for a tint."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Stream

from broadsheet.pdffunction import FunctionError, function_of

_PDF = pikepdf.new()


def stream(data: bytes, **entries: object) -> Stream:
    made = Stream(_PDF, data)
    for key, value in entries.items():
        made["/" + key] = value
    return made


def exponential(none: list[float], full: list[float], power: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=none, C1=full, N=power)


def calculator(program: bytes, inputs: int = 1, outputs: int = 1) -> Stream:
    return stream(program, FunctionType=4, Domain=[0, 1] * inputs, Range=[-100, 100] * outputs)


def test_a_power_runs_between_two_colours() -> None:
    tint = function_of(exponential([0, 0, 0, 0], [0, 1, 0.8, 0.2], 2))
    assert tint([0.5]) == pytest.approx((0, 0.25, 0.2, 0.05))
    assert tint([7]) == pytest.approx((0, 1, 0.8, 0.2))


def test_parts_are_stitched() -> None:
    parts = [exponential([0], [0.2]), exponential([1], [0])]
    tint = function_of(
        Dictionary(FunctionType=3, Domain=[0, 1], Functions=parts, Bounds=[0.5], Encode=[0, 1, 1, 0])
    )
    assert [tint([at])[0] for at in (0, 0.25, 0.5, 1)] == pytest.approx([0, 0.1, 0, 1])


def test_samples_are_looked_up() -> None:
    kind = {"FunctionType": 0, "BitsPerSample": 8}
    tint = function_of(stream(bytes((0, 0, 255, 51)), Size=[2], Domain=[0, 1], Range=[0, 1, 0, 1], **kind))
    assert tint([0.5]) == pytest.approx((0.5, 0.1))
    size = {"Size": [2, 2], "Domain": [0, 1, 0, 1], "Range": [0, 1]}
    pair = function_of(stream(bytes((0, 51, 102, 255)), **size, **kind))
    assert [pair(at)[0] for at in ([0, 0], [1, 0], [0, 1], [1, 1])] == pytest.approx([0, 0.2, 0.4, 1])
    assert [pair(at)[0] for at in ([0.5, 0], [0, 0.5], [0.5, 0.5])] == pytest.approx([0.1, 0.2, 0.4])


def test_what_a_program_leaves_below_its_results_does_not_count() -> None:
    """As viewers and RIPs have it; the lowest were taken."""
    assert function_of(calculator(b"{ 7 exch 8 exch dup }", outputs=2))([0.5]) == (0.5, 0.5)


@pytest.mark.parametrize(("bits", "data"), [(1, b"\xa0"), (4, b"\xf0\xf0"), (12, b"\xff\xf0\0\xff\xf0\0")])
def test_samples_need_not_be_bytes(bits: int, data: bytes) -> None:
    limits = {"Size": [4], "Domain": [0, 3], "Range": [0, 1]}
    tint = function_of(stream(data, FunctionType=0, BitsPerSample=bits, **limits))
    assert [tint([at])[0] for at in (0, 1, 2, 2.5, 3)] == pytest.approx([1, 0, 1, 0.5, 0])


def test_beyond_the_last_sample_lies_no_other() -> None:
    kind = {"FunctionType": 0, "BitsPerSample": 8, "Size": [2], "Domain": [0, 1], "Range": [0, 1]}
    tint = function_of(stream(bytes((51, 255)), Encode=[-1, 2], **kind))
    assert [tint([at])[0] for at in (0, 0.2, 0.5, 0.8, 1)] == pytest.approx([0.2, 0.2, 0.6, 1, 1])


@pytest.mark.parametrize(
    ("program", "given", "made"),
    [
        (b"{ dup 0.5 mul exch pop }", [0.6], [0.3]),
        (b"{ 3 copy 6 -2 roll pop pop pop pop pop }", [0.1, 0.2, 0.3], [0.3]),
        (b"{dup 0.5 gt{pop 1}{2 mul}ifelse}", [0.4], [0.8]),
        (b"{dup 0.5 gt {pop 1} if}", [0.6], [1]),
        (b"{ 1 index sub neg exch pop }", [0.75, 0.25], [0.5]),
        (b"{ 1 exch sub 0.5 exp }", [0.75], [0.5]),
    ],
)
def test_programs_are_run(program: bytes, given: list[float], made: list[float]) -> None:
    assert function_of(calculator(program, len(given), len(made)))(given) == pytest.approx(made)


@pytest.mark.parametrize(
    "broken",
    [
        Dictionary(),
        Dictionary(FunctionType=1),
        stream(b"\0", FunctionType=0, BitsPerSample=8, Size=[9], Domain=[0, 1], Range=[0, 1]),
        stream(b"", FunctionType=0, BitsPerSample=8, Size=[2**30] * 4, Domain=[0, 1] * 4, Range=[0, 1]),
        calculator(b"{ fnord }"),
        calculator(b"{ 1"),
        calculator(b"{" * 5000),
    ],
)  # fmt: skip
def test_what_is_no_function_is_told(broken: object) -> None:
    with pytest.raises(FunctionError):
        function_of(broken)


@pytest.mark.parametrize("program", [b"{ pop pop pop }", b"{ 0 div }", b"{ 9 add 9e99 exp }"])
def test_what_has_no_value_is_told(program: bytes) -> None:
    with pytest.raises(FunctionError):
        function_of(calculator(program))([1.0])


def test_a_program_that_is_run_too_often_ends() -> None:
    double = function_of(calculator(b"{2 mul}"), budget=[6])
    assert [double([at])[0] for at in (0.1, 0.2, 0.3)] == pytest.approx([0.2, 0.4, 0.6])
    with pytest.raises(FunctionError):
        double([1])
