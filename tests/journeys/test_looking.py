"""What looks at every page does see: a page with one fault of each kind is refused by name."""

import pytest

from tests.journeys.browser import look, look_at_both

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "<!doctype html><html lang=th><title>หน้า</title><main><h1>หน้า</h1>{}</main>"
FAULTS = (
    ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
    ('<p style="color:#bbb;background:#fff">อ่านไม่ออก</p>', "color-contrast"),
    ('<p style="width:900px">กว้างเกินจอ</p>', "cut off at the right"),
    ('<button style="height:20px">เล็ก</button>', "too small to press"),
)


@pytest.mark.parametrize(("fault", "name"), FAULTS, ids=[name for _, name in FAULTS])
def test_a_fault_is_named(open_page, fault, name):
    page = open_page()
    page.set_content(PAGE.format(fault))
    with pytest.raises(AssertionError, match=name):
        look(page)


def test_a_fault_of_the_desk_alone_is_named(open_page):
    page = open_page()
    words = "<style>@media (max-width: 600px) { .wide { display: none } }</style>"
    page.set_content(PAGE.format(words + '<p class="wide" style="width:2000px">กว้าง</p>'))
    with pytest.raises(AssertionError, match="1280 px: cut off"):
        look_at_both(page)


def test_a_clean_page_is_left_alone(open_page):
    page = open_page()
    page.set_content(PAGE.format("<p>อ่านได้</p>"))
    look_at_both(page)
    page.problems.append("ผิดพลาด")
    with pytest.raises(AssertionError, match="ผิดพลาด"):
        look(page)
