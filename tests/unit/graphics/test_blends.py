"""Blends and meshes of placed PDFs in press inks."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name

from broadsheet.graphics.form import Note, Refusal, RefusedPageError
from unit.graphics.pressed import (
    AXIS,
    CORNERS,
    THREE,
    TOP,
    shading,
    taken,
)


def test_a_mesh_of_rgb_colours_gets_press_inks_at_its_corners() -> None:
    corners = bytes((0, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0, 0, 255, 0, 0, 0))
    limits = Array([0, 9, 0, 9, *[0, 1] * 3])
    page = taken(b"/S sh", shading(corners, **{**CORNERS, "ColorSpace": Name.DeviceRGB, "Decode": limits}))
    (mesh,) = page.objects
    assert (mesh.entries["ColorSpace"], mesh.entries["BitsPerComponent"]) == (b"/DeviceCMYK", b"8")
    assert mesh.data is not None
    parts = [mesh.data[start : start + 7] for start in range(0, 21, 7)]
    assert [part[:3] for part in parts] == [b"\0\0\0", b"\0\xff\0", b"\0\0\xff"]
    assert [list(parts[at][3:]) for at in (0, 1)] == [[0, 0, 0, 255], [0, 0, 0, 0]]
    assert page.notes == ((Note.RGB, "colours"),)


def test_a_mesh_that_is_cut_short_is_refused() -> None:
    patch = {**CORNERS, "ShadingType": 6}
    with pytest.raises(RefusedPageError) as caught:
        taken(b"/S sh", shading(THREE, **patch))
    assert caught.value.refusal is Refusal.FILE


COMPUTED = {
    "samples": (bytes((255, 255, 255, 0, 0, 0)), {**TOP, "Range": Array([0, 1] * 3), "Size": Array([2])}),
    "program": (b"{1 exch sub dup dup}", {**TOP, "FunctionType": 4, "Range": Array([0, 1] * 3)}),
    "three": Array([Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))] * 3),
}


@pytest.mark.parametrize("function", COMPUTED.values(), ids=COMPUTED)
def test_a_blend_that_computes_its_colours_is_sampled(function: object) -> None:
    page = taken(b"/S sh", shading(ColorSpace=Name.DeviceRGB, Function=function, **AXIS))
    (ramp,) = (made for made in page.objects if made.entries.get("Size") == (b"256",))
    assert ramp.data is not None
    assert (list(ramp.data[:4]), list(ramp.data[-4:])) == ([0, 0, 0, 0], [0, 0, 0, 255])
    assert (page.ink, page.notes) == (1000, ((Note.RGB, "colours"),))


def test_a_blend_over_a_plane_is_sampled_in_both_directions() -> None:
    program = (
        b"{pop dup dup}",
        {**TOP, "FunctionType": 4, "Domain": Array([0, 1] * 2), "Range": Array([0, 1] * 3)},
    )
    page = taken(b"/S sh", shading(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=program))
    (ramp,) = (made for made in page.objects if made.entries.get("Size") == (b"96", b"96"))
    assert ramp.data is not None
    assert [ramp.data[4 * at + 3] for at in (0, 95, 96, 191)] == [255, 0, 255, 0]
