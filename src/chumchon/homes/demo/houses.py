"""The guide's community builds: money of loans, local government and households in one book, houses one by one, the store."""

from datetime import date, timedelta

from chumchon.access.models import User
from chumchon.access.story import at

from ..actions import building, closing, houses, incomes, legal, partners, saver_users, stock
from ..actions.payouts import Two
from ..models import Project, SavingsGroup
from ..queries import savings
from ..queries.closing import open_years
from ..rules.plans import Quote
from .cast import CENTRE, MEMBER, Stage

MATERIALS = (("ปูนซีเมนต์", "ถุง", 620, 38), ("เหล็กเส้น 12 มม.", "เส้น", 900, 55), ("กระเบื้องหลังคา", "แผ่น", 4_800, 310))
WORKS = (("ปูน เหล็ก และกระเบื้องรอบแรก", "ร้านวัสดุเชียงใหม่", 48_000_000), ("ค่าแรงช่างชุมชนสี่ทีม", "ทีมช่างสายน้ำปิง", 36_000_000))


def build_houses(stage: Stage, project: Project, group: SavingsGroup, day: date) -> None:
    """Eight of twelve houses accepted, one waits for another person, the rest on their way, some weeks behind the plan."""
    secretary, chair = stage.actor("secretary"), stage.actor("chair")
    legal.register(
        project, secretary, "cooperative", "สหกรณ์เคหสถานบ้านมั่นคงสายน้ำปิง จำกัด", "กพธ 14/2568", day, at(day), day
    )
    for money, kind, whom in ((60_000_000, "local", "เทศบาลนครเชียงใหม่"), (9_600_000, "savings", "สิบสองครัวเรือน")):
        two = Two(stage.actor("treasurer"), chair, "1020", day)
        incomes.receive(project, two, kind, money, whom, stage.key(), at(day), day)
    promise = project.partners.get(kind="local")
    partners.keep_promise(project, chair, promise.pk, day, "โอนครบตามที่รับปาก", at(day), day)
    ends, later = stage.today - timedelta(days=20), day + timedelta(days=60)
    houses.plan_days(project, secretary, day, ends, "", at(day), day)
    moved = ends + timedelta(days=60)
    houses.plan_days(project, secretary, day, moved, "ฝนชุกสองเดือน ขนของเข้าไม่ได้", at(later), later)
    _store(stage, project, day)
    for i, house in enumerate(project.houses.select_related("household").order_by("id")):
        _one(stage, project, house.pk, i, _begins(stage, day, i))
    saver = group.savers.order_by("number")[0]
    saver_users.give_sign_in(group, secretary, saver.pk, MEMBER, at(stage.today), stage.today)
    _same_password()
    for year in open_years(group, savings.book_of(group), stage.today)[:-1]:
        closing.close_year(group, year, stage.actor("treasurer"), chair, at(stage.today), stage.today)


def _begins(stage: Stage, day: date, i: int) -> date:
    """Nine houses one after another over the whole time, the last three in these months."""
    if i >= 9:
        return stage.today - timedelta(days=(90, 50, 20)[i - 9])
    return day + timedelta(days=10 + i * ((stage.today - day).days - 130) // 9)


def _store(stage: Stage, project: Project, day: date) -> None:
    bought = None
    for what, supplier, satang in WORKS:
        quotes = [
            Quote(supplier, satang),
            Quote("ร้านก่อสร้างสันทราย", satang + 900_000),
            Quote("ร้านหิรัญ", satang + 2_000_000),
        ]
        made = building.ask_purchase(
            project, stage.actor("secretary"), what, "houses", supplier, satang, quotes, day, stage.key(), at(day), day
        )
        building.pay_purchase(project, stage.actor("chair"), made.pk, "1020", at(day, 15), day)
        bought = bought or made
    for name, unit, come, _ in MATERIALS:
        moved = stock.Moved(come * 1000, False, day, name=name, unit=unit, purchase_id=bought.pk if bought else None)
        stock.move(project, stage.actor("committee"), moved, stage.key(), at(day), day)


def _one(stage: Stage, project: Project, house_id: int, i: int, day: date) -> None:
    """The first eight go all the way, the ninth waits to be accepted, three are at walls, frame and foundation."""
    last = 4 if i < 9 else 12 - i
    place = project.houses.get(pk=house_id)
    where = (place.longitude or CENTRE[0], place.latitude or CENTRE[1])
    for n, (name, days) in enumerate((("started", 0), ("frame", 25), ("walls", 60), ("finished", 110))[:last]):
        on = min(day + timedelta(days=days), stage.today)
        raw = stage.picture(where, on) if name == "finished" else None
        houses.set_stage(project, stage.actor("secretary"), house_id, name, "", on, raw, at(on), on)
        if n == 0:
            for material, (_, _, _, each) in zip(project.materials.order_by("id"), MATERIALS, strict=True):
                moved = stock.Moved(each * 1000, True, on, material.pk, house_id=house_id)
                stock.move(project, stage.actor("committee"), moved, stage.key(), at(on), on)
    if i < 8:
        on = min(day + timedelta(days=118), stage.today)
        houses.accept(project, stage.actor("committee"), house_id, on, at(on), on)


def _same_password() -> None:
    """The member signs in as all of the demo do; without the fund's people their one-time password stays."""
    shown, user = User.objects.filter(username="chair").first(), User.objects.get(username=MEMBER)
    if shown is not None:
        user.password, user.must_choose_password = shown.password, False
        user.save(update_fields=["password", "must_choose_password"])
