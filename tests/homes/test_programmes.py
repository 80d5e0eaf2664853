"""Programmes are rows: those of the house, and a new one from a file."""

import pytest
from django.core.management import CommandError, call_command

from chumchon.homes.actions.programmes import FILE, load
from chumchon.homes.models import Programme
from chumchon.homes.queries.programmes import ceiling, term
from chumchon.homes.rules.programmes import read, source_th, term_words
from chumchon.thai.errors import BadInput

NEW = """
[[programme]]
code = "islands"
name_th = "ชุมชนเกาะ"
name_en = "Islands"
way = "build"
unit = "household"
measure = "baan_mankong"
source = "[d] default, to be confirmed"
ceilings = [
  { year_be = 2560, kind = "loan", baht = 360000, source = "[d] default, to be confirmed" },
  { year_be = 2571, kind = "loan", baht = 400000, source = "มติ 1/2571" },
]
steps = [
  { code = "survey", name_th = "สำรวจ", decides = "community", documents = ["แบบสำรวจ"] },
  { code = "home", name_th = "มีบ้าน", decides = "hq", result = true },
]
"""


@pytest.mark.django_db
def test_every_programme_of_the_field_is_there_with_its_steps_and_says_where_it_is_from():
    found = {p.code: p for p in Programme.objects.prefetch_related("steps")}
    assert set(found) >= {
        "mankong-urban", "mankong-rural", "por-piang", "canal", "homeless", "urgent", "mae-kha", "andaman", "railway", "samrong",
    }  # fmt: skip
    for programme in found.values():
        assert sum(s.is_result for s in programme.steps.all()) == 1
        assert programme.source.startswith("[")
    assert found["homeless"].unit == "person"
    assert [s.code for s in found["homeless"].steps.all()] == ["met", "shelter", "centre", "work", "home"]
    assert ceiling(found["mankong-rural"], "loan", 2570).satang == 36_000_000
    assert ceiling(found["homeless"], "loan", 2570) is None
    assert term(found["andaman"], "saved_bp", 0) == 1000


@pytest.mark.django_db
def test_a_new_programme_is_rows_and_loading_again_changes_nothing():
    load(read(NEW))
    load(read(NEW))
    islands = Programme.objects.get(code="islands")
    assert [s.number for s in islands.steps.all()] == [1, 2]
    assert ceiling(islands, "loan", 2570).satang == 36_000_000
    assert ceiling(islands, "loan", 2571).satang == 40_000_000
    assert ceiling(islands, "loan", 2559) is None
    steps = Programme.objects.get(code="canal").steps.count()
    load(read(FILE.read_text()))
    assert Programme.objects.get(code="canal").steps.count() == steps


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('way = "build"', 'way = "fly"'), (", result = true", ""), ('decides = "hq"', 'decides = "king"'), ('unit = "household"', ""),
        ('code = "home"', 'code = "survey"'), ("[[programme]]", "[[programs]]"), ('kind = "loan"', 'kind = "gift"'),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_is_refused_whole(old, new):
    with pytest.raises(BadInput) as refused:
        read(NEW.replace(old, new))
    assert refused.value.code == "BAD_PROGRAMMES"


@pytest.mark.django_db
def test_the_command_loads_a_file_and_says_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "new.toml"
    file.write_text(NEW, encoding="utf-8")
    call_command("load_programmes", str(file))
    assert "1 โครงการ" in capsys.readouterr().out
    file.write_text("x", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_programmes", str(file))


@pytest.mark.django_db
def test_the_public_page_of_a_programme_says_marks_and_figures_in_words(client):
    page = client.get("/homes/programmes/canal").content.decode()
    assert "[a]" not in page and "[d]" not in page and "ค่าตั้งต้น รอยืนยัน" in page
    for words in ("10 %", "240 งวด", "30 ปี", "50,000 บาท"):
        assert f"<dd>{words}</dd>" in page
    assert source_th("[a] กว่า 2,000 ครัวเรือน ปีตามแผนแม่บท [d]").endswith("ปีตามแผนแม่บท (ค่าตั้งต้น รอยืนยัน)")
    assert (source_th("[a]"), term_words("margin_bp_most", 250)) == ("สถาบันเผยแพร่", "2.5 %")
