"""How many people a fund helped, by kind: the status form asks for people and baht, and a person counts once a kind."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Book, Entry, Line

from ..models import BenefitHistory, Claim, Fund, Member
from . import agreements
from .benefit_history import opened


@dataclass
class Helped:
    """One kind over a span, as the book has it: satang, the claims, the people, and entries that name no claim.

    Several payments of one claim are one claim and one person; what was taken back helps nobody. An entry without a
    claim (other money by maker and checker) counts as one person: the book does not know who it was.
    """

    satang: int = 0
    claims: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    unnamed: int = 0

    @property
    def people(self) -> int:
        """Different people, and one for each entry that names no claim."""
        return len(self.persons) + self.unnamed

    @property
    def times(self) -> int:
        """Claims, and entries that name none."""
        return len(self.claims) + self.unnamed


def helped(fund: Fund, book: Book, since: date | None, until: date) -> dict[str, Helped]:
    """By the ledger's account of a benefit (5101 to 5117), over days both included. Three queries."""
    lines = Line.objects.filter(account__book=book, account__code__startswith="51", entry__day__lte=until)
    lines = lines.exclude(entry__kind=ledger.CLOSING)
    if since is not None:
        lines = lines.filter(entry__day__gte=since)
    claim_of, person_of = _claims(fund, book)
    net: dict[tuple[str, int | None, int], int] = defaultdict(int)
    found: dict[str, Helped] = defaultdict(Helped)
    for code, satang, entry, reverses in lines.values_list("account__code", "satang", "entry_id", "entry__reverses_id"):
        root = reverses or entry
        claim = claim_of.get(root)
        net[(code, claim, 0 if claim else root)] += satang
        found[code].satang += satang
    for (code, claim, _), satang in net.items():
        if satang > 0 and claim is not None:
            found[code].claims.add(claim)
            found[code].persons.add(person_of[claim])
        elif satang > 0:
            found[code].unnamed += 1
    return dict(found)


def _claims(fund: Fund, book: Book) -> tuple[dict[int, int], dict[int, int]]:
    """The claim of each entry that pays or promises one (source_ref is its number), and the person of each claim."""
    labels, persons = {}, {}
    for pk, number, year, person in Claim.objects.filter(fund=fund).values_list(
        "pk", "number", "year_be", "member__person_id"
    ):
        labels[f"{number}/{year}"], persons[pk] = pk, person
    entries = Entry.objects.filter(book=book, source="claim").values_list("pk", "source_ref")
    return {pk: labels[ref] for pk, ref in entries if ref in labels}, persons


def helped_before(fund: Fund, since: date | None, until: date) -> dict[str, Helped]:
    """The same of benefits paid before the fund kept its book here, from the imported history; money that no entry holds."""
    versions = agreements.rows_in_force(fund)
    rows = BenefitHistory.objects.filter(member__fund=fund, reverses=None, reversed_by=None)
    persons = dict(Member.objects.filter(fund=fund).values_list("pk", "person_id"))
    found: dict[str, Helped] = defaultdict(Helped)
    for row in rows.order_by("id").iterator(chunk_size=2000):
        past = opened(row)
        if past.start > until or (since is not None and past.start < since):
            continue
        version = agreements.pick(versions, past.start) or (versions[0] if versions else None)
        kind = found[agreements.account_of(version, past.key) if version else "5117"]
        kind.satang += past.satang
        kind.claims.add(row.pk)
        kind.persons.add(persons[past.member_id])
    return dict(found)


def together(kinds: dict[str, Helped]) -> int:
    """Different people over all kinds."""
    return len(set().union(*(k.persons for k in kinds.values()))) + sum(k.unnamed for k in kinds.values())
