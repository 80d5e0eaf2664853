"""Papers carry the house's own two fonts, read as Thai, and repeat the heads of long tables."""

import subprocess
from pathlib import Path

import pytest

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.paper.typeset import qr_svg, typeset
from tests.conftest import need_program


def text_of(pdf: bytes, tmp_path: Path) -> list[str]:
    """The words of each sheet. Poppler reads a letter with two marks above it (รั้) twice: look for words without."""
    program, file = need_program("pdftotext"), tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([program, "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def long_report(rows: int) -> Report:
    columns = [Column("เลข"), Column("ชื่อ", wide=True), Column("เดือน", COUNT), Column("ค้าง (บาท)", MONEY)]
    people = [(f"{i:04d}", "นางเฉลิมพระเกียรติ ณ อยุธยาวรวงศ์วิวัฒน์ไพบูลย์", i, 3000) for i in range(rows)]
    return Report("รายชื่อ", ["กองทุนทดสอบ"], [summed("คน", columns, people)], signers=[("นายก", "ประธาน")])


@pytest.mark.parametrize(
    "words", ["บาง #strong[หนา]", "บาง #title[หนา]", "#table(columns: 1)[หัว][ตัว]", "บาง #section[หนา]"]
)
def test_bold_words_use_the_semibold_font_and_not_a_thin_one(tmp_path, words):
    source = tmp_path / "bold.typ"
    source.write_text('#import "/paper.typ": *\n#show: house\n' + words)
    file = tmp_path / "bold.pdf"
    file.write_bytes(typeset(source, {}))
    listed = subprocess.run([need_program("pdffonts"), str(file)], capture_output=True, check=True).stdout.decode()
    fonts = [line.split()[0] for line in listed.splitlines()[2:]]
    assert len(fonts) == 2 and any("SmBld" in f for f in fonts) and all("IBMPlexSansThaiLooped" in f for f in fonts)


def test_the_head_of_a_long_table_stands_on_every_sheet_and_the_total_once(tmp_path):
    sheets = text_of(long_report(150).pdf(foot="กองทุนทดสอบ"), tmp_path)
    assert len(sheets) >= 3
    assert all("ค้าง (บาท)" in sheet for sheet in sheets)
    assert sum("4,500.00" in sheet for sheet in sheets) == 1 and "4,500.00" in sheets[-1]
    assert f"จาก {len(sheets)}" in sheets[0]


def test_a_short_table_is_not_cut_in_two(tmp_path):
    columns = [Column("รายการ"), Column("บาท", MONEY)]
    tables = [summed(f"ตาราง{n}", columns, [(f"แถว{n}-{i}", 100) for i in range(15)]) for n in range(6)]
    for sheet in text_of(Report("หลายตาราง", [], tables).pdf(), tmp_path):
        begun = [n for n in range(6) if f"ตาราง{n}" in sheet]
        assert begun and all(f"แถว{n}-14" in sheet for n in begun)


def test_what_is_typed_by_people_is_never_run_as_typst(tmp_path):
    evil = '#panic("x") $ \\ " * _ <a> @b [c]'
    report = Report(evil, [evil], [Table(evil, [Column(evil)], [(evil,)])], [evil], [(evil, evil)])
    assert "#panic" in "".join(text_of(report.pdf(evil), tmp_path))


def test_a_qr_fits_the_place_it_is_given():
    svg = qr_svg("https://example.org/r/abc").decode()
    assert svg.startswith("<svg") and "viewBox" in svg and " width=" not in svg and "style" not in svg
