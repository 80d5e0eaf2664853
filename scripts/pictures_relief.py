"""The demo's flood for scripts/pictures.py: the fund that was hit, a giver, and what anybody sees."""

from pathlib import Path

from scripts.pictures_camera import DESK, Camera

OWN = "/relief/of/mae-raem"


def relief(c: Camera, folder: Path) -> None:
    """From the first list to the money, as the people of the demo see it."""
    chair = c.page("chair")
    chair.goto(OWN + "/")
    chair.locator("main .links a").first.click()
    chair.wait_for_url("**/relief/of/mae-raem/*")
    flood = chair.url.replace(c.home, "").removeprefix(OWN)
    c.shot("relief-work", c.page("chair", DESK), OWN + flood)
    c.shot("relief-doubles", chair, OWN + flood + "/doubles")
    hand = c.page("collector")
    hand.goto(OWN + flood + "/list")
    for name, value in (
        ("house_no", "12/3"),
        ("people", "4"),
        ("damage_satang", "3,000"),
        ("item_rice", "20"),
        ("item_water", "48"),
    ):
        hand.fill(f"#id_{name}", value)
    c.shot("relief-list", hand)
    hand.goto(OWN + flood + "/loads?state=sent")
    hand.locator("tbody a").first.click()
    hand.wait_for_load_state()
    c.shot("relief-deliver", hand, hand.url.replace(c.home, "") + "/deliver")
    giver = c.page("giver_treasurer", DESK)
    giver.goto("/me/")
    code = giver.url.replace(c.home, "").strip("/").split("/")[-1]
    c.shot("relief-pledges", giver, f"/relief/of/{code}{flood}/pledges")
    giver.goto(f"/relief/of/{code}{flood}/loads?state=sent")
    giver.locator("tbody a").first.click()
    giver.wait_for_load_state()
    c.shot("relief-load", giver)
    c.shot("relief-money", c.page("treasurer"), OWN + flood + "/money")
    c.shot("relief-claims", c.page("secretary", DESK), OWN + flood + "/claims")
    c.shot("relief-public", c.page(size=DESK), "/relief" + flood)
