"""The form of an agreement: boxes for the membership, a card for each benefit, rows that buttons add and take away.

Without script every button sends the whole form; it comes back as it was typed, with the row added or gone. Names of
boxes: "waiting_days", "b0_rate" (card 0), "b0_band1_at" (its second rung), "b0_ex0_flag", "r0_at" (the fund ratio).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms

from chumchon.agreements import words
from chumchon.agreements.model import Agreement, Band, Benefit
from chumchon.agreements.schema import MOST_LIST
from chumchon.forms.fields import ThaiDayField
from chumchon.thai.money import baht

from ..rules.agreement_kinds import BY_KEY, KINDS, account_for, free_key
from .receipts import NumberField

MOST_CARDS = MOST_ROWS = MOST_LIST  # as many as a file may have: nothing of a file is lost by the form
WAYS = (
    ("fixed", "เป็นก้อนต่อครั้ง (บาท)"), ("night", "ต่อคืน (บาท)"), ("child", "ต่อเด็กหนึ่งคน (บาท)"),
    ("damage", "ร้อยละของค่าเสียหาย"), ("contributions_paid", "ร้อยละของเงินสมทบที่ส่งมาแล้ว"),
)  # fmt: skip
LADDERS = {"tenure_years": "อายุสมาชิก", "age_years": "อายุของผู้รับ"}
MEMBER_BOXES = (
    "waiting_days", "grace_days", "per_day", "claim_within_days", "join_min_age", "join_max_age", "m_clause",
    "year_amount", "y_clause", "floor", "r_clause",
)  # fmt: skip
NUMBER_BOXES = (
    "event_max", "year_units", "year_max", "year_events", "lifetime_units", "min_age", "max_age", "min_tenure", "min", "max",
)  # fmt: skip


class StartForm(forms.Form):
    """From which day the draft would hold."""

    starts = ThaiDayField(label="เริ่มใช้ตั้งแต่วันที่", future_ok=True)


class UploadForm(forms.Form):
    """An agreement as a TOML file."""

    file = forms.FileField(
        label="แฟ้มข้อตกลง",
        help_text="แฟ้มที่รับจากหน้านี้ หรือที่เขียนเองตามแบบ (นามสกุล .toml)",
        error_messages={"required": "เลือกแฟ้มก่อน", "empty": "แฟ้มว่าง เลือกแฟ้มใหม่"},
    )


class ResolutionForm(forms.Form):
    """The members' meeting and the second person's signature."""

    meeting_th = forms.CharField(label="การประชุม", max_length=120, help_text="เช่น ที่ประชุมสมาชิกสามัญประจำปี 2569")
    day = ThaiDayField(label="วันประชุม")
    entitled = NumberField(label="สมาชิกที่มีสิทธิเข้าประชุม (คน)", min_value=1)
    present = NumberField(label="มาประชุม (คน)", min_value=0)
    votes_for = NumberField(label="เห็นชอบ (เสียง)", min_value=0)
    votes_against = NumberField(label="ไม่เห็นชอบ (เสียง)", min_value=0)
    resolution_th = forms.CharField(label="วาระหรือข้อความของมติ", max_length=150, required=False)
    witness = forms.CharField(label="ชื่อผู้ใช้ของผู้ลงชื่อคนที่สอง", max_length=40)
    secret = forms.CharField(label="รหัสลงชื่อ 6 ตัว หรือรหัสผ่านของคนที่สอง", widget=forms.PasswordInput)


@dataclass
class Box:
    """One box of the form as a template shows it."""

    name: str
    label: str
    value: str
    error: str = ""
    unit: str = ""
    help: str = ""
    optional: bool = True
    text: bool = False

    @property
    def id(self) -> str:
        """What the label points at."""
        return f"id_{self.name}"


@dataclass
class Sheet:
    """What stands in the boxes; cards are the numbers of the benefits' cards in their order; errors by box ("" the form)."""

    values: dict[str, str]
    cards: list[int]
    errors: dict[str, str] = field(default_factory=dict)
    touched: int | None = None

    def get(self, name: str) -> str:
        """What was typed, trimmed."""
        return self.values.get(name, "").strip()

    def rows(self, prefix: str, *names: str) -> list[dict[str, str]]:
        """The rows of a list, in order."""
        found: list[dict[str, str]] = []
        while len(found) < MOST_ROWS and f"{prefix}{len(found)}_{names[0]}" in self.values:
            found.append({name: self.get(f"{prefix}{len(found)}_{name}") for name in names})
        return found

    def set_rows(self, prefix: str, rows: list[dict[str, str]]) -> None:
        """Write a list anew."""
        for old in [name for name in self.values if re.fullmatch(re.escape(prefix) + r"\d+_\w+", name)]:
            del self.values[old]
        for place, row in enumerate(rows[:MOST_ROWS]):
            self.values |= {f"{prefix}{place}_{name}": value for name, value in row.items()}

    def add_card(self, benefit: Benefit, account: str = "", ratio: bool = False, outside: bool = False) -> int:
        """A card with what a benefit says."""
        place = max(self.cards, default=-1) + 1
        self.cards.append(place)
        self.values |= _card_values(f"b{place}_", benefit, account or account_for(benefit.key), ratio, outside)
        bands = [{"at": str(b.at), "value": _hundredths(b.value)} for b in benefit.amount.bands]
        self.set_rows(f"b{place}_band", bands)
        excluded = [(flag, "") for flag in benefit.exclude]
        excluded += [(flag, str(years)) for flag, years in benefit.exclude_until_years]
        self.set_rows(f"b{place}_ex", [{"flag": flag, "years": years} for flag, years in excluded])
        return place

    def keys(self) -> frozenset[str]:
        """The benefits' keys."""
        return frozenset(self.get(f"b{place}_key") for place in self.cards)


