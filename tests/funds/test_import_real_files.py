"""Books as other programs saved them (tests/funds/data): read to the same members, or refused in words when locked.

register.ods, register.xls, locked.ods and locked.xls were saved by LibreOffice 7.4; locked.xlsx is a workbook under a
password as Excel writes it (ECMA-376 agile encryption, by msoffcrypto-tool). All people are made up, office 9999.
"""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chumchon.funds.actions.importing import import_book
from chumchon.funds.models import Member
from chumchon.funds.queries.importing.reading import read_book
from chumchon.people.queries import full_citizen_id
from chumchon.thai.errors import BadInput
from tests import factories
from tests.factories import NOW, TODAY

DATA = Path(__file__).parent / "data"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["register.ods", "register.xls"])
def test_a_book_saved_by_libreoffice_comes_in_with_every_field(fund, treasurer, name):
    book = read_book((DATA / name).read_bytes())
    assert (book.kind, book.table.sheet, book.table.first_row) == (name[-3:], "ทะเบียน", 3)
    done = import_book(fund, treasurer, book, book.table.guess.mapping, name, "0" * 64, NOW, TODAY)
    assert {k: done.report[k] for k in ("rows", "accepted", "by_code")} == {"rows": 5, "accepted": 5, "by_code": {}}
    rows = Member.objects.select_related("person__household__village").order_by("number_key")
    assert [m.number for m in rows] == ["1", "2", "3", "4", "5"]
    first, second = rows[0], rows[1]
    assert (first.person.name, first.person.birth_day, first.joined_on) == (
        "นางสมศรี ใจดี",
        date(1950, 1, 5),
        date(2017, 1, 1),
    )
    assert (first.person.household.house_no, first.village.number, first.legacy_satang) == ("3/1", 1, 36_500)
    assert full_citizen_id(second.person).startswith("1999966447"), "an id that the spreadsheet keeps as a number"


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.ods", "locked.xls"])
def test_a_book_under_a_password_is_refused_with_the_way_out(name):
    with pytest.raises(BadInput) as error:
        read_book((DATA / name).read_bytes())
    assert error.value.code == "ENCRYPTED" and "เอารหัสผ่านออก" in error.value.th


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["locked.xlsx", "locked.ods", "locked.xls"])
def test_on_the_screen_a_locked_book_is_answered_beside_the_field(client, fund, name):
    client.force_login(factories.user(fund, "treasurer"))
    file = SimpleUploadedFile(name, (DATA / name).read_bytes())
    for address in ("imports", "benefit_imports"):
        file.seek(0)
        answer = client.post(reverse(address, args=[fund.code]), {"file": file})
        assert answer.status_code == 422 and "ใส่รหัสผ่านไว้" in answer.content.decode()
