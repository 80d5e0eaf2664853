"""The demo's chapter of the match: the fund's request goes from its book through every desk to the money, and a fund ends."""

import uuid
from datetime import date

from chumchon.access.actions import create_user, grant, record
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.access.story import at
from chumchon.access.system import system_actor
from chumchon.funds.demo.cast import PASSWORD, leave
from chumchon.funds.models import Fund
from chumchon.funds.queries.status_form import match_day

from . import demo_ending
from .actions import desks, paying, requests, rounds, settling, signing
from .models import Round

TITLE = "เงินสมทบรัฐ"
SIGN_INS = (("region", "เจ้าหน้าที่ภาค"), ("finance", "เจ้าหน้าที่การเงินส่วนกลาง"), *demo_ending.SIGN_INS)
FUND = "mae-raem"
OFFICERS = (
    ("region", "นางรัตนา ศรีวิชัย", "officer_region", "R1"),
    ("finance", "นายอนุชา แก้วมณี", "officer_hq", ""),
)
SIGNERS = ("chair", "treasurer", "secretary", "deputy", "committee")
BUDGET_SATANG = 100_000_000


def told() -> bool:
    """A round is there already."""
    return Round.objects.exists()


def tell(today: date) -> None:
    """One round from its opening to the money in the fund's book, and a second one that is open to be tried."""
    fund = Fund.objects.select_related("organisation__subdistrict").get(organisation__code=FUND)
    for username, name, role, area in OFFICERS:
        user = create_user(username, name, PASSWORD)
        grant(user, role, fund.organisation.opened_on, None, area)
        record(system_actor().user_id, "user.add", None, f"user:{user.pk}", at(today, 7), {"role": role})
    demo_ending.tell(today)
    leave([username for username, *_ in SIGN_INS])
    counting = match_day(today)
    year = counting.year + 543
    hq, finance = _actor("hq"), _actor("finance")
    round_ = _open(f"{year + 1}-1", f"รอบ 1/{year + 1}", counting, year, hq, today, today)
    request = requests.draft(fund, round_, _actor("treasurer"), at(today, 8), today)
    for i, username in enumerate(SIGNERS):
        signing.sign(request.pk, _actor(username), at(today, 8, 10 + i), today)
    officer = _actor("officer")
    signing.record_local_head(request.pk, "นายก อบต.แม่แรม", f"ชม 71801/{year + 1}", today, officer, at(today, 9), today)
    for desk, actor in (("province", officer), ("region", _actor("region")), ("hq", hq)):
        desks.decide(request.pk, desk, "pass", "", actor, at(today, 9, 30), today)
    rounds.close_round(round_.code, hq, at(today, 10), today)
    settling.settle_round(round_.code, hq, at(today, 10, 15), today)
    key = uuid.uuid5(paying.SPACE, f"demo:{round_.code}")
    rounds.receive_budget(BUDGET_SATANG, "งบประมาณเงินสมทบ (ตัวอย่าง)", key, finance, at(today, 10, 30), today)
    paying.pay(request.pk, finance, at(today, 11), today)
    last = date(counting.year + 1, 8, 31)
    _open(f"{year + 1}-2", f"รอบ 2/{year + 1} เก็บตก", counting, year, hq, today, max(last, today))


def _open(code: str, name: str, counting: date, year: int, actor: Actor, today: date, until: date) -> Round:
    sources = dict.fromkeys(("counting_day", "times_matched"), "แบบแสดงสถานะปีงบประมาณ 2567 รอการยืนยันจากสถาบัน")
    first = date(counting.year, 10, 1)
    facts = rounds.RoundFacts(name, year, counting, first, until, times_matched=3, sources=sources)
    rounds.save_round(code, facts, actor, at(today, 7, 30), today)
    return rounds.open_round(code, actor, at(today, 7, 45), today)


def _actor(username: str) -> Actor:
    return actor_of_user(User.objects.get(username=username))
