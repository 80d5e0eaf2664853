"""The Thai sentence of each step of a trace, made when somebody asks for it."""

from collections.abc import Callable
from datetime import timedelta

from . import words
from .decide import Decision, Step
from .model import Agreement, Benefit
from .words import clause, day, money

Sentence = Callable[[Step, Decision, Agreement, Benefit], str]


def sentence_th(step: Step, decision: Decision) -> str:
    """What a step says of this claim, in one Thai sentence; empty where there is nothing to tell."""
    agreement = decision.agreement
    if agreement is None:
        return f"ไม่มีข้อตกลงฉบับใดมีผลในวันที่ {day(decision.facts.start)}"
    benefit = agreement.benefit(decision.facts.event)
    if benefit is None:
        return f"ข้อตกลงฉบับที่ {agreement.version} ไม่มีสวัสดิการ “{decision.facts.event}”"
    return SENTENCES[step.name](step, decision, agreement, benefit)


def _version(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    by = f" ตาม{agreement.resolution_th}" if agreement.resolution_th else ""
    return f"ใช้ข้อตกลงฉบับที่ {agreement.version} (มีผล {day(agreement.effective_from)}{by})"


def _joined(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    facts = decision.facts
    if facts.join is None:
        return "ไม่มีวันสมัครในทะเบียน จึงยังไม่เป็นสมาชิก"
    if step.code:
        return f"เกิดเหตุ {day(facts.start)} ก่อนวันสมัคร {day(facts.join)} อยู่ {-step.facts['days']} วัน จึงยังไม่เป็นสมาชิก"
    return f"เป็นสมาชิกตั้งแต่ {day(facts.join)}"


def _overdue(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    paid, late = decision.facts.paid_until, step.facts["overdue"]
    until = f"ชำระเงินถึง {day(paid)}" if paid else "ยังไม่เคยชำระเงิน"
    where = clause(agreement.membership.clause)
    if step.code:
        return f"{until} ค้าง {late:,} วัน เกิน {step.facts['grace']:,} วัน จึงพ้นสภาพสมาชิก{where}"
    return f"{until} → " + (f"ค้าง {late:,} วัน ยังไม่เกิน {step.facts['grace']:,} วัน" if late > 0 else "ไม่ค้างชำระ") + where


def _waiting(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    days, need, facts = step.facts["days"], step.facts["need"], decision.facts
    if step.code:
        if facts.join is None:
            return ""
        since = day(facts.join + timedelta(days=need))
        been = f"เป็นสมาชิก {days:,} วัน " if days >= 0 else ""
        return f"{been}ยังไม่ครบ {need:,} วัน จะมีสิทธิตั้งแต่ {since}{clause(agreement.membership.clause)}"
    if step.facts["waived"]:
        named = " ".join(words.flag(f) for f in sorted(facts.flags & set(benefit.waiting_waived)))
        return f"{named} ไม่ต้องรอ {need:,} วัน{clause(benefit.clause)}"
    return f"เป็นสมาชิกมาแล้ว {days:,} วัน ครบ {need:,} วัน → พ้นระยะรอ{clause(agreement.membership.clause)}"


def _excluded(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if not step.code:
        return "ไม่เข้าข้อยกเว้น"
    flags, tenure = decision.facts.flags, step.facts["tenure"]
    told = [f"{words.flag(f)} ไม่คุ้มครอง" for f in sorted(flags & set(benefit.exclude))]
    told += [
        f"{words.flag(f)} ก่อนเป็นสมาชิกครบ {y} ปี ไม่คุ้มครอง"
        for f, y in benefit.exclude_until_years
        if f in flags and tenure < y
    ]
    return " · ".join(told) + clause(benefit.clause)


def _age(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    age, at_joining, member = step.facts["age"], step.facts["at_joining"], agreement.membership
    if not step.code:
        return f"อายุ {age} ปี อยู่ในเกณฑ์"
    told = []
    if benefit.min_age is not None and age < benefit.min_age:
        told.append(f"อายุ {age} ปี ยังไม่ครบ {benefit.min_age} ปี")
    if benefit.max_age is not None and age > benefit.max_age:
        told.append(f"อายุ {age} ปี เกิน {benefit.max_age} ปี")
    where = clause(benefit.clause) if told else clause(member.clause)
    if member.join_min_age is not None and at_joining < member.join_min_age:
        told.append(f"สมัครเมื่ออายุ {max(at_joining, 0)} ปี ข้อตกลงรับตั้งแต่ {member.join_min_age} ปี")
    if member.join_max_age is not None and at_joining > member.join_max_age:
        told.append(f"สมัครเมื่ออายุ {at_joining} ปี ข้อตกลงรับไม่เกิน {member.join_max_age} ปี")
    return " · ".join(told) + where


def _tenure(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    tenure, need = max(step.facts["tenure"], 0), step.facts["need"]
    short = f"ยังไม่ครบ {need} ปี" if step.code else f"ครบ {need} ปีแล้ว"
    return f"เป็นสมาชิก {tenure} ปีเต็ม {short}{clause(benefit.clause)}"


def _deadline(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    days, need = step.facts["days"], step.facts["need"]
    where = clause(agreement.membership.clause)
    if step.code:
        return f"ยื่นหลังสิ้นสุดเหตุ {days:,} วัน เกินกำหนด {need:,} วัน{where}"
    return f"ยื่นภายใน {max(days, 0):,} วัน (กำหนด {need:,} วัน)"


def _evidence(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if step.code:
        missing = [*decision.facts.evidence_missing]
        if not missing and not decision.facts.evidence_ok:
            missing = [*benefit.evidence] or ["หลักฐาน"]
        if step.facts["birth_missing"]:
            missing.append("วันเกิดในทะเบียน")
        return f"รอหลักฐานให้ครบ: {', '.join(missing)} (ยังไม่ปฏิเสธ)"
    return f"หลักฐานครบ: {', '.join(benefit.evidence)}" if benefit.evidence else "ข้อตกลงไม่ขอหลักฐาน"


def _once(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    told = "เหตุการณ์ครั้งนี้เบิกแล้ว เบิกซ้ำไม่ได้" if step.code else "เหตุการณ์ครั้งนี้ยังไม่มีใครเบิก"
    return told + clause(benefit.clause)


def _events(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    used, limit = step.facts["used"], step.facts["limit"]
    if step.code:
        return f"ปีนี้รับแล้ว {used} ครั้ง ครบ {limit} ครั้งต่อปี{clause(benefit.clause)}"
    return f"ครั้งที่ {used + 1} ของปี จากไม่เกิน {limit} ครั้ง"


def _units(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if not step.code:
        return ""
    if benefit.amount.kind == "percent":
        return f"ไม่มี{words.BASES[benefit.amount.of or 'damage']}ให้คิด"
    return "ไป–กลับวันเดียว ไม่ได้นอนค้าง" if benefit.amount.unit == "night" else "ไม่มีจำนวนบุตรให้คิด"


def _year_units(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    unit, facts = words.UNIT_OF_LIMIT[benefit.amount.unit], step.facts
    if step.code:
        return f"ปีนี้ใช้ไปแล้ว {facts['used']} {unit} ครบ {facts['limit']} {unit}ต่อปี{clause(benefit.clause)}"
    if facts["allowed"] < facts["units"]:
        return f"{facts['units']} {unit} คิดได้ {facts['allowed']} {unit} (ปีละไม่เกิน {facts['limit']} {unit} ใช้ไปแล้ว {facts['used']})"
    return ""


def _lifetime(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    unit, facts = words.UNIT_OF_LIMIT[benefit.amount.unit], step.facts
    if step.code:
        return f"เคยเบิกแล้ว {facts['used']} {unit} ครบ {facts['limit']} {unit}ตลอดชีพ{clause(benefit.clause)}"
    if not facts["used"] and facts["allowed"] < facts["limit"]:
        return ""
    return f"เคยเบิก {facts['used']} {unit} ครั้งนี้คิดได้ {facts['allowed']} {unit} (ตลอดชีพไม่เกิน {facts['limit']} {unit})"


def _base(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    amount, facts = benefit.amount, step.facts
    where = ""
    if amount.by:
        at = facts["at"]
        name = f"อายุสมาชิก {at} ปีเต็ม" if amount.by == "tenure_years" else f"อายุ {at} ปี"
        where = f"{name} อยู่ขั้น “{words.rung(amount.bands, at)}” "
    if amount.kind == "per_unit":
        sum_th = f"{facts['units']} {words.UNITS[str(amount.unit)]} × {money(facts['rate'])}"
    elif amount.kind == "percent":
        sum_th = f"{words.BASES[str(amount.of)]} {money(facts['of'])} × {words.share(facts['rate'])}"
    else:
        told = f"{where}= " if where else "ครั้งละ "
        return f"{told}{money(step.after)} บาท{clause(benefit.clause)}"
    return f"{where}{sum_th} = {money(step.after)} บาท{clause(benefit.clause)}"


def _limits(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if step.after < step.before:
        return f"{money(step.before)} บาท เกินเพดานต่อครั้ง จึงเป็น {money(step.after)} บาท"
    return f"ไม่ถึงขั้นต่ำ จึงเป็น {money(step.after)} บาท" if step.after > step.before else ""


def _share(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if step.facts["people"] == 1:
        return f"เศษของบาทปัดทิ้ง = {money(step.after)} บาท" if step.after < step.before else ""
    people, place = step.facts["people"], step.facts["place"]
    return f"บ้านเดียวกัน {people} คน: {money(step.before)} ÷ {people} คนที่ {place} ได้ {money(step.after)} บาท"


def _year_money(what_th: str) -> Sentence:
    def told(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
        year = agreement.member_year
        where = clause(year.clause if year and step.name == "member_year" else benefit.clause)
        used, limit = step.facts["used"], step.facts["limit"]
        if step.code:
            return f"ปีนี้รับ{what_th}แล้ว {money(used)} บาท ครบ {money(limit)} บาทต่อปี{where}"
        if step.after < step.before:
            return (
                f"ปีนี้รับ{what_th}แล้ว {money(used)} จากไม่เกิน {money(limit)} บาทต่อปี เหลือได้ {money(step.after)} บาท{where}"
            )
        return ""

    return told


def _fund_ratio(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    ratio, facts = agreement.fund_ratio, step.facts
    where = clause(ratio.clause if ratio else "")
    if not facts["outgo"]:
        return f"กองทุนยังไม่มีประมาณการจ่าย ถือว่าจ่ายเต็ม{where}"
    times = words.ratio(facts["cash"] * 100 // facts["outgo"] * 100)
    told = f"เงินกองทุน {money(facts['cash'])} ÷ คาดว่าจะจ่ายปีหน้า {money(facts['outgo'])} = {times} เท่า จ่าย {words.share(facts['share'])}"
    if step.after < step.before:
        floor = " (ไม่ต่ำกว่าขั้นต่ำที่ประกัน)" if step.after * 10_000 > step.before * facts["share"] else ""
        told += f" = {money(step.after)} บาท{floor}"
    elif facts["share"] < 10_000:
        told += f" แต่ไม่ต่ำกว่าขั้นต่ำที่ประกัน = {money(step.after)} บาท"
    return told + where


def _arrears(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if step.facts["owed"] <= 0:
        return "หักเงินค้าง 0 บาท"
    return f"หักเงินค้าง {step.facts['overdue']:,} วัน {money(step.facts['owed'])} บาท = {money(step.after)} บาท"


def _round(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    return f"{words.ROUNDINGS[agreement.rounding]} = {money(step.after)} บาท" if step.after != step.before else ""


def _cash(step: Step, decision: Decision, agreement: Agreement, benefit: Benefit) -> str:
    if step.facts["deferred"]:
        return f"เงินสดมี {money(step.facts['cash'])} บาท จ่ายก่อน {money(step.after)} บาท ค้างจ่าย {money(step.facts['deferred'])} บาท"
    return f"เงินสดพอจ่าย → จ่าย {money(step.after)} บาท"


SENTENCES: dict[str, Sentence] = {
    "version": _version, "joined": _joined, "overdue": _overdue, "waiting": _waiting, "excluded": _excluded, "age": _age,
    "tenure": _tenure, "deadline": _deadline, "evidence": _evidence, "once": _once, "events": _events, "units": _units,
    "year_units": _year_units, "lifetime": _lifetime, "base": _base, "limits": _limits, "share": _share,
    "year_amount": _year_money("สวัสดิการนี้"), "member_year": _year_money("สวัสดิการรวมกัน"), "fund_ratio": _fund_ratio,
    "arrears": _arrears, "round": _round, "cash": _cash,
}  # fmt: skip
