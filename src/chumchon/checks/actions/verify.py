"""Run the checks over a fund and keep what they found: a second run adds nothing, what is gone is marked and stays."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.funds.models import Fund, Member
from chumchon.ledger.models import Book

from ..models import Check, Finding, FindingStep, Verification
from ..queries.columns import load
from ..queries.due import is_due
from ..rules.found import Found
from ..rules.run import run

AT_ONCE = 400
"""Entries and members that are read while somebody waits (docs/decisions/0017)."""


@dataclass(frozen=True)
class Result:
    """One fund's run: findings that hold now, of these new and back again, and those that are gone since the last run."""

    code: str
    found: int
    new: int
    back: int
    gone: int
    severe: int


def digest_of(organisation_id: int, found: Found) -> str:
    """What makes a finding the same one in the next run."""
    return sha256(repr((found.code, organisation_id, found.name)).encode()).hexdigest()


def verify_fund(fund: Fund, now: datetime, day: date, actor_id: int | None = None) -> Result:
    """Check one fund and keep the findings. Anybody may ask for it: nothing of the fund's own records is changed."""
    checks = list(Check.objects.filter(is_on=True))
    with whole_nation():  # is this person elsewhere? Who asks sees only what is found in the fund itself
        columns = load(fund, day)
    found = run(columns, [(c.code, c.parameters) for c in checks])
    return keep(fund.organisation, checks, found, now, day, actor_id)


def after_year(fund: Fund, user_id: int, now: datetime, day: date) -> Result:
    """After a year was closed for good (funds.actions.closing): what is found waits on the fund's page."""
    return verify_fund(fund, now, day, user_id)


def verify_if_quick(fund: Fund, now: datetime, day: date, actor_id: int) -> bool:
    """Check a fund that is due while somebody waits, if it takes no longer than a blink; else it stays due.

    `verify-funds --due` checks what stayed due. True where the fund is checked up to its book's head when this returns.
    """
    if not is_due(fund):
        return True
    if _rows_to_read(fund) > AT_ONCE:
        return False
    verify_fund(fund, now, day, actor_id)
    return True


def _rows_to_read(fund: Fund) -> int:
    """About what a run reads: the book's entries and the members of the district, who are compared by name."""
    district = fund.organisation.subdistrict.district_id
    with whole_nation():
        members = Member.objects.filter(fund__organisation__subdistrict__district_id=district).count()
    return members + Book.objects.values_list("head_number", flat=True).get(organisation_id=fund.organisation_id)


@transaction.atomic
def keep(
    organisation: Organisation, checks: list[Check], found: list[Found], now: datetime, day: date, actor_id: int | None
) -> Result:
    """Write what a run found in one organisation, all or nothing; two runs at once queue at the organisation's book."""
    book = Book.objects.select_for_update().get(organisation=organisation)
    by_digest = {digest_of(organisation.pk, f): f for f in found}
    severities = {c.code: c.severity for c in checks}
    known = {f.digest: f for f in Finding.objects.filter(organisation=organisation, check_of__in=checks)}
    new = [
        Finding(
            check_of_id=f.code, organisation=organisation, severity=severities[f.code], subject=f.subject, digest=digest,
            evidence=[list(row) for row in f.rows], facts=f.facts, first_seen=now, last_seen=now,
        )
        for digest, f in by_digest.items()
        if digest not in known
    ]  # fmt: skip
    Finding.objects.bulk_create(new)
    back, gone = 0, 0
    for digest, row in known.items():
        if digest in by_digest:
            back += _seen_again(row, by_digest[digest], severities[row.check_of_id], now)
        elif row.gone_at is None:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
            FindingStep.objects.create(finding=row, kind="gone", at=now)
            gone += 1
    Verification.objects.update_or_create(
        organisation=organisation,
        defaults={"at": now, "day": day, "head_number": book.head_number, "found": len(by_digest)},
    )
    severe = sum(1 for f in by_digest.values() if severities[f.code] == "severe")
    if actor_id is not None:
        record(actor_id, "fund.verify", organisation, f"organisation:{organisation.pk}", now, {"rows": len(by_digest)})
    return Result(organisation.code, len(by_digest), len(new), back, gone, severe)


def _seen_again(row: Finding, found: Found, severity: str, now: datetime) -> bool:
    """Bring a known finding up to date; True where it had been gone. What was settled and came back opens anew."""
    returned = row.gone_at is not None
    if returned:
        FindingStep.objects.create(finding=row, kind="back", at=now)
        row.gone_at = None
        if row.state == "resolved":
            row.state = "open"
    row.last_seen, row.facts, row.severity = max(now, row.last_seen), found.facts, severity
    row.evidence = [list(part) for part in found.rows]
    row.save(update_fields=["last_seen", "facts", "severity", "evidence", "gone_at", "state"])
    return returned
