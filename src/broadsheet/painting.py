"""A layout tree as the files of a set. Import late: reportlab, pdfium and Pillow are heavy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.executor import SerialExecutor
from broadsheet.font.sfnt import FontFileError
from broadsheet.options import PROFILE, BuildOptions
from broadsheet.paint.deflate import deflater
from broadsheet.paint.pdf import OutputProfile, PdfOptions, paint_pdf
from broadsheet.paint.pdf.options import PictureSource
from broadsheet.pictures.raster import Raster
from broadsheet.resources import shipped
from broadsheet.tree.node import LayoutTree, Picture
from broadsheet.tree.serial import write_tree
from broadsheet.tree.walk import pictures


def paint_set(tree: LayoutTree, options: BuildOptions) -> dict[str, bytes]:
    """Return the files of a set by name. Raises BroadsheetError for a picture that is no picture."""
    files: dict[str, bytes] = {}
    if "pdf" in options.formats or "png" in options.formats:
        paint_one = partial(_paint, options=replace(options, executor=SerialExecutor()))
        for made in options.executor.map(paint_one, _jobs(tree, options)):
            files.update(made)
    if "tree" in options.formats:
        files["tree.json"] = write_tree(tree).encode()
    return files


def _jobs(tree: LayoutTree, options: BuildOptions) -> Iterable[LayoutTree]:
    """Pages are painted apart where there are workers for them; else the fonts are read once."""
    if options.combined or isinstance(options.executor, SerialExecutor):
        return [tree]
    return [replace(tree, pages=(page,)) for page in tree.pages]


def _paint(tree: LayoutTree, options: BuildOptions) -> dict[str, bytes]:
    try:
        return _painted(tree, options)
    except FontFileError as error:
        found = diagnostic("E603", path=error.path, reason=error)
        raise BroadsheetError([found]) from error


def _painted(tree: LayoutTree, options: BuildOptions) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for made in paint_pdf(tree, _pdf_options(tree, options)):
        if "pdf" in options.formats:
            files[f"{made.name}.pdf"] = made.data
        if "png" in options.formats:
            names = [page.name for page in tree.pages if page.number in made.pages]
            files.update(_proofs(names, made.data, options.proof_dpi))
    return files


def _proofs(names: list[str], pdf: bytes, dpi: int) -> dict[str, bytes]:
    from broadsheet.proof.raster import page_pngs  # noqa: PLC0415  late: pdfium and Pillow, 120 ms

    return {f"{name}.png": png for name, png in zip(names, page_pngs(pdf, dpi), strict=True)}


def _pdf_options(tree: LayoutTree, options: BuildOptions) -> PdfOptions:
    """The press profile goes into every page of a press set, and into no combined file."""
    icc = shipped("profiles", PROFILE).read_bytes()
    return PdfOptions(
        combined=options.combined,
        profile=None if options.combined else OutputProfile(icc),
        picture=_picture_source(tree, icc),
        deflater=deflater(options.compressor),
    )


def _picture_source(tree: LayoutTree, icc: bytes) -> PictureSource | None:
    """What converts pictures; None where there are none, for Pillow costs 40 ms."""
    if not any(True for page in tree.pages for _ in pictures(page.groups)):
        return None
    from broadsheet.pictures.convert import PictureError, picture_source  # noqa: PLC0415  late: Pillow

    convert = picture_source(icc)

    def source(picture: Picture) -> Raster:
        try:
            return convert(picture)
        except PictureError as error:
            found = diagnostic("E605", path=error.name, reason=error.reason)
            raise BroadsheetError([found]) from error

    return source
