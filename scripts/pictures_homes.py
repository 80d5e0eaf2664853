"""Housing for scripts/pictures.py: the guide's community from its survey to its repayments, a member's own home, the nation."""

from pathlib import Path
from typing import Any

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
    c.shot("homes-amendment", desk, "/h/ban-build/plan/amendments/1")
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
    c.shot("homes-money", c.page("homes_treasurer", DESK), f"{PROJECT}/money")
    c.shot("homes-board", c.page(size=DESK), "/homes/board/nam-ping")
    siblings(c, keeper, desk)
    c.shot("my-home", c.page("homes_member"), "/me/home")
    c.shot("nation-housing", c.page(size=DESK), "/nation/housing")


def siblings(c: Camera, keeper: Any, desk: Any) -> None:
    """The programmes that go their own way: repair by quota, a canal in waves, a centre, a fire."""
    c.shot("homes-repairs", desk, "/h/por-piang-doi/repairs")
    keeper.goto("/h/por-piang-doi/repairs?state=finished")
    keeper.locator("tbody th a").first.click()
    keeper.wait_for_load_state()
    c.shot("homes-repair", keeper)
    c.shot("homes-moves", desk, "/h/khlong-bang-sai/moves")
    c.shot("homes-lease", keeper, "/h/khlong-bang-sai/lease")
    c.shot("homes-stays", keeper, "/h/khlong-bang-sai/stays")
    c.shot("homes-path", desk, "/h/sun-khon-rai-ban/path")
    c.shot("homes-urgent", c.page("homes_treasurer", DESK), "/h/fire-talat/urgent")
