"""What a fund has already, and the judgement of a book of past benefits against it."""

from collections.abc import Mapping
from datetime import date

from chumchon.people import protect

from ...models import BenefitHistory, Claim, Fund, Member
from ...rules.agreement_kinds import KINDS
from ...rules.claims import CLAIMED
from ...rules.importing.benefits import Judge, Judged, Known, MemberFacts
from ...rules.importing.cells import number_key
from ...rules.importing.headers import plain
from ...rules.importing.rows import people_key
from ...rules.importing.sheet import is_member_row
from ...rules.importing.stays import Stay, claimed_th, imported_th
from ..agreements import versions_of
from ..benefit_history import opened
from ..claims import event_of
from .reading import Book
from .refusals import refusal


def known_of(fund: Fund) -> Known:
    """Members the fund ever had, the words of its agreement's benefits, and the past benefits that came in before."""
    known = Known(units={k.key: k.amount.unit for k in KINDS})
    rows = Member.objects.filter(fund=fund).select_related("person").order_by("id")
    for member in rows.iterator(chunk_size=2000):
        person = member.person
        alive = member.status == "active" and person.died_on is None
        facts = MemberFacts(
            member.pk, people_key(person.first_name, person.surname), member.joined_on, person.died_on, alive
        )
        known.numbers[number_key(member.number)] = facts
        known.names.setdefault(facts.name_key, []).append(facts)
        if person.citizen_index:
            known.ids[person.citizen_index] = facts
    for version in versions_of(fund):
        for benefit in version.benefits:
            known.benefits |= {plain(benefit.th): benefit.key, plain(benefit.key): benefit.key}
            known.units[benefit.key] = benefit.amount.unit
    past = BenefitHistory.objects.filter(member__fund=fund, reverses=None, reversed_by=None)
    for one in map(opened, past.iterator(chunk_size=2000)):
        known.past[(one.member_id, one.key, one.start)] = (one.satang, one.units)
        known.stays.add(one.member_id, one.key, Stay(one.start, one.end, imported_th(one.start, one.end)))
    for claim in Claim.objects.filter(fund=fund, state__in=CLAIMED).iterator(chunk_size=2000):
        event = event_of(claim)
        known.claimed.add((claim.member_id, event.benefit, event.start))
        known.stays.add(claim.member_id, event.benefit, Stay(event.start, event.end, claimed_th(claim.label)))
    return known


def judge_book(fund: Fund, book: Book, mapping: Mapping[str, int], today: date) -> list[Judged]:
    """Every row of the book that speaks of a person, in its order. Errors: NO_ROWS."""
    columns = dict(mapping)
    judge = Judge(columns, today, known_of(fund), protect.index)
    people = ((n, row) for n, row in book.body() if row and is_member_row(row, columns, book.table.headers))
    judged = list(judge.judge_all(people))
    if not judged:
        raise refusal("NO_ROWS")
    return judged
