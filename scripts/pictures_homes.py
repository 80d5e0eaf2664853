"""Housing for scripts/pictures.py: the guide's community from its survey to its repayments, a member's own home, the nation."""

from pathlib import Path

from scripts.pictures_camera import DESK, Camera

PROJECT, GROUP = "/h/nam-ping", "/g/nam-ping-ks"


def homes(c: Camera, folder: Path) -> None:
    """The community that the demo calls ชุมชนสายน้ำปิง, as those see it who keep it, live in it, or pass by."""
    keeper, desk = c.page("homes_secretary"), c.page("homes_secretary", DESK)
    c.shot("homes-project", desk, f"{PROJECT}/")
    c.shot("homes-survey", keeper, f"{PROJECT}/survey/new")
    c.shot("homes-survey-list", desk, f"{PROJECT}/survey")
    c.shot("homes-collect", c.page("homes_treasurer"), f"{GROUP}/collect")
    c.shot("homes-plan", desk, f"{PROJECT}/plan")
    c.shot("homes-works", desk, f"{PROJECT}/works")
    c.shot("homes-houses", desk, f"{PROJECT}/houses")
    keeper.goto(f"{PROJECT}/houses?stage=finished")
    keeper.locator("tbody th a").first.click()
    keeper.wait_for_load_state()
    c.shot("homes-house", keeper)
    c.shot("homes-stock", keeper, f"{PROJECT}/stock")
    keeper.goto(f"{GROUP}/loans")
    keeper.locator("tbody th a").first.click()
    keeper.wait_for_load_state()
    c.shot("homes-loan", keeper)
    c.shot("homes-board", c.page(size=DESK), "/homes/board/nam-ping")
    c.shot("my-home", c.page("homes_member"), "/me/home")
    c.shot("nation-housing", c.page(size=DESK), "/nation/housing")
