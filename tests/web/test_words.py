"""The English of the shell: every Thai sentence marked for translation has one, and the compiled file is fresh."""

import re

import pytest
from django import forms
from scripts.words import FILES, LOCALE, as_mo, read_po

ROOMS = LOCALE.parents[1]
SPOKEN = ("web", "forms", "nation", "access", "councils", "relief", "sources", "leaders", "households")
MARKED = re.compile(r"""(?:\btranslate|\b_\()\s*["']([^"']*[\u0e00-\u0e7f][^"']*)["']""")


def test_every_marked_sentence_has_english():
    english = read_po(FILES["en"].read_text(encoding="utf-8"))
    files = [f for room in SPOKEN for kind in ("*.html", "*.py") for f in (ROOMS / room).rglob(kind)]
    marked = {sentence for f in files for sentence in MARKED.findall(f.read_text(encoding="utf-8"))}
    assert len(marked) > 50
    assert not sorted(marked - {k for k, v in english.items() if v}), "add them to django.po, then scripts/words.py"


@pytest.mark.parametrize("po", FILES.values(), ids=FILES.keys())
def test_the_compiled_words_are_those_of_the_file(po):
    assert po.with_suffix(".mo").read_bytes() == as_mo(read_po(po.read_text(encoding="utf-8"))), "run scripts/words.py"


def test_django_says_in_thai_what_to_do_and_counts_in_thai():
    field = forms.CharField(min_length=3)
    for typed, said in (("", "ยังไม่ได้ใส่ช่องนี้"), ("ก", "ต้องมีอย่างน้อย 3 ตัว ตอนนี้มี 1 ตัว")):
        with pytest.raises(forms.ValidationError) as wrong:
            field.clean(typed)
        assert wrong.value.messages == [said]


@pytest.mark.django_db
def test_thai_stands_first_even_in_a_browser_that_speaks_english(client):
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="th"' in page and "เข้าสู่ระบบ" in page


@pytest.mark.django_db
def test_a_person_who_chose_english_reads_english_until_they_choose_thai(client):
    answer = client.post("/view/language", {"language": "en", "next": "/accounts/login/"})
    assert answer.url == "/accounts/login/"
    page = client.get(answer.url).content.decode()
    assert '<html lang="en"' in page and "Sign in" in page and "เข้าสู่ระบบ" not in page
    client.post("/view/language", {"language": "th"})
    assert "เข้าสู่ระบบ" in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [("/councils/", "Community councils"), ("/councils/organisations", "Registered organisations"), ("/councils/calendar", "Calendar of meetings"),
     ("/relief/", "Help in disasters"), ("/calls/", "Calls for communities"), ("/leaders/", "Community leaders"),
     ("/stories/", "Stories and good practice"), ("/calendar/", "Community calendar"), ("/p/counts", "Nothing of a household leaves")],
)  # fmt: skip
def test_the_public_face_speaks_english_to_who_chose_it(client, address, words):
    client.post("/view/language", {"language": "en"})
    main = client.get(address).content.decode().partition("<main")[2]
    assert words in main and main.startswith(' id="main" tabindex="-1" lang="en"')
    client.post("/view/language", {"language": "th"})
    main = client.get(address).content.decode().partition("<main")[2]
    assert words not in main and main.startswith(' id="main" tabindex="-1" lang="th"')
