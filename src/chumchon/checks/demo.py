"""The demo's chapter of the checks: two people were written into the register twice, and everybody does what they should."""

from datetime import date

from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.access.story import at
from chumchon.funds.actions.members import enrol
from chumchon.funds.models import Fund, Member
from chumchon.funds.rules.membership import FundMemberFacts

from .actions.steps import take
from .actions.verify import verify_fund
from .models import Finding, FindingStep
from .rules.names import fold

TITLE = "ข้อค้นพบ"
SIGN_INS: tuple[tuple[str, str], ...] = ()
FUND = "mae-raem"
_WAYS = (("รร", "ัน"), ("ณ", "น"), ("์", ""), ("ศรี", "สี"), ("ศ", "ส"), ("ภ", "พ"), ("ญ", "น"), ("ธ", "ท"), ("็", ""))


def told() -> bool:
    """Somebody asked about a finding already; that the fund was checked says little, since closing its years does that."""
    return FindingStep.objects.filter(finding__organisation__code=FUND, actor__isnull=False).exists()


def tell(today: date) -> None:
    """Two doubles come in at a table without cards; the checks find them, the officer asks, the fund answers one."""
    fund = Fund.objects.select_related("organisation__subdistrict__district").get(organisation__code=FUND)
    secretary = _actor("secretary")
    for hour, (member, first_name) in enumerate(_heard_otherwise(fund), 13):
        person = member.person
        facts = FundMemberFacts(
            first_name=first_name, surname=person.surname, prefix=person.prefix, birth_day=person.birth_day,
            birth_precision=person.birth_precision, village=member.village_id,
            house_no=person.household.house_no if person.household else "", joined_on=today,
        )  # fmt: skip
        enrol(fund, secretary, facts, today, at(today, hour), alike_ok=True)
    verify_fund(fund, at(today, 15), today, _actor("chair").user_id)
    found = list(
        Finding.objects.filter(organisation=fund.organisation, check_of="near_duplicate", gone_at=None).order_by("id")[
            :2
        ]
    )
    officer = _actor("officer")
    for i, one in enumerate(found):
        asked = take(
            one.pk, officer, "ask", "สองเลขนี้เป็นคนเดียวกันหรือไม่ ขอให้เทียบบัตรประชาชน", 0, at(today, 15, 20 + i), today
        )
        if i == 0:
            words = "ถามที่บ้านแล้ว เป็นคนเดียวกัน เขียนชื่อไม่เหมือนเดิม จะให้เลขใหม่พ้นสภาพในที่ประชุมเดือนหน้า"
            take(one.pk, _actor("treasurer"), "answer", words, asked.pk, at(today, 16), today)


def _heard_otherwise(fund: Fund) -> list[tuple[Member, str]]:
    """Two members whose first name has another spelling that sounds alike."""
    rows = Member.objects.filter(fund=fund, status="active", person__birth_precision="day").exclude(
        person__household=None
    )
    found: list[tuple[Member, str]] = []
    for member in rows.select_related("person__household", "village").order_by("id"):
        name = member.person.first_name
        other = next(
            (name.replace(a, b, 1) for a, b in _WAYS if a in name and fold(name.replace(a, b, 1)) == fold(name)), ""
        )
        if other and other != name:
            found.append((member, other))
        if len(found) == 2:
            break
    return found


def _actor(username: str) -> Actor:
    return actor_of_user(User.objects.get(username=username))
