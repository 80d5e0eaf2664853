"""PDFs that people send: nothing of the camera in them, and nothing that unpacks without end."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from chumchon.paper import pdfs
from chumchon.paper.scans import clean
from chumchon.thai.errors import BadInput

SECRET = b"13 Moo 4, taken by Somchai"


def photo(kind="JPEG"):
    picture = Image.new("RGB", (50, 40), (200, 30, 30))
    marks = picture.getexif()
    marks[0x010E] = SECRET.decode()
    out = io.BytesIO()
    picture.save(out, kind, exif=marks, **({"comment": SECRET} if kind == "JPEG" else {}))
    return out.getvalue()


def with_picture(raw, *filters, packed=None):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    picture = pdf.make_stream(packed or raw)
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=50, Height=40, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Array([pikepdf.Name(f) for f in filters]),
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    page.obj.Contents = pdf.make_stream(b"q 50 0 0 40 0 0 cm /I Do Q")
    return saved(pdf)


def saved(pdf, **how):
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def drawn(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pikepdf.PdfImage(pdf.pages[0].resources.XObject.I).as_pil_image().convert("RGB").getpixel((25, 20))


def refused(code):
    return pytest.raises(BadInput, match=code)


def test_a_photograph_inside_a_pdf_says_nothing_of_place_or_camera_and_looks_the_same():
    raw = photo()
    assert SECRET in raw
    for given in (
        with_picture(raw, "/DCTDecode"),
        with_picture(raw, "/FlateDecode", "/DCTDecode", packed=zlib.compress(raw)),
    ):
        kept = clean(given)
        with pikepdf.open(io.BytesIO(kept.content)) as pdf:
            assert SECRET not in pdf.pages[0].resources.XObject.I.read_raw_bytes()
        assert SECRET not in kept.content and drawn(kept.content) == drawn(given)


def test_a_jpeg_2000_loses_its_boxes_of_words():
    picture = Image.new("RGB", (50, 40), (20, 200, 30))
    out = io.BytesIO()
    picture.save(out, "JPEG2000")
    raw = out.getvalue()
    box = (len(SECRET) + 8).to_bytes(4) + b"xml " + SECRET
    at = raw.index(b"jp2c") - 4
    marked = raw[:at] + box + raw[at:]
    kept = clean(with_picture(marked, "/JPXDecode"))
    with pikepdf.open(io.BytesIO(kept.content)) as pdf:
        assert pdf.pages[0].resources.XObject.I.read_raw_bytes() == raw


def test_what_follows_the_end_of_a_picture_is_dropped():
    assert SECRET not in pdfs.without_marks(photo() + SECRET)


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8", b"\xff\xd8\x00\x00\x00\x00", b"\xff\xd8\xff\xe1\x00\x02", b"GIF89a"])
def test_a_broken_picture_is_no_paper(raw):
    with pytest.raises(ValueError):
        pdfs.without_marks(raw)
    with refused("NOT_A_PAPER"):
        clean(with_picture(raw, "/DCTDecode"))


def test_a_picture_packed_in_an_odd_way_is_no_paper():
    with refused("NOT_A_PAPER"):
        clean(with_picture(photo(), "/ASCIIHexDecode", "/DCTDecode", packed=photo().hex().encode() + b">"))


def heavy(size, form=False, pages=1):
    """A small file whose drawing orders unpack to so many bytes; in a form that the page uses, or on the page itself."""
    pdf = pikepdf.new()
    orders = pdf.make_stream(b"0 0 m " * (size // 6))
    for _ in range(pages):
        page = pdf.add_blank_page()
        if form:
            orders.stream_dict = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=orders))
            page.obj.Contents = pdf.make_stream(b"/F Do")
        else:
            page.obj.Contents = orders
    return saved(pdf)


@pytest.mark.parametrize("more", [{}, {"form": True}])
def test_a_small_file_that_unpacks_without_end_is_told_before_anybody_reads_it(more, monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_DRAWING", 600_000)
    assert clean(heavy(500_000, **more)).pages == 1
    for given in (heavy(700_000, **more), heavy(250_000, pages=3, **more)):
        with refused("TOO_LARGE"):
            clean(given)


def packed(filters, raw):
    pdf = pikepdf.new()
    orders = pdf.make_stream(raw)
    orders.stream_dict = pikepdf.Dictionary(Filter=pikepdf.Array([pikepdf.Name(f"/{f}Decode") for f in filters]))
    pdf.add_blank_page().obj.Contents = orders
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def test_orders_packed_in_other_ways_are_not_unpacked_without_end(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_DRAWING", 600_000)
    twice = zlib.compress(zlib.compress(b"0 0 m " * 2_000_000, 9), 9)
    plain = b"0 0 m " * 100
    for filters, raw in (
        (["Flate"] * 2, twice),
        (["ASCIIHex", "Flate"], plain),
        (["ASCIIHex"], (plain * 60).hex().encode() + b">"),
    ):
        with refused("TOO_LARGE"):
            clean(packed(filters, raw))
    assert clean(packed(["ASCIIHex"], plain.hex().encode() + b">")).pages == 1
