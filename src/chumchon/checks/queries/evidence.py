"""Evidence of a finding opened to words and links: names only for those who may read the members of that very fund."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse

from chumchon.access.models import User
from chumchon.access.rules import Actor, may
from chumchon.access.walls import whole_nation
from chumchon.funds.models import Claim, CollectionSheet, Member
from chumchon.ledger.models import Account, Entry, Receipt
from chumchon.thai.dates import short_th
from chumchon.thai.money import baht_short

from ..models import Finding

KINDS = {
    "member": "สมาชิก", "claim": "คำขอสวัสดิการ", "receipt": "ใบเสร็จ", "entry": "รายการบัญชี", "entry_number": "รายการบัญชีเลขที่",
    "sheet": "ใบเก็บเงิน", "user": "ผู้ใช้", "account": "บัญชี", "year": "ปีบัญชี", "month": "เดือน",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One row of evidence: what it is, in words, where it opens ("" nowhere), and a note beside it."""

    kind: str
    words: str
    href: str = ""
    note: str = ""


def ids_of(finding: Finding, kind: str) -> list[int]:
    """Ids of one kind in the evidence."""
    return [int(number) for name, number in finding.evidence if name == kind]


def _members(finding: Finding) -> Iterable[Member]:
    claims = Claim.objects.filter(pk__in=ids_of(finding, "claim")).values("member_id")
    own = Member.objects.filter(pk__in=ids_of(finding, "member")) | Member.objects.filter(pk__in=claims)
    return own.select_related("person")


def persons_of(finding: Finding) -> set[int]:
    """Persons whom the evidence speaks of, through members, claims and users."""
    users = Member.objects.filter(user_id__in=ids_of(finding, "user")).values_list("person_id", flat=True)
    return {m.person_id for m in _members(finding)} | set(users)


def households_of(finding: Finding) -> set[int]:
    """Their houses."""
    users = Member.objects.filter(user_id__in=ids_of(finding, "user")).values_list("person__household_id", flat=True)
    return {m.person.household_id for m in _members(finding) if m.person.household_id} | {h for h in users if h}


@whole_nation()
def shown(finding: Finding, actor: Actor, day: date) -> list[Shown]:
    """Every row, in the order of the evidence."""
    with whole_nation():  # another fund's member is told by the province alone
        found = {
            kind: _found(kind, ids_of(finding, kind))
            for kind in ("member", "claim", "receipt", "entry", "sheet", "user", "account")
        }
    code = finding.organisation.code
    return [_one(str(kind), int(number), found, finding, actor, day, code) for kind, number in finding.evidence]


def _found(kind: str, ids: list[int]) -> dict[int, Model]:
    rows = {
        "member": Member.objects.select_related("person__household", "village", "fund__organisation__subdistrict__district__province"),
        "claim": Claim.objects.select_related("member__person", "fund__organisation"), "receipt": Receipt.objects,
        "entry": Entry.objects, "sheet": CollectionSheet.objects.select_related("village", "collector"),
        "user": User.objects, "account": Account.objects,
    }[kind]  # fmt: skip
    return rows.in_bulk(ids) if ids else {}  # type: ignore[attr-defined]


def _one(
    kind: str, number: int, found: dict[str, dict[int, Model]], finding: Finding, actor: Actor, day: date, code: str
) -> Shown:
    word, row = KINDS.get(kind, kind), found.get(kind, {}).get(number)
    area = finding.organisation.subdistrict_id

    def may_here(permission: str) -> bool:
        return may(actor, permission, finding.organisation_id, area, day)

    if isinstance(row, Member):
        return _member(row, actor, day)
    if isinstance(row, Claim):
        href = reverse("claim", args=[code, row.pk]) if may_here("claims.read") else ""
        who = row.member.person.name if may_here("members.read") else f"เลขที่สมาชิก {row.member.number}"
        return Shown(word, f"คำขอที่ {row.label}", href, f"{who} · {baht_short(max(row.satang_due, row.satang_paid))}")
    if isinstance(row, Receipt):
        href = reverse("receipt", args=[code, row.pk]) if may_here("receipts.read") else ""
        return Shown(word, row.label, href, f"{short_th(row.day)} · {baht_short(row.satang)}")
    if isinstance(row, Entry):
        href = reverse("book_entry", args=[code, row.number]) if may_here("book.read") else ""
        return Shown(word, f"เลขที่ {row.number:,}", href, f"{short_th(row.day)} · {row.memo}")
    if isinstance(row, CollectionSheet):
        href = reverse("sheet", args=[code, row.pk]) if may_here("collect.take") else ""
        return Shown(word, f"{row.village.label} {short_th(row.day)}", href, f"ผู้เก็บ {row.collector}")
    if isinstance(row, User):
        return Shown(word, str(row) if may_here("members.read") else f"ลำดับ {row.pk}")
    if isinstance(row, Account):
        href = reverse("book_account", args=[code, row.code]) if may_here("book.read") else ""
        return Shown(word, f"{row.code} {row.name_th}", href)
    if kind == "month":
        return Shown(word, f"{number % 12 + 1}/{number // 12 + 543}")
    if kind == "entry_number" and may_here("book.read"):
        return Shown(word, f"{number:,}", reverse("book_entry", args=[code, number]))
    return Shown(word, f"{number}")


def _member(row: Member, actor: Actor, day: date) -> Shown:
    """A name only where the reader may read that fund's members; of another fund the province alone."""
    organisation = row.fund.organisation
    if not may(actor, "members.read", organisation.pk, organisation.subdistrict_id, day):
        return Shown("สมาชิก", "สมาชิกของกองทุนอื่น", "", f"จ.{organisation.subdistrict.district.province.name_th}")
    house = row.person.household.house_no if row.person.household else "–"
    note = f"เลขที่ {row.number} · {row.get_status_display()} · บ้านเลขที่ {house} · {organisation.name_th}"
    return Shown("สมาชิก", row.person.name, reverse("member", args=[organisation.code, row.pk]), note)
