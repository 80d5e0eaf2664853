"""Whoever reads receipts reads closed sheets: chair, auditor, officer; taking, opening and closing stay with collectors."""

import pytest
from django.urls import reverse

from chumchon.funds.models import CollectionSheet
from tests.factories import TODAY, make_member, user
from tests.funds.test_collecting import close, new_sheet, taking, touch
from tests.funds.test_sheets import here  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


@pytest.fixture
def closed(fund):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund, "จันทร์")))
    return close(fund, sheet, {"2000": 1, "1000": 1})


def page(name, fund, *args):
    return reverse(name, args=[fund.code, *args])


@pytest.mark.parametrize("role", ["chair", "auditor", "secretary"])
def test_a_closed_sheet_is_read_with_who_collected_and_who_signed(client, fund, closed, role):
    client.force_login(user(fund, role))
    words = client.get(page("sheet", fund, closed.pk)).content.decode()
    assert "จันทร์" in words and "ลงชื่อคนที่สอง นางchair" in words and "รายการบัญชี" in words
    assert client.get(page("sheet", fund, closed.pk) + "?format=csv").content.decode("utf-8-sig").count("\n") == 2
    listing = client.get(page("sheets", fund)).content.decode()
    assert page("sheet", fund, closed.pk) in listing
    assert page("sheet", fund, closed.pk) in client.get(page("book_entry", fund, closed.entry.number)).content.decode()


def test_a_reader_finds_no_button_and_no_form_that_takes_money(client, fund, closed):
    client.force_login(user(fund, "auditor"))
    for words in (client.get(page("sheets", fund)), client.get(page("sheet", fund, closed.pk))):
        text = words.content.decode().split("<main", 1)[1]
        assert 'method="post"' not in text and "พิมพ์ใบเสร็จ" not in text and "รับเงินที่โต๊ะ" not in text


def test_an_open_sheet_is_not_read_yet(client, fund):
    sheet = new_sheet(fund)
    client.force_login(user(fund, "chair"))
    answer = client.get(page("sheet", fund, sheet.pk), follow=True)
    assert answer.redirect_chain == [(page("sheets", fund), 302)]
    words = answer.content.decode()
    assert "เปิดอ่านได้เมื่อปิดยอดแล้ว" in words and page("sheet", fund, sheet.pk) not in words


@pytest.mark.parametrize("role", ["chair", "auditor"])
def test_a_reader_opens_no_sheet_and_takes_nothing(client, fund, closed, role):
    client.force_login(user(fund, role))
    assert client.post(page("sheets", fund), {"village": 1, "day": TODAY}).status_code == 403
    assert client.post(page("sheet", fund, closed.pk), {"take": "1"}).status_code == 403
    for name in ("sheet_close", "sheet_paper"):
        assert client.get(page(name, fund, closed.pk)).status_code == 403
    assert CollectionSheet.objects.count() == 1


def test_the_way_to_closed_sheets_stands_on_a_readers_first_page_and_the_collectors_own_way_on_theirs(client, fund):
    for role, words, not_words in (
        ("auditor", "ใบที่ปิดยอดแล้ว", "เปิดใบเก็บเงิน รับเงิน"),
        ("treasurer", "เปิดใบเก็บเงิน รับเงิน", "ใบที่ปิดยอดแล้ว"),
    ):
        client.force_login(user(fund, role))
        text = client.get(page("fund_home", fund)).content.decode()
        assert words in text and not_words not in text and page("sheets", fund) in text
