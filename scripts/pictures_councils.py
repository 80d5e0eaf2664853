"""A council for scripts/pictures.py: its work, the register, members, a meeting, a resolution that came back, what anybody sees."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from scripts.pictures_camera import DESK, Camera


def councils(c: Camera, folder: Path) -> None:
    """The demo's council, as its secretary, an officer and a passer-by see it."""
    page = c.page("council_secretary")
    page.goto("/me/")
    home = re.sub(r"/work.*", "", page.url).replace(c.home, "")
    c.shot("council-work", page, home + "/work")
    page.goto(home + "/groups/new")
    page.fill("#id_name_th", "ออมทรัพย์ บ้านใหม่")
    page.select_option("#id_kind", "savings")
    page.fill("#id_purpose", "ออมเงินเพื่อการศึกษาของลูกหลาน")
    page.fill("#id_founders", "\n".join(f"นางสาวคนที่ {i}, กรรมการ" for i in "กขคงจ"))
    page.get_by_role("button", name="บันทึก ส่งให้ยืนยัน").click()
    page.get_by_text("มีองค์กรชื่อคล้ายกัน").first.wait_for()
    c.shot("council-group-form", page)
    desk = c.page("council_secretary", DESK)
    desk.goto(home + "/groups?state=registered")
    desk.locator("tbody th a").nth(1).click()
    desk.wait_for_load_state()
    c.shot("council-group", desk)
    group = desk.url.replace(c.home, "").split("?")[0]
    c.paper("council-certificate", page.context.request.get(c.home + group + "/certificate").body(), folder, 60)
    c.shot("council-members", page, home + "/members")
    desk.goto(home + "/meetings")
    desk.locator(".card").last.locator("a").first.click()
    desk.wait_for_load_state()
    c.shot("council-meeting", desk)
    _meet(c, page, home)
    page.goto(home + "/resolutions?state=answered")
    page.locator("main .links a").first.click()
    page.wait_for_load_state()
    c.shot("council-resolution", page, at=".way")
    c.shot("council-inbox", c.page("officer", DESK), f"/councils/council-{home[-6:-4]}/inbox?state=all")
    anybody = c.page(size=DESK)
    c.shot("council-public", anybody, home)
    c.shot("councils", anybody, "/councils/")


def _meet(c: Camera, page: Any, home: str) -> None:
    """A meeting called for today, its list touched, its minutes before the signature."""
    page.goto(home + "/meetings/new")
    today = date.today()
    for part, value in (("day", today.day), ("month", today.month), ("year", today.year + 543)):
        page.fill(f"#id_on_{part}", str(value))
    page.fill("#id_place", "ศาลาประชาคม")
    page.get_by_role("button", name="นัดประชุม").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    meeting = page.url.replace(c.home, "")
    page.goto(meeting + "/attend")
    for i in range(3):
        page.locator(".roll-touch button[value=present]").nth(0).click()
        page.locator("[aria-pressed=true]").nth(i).wait_for()
    c.shot("council-attend", page)
    c.shot("council-minutes", page, meeting + "/minutes")
