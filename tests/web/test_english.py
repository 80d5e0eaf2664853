"""Pages in English: days, units and places are English too; what stands in Thai is a name, and says that it is Thai."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client

from chumchon.areas.models import Subdistrict
from chumchon.areas.queries import names_of
from tests import factories
from tests.funds.claims_world import claims_fund
from tests.households import world as households
from tests.households.test_privacy import told
from tests.relief.world import counted, flood, laid_out, listed, loaded, promised, three

VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr"}


class Thai(HTMLParser):
    """Thai words of the main part that stand under no lang="th"."""

    def __init__(self) -> None:
        super().__init__()
        self.langs: list[str] = []
        self.main, self.found = False, list[str]()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "main":
            self.main = True
        if tag not in VOID:
            self.langs.append(said.get("lang") or (self.langs[-1] if self.langs else ""))
        if self.main:
            for name in ("aria-label", "data-head", "placeholder", "title", "alt"):
                self.judge(said.get(name) or "")

    def handle_endtag(self, tag):
        if tag not in VOID and self.langs:
            self.langs.pop()
        self.main = self.main and tag != "main"

    def handle_data(self, data):
        if self.main:
            self.judge(data)

    def judge(self, words: str) -> None:
        if re.search("[ก-๙]", words) and self.langs[-1] != "th":
            self.found.append(words.strip())


def thai_in(page: str) -> list[str]:
    reader = Thai()
    reader.feed(page)
    return reader.found


@pytest.fixture
def english(client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def disaster(db):
    own, near, _ = three()
    made = flood(own, ("50070501", "50070502"), first=date(2026, 11, 21))
    listed(own, made, "1", (("rice", 20), ("water", 5)))
    counted(near, quantity=100)
    promised(near, made, quantity=20)
    laid_out(own, made)
    loaded(near, made)
    return made


def main(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_disaster_is_told_in_english_with_days_units_goods_and_places(english, disaster):
    page = main(english, f"/relief/{disaster.pk}")
    place = Subdistrict.objects.get(pk="500705").label_en
    assert thai_in(page) == [] and "21 November 2026" in page and f"Moo 1, 2, {place}" in page
    assert "Rice 20 kg" in page and "<td>litres</td>" in page
    assert thai_in(main(english, "/relief/")) == [] and "21 November 2026" in main(english, "/relief/")


def test_the_reader_itself_finds_a_thai_unit_and_passes_a_thai_name():
    assert thai_in('<main lang="en"><p>20 กก.<br>to <b lang="th">แม่แรม</b> and <i title="ชุด">more</i></p></main>') == [
        "20 กก.",
        "ชุด",
    ]


def test_in_thai_the_same_page_is_as_it_was(client, disaster):
    page = main(client, f"/relief/{disaster.pk}")
    assert "21 พฤศจิกายน 2569" in page and "ข้าวสาร 20 กก." in page and "หมู่ 1, 2 ต." in page and "kg" not in page


def test_who_works_there_reads_thai_even_with_the_switch_on_english(english, disaster):
    english.force_login(factories.user(disaster.host.fund, "chair"))
    page = main(english, f"/relief/of/{disaster.host.code}/{disaster.pk}")
    assert "กก." in page and "Delivered" not in page and "kg" not in page


def test_public_counts_of_households_speak_english_and_their_file_thai(english, db):
    register = households.make_register(claims_fund())
    households.village(register, 24, 12)
    told()
    page = main(english, "/p/counts")
    place = register.organisation.subdistrict
    assert thai_in(page) == [] and place.label_en in page and re.search(r"\d+ [A-Z][a-z]{2} 20\d\d</td>", page)
    assert place.label in main(english, "/p/counts?format=csv")
    assert place.label in main(Client(), "/p/counts")


def test_the_nations_pages_call_a_fund_by_its_thai_name_and_a_month_in_english(english, db):
    factories.make_fund()
    assert thai_in(main(english, "/nation/books")) == []
    assert thai_in(main(english, "/nation/funds")) == [] and thai_in(main(english, "/")) == []


def test_places_are_romanised_where_the_data_has_a_name_and_thai_where_not(db):
    Subdistrict.objects.filter(pk="500706").update(name_en="")
    names = names_of(["", "50", "5007", "500705", "500706"], english=True)
    assert names[""] == "The whole country" and names["50"] == "Chiang Mai" and names["5007"] == "Mae Rim, Chiang Mai"
    assert names["500705"].endswith(", Mae Rim, Chiang Mai") and names["500706"].startswith("ต.")
    assert names_of(["50"])["50"] == "จ.เชียงใหม่"
