"""The form of an agreement read into the agreement: every box that is not right gets a Thai sentence of its own."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from chumchon.agreements import deaths, model, words
from chumchon.agreements.load import check
from chumchon.agreements.write import to_toml
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput
from chumchon.thai.money import parse_baht

from .agreements import MOST_ROWS, Sheet

MOST_DAYS, MOST_YEARS, MOST_TIMES, MOST_SATANG = 36_500, 150, 10_000, 10**10
NO_NUMBER = "ใส่ตัวเลข"


def read(sheet: Sheet, starts: date, before: model.Agreement) -> tuple[model.Agreement | None, dict[str, str]]:
    """The agreement that the boxes say, or None and the sentences by box. `before` gives what no box asks: name, steps."""
    reader = _Reader(sheet)
    benefits = tuple(reader.benefit(f"b{place}_") for place in sheet.cards)
    if not benefits:
        reader.errors[""] = "ต้องมีสวัสดิการอย่างน้อยหนึ่งอย่าง กดเพิ่มสวัสดิการ"
    membership, year, ratio = reader.membership(), reader.member_year(), reader.fund_ratio()
    if reader.errors:
        return None, reader.errors
    if (old := before.member_year) and year == replace(old, th=""):
        year = (
            old  # no box asks for its sentence, which tells of the very sum: it stays as long as nothing else changes
        )
    said = replace(
        before, effective_from=starts, membership=membership, benefits=benefits, member_year=year, fund_ratio=ratio,
        cap_year=reader.choice("cap_year", model.CAP_YEARS), leap_day=reader.choice("leap_day", model.LEAP_DAYS),
        rounding=reader.choice("rounding", model.ROUNDINGS),
        steps=whole_order(before.steps),
    )  # fmt: skip
    faults = check(to_toml(said))
    if faults:
        return None, {"": " · ".join(fault.th for fault in faults)}
    return said, {}


def whole_order(steps: tuple[str, ...]) -> tuple[str, ...]:
    """Every step, in the file's own order; one that the file left out comes after the one that it usually follows."""
    found = list(steps)
    for place, step in enumerate(model.STEPS):
        if step not in found:
            found.insert(found.index(model.STEPS[place - 1]) + 1 if place else 0, step)
    return tuple(found)


def accounts(sheet: Sheet) -> dict[str, str]:
    """The ledger's account that each card chose, by the benefit's key."""
    return {sheet.get(f"b{place}_key"): sheet.get(f"b{place}_account") for place in sheet.cards}


