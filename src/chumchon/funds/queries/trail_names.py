"""A fund's rows as its audit trail names them: a member by number, a sheet by village and day, a receipt as printed."""

from chumchon.access import subjects
from chumchon.ledger.models import Entry, Receipt
from chumchon.thai.dates import short_th
from chumchon.thai.money import baht

from ..models import BankAccount, CashDraft, CollectionSheet, CommitteeSeat, FiscalYear, ImportBatch, Member


def members(ids: set[int], with_names: bool) -> dict[int, str]:
    """The number, and the name for those who may read the register."""
    rows = Member.objects.filter(pk__in=ids).select_related("person")
    return {m.pk: f"สมาชิกเลขที่ {m.number}" + (f" {m.person.name}" if with_names else "") for m in rows}


def sheets(ids: set[int], with_names: bool) -> dict[int, str]:
    """The village and the day."""
    rows = CollectionSheet.objects.filter(pk__in=ids).select_related("village")
    return {s.pk: f"ใบเก็บเงิน {s.village.label} {short_th(s.day)}" for s in rows}


def receipts(ids: set[int], with_names: bool) -> dict[int, str]:
    """Volume and number as on the paper."""
    return {r.pk: f"ใบเสร็จ {r.label}" for r in Receipt.objects.filter(pk__in=ids)}


def drafts(ids: set[int], with_names: bool) -> dict[int, str]:
    """Kind, amount and day; the memo may name a person."""
    rows = CashDraft.objects.filter(pk__in=ids)
    return {d.pk: f"{d.get_kind_display()} {baht(d.satang)} บาท {short_th(d.day)}" for d in rows}


def entries(ids: set[int], with_names: bool) -> dict[int, str]:
    """The number in the journal."""
    return {pk: f"รายการบัญชีเลขที่ {n}" for pk, n in Entry.objects.filter(pk__in=ids).values_list("pk", "number")}


def years(ids: set[int], with_names: bool) -> dict[int, str]:
    """The B.E. year."""
    return {pk: f"ปีบัญชี {n}" for pk, n in FiscalYear.objects.filter(pk__in=ids).values_list("pk", "year_be")}


def banks(ids: set[int], with_names: bool) -> dict[int, str]:
    """Bank and number."""
    return {b.pk: f"บัญชีธนาคาร {b.bank} {b.number}" for b in BankAccount.objects.filter(pk__in=ids)}


def seats(ids: set[int], with_names: bool) -> dict[int, str]:
    """Who sits on the committee is no secret."""
    return {s.pk: f"{s.get_position_display()} {s.person_name}" for s in CommitteeSeat.objects.filter(pk__in=ids)}


def imports(ids: set[int], with_names: bool) -> dict[int, str]:
    """The name of the file."""
    return {pk: f"ไฟล์ {n}" for pk, n in ImportBatch.objects.filter(pk__in=ids).values_list("pk", "file_name")}


READERS = {
    "member": members, "sheet": sheets, "receipt": receipts, "draft": drafts, "entry": entries, "year": years,
    "bank_account": banks, "seat": seats, "import": imports,
}  # fmt: skip


def register() -> None:
    """Once, when the room opens."""
    for kind, reader in READERS.items():
        subjects.register(kind, reader)
