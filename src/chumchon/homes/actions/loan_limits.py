"""What a loan may be: terms within the programme's, one loan a household, so much saved, never above the ceiling, no ended project."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from chumchon.access.walls import whole_nation
from chumchon.ledger.rules import year_be
from chumchon.people.models import Household
from chumchon.thai.errors import BadInput, Refused, raise_any
from chumchon.thai.money import baht

from ..models import Loan, Project, Saver, SavingsGroup
from ..queries import savings
from ..queries.programmes import ceiling, term
from ..rules import savings as accounts
from ..rules.loans import MONTHLY, Step, Terms, add_months

MONTHS_MOST, FIRST_DAYS_MOST = 240, 62


@dataclass(frozen=True)
class Asked:
    """What is asked for. saver_id None: the group asks the institute. rate_bp None: as the programme's terms say."""

    saver_id: int | None
    satang: int
    months: int
    purpose: str
    margin_bp: int = 0
    rate_bp: int | None = None
    grace_months: int = 0
    insurance_satang: int = 0
    unit_satang: int = 100
    steps: tuple[Step, ...] = ()


def months_most(group: SavingsGroup) -> int:
    """How many instalments the programme allows."""
    return term(group.project.programme, "months_most", MONTHS_MOST) if group.project is not None else MONTHS_MOST


def check_months(group: SavingsGroup, months: int) -> None:
    """No more instalments than the programme allows. Errors: MONTHS."""
    most = months_most(group)
    if months > most:
        raise BadInput("MONTHS", f"โครงการนี้ผ่อนได้ไม่เกิน {most} งวด", f"At most {most} instalments.")


def check_first_due(terms: Terms) -> None:
    """Interest by the month counts the first period as one month, however long, so it is no longer than two. Errors: FIRST_DUE."""
    if terms.day_count == MONTHLY and (terms.first_due - terms.lent_on).days > FIRST_DAYS_MOST:
        raise BadInput(
            "FIRST_DUE", "งวดแรกต้องไม่เกินสองเดือนหลังวันให้กู้ เพราะดอกเบี้ยคิดเป็นรายเดือน ถ้าจะเริ่มผ่อนช้าให้ขอระยะปลอดเงินต้น",
            "The first instalment falls due within two months; ask for months without principal instead.",
        )  # fmt: skip


def open_project(group: SavingsGroup) -> None:
    """Nothing is lent for a project that was cancelled or handed over; its row is locked against that. Errors: PROJECT_ENDED."""
    if group.project_id is None:
        return
    project = Project.objects.select_for_update().get(pk=group.project_id)
    if project.state in ("cancelled", "handed_over"):
        raise Refused(
            "PROJECT_ENDED", f"โครงการ{project.get_state_display()}แล้ว ให้กู้ไม่ได้ ตอบว่าไม่อนุมัติ หรือขอในโครงการใหม่",
            "The project was ended; nothing is lent for it.",
        )  # fmt: skip


def terms_of(group: SavingsGroup, asked: Asked, day: date) -> Terms:
    """The terms that are asked for, from today until they are lent. Errors: MONTHS, RATE."""
    base, margin_most = 400, 200
    if group.project is not None:
        programme = group.project.programme
        base = term(programme, "rate_bp", base)
        margin_most = term(programme, "margin_bp_most", margin_most)
    check_months(group, asked.months)
    margin = asked.margin_bp if asked.saver_id is not None else 0
    if margin > margin_most:
        raise BadInput(
            "RATE", f"กลุ่มบวกดอกเบี้ยได้ไม่เกิน {margin_most / 100:g} % ต่อปี", "The margin is above the programme's."
        )
    rate = (base if asked.rate_bp is None else asked.rate_bp) + margin
    return Terms(
        asked.satang, rate, asked.months, day, add_months(day, 1), margin, grace_months=asked.grace_months,
        unit_satang=asked.unit_satang, insurance_satang=asked.insurance_satang,
        steps=asked.steps,
    )  # fmt: skip


def free_saver(group: SavingsGroup, saver_id: int | None) -> Saver | None:
    """The member, whose household is locked and has no other loan, here or in another group. Errors: NOT_FOUND, HAS_LOAN."""
    if saver_id is None:
        return None
    saver = Saver.objects.filter(group=group, pk=saver_id, left_on=None).select_related("person").first()
    if saver is None:
        raise Refused("NOT_FOUND", "ไม่พบสมาชิกคนนี้ในกลุ่ม", "No such member.")
    house, whose = saver.person.household_id, Q(saver=saver)
    if house is not None:
        Household.objects.select_for_update().get(pk=house)
        whose |= Q(saver__person__household=house)
    with whole_nation():  # in another community's group too
        other = Loan.objects.filter(whose, state__in=("waiting", "lent")).select_related("saver__person").first()
    if other is not None:
        name = other.saver.person.name if other.saver else saver.person.name
        raise Refused("HAS_LOAN", f"{name} มีสินเชื่อที่ยังไม่จบอยู่แล้ว หนึ่งครัวเรือนหนึ่งสัญญา", "The household has a loan already.")
    return saver


def check_limits(group: SavingsGroup, saver: Saver | None, satang: int, day: date, but: int | None = None) -> None:
    """So much is saved, and the ceiling holds, today; but: the loan itself, once it stands. Errors: SAVE_FIRST, OVER_CEILING."""
    sums = savings.sums_of(saver) if saver else {}
    saved = sum(sums.values()) if saver else savings.group_sums(group).saved + savings.group_sums(group).shares
    raise_any(accounts.saved_enough(saved, satang, group.saved_bp))
    if group.project is None:
        return
    top = ceiling(group.project.programme, "loan", year_be(day, 9))
    units = 1 if saver else group.project.units_planned
    already = 0
    if saver is None:
        standing = Loan.objects.filter(group=group, saver=None, state__in=("waiting", "lent", "ended")).exclude(
            pk=but or 0
        )
        already = standing.aggregate(t=Sum("satang"))["t"] or 0
    if top is None or satang + already > top.satang * units:
        most = baht(top.satang * units - already) if top else "0.00"
        raise Refused(
            "OVER_CEILING", f"เกินเพดานสินเชื่อของโครงการ ขอได้ไม่เกิน {most} บาท ({top.source_th if top else 'โครงการนี้ไม่มีสินเชื่อ'})",
            f"Above the ceiling; at most {most} baht.",
        )  # fmt: skip
