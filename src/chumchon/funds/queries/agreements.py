"""Reading a fund's agreement: every version in force, parsed, and the one that a day's event is decided by."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import sha256

from chumchon.agreements.load import parse
from chumchon.agreements.model import Agreement
from chumchon.ledger.models import Account

from ..models import AgreementVersion, Fund, Member


def rows_in_force(fund: Fund) -> list[AgreementVersion]:
    """Versions in force, the oldest first; the withdrawn and the drafts are not among them."""
    return list(AgreementVersion.objects.filter(fund=fund, state="in_force").order_by("effective_from"))


def parsed(row: AgreementVersion) -> Agreement:
    """The agreement that a row's text says; read once for each row and text."""
    return _parsed(row.pk, sha256(row.text.encode()).hexdigest(), row.text)


@lru_cache(maxsize=512)
def _parsed(pk: int, digest: str, text: str) -> Agreement:
    return parse(text)


def versions_of(fund: Fund) -> list[Agreement]:
    """What `agreements.decide.decide` takes: every version in force, the oldest first."""
    return [parsed(row) for row in rows_in_force(fund)]


def version_on(fund: Fund, day: date) -> AgreementVersion | None:
    """The version that decides an event that starts that day, or None before the fund's first."""
    return pick(rows_in_force(fund), day)


def pick(rows: Iterable[AgreementVersion], day: date) -> AgreementVersion | None:
    """Among versions in force, the oldest first, the last that has begun."""
    return next((row for row in reversed(list(rows)) if row.effective_from <= day), None)


def account_of(row: AgreementVersion, key: str) -> str:
    """The ledger's account code of a benefit's kind; 5117 (other) where the form said nothing."""
    return str(row.accounts.get(key, "5117"))


def history_of(fund: Fund) -> list[AgreementVersion]:
    """Every version that left the state of draft, the newest first, with the people who decided."""
    rows = AgreementVersion.objects.filter(fund=fund).exclude(state="draft")
    return list(rows.select_related("decided_by", "checker", "withdrawn_by").order_by("-number"))


def version_numbered(fund: Fund, number: int) -> AgreementVersion | None:
    """The version of that number, in force or withdrawn."""
    return next((row for row in history_of(fund) if row.number == number), None)


def drafts_of(fund: Fund) -> list[AgreementVersion]:
    """Drafts, the newest first."""
    return list(AgreementVersion.objects.filter(fund=fund, state="draft").select_related("made_by").order_by("-id"))


def draft(fund: Fund, version_id: int) -> AgreementVersion | None:
    """A draft of this fund."""
    return next((row for row in drafts_of(fund) if row.pk == version_id), None)


def benefit_accounts(fund: Fund) -> list[tuple[str, str]]:
    """Code and name of the ledger's accounts for benefits: the sixteen kinds of the status form and "other"."""
    rows = Account.objects.filter(book__organisation=fund.organisation_id, code__gte="5101", code__lte="5117")
    return [(a.code, a.name_th.removeprefix("สวัสดิการ: ")) for a in rows.order_by("code")]


def active_members(fund: Fund) -> int:
    """How many are members today."""
    return Member.objects.filter(fund=fund, status="active").count()
