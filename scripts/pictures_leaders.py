"""Leaders, knowledge and sources for scripts/pictures.py: the demo's tambon as its secretary, its chair, an officer and a passer-by see it."""

import re
from pathlib import Path

from scripts.pictures_camera import DESK, Camera


def leaders(c: Camera, folder: Path) -> None:
    """The register, skills, a training that waits for certificates, the certificate, the calendar, a story that waits."""
    page, desk = c.page("council_secretary"), c.page("council_secretary", DESK)
    page.goto("/me/")
    code = re.search(r"/councils/([^/]+)/", page.url)[1]  # type: ignore[index]
    home = f"/leaders/{code}"
    c.shot("leaders-people", desk, home + "/people")
    desk.goto(home + "/people?honour=khon-dee-codi")
    desk.locator("tbody th a").first.click()
    desk.wait_for_url(re.compile(r"/people/\d+$"))
    c.shot("leaders-person", desk)
    c.shot("leaders-skills", page, home + "/skills?only=lacks")
    signer = c.page("council_chair", DESK)
    signer.goto(home + "/trainings?state=closed")
    signer.locator("tbody th a").first.click()
    signer.wait_for_url(re.compile(r"/trainings/\d+$"))
    c.shot("leaders-training", signer)
    page.goto(home + "/certificates")
    paper = page.locator("tbody td a").first.get_attribute("href")
    c.paper("leaders-certificate", page.context.request.get(c.home + paper).body(), folder, 60)
    check = page.locator("tbody a[href*='/leaders/check/']").first.get_attribute("href")
    anybody = c.page()
    c.shot("leaders-check", anybody, check)
    c.shot("leaders-calendar", anybody, "/calendar/")
    signer.goto(home + "/stories?state=waiting")
    signer.locator("tbody th a").first.click()
    signer.wait_for_url(re.compile(r"/stories/\d+$"))
    c.shot("leaders-story", signer)


def sources(c: Camera, folder: Path) -> None:
    """Doors, an application that won, who fits a call, a decision that waits."""
    page = c.page("council_secretary")
    page.goto("/me/")
    code = re.search(r"/councils/([^/]+)/", page.url)[1]  # type: ignore[index]
    c.shot("sources-doors", page, f"/sources/{code}/")
    page.goto(f"/sources/{code}/applications?state=won")
    page.locator("tbody th a").first.click()
    page.wait_for_url(re.compile(r"/applications/\d+$"))
    c.shot("sources-won", page, at="#dues")
    officer = c.page("officer", DESK)
    officer.goto("/calls/manage?state=open")
    officer.get_by_role("link", name="ทุนดูแลป่าชุมชนและแนวกันไฟ").click()
    officer.wait_for_url(re.compile(r"/manage/\d+$"))
    c.shot("sources-fits", officer, officer.url.replace(c.home, "") + "/fits")
    officer.goto("/calls/applications?state=sent")
    officer.locator("tbody th a").first.click()
    officer.wait_for_url(re.compile(r"/applications/\d+$"))
    c.shot("sources-decide", officer)
