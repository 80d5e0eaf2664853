"""Papers: a typst source and its data become a PDF with the house's own fonts; nothing is fetched from anywhere."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import segno
import typst

FONTS = Path(__file__).parent / "fonts"


def typeset(source: Path, data: Mapping[str, object], files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a .typ file. `data` is in the source as `json(bytes(sys.inputs.data))`; `files` by name (QR as SVG).

    The source may `#import "/paper.typ"`: the house's page, heads and tables beside this module.
    """
    house = (Path(__file__).parent / "paper.typ").read_bytes()
    parts = {"main.typ": source.read_bytes(), "paper.typ": house, **(files or {})}
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str)}
    made = typst.compile(  # type: ignore[call-overload] # its stub does not know a dict of files
        parts, font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs
    )
    return bytes(made)


def qr_svg(text: str, quick: bool = False) -> bytes:
    """A QR of that text as SVG for paper and pages, quiet zone included; it takes the size it is given.

    quick: one pattern for all instead of the best of eight, three times as fast; for hundreds of papers at once.
    """
    out = io.BytesIO()
    code = segno.make(text, error="m", mask=4 if quick else None)
    code.save(out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue()