def sheet_of(said: Agreement, accounts: Mapping[str, str]) -> Sheet:
    """The form of an agreement."""
    member, year, ratio = said.membership, said.member_year, said.fund_ratio
    sheet = Sheet(
        {
            "cap_year": said.cap_year, "leap_day": said.leap_day, "rounding": said.rounding,
            "waiting_days": str(member.waiting_days), "grace_days": str(member.grace_days),
            "per_day": _hundredths(member.contribution_per_day_satang), "deduct_arrears": "on" if member.deduct_arrears else "",
            "claim_within_days": _text(member.claim_within_days), "join_min_age": _text(member.join_min_age),
            "join_max_age": _text(member.join_max_age), "m_clause": member.clause,
            "year_amount": _hundredths(year.amount_satang) if year else "", "y_clause": year.clause if year else "",
            "floor": _hundredths(ratio.floor_satang) if ratio else "", "r_clause": ratio.clause if ratio else "",
        },
        [],
    )  # fmt: skip
    bands = ratio.bands if ratio else ()
    sheet.set_rows("r", [{"at": _times(band), "share": _hundredths(band.value)} for band in bands])
    for benefit in said.benefits:
        inside = ratio is not None and benefit.key in ratio.applies_to
        outside = year is not None and benefit.key in year.excepted
        sheet.add_card(benefit, accounts.get(benefit.key, ""), inside, outside)
    return sheet


def sheet_sent(data: Mapping[str, str]) -> Sheet:
    """The form as it came back."""
    values = {name: str(data[name])[:2000] for name in data}
    listed = [int(part) for part in values.get("cards", "").split(",") if part.isdecimal()]
    return Sheet(values, list(dict.fromkeys(listed))[:MOST_CARDS])


def order(sheet: Sheet, said: str) -> None:
    """What a button asks: "add_benefit", "drop_benefit:3", "up:3", "ladder:3:age_years", "drop_band:3:1", "add_ratio" …"""
    verb, *rest = said.split(":")
    card = int(rest[0]) if rest and rest[0].isdecimal() else None
    if card is not None and card in sheet.cards:
        sheet.touched = card
        _order_card(sheet, verb, card, rest[1:])
    elif verb == "add_benefit" and len(sheet.cards) < MOST_CARDS:
        benefit = BY_KEY.get(sheet.get("new_kind"), KINDS[-1]).benefit()
        key = free_key(benefit.key, sheet.keys())
        sheet.touched = sheet.add_card(benefit)
        sheet.values[f"b{sheet.touched}_key"] = key
    elif verb == "add_ratio":
        rows = sheet.rows("r", "at", "share")
        sheet.set_rows("r", [*rows, {"at": "0" if not rows else "", "share": "100" if not rows else ""}])
    elif verb == "drop_ratio" and card is not None:
        sheet.set_rows("r", _without(sheet.rows("r", "at", "share"), card))


