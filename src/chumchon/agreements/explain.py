"""A decision and a whole agreement in Thai sentences, as a villager and a members' meeting read them."""

from typing import NamedTuple

from . import words
from .change import changes
from .decide import Decision, Step
from .model import STEPS, Agreement, Amount, Benefit
from .trace import sentence_th
from .words import clause, day, money


class Told(NamedTuple):
    """A decision in Thai: the answer in one line, the numbered lines, and what one change alone would give."""

    summary: str
    lines: tuple[str, ...]
    changes: tuple[str, ...]


class Section(NamedTuple):
    """One part of an agreement: its title, its clause or "", its sentences."""

    title: str
    clause: str
    sentences: tuple[str, ...]


_TOGETHER = (
    ("version",), ("joined", "overdue"), ("waiting",), ("excluded", "age", "tenure", "deadline", "evidence"),
    ("once", "events"),
    ("units", "year_units", "lifetime", "base", "limits", "share"), ("year_amount", "member_year"), ("fund_ratio",),
    ("arrears", "round", "cash"),
)  # fmt: skip
"""Steps that are told in one line."""


def decision_th(decision: Decision, waits: Decision | None = None) -> Told:
    """Why this amount, or every reason why not, and what would change it.

    waits: where the decision is told as it will be once every paper is there, the one that stands until then; of papers
    its own sentence is told, so that nobody reads that they are complete.
    """
    found = changes(decision)
    told = [change.th for change in found]
    codes = {step.code for step in decision.failing}
    if "LAPSED" in codes and decision.agreement:
        told.append(f"สมัครใหม่ได้ที่กรรมการ (ต้องรอ {decision.agreement.membership.waiting_days:,} วัน)")
    if len(codes) > 1 and not found:
        told.append("ต้องแก้ให้ครบทุกข้อจึงจะได้")
    lines = _lines(decision, waits) if decision.payable else _sentences(decision, decision.failing)
    return Told(summary_th(decision), tuple(lines), tuple(told))


def summary_th(decision: Decision) -> str:
    """One line: paid or not, how much, for what."""
    if not decision.payable:
        answer = "ยังไม่จ่าย" if decision.code == "PENDING_EVIDENCE" else "ไม่จ่าย"
        return f"{answer}: {' · '.join(_sentences(decision, decision.failing))}"
    later = f" ค้างจ่าย {money(decision.deferred_satang)} บาท" if decision.deferred_satang else ""
    return f"จ่าย {money(decision.amount_satang)} บาท{later} — {_event(decision)} {day(decision.facts.start)}"


def reason_th(decision: Decision) -> str:
    """The reason in one line, for a table: all that fails, or how the amount came about."""
    if not decision.payable:
        return " · ".join(_sentences(decision, decision.failing))
    silent = {"version", "joined", "overdue", "excluded", "age", "tenure", "deadline", "evidence", "once"}
    steps = [step for step in decision.trace if step.name not in silent and not _unremarkable(step)]
    return " · ".join(_sentences(decision, steps))


def _unremarkable(step: Step) -> bool:
    return (step.name == "waiting" and not step.facts["waived"]) or (step.name == "arrears" and step.facts["owed"] <= 0)


def _event(decision: Decision) -> str:
    benefit = decision.agreement.benefit(decision.facts.event) if decision.agreement else None
    return benefit.th if benefit else decision.facts.event


def _sentences(decision: Decision, steps: tuple[Step, ...] | list[Step], waits: Decision | None = None) -> list[str]:
    told: list[str] = []
    for step in steps:
        papers = [one for one in waits.trace if one.name == "evidence" == step.name] if waits else []
        sentence = sentence_th(papers[0], waits) if waits and papers else sentence_th(step, decision)
        if sentence and sentence not in told:
            told.append(sentence)
    return told


def _lines(decision: Decision, waits: Decision | None = None) -> list[str]:
    """The steps in the order in which they were taken, those that belong together in one line."""
    line_of = {name: names[0] for names in _TOGETHER for name in names}
    gathered: dict[str, list[Step]] = {}
    for step in decision.trace:
        gathered.setdefault(line_of[step.name], []).append(step)
    lines = [" · ".join(_sentences(decision, steps, waits)) for steps in gathered.values()]
    benefit = decision.agreement.benefit(decision.facts.event) if decision.agreement else None
    if benefit and benefit.approve:
        lines[-1] += f" · ผู้อนุมัติ: {benefit.approve}"
    return [line for line in lines if line]


def agreement_th(agreement: Agreement) -> list[Section]:
    """The whole agreement, section by section, as the meeting should read it before it votes."""
    return [
        _head(agreement),
        _membership(agreement),
        *(_benefit(benefit, agreement) for benefit in agreement.benefits),
        *_member_year(agreement),
        *_fund_ratio(agreement),
        _order(agreement),
    ]


