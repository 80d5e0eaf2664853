"""The officers' desk for scripts/pictures.py: what waits, a match request, findings, a fund's file, a fund that ended; and the public pages of tambons."""

from pathlib import Path

from scripts.pictures_camera import DESK, Camera

FUND = "mae-raem"


def officers(c: Camera, folder: Path) -> None:
    """The demo's officers of the province and of headquarters."""
    officer = c.page("officer", DESK)
    c.shot("officer-desk", officer, "/desk")
    officer.goto("/desk/requests")
    officer.locator("main a[href*='/desk/requests/']").first.click()
    officer.wait_for_load_state()
    c.shot("officer-request", officer)
    c.shot("officer-findings", officer, "/desk/findings")
    c.shot("officer-file", officer, f"/desk/funds/{FUND}")
    officer.goto("/desk/endings?state=done")
    officer.locator("main a[href*='/desk/endings/']").first.click()
    officer.wait_for_load_state()
    c.shot("officer-ending", officer)


def tambons(c: Camera, folder: Path) -> None:
    """The living tambon and the national picture, as anybody sees them."""
    desk = c.page(size=DESK)
    c.shot("strength", desk, "/strength")
    desk.goto("/tambons?q=แม่แรม แม่ริม")
    c.shot("tambon", desk)
