"""Household passbooks for scripts/pictures.py: the visit with and without signal, the list, a family, what was sent on."""

from pathlib import Path

from scripts.pictures_camera import COLOURS, DESK, Camera


def households(c: Camera, folder: Path) -> None:
    """The demo's register, as its visitor, its keeper and the fund's secretary see it."""
    c.colours = 128  # red, amber and green are what these screens speak of
    page = c.page("visitor")
    page.goto("/me/")
    home = page.url.replace(c.home, "").rstrip("/")
    c.shot("household-visit", page, home + "/visit")
    page.locator("[name=consent][value=yes]").check()
    page.fill("#id_house_no", "88/2")
    page.fill("#id_head", "นางคำแปง ใจมา")
    colours = {"illness": "red", "food": "amber", "house": "red"}
    page.evaluate(
        """colours => document.querySelectorAll("[data-q]").forEach(q =>
            q.querySelector(`input[value=${colours[q.dataset.q] || "green"}]`).click())""",
        colours,
    )
    c.shot("household-questions", page, at="[data-q=illness]")
    page.context.set_offline(True)
    page.get_by_role("button", name="บันทึก").click()
    page.locator("#queue").get_by_text("88/2").wait_for()
    c.shot("household-queue", page)
    page.evaluate("localStorage.clear()")
    page.context.set_offline(False)
    desk = c.page("visitor", DESK)
    c.shot("household-list", desk, home + "/")
    star = page.context.request.get(c.home + home + "/referrals?state=back")
    where = star.text().split("/referrals/")[1].split('"')[0] if "/referrals/" in star.text() else ""
    desk.goto(home + (f"/referrals/{where}" if where else "/"))
    desk.locator("main a[href*='/houses/']").first.click()
    desk.wait_for_load_state()
    c.shot("household-house", desk)
    house = desk.url.replace(c.home, "").split("?")[0]
    c.paper("household-paper", page.context.request.get(c.home + house + "/paper").body(), folder)
    c.shot("household-plan", page, house + "/plan", at="form.form")
    c.shot("household-referrals", desk, home + "/referrals")
    keeper = c.page("keeper", DESK)
    c.shot("household-doubles", keeper, home + "/doubles")
    c.shot("household-people", c.page("keeper"), home + "/people")
    c.shot("household-sent", c.page("secretary"), "/f/mae-raem/referrals")
    c.colours = COLOURS