def _head(agreement: Agreement) -> Section:
    told = [f"ข้อตกลงฉบับที่ {agreement.version} มีผลตั้งแต่ {day(agreement.effective_from)}"]
    if agreement.resolution_th:
        told.append(f"ตาม{agreement.resolution_th}")
    told.append("ใช้ฉบับที่มีผลในวันแรกของเหตุ แม้ยื่นหรือเหตุสิ้นสุดหลังเปลี่ยนฉบับ")
    told.append(f"เพดานต่อปีนับตาม{words.CAP_YEARS[agreement.cap_year]} เหตุที่ข้ามปีนับแยกปี")
    leap = "28 ก.พ." if agreement.leap_day == "feb28" else "1 มี.ค."
    told.append(f"ผู้ที่สมัครหรือเกิดวันที่ 29 ก.พ. ครบปีในวันที่ {leap} ของปีที่ไม่มี 29 ก.พ.")
    told.append(words.ROUNDINGS[agreement.rounding])
    return Section(agreement.name_th, "", tuple(told))


def _membership(agreement: Agreement) -> Section:
    member = agreement.membership
    told = []
    if member.contribution_per_day_satang:
        told.append(f"เงินสมทบวันละ {money(member.contribution_per_day_satang)} บาท")
    if member.join_min_age is not None or member.join_max_age is not None:
        told.append(f"รับสวัสดิการได้เฉพาะผู้ที่สมัครเมื่อ{_ages(member.join_min_age, member.join_max_age)}")
    if member.waiting_days:
        told.append(f"มีสิทธิตั้งแต่วันที่ {member.waiting_days:,} หลังวันสมัคร (วันสมัครไม่นับ)")
    else:
        told.append("มีสิทธิตั้งแต่วันสมัคร ไม่มีระยะรอ")
    told.append(f"ขาดส่งเกิน {member.grace_days:,} วันนับถึงวันเกิดเหตุ พ้นสภาพสมาชิกและไม่ได้รับสวัสดิการ")
    if member.deduct_arrears:
        told.append(
            f"ขาดส่งไม่เกิน {member.grace_days:,} วัน หักเงินค้างจากสวัสดิการ วันละ {money(member.contribution_per_day_satang)} บาท"
        )
    else:
        told.append(f"ขาดส่งไม่เกิน {member.grace_days:,} วัน ไม่หักเงินค้าง")
    told.append("สมัครใหม่ นับระยะรอและอายุสมาชิกใหม่")
    if member.claim_within_days is not None:
        told.append(f"ยื่นขอรับภายใน {member.claim_within_days:,} วันหลังวันสิ้นสุดเหตุ")
    else:
        told.append("ไม่จำกัดเวลายื่นขอรับ")
    return Section("สมาชิกภาพ", member.clause, tuple(told))


def _ages(least: int | None, most: int | None) -> str:
    if least is None:
        return f"อายุไม่เกิน {most} ปี"
    return f"อายุตั้งแต่ {least} ปี" + (f" ถึง {most} ปี" if most is not None else "")


def _benefit(benefit: Benefit, agreement: Agreement) -> Section:
    told = [*_amount(benefit.amount, benefit.per_household)]
    unit = words.UNIT_OF_LIMIT[benefit.amount.unit]
    limits = (
        (benefit.event_max_satang and money(benefit.event_max_satang), "ครั้งละไม่เกิน {} บาท"),
        (benefit.year_units, f"ปีละไม่เกิน {{}} {unit}"),
        (benefit.year_max_satang and money(benefit.year_max_satang), "ปีละไม่เกิน {} บาท"),
        (benefit.year_events, "ปีละไม่เกิน {} ครั้ง"),
        (benefit.lifetime_units, f"ตลอดชีพไม่เกิน {{}} {unit}"),
    )
    told += [sentence.format(value) for value, sentence in limits if value is not None]
    if benefit.per_household:
        told.append("คิดยอดของทั้งบ้านแล้วแบ่งให้สมาชิกบ้านเดียวกันเท่ากัน เศษบาทให้ผู้ที่สมัครก่อน")
    if benefit.once_per_event:
        told.append("เหตุหนึ่งครั้งเบิกได้คนเดียว")
    if benefit.min_age is not None or benefit.max_age is not None:
        told.append(f"สำหรับผู้ที่{_ages(benefit.min_age, benefit.max_age)}")
    if benefit.min_tenure_years:
        told.append(f"ต้องเป็นสมาชิกครบ {benefit.min_tenure_years} ปี")
    if benefit.waiting_waived:
        told.append(f"ไม่ต้องรอระยะรอเมื่อเป็น{_flags(benefit.waiting_waived)}")
    if benefit.exclude:
        told.append(f"ไม่คุ้มครอง{_flags(benefit.exclude)}")
    told += [f"ไม่คุ้มครอง{words.flag(flag)}ก่อนเป็นสมาชิกครบ {years} ปี" for flag, years in benefit.exclude_until_years]
    if agreement.fund_ratio and benefit.key in agreement.fund_ratio.applies_to:
        told.append(f"ปรับตามสถานะการเงินกองทุน{clause(agreement.fund_ratio.clause)}")
    told.append(f"หลักฐาน: {', '.join(benefit.evidence)}" if benefit.evidence else "ไม่ขอหลักฐาน")
    if benefit.approve:
        told.append(f"ผู้อนุมัติ: {benefit.approve}")
    return Section(benefit.th, benefit.clause, tuple(told))