class _Reader:
    """Reads box by box and gathers what is wrong."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.errors: dict[str, str] = {}

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        return self.sheet.get(name) if self.sheet.get(name) in allowed else allowed[0]

    def on(self, name: str) -> bool:
        return bool(self.sheet.get(name))

    def clause(self, name: str) -> str:
        return _line(self.sheet.get(name)).removeprefix("ข้อ").strip()[:60]

    def whole(self, name: str, unit: str, most: int, least: int = 0, needed: bool = False) -> int | None:
        """A whole number of that unit."""
        text = arabic(self.sheet.get(name)).replace(",", "")
        if not text:
            return self.wrong(name, f"{NO_NUMBER}จำนวน{unit}") if needed else None
        if not re.fullmatch(r"\d{1,7}", text):
            return self.wrong(name, f"“{self.sheet.get(name)}” ไม่ใช่จำนวน{unit} ใส่เลขจำนวนเต็ม")
        if not least <= int(text) <= most:
            return self.wrong(name, f"ใส่ได้ {least:,} ถึง {most:,} {unit}")
        return int(text)

    def money(self, name: str, least: int = 1, needed: bool = False) -> int | None:
        """Baht in satang."""
        text = self.sheet.get(name)
        if not text:
            return self.wrong(name, f"{NO_NUMBER}เป็นบาท") if needed else None
        try:
            satang = parse_baht(text)
        except BadInput as unread:
            return self.wrong(name, unread.th)
        if not least <= satang <= MOST_SATANG:
            return self.wrong(name, "ต้องมากกว่า 0 บาท ถ้าไม่จำกัดให้เว้นว่าง" if least else "ต้องไม่ติดลบและไม่เกิน 100 ล้านบาท")
        return satang

    def share(self, name: str, most: int) -> int | None:
        """A percentage in hundredths."""
        text = arabic(self.sheet.get(name)).replace("%", "").strip()
        try:
            found = parse_baht(text)
        except BadInput:
            return self.wrong(name, "ใส่ตัวเลขร้อยละ เช่น 50")
        if not 0 <= found <= most * 100:
            return self.wrong(name, f"ร้อยละ 0 ถึง {most:,}")
        return found

    def wrong(self, name: str, th: str) -> int | None:
        """Tell what is wrong; the first sentence of a box stays. There is no number then."""
        self.errors.setdefault(name, th)
        return None

    def range(self, least: str, most: str, low: int | None, high: int | None) -> None:
        if low is not None and high is not None and low > high:
            self.wrong(most, "น้อยกว่าขั้นต่ำ จึงไม่มีใครเข้าเกณฑ์")

    def membership(self) -> model.Membership:
        per_day = self.money("per_day", least=0) or 0
        if self.on("deduct_arrears") and not per_day:
            self.wrong("per_day", "จะหักเงินค้างต้องใส่เงินสมทบวันละกี่บาท")
        low = self.whole("join_min_age", "ปี", MOST_YEARS)
        high = self.whole("join_max_age", "ปี", MOST_YEARS)
        self.range("join_min_age", "join_max_age", low, high)
        return model.Membership(
            self.whole("waiting_days", "วัน", MOST_DAYS, needed=True) or 0,
            self.whole("grace_days", "วัน", MOST_DAYS, needed=True) or 0,
            per_day, self.on("deduct_arrears"), "restart", self.whole("claim_within_days", "วัน", MOST_DAYS), low, high,
            self.clause("m_clause"),
        )  # fmt: skip

    def member_year(self) -> model.MemberYear | None:
        satang = self.money("year_amount")
        if satang is None:
            return None
        excepted = tuple(self.sheet.get(f"b{p}_key") for p in self.sheet.cards if self.on(f"b{p}_outside"))
        return model.MemberYear(satang, excepted, "", self.clause("y_clause"))

    def fund_ratio(self) -> model.FundRatio | None:
        chosen = tuple(self.sheet.get(f"b{p}_key") for p in self.sheet.cards if self.on(f"b{p}_ratio"))
        rows = self.sheet.rows("r", "at", "share")
        if not rows:
            if chosen:
                self.wrong("", "มีสวัสดิการที่ปรับตามสถานะการเงิน แต่ยังไม่มีขั้น กดเพิ่มขั้นในสถานะการเงินกองทุน")
            return None
        bands = []
        for place, row in enumerate(rows):
            at = self.times(f"r{place}_at", row["at"])
            share = self.share(f"r{place}_share", 100)
            if at is not None and share is not None:
                bands.append((at, share, f"r{place}_at"))
        self.ladder(bands, "เท่า")
        floor = self.money("floor", least=0) or 0
        rungs = tuple(model.Band(at, share) for at, share, _ in sorted(bands, reverse=True))
        return model.FundRatio(chosen, rungs, floor, self.clause("r_clause"))

    def times(self, name: str, text: str) -> int | None:
        try:
            found = Decimal(arabic(text).replace("เท่า", "").strip())
        except InvalidOperation:
            return self.wrong(name, "ใส่จำนวนเท่า เช่น 1 หรือ 0.5")
        if not found.is_finite() or not 0 <= found <= 100 or found * 10_000 % 1:
            return self.wrong(name, "ใส่ได้ 0 ถึง 100 เท่า ทศนิยมไม่เกินสี่ตำแหน่ง")
        return int(found * 10_000)

    def ladder(self, bands: list[tuple[int, int, str]], unit: str) -> None:
        """Rungs: none twice, and one that begins at zero."""
        seen: set[int] = set()
        for at, _, name in bands:
            if at in seen:
                self.wrong(name, "มีขั้นที่เริ่มเท่ากันแล้ว ลบออกหนึ่งขั้น")
            seen.add(at)
        if bands and 0 not in seen:
            self.wrong(min(bands)[2], f"ต้องมีขั้นที่เริ่มที่ 0 {unit} ไม่เช่นนั้นบางคนจะไม่อยู่ในขั้นใด")

    def benefit(self, prefix: str) -> model.Benefit:
        """One card."""
        name = _line(self.sheet.get(prefix + "th"))
        if not name:
            self.wrong(prefix + "th", "ใส่ชื่อสวัสดิการ")
        self.death(prefix, self.sheet.get(prefix + "key"), name)
        amount = self.amount(prefix)
        low, high = (self.whole(prefix + n, "ปี", MOST_YEARS) for n in ("min_age", "max_age"))
        self.range(prefix + "min_age", prefix + "max_age", low, high)
        unit = amount.unit
        units: dict[str, int | None] = {}
        for box in ("year_units", "lifetime_units"):
            units[box] = self.whole(prefix + box, "หน่วย", MOST_TIMES, least=1)
            if units[box] is not None and unit is None:
                self.wrong(prefix + box, "เพดานนี้ใช้กับสวัสดิการที่จ่ายต่อคืนหรือต่อเด็ก ใช้เพดานเป็นบาทแทน หรือเว้นว่าง")
        event_max = self.money(prefix + "event_max")
        if event_max is not None and amount.least_satang is not None and amount.least_satang > event_max:
            self.wrong(prefix + "event_max", "น้อยกว่าขั้นต่ำต่อครั้ง")
        always, until = self.excluded(prefix)
        return model.Benefit(
            self.sheet.get(prefix + "key"), name, amount, event_max, units["year_units"],
            self.money(prefix + "year_max"), self.whole(prefix + "year_events", "ครั้ง", MOST_TIMES, least=1),
            units["lifetime_units"], self.on(prefix + "per_household"), self.on(prefix + "once"),
            tuple(n.removeprefix(f"{prefix}waived_") for n in self.sheet.values if n.startswith(f"{prefix}waived_") and self.on(n)),
            always, until, low, high, self.whole(prefix + "min_tenure", "ปี", MOST_YEARS),
            tuple(dict.fromkeys(_line(x) for x in self.sheet.get(prefix + "evidence").splitlines() if _line(x)))[:MOST_ROWS],
            _line(self.sheet.get(prefix + "approve")), self.clause(prefix + "clause"),
        )  # fmt: skip

    def death(self, prefix: str, key: str, name: str) -> None:
        """The kind of a card, which nobody can change, says whose death it is; its name must not say otherwise."""
        if deaths.ends_unseen(key, name):
            self.wrong(
                prefix + "th",
                "ชื่อนี้บอกว่าเสียชีวิต แต่ข้อนี้ไม่ใช่ประเภทเสียชีวิต จ่ายแล้วผู้ตายจะยังเป็นสมาชิกอยู่ ลบข้อนี้แล้วเพิ่มสวัสดิการประเภท “เสียชีวิต” "
                "หรือ “จัดการศพ” ถ้าคนอื่นเสียชีวิต ให้ขึ้นต้นชื่อว่าเป็นใคร เช่น ญาติสมาชิกเสียชีวิต",
            )
        if deaths.ends_wrongly(key, name):
            self.wrong(
                prefix + "th",
                "ข้อนี้เป็นประเภทเสียชีวิตของสมาชิกเอง จ่ายแล้วสมาชิกจะพ้นจากทะเบียน ถ้าคนอื่นเสียชีวิต ให้ลบข้อนี้แล้วเพิ่มสวัสดิการประเภท “อื่น ๆ”",
            )

    def amount(self, prefix: str) -> model.Amount:
        way = self.sheet.get(prefix + "way")
        kind = "per_unit" if way in model.UNITS else "percent" if way in model.BASES else "fixed"
        by = self.choice(prefix + "ladder", ("", *model.LADDERS)) or None
        rate, bands = None, []
        if by is None:
            rate = self.value(prefix + "rate", kind, way)
            if rate == 0:
                self.wrong(prefix + "rate", "ต้องมากกว่า 0")
        for place, row in enumerate(self.sheet.rows(f"{prefix}band", "at", "value") if by else []):
            if not row["at"] and not row["value"] and place:
                continue  # a row that was added and left empty
            at = self.whole(f"{prefix}band{place}_at", "ปี", MOST_YEARS, needed=True)
            value = self.value(f"{prefix}band{place}_value", kind, way)
            if at is not None and value is not None:
                bands.append((at, value, f"{prefix}band{place}_at"))
        self.ladder(bands, "ปี")
        least, most = self.money(prefix + "min", least=0), self.money(prefix + "max")
        if least is not None and most is not None and least > most:
            self.wrong(prefix + "max", "น้อยกว่าขั้นต่ำ")
        rungs = tuple(model.Band(at, value) for at, value, _ in sorted(bands))
        unit, of = (way if kind == "per_unit" else None), (way if kind == "percent" else None)
        return model.Amount(kind, unit, of, rate, by, rungs, least, most)

    def value(self, name: str, kind: str, way: str) -> int | None:
        """Baht, or a percentage where the benefit is one."""
        if kind == "percent":
            return self.share(name, 1000 if way == "contributions_paid" else 100)
        return self.money(name, least=0, needed=True)

    def excluded(self, prefix: str) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
        always: list[str] = []
        until: list[tuple[str, int]] = []
        for place, row in enumerate(self.sheet.rows(f"{prefix}ex", "flag", "years")):
            if not row["flag"]:
                continue
            if not words.may_be_flag(row["flag"]):
                self.wrong(
                    f"{prefix}ex{place}_flag", "เหตุนี้คล้ายเหตุในรายการแต่สะกดต่าง หรือไม่ใช่คำไทย เลือกจากรายการ หรือลบแถวนี้"
                )
                continue
            if row["flag"] in always or row["flag"] in dict(until):
                self.wrong(f"{prefix}ex{place}_flag", "เลือกเหตุนี้ไว้แล้ว")
                continue
            years = self.whole(f"{prefix}ex{place}_years", "ปี", MOST_YEARS, least=1)
            if years is None:
                always.append(row["flag"])
            else:
                until.append((row["flag"], years))
        return tuple(always), tuple(sorted(until))


def _line(text: str) -> str:
    """One line of printable text."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:300]
