"""The officers' desk for scripts/pictures.py: what waits, a match request, findings, a fund's file, a fund that ends; and the
public pages of tambons and programmes."""

from pathlib import Path

from scripts.pictures_camera import DESK, PHONE, Camera

FUND = "mae-raem"


def officers(c: Camera, folder: Path) -> None:
    """The demo's officers of the province and of headquarters."""
    officer, hq = c.page("officer", DESK), c.page("hq", DESK)
    c.shot("officer-desk", officer, "/desk")
    c.shot("officer-requests", officer, "/desk/requests")
    officer.locator("main a[href*='/desk/requests/']").first.click()
    officer.wait_for_load_state()
    c.shot("officer-request", officer)
    c.shot("officer-findings", officer, "/desk/findings")
    c.shot("officer-file", officer, f"/desk/funds/{FUND}")
    c.shot("officer-ending", officer, f"/desk/endings/new?fund={FUND}")
    c.shot("officer-weights", hq, "/desk/indicators")


def tambons(c: Camera, folder: Path) -> None:
    """The living tambon, its programmes and the national picture, as anybody sees them."""
    desk, phone = c.page(size=DESK), c.page(size=PHONE)
    c.shot("programmes", desk, "/programmes")
    c.shot("strength", desk, "/strength")
    desk.goto("/strength?area=5007")
    where = desk.locator("main a[href^='/tambons/5007']").first.get_attribute("href")
    c.shot("tambon", desk, _living(desk) or where)
    c.shot("tambon-phone", phone, _living(phone) or where, at="#t-lift")


def _living(page: object) -> str:
    """The tambon in which the demo's fund lies."""
    page.goto("/tambons?q=แม่แรม แม่ริม")  # type: ignore[attr-defined]
    found: str = page.url  # type: ignore[attr-defined]
    return "/tambons/" + found.rsplit("/", 1)[1] if "/tambons/" in found else ""