def _flags(flags: tuple[str, ...]) -> str:
    return " หรือ".join(words.flag(flag) for flag in flags)


def _amount(amount: Amount, shared: bool) -> list[str]:
    def worth(value: int) -> str:
        if amount.kind == "percent":
            return f"{words.share(value)} ของ{words.BASES[str(amount.of)]}"
        return f"{money(value)} บาท" + (f"ต่อ{words.UNITS[amount.unit]}" if amount.unit else "")

    of_whom = "ทั้งบ้าน" if shared else "ครั้ง"
    if amount.bands:
        ladder = words.LADDERS[str(amount.by)]
        told = [f"{ladder} {words.rung(amount.bands, band.at)}: {worth(band.value)}" for band in amount.bands]
    else:
        told = [f"จ่าย {worth(amount.rate or 0)}" + ("" if amount.unit or amount.kind == "percent" else f"ต่อ{of_whom}")]
    if amount.least_satang is not None:
        told.append(
            f"{of_whom}ละไม่น้อยกว่า {money(amount.least_satang)} บาท"
            if not shared
            else f"{of_whom}ไม่น้อยกว่า {money(amount.least_satang)} บาท"
        )
    if amount.most_satang is not None:
        told.append(
            f"{of_whom}ละไม่เกิน {money(amount.most_satang)} บาท"
            if not shared
            else f"{of_whom}ไม่เกิน {money(amount.most_satang)} บาท"
        )
    return told


def _member_year(agreement: Agreement) -> list[Section]:
    year = agreement.member_year
    if year is None:
        return []
    names = [b.th for b in agreement.benefits if b.key in year.excepted]
    but = f" ยกเว้น{' และ'.join(names)}" if names else ""
    told = year.th or f"สวัสดิการทุกประเภทรวมกัน{but} ไม่เกิน {money(year.amount_satang)} บาทต่อคนต่อปี"
    return [Section("เพดานรวมต่อคนต่อปี", year.clause, (told,))]


def _fund_ratio(agreement: Agreement) -> list[Section]:
    ratio = agreement.fund_ratio
    if ratio is None or not ratio.applies_to:
        return []
    names = " และ".join(b.th for b in agreement.benefits if b.key in ratio.applies_to)
    told = [f"ใช้กับ{names} วัดจากเงินสดและเงินฝาก ÷ เงินที่คาดว่าจะจ่ายใน 12 เดือนข้างหน้า"]
    upper = ""
    for band in ratio.bands:
        reach = f"ตั้งแต่ {words.ratio(band.at)} เท่า" if band.at or not upper else ""
        told.append(f"{' '.join(part for part in (reach, upper) if part)} จ่าย {words.share(band.value)}")
        upper = f"ต่ำกว่า {words.ratio(band.at)} เท่า"
    if ratio.floor_satang:
        told.append(f"แต่ไม่ต่ำกว่า {money(ratio.floor_satang)} บาท (หรือเต็มยอด ถ้ายอดเดิมน้อยกว่านั้น)")
    told.append("กองทุนที่ยังไม่มีประมาณการจ่าย จ่ายเต็ม")
    return [Section("สถานะการเงินกองทุน", ratio.clause, tuple(told))]


def _order(agreement: Agreement) -> Section:
    told = [f"{place}. {words.STEPS[name]}" for place, name in enumerate(agreement.steps, 1)]
    if agreement.steps != STEPS:
        told.append("ลำดับนี้ต่างจากลำดับปกติ ยอดที่ได้อาจต่างกัน")
    told.append("เงินสดไม่พอ จ่ายตามลำดับที่อนุมัติ ที่เหลือบันทึกเป็นค้างจ่าย")
    return Section("ลำดับการคิด", "", tuple(told))
