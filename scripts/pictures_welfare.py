"""The agreement and the claims for scripts/pictures.py: drafted, decided by the meeting, claimed, answered, paid."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scripts.pictures_camera import DESK, Camera

FUND = "/f/mae-raem"


def fill_day(page: Any, name: str, day: date) -> None:
    """The three boxes of a day, in B.E."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def agreement(c: Camera, folder: Path) -> None:
    """Read, a draft of the version in force with a higher sum, what it changes and for whom, the meeting's word."""
    page = c.page("chair", DESK)
    c.shot("agreement", page, FUND + "/agreement")
    c.shot("agreement-1-new", page, FUND + "/agreement/drafts/new")
    page.get_by_role("button", name=re.compile("ทำร่างจากฉบับที่")).click()
    page.wait_for_url(re.compile(r"/drafts/\d+"))
    draft = re.split("[?#]", page.url)[0].replace(c.home, "")
    c.shot("agreement-2-form", page)
    page.locator("#benefits details.benefit summary").first.click()
    rate = page.locator("#benefits input[name$=_rate]").first
    rate.fill("1200")
    c.shot("agreement-2-card", page, at="#benefits")
    page.get_by_role("button", name="บันทึกร่าง", exact=True).last.click()
    page.wait_for_load_state()
    c.shot("agreement-3-compare", page, draft + "/compare")
    c.shot("agreement-4-effect", page, draft + "/effect")
    page.goto(draft + "/force")
    page.fill("#id_meeting_th", "ที่ประชุมสมาชิกสามัญประจำปี 2569")
    fill_day(page, "day", date.today())
    for name, value in (("entitled", 310), ("present", 214), ("votes_for", 209), ("votes_against", 5)):
        page.fill(f"#id_{name}", str(value))
    c.shot("agreement-5-force", page)


def claims(c: Camera, folder: Path) -> None:
    """Three nights in hospital: entered by the collector, approved by two, paid by the treasurer."""
    page = c.page("collector")
    today = date.today()
    page.goto(FUND + "/claims/new?q=ชัยวัฒน์ ชมภู")
    c.shot("claim-1-who", page)
    page.locator(".links a[href*='/claims/new/']").first.click()
    c.shot("claim-2-what", page)
    page.get_by_role("link", name=re.compile("โรงพยาบาล")).first.click()
    fill_day(page, "start", today - timedelta(days=9))
    fill_day(page, "end", today - timedelta(days=6))
    for box in page.locator("input[name=seen]").all():
        box.check()
    page.get_by_role("button", name="ดูว่าได้เท่าไร").click()
    page.locator("#decision .why").first.wait_for()
    page.wait_for_timeout(800)
    c.shot("claim-3-decision", page, at="#decision")
    page.get_by_role("button", name="ส่งคำขอ").click()
    page.wait_for_url(re.compile(r"/claims/\d+$"))
    claim = page.url.replace(c.home, "")
    c.shot("claims", c.page("chair", DESK), FUND + "/claims")
    for who in ("chair", "committee"):
        page = c.page(who)
        page.goto(claim)
        button = page.get_by_role("button", name=re.compile("^ *อนุมัติ"))
        if who == "chair":
            c.shot("claim-4-why", page)
            button.scroll_into_view_if_needed()
            page.wait_for_timeout(150)
            c.keep("claim-4-answer", page.screenshot(animations="disabled", caret="hide"))
        button.click()
        page.wait_for_load_state()
    page = c.page("treasurer")
    c.shot("claim-5-pay", page, claim + "/pay")
    page.get_by_role("button", name=re.compile("^ *จ่าย ")).click()
    page.wait_for_url(re.compile(r"/claims/\d+$"))
    c.shot("claim-6-paid", page)
    voucher = str(page.locator("a[href$='/voucher']").first.get_attribute("href"))
    c.paper("claim-voucher", page.context.request.get(c.home + voucher).body(), folder, 96)
    c.shot("claims-board", c.page("chair", DESK), FUND + "/claims/board")