def _order_card(sheet: Sheet, verb: str, card: int, rest: list[str]) -> None:
    prefix, row = f"b{card}_", int(rest[0]) if rest and rest[0].isdecimal() else -1
    bands = sheet.rows(f"{prefix}band", "at", "value")
    excluded = sheet.rows(f"{prefix}ex", "flag", "years")
    if verb == "drop_benefit":
        sheet.cards.remove(card)
        sheet.touched = None
    elif verb == "up" and (place := sheet.cards.index(card)) > 0:
        sheet.cards[place - 1], sheet.cards[place] = card, sheet.cards[place - 1]
    elif verb == "ladder" and rest and rest[0] in LADDERS:
        sheet.values[f"{prefix}ladder"] = rest[0]
        if not bands:
            sheet.set_rows(f"{prefix}band", [{"at": "0", "value": sheet.get(f"{prefix}rate")}, {"at": "", "value": ""}])
    elif verb == "flat":
        sheet.values[f"{prefix}ladder"] = ""
        sheet.values[f"{prefix}rate"] = sheet.get(f"{prefix}rate") or (bands[0]["value"] if bands else "")
        sheet.set_rows(f"{prefix}band", [])
    elif verb == "add_band":
        sheet.set_rows(f"{prefix}band", [*bands, {"at": "", "value": ""}])
    elif verb == "drop_band":
        sheet.set_rows(f"{prefix}band", _without(bands, row))
    elif verb == "add_ex":
        sheet.set_rows(f"{prefix}ex", [*excluded, {"flag": "", "years": ""}])
    elif verb == "drop_ex":
        sheet.set_rows(f"{prefix}ex", _without(excluded, row))


def _without(rows: list[dict[str, str]], place: int) -> list[dict[str, str]]:
    return rows[:place] + rows[place + 1 :] if place >= 0 else rows


def _card_values(prefix: str, benefit: Benefit, account: str, ratio: bool, outside: bool) -> dict[str, str]:
    amount = benefit.amount
    values = {
        "key": benefit.key, "th": benefit.th, "way": amount.unit or amount.of or "fixed", "rate": _hundredths(amount.rate),
        "ladder": amount.by or "", "min": _hundredths(amount.least_satang), "max": _hundredths(amount.most_satang),
        "event_max": _hundredths(benefit.event_max_satang), "year_units": _text(benefit.year_units),
        "year_max": _hundredths(benefit.year_max_satang), "year_events": _text(benefit.year_events),
        "lifetime_units": _text(benefit.lifetime_units), "per_household": "on" if benefit.per_household else "",
        "once": "on" if benefit.once_per_event else "", "min_age": _text(benefit.min_age), "max_age": _text(benefit.max_age),
        "min_tenure": _text(benefit.min_tenure_years), "evidence": "\n".join(benefit.evidence), "approve": benefit.approve,
        "clause": benefit.clause, "account": account, "ratio": "on" if ratio else "", "outside": "on" if outside else "",
    }  # fmt: skip
    waived = {f"waived_{flag}": "on" for flag in benefit.waiting_waived}
    return {prefix + name: value for name, value in (values | waived).items()}


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _hundredths(value: int | None) -> str:
    return "" if value is None else baht(value).removesuffix(".00")


def _times(band: Band) -> str:
    return f"{band.at / 10_000:.4f}".rstrip("0").rstrip(".") or "0"


def flags_for(sheet: Sheet) -> list[tuple[str, str]]:
    """Reasons that one may choose, with those of the fund's own."""
    own = {row["flag"] for place in sheet.cards for row in sheet.rows(f"b{place}_ex", "flag", "years")} - {""}
    return [*words.FLAGS.items(), *((flag, flag) for flag in sorted(own - words.FLAGS.keys()))]
