"""One decision on the screen: `python -m bench.claims [--write]`. What the claim's form answers while somebody types, in a
fund of 6,000 members with a full book, claims that wait, and benefits of an older book; in one process, without network.
"""

import argparse
import sys
import uuid
from datetime import date, timedelta

from bench.page import head, table, write_section
from bench.pages import TIMES, measure

AIM_MS = 100
MEMBERS, ENTRIES, CLAIMS, PAST = 6_000, 2_000, 150, 4_000


def prepare():
    """The fund, a member with twelve earlier stays, a house of six, and the secretary's browser."""
    from bench import world

    world.settle()
    from django.test import Client
    from django.utils import timezone
    from tests.factories import make_member, user
    from tests.funds.claims_world import claims_fund

    from chumchon.access.http import today

    day, now = today(), timezone.now()
    fund = claims_fund(cash=500_000_000)
    world.members(fund, MEMBERS, 1, houses=2_000, paid_until=day + timedelta(days=60))
    house = [make_member(fund, f"เอ{i}", 2, "77", paid_until=day + timedelta(days=60)) for i in range(6)]
    _book(fund, day, now)
    _claims(fund, day, now)
    _past(fund, house[0], now)
    client = Client()
    client.force_login(user(fund, "secretary"))
    return fund, house, client, day


def _book(fund, day, now):
    """Entries of some years of collection days, through the ledger."""
    from tests.factories import user

    from chumchon.ledger.actions import posting
    from chumchon.ledger.models import Book
    from chumchon.ledger.rules import Draft, Posting

    by = user(fund, "treasurer").pk
    with posting(Book.objects.get(organisation=fund.organisation).pk, now) as session:
        for n in range(ENTRIES):
            lines = (Posting("1010", 3000), Posting("4010", -3000))
            session.post(Draft(day=day - timedelta(days=n % 500), kind="contribution", memo="ปิดยอด", lines=lines, source="bench",
                               actor_id=by, idempotency_key=uuid.uuid4()))  # fmt: skip


def _claims(fund, day, now):
    """Claims of this season, a third of them births: what one more must not double."""
    from tests.factories import actor

    from chumchon.funds.actions import claims
    from chumchon.funds.models import Member
    from chumchon.funds.rules.claims import Event

    who = actor(fund, "secretary")
    people = Member.objects.filter(fund=fund).select_related("person__household").order_by("id")[: 10 * CLAIMS : 10]
    for n, member in enumerate(people):
        start = day - timedelta(days=2 + n % 60)
        event = (
            Event("birth", start, start, children=1)
            if n % 3 == 0
            else Event("hospital", start, start + timedelta(days=1))
        )
        claims.enter(fund, who, member, event, member.person.name, [], uuid.uuid4(), now, day)


def _past(fund, member, now):
    """Benefits of an older book, twelve stays of them this member's own."""
    from tests.factories import user

    from chumchon.funds.models import BenefitHistory, ImportBatch, Member
    from chumchon.funds.queries.benefit_history import seal_past

    batch = ImportBatch.objects.create(
        fund=fund, file_name="old.xlsx", sha256="0" * 64, actor=user(fund, "treasurer"), at=now
    )
    others = list(Member.objects.filter(fund=fund).values_list("pk", flat=True)[: PAST - 12])
    rows = []
    for n, pk in enumerate([member.pk] * 12 + others):
        row = BenefitHistory(member_id=pk, satang=20_000, batch=batch, row_number=n, at=now)
        start = date(2020, 1, 1) + timedelta(days=n % 2000)
        row.facts_sealed = seal_past(row.uid, "hospital", start, start + timedelta(days=2), 2)
        rows.append(row)
    BenefitHistory.objects.bulk_create(rows, batch_size=500)


def rows() -> list[tuple[str, ...]]:
    """Every kind of decision, as it is asked for while the form is typed."""
    from django.urls import reverse

    fund, house, client, day = prepare()

    def typed(start):
        return {"start_day": start.day, "start_month": start.month, "start_year": start.year + 543}

    def ask(benefit, **more):
        start = day - timedelta(days=5)
        form = {"key": str(uuid.uuid4()), "benefit": benefit, "receiver": "นางเอ", **typed(start), **more}
        at = reverse("claim_enter", args=[fund.code, house[0].pk])
        return lambda: client.post(at, form, HTTP_HX_REQUEST="true")

    end = day - timedelta(days=2)
    found = [
        ("Hospital, three nights", ask("hospital", end_day=end.day, end_month=end.month, end_year=end.year + 543)),
        ("Birth, both parents asked for", ask("birth", children="1")),
        ("Death", ask("death")),
        ("Flood shared by a house of six", ask("disaster", damage="10000")),
    ]
    return [(name, *measure(one)) for name, one in found]


def _ratio(told: str) -> str:
    """How many times a time fits into the aim."""
    return f"{AIM_MS / float(told.split()[0]):.1f} times"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    found = rows()
    import django

    said = [(*row[:3], _ratio(row[2]), row[3], _ratio(row[3]), row[4]) for row in found]
    body = f"{head(f'Django {django.__version__}', 'SQLite')}; {TIMES} requests each, other work on the machine.\n\n"
    body += table(said, ("", "p50", "p95", f"of {AIM_MS} ms", "p95 of the processor", f"of {AIM_MS} ms", "queries"))
    body += f"\nA fund of {MEMBERS:,} members, {ENTRIES:,} entries, {CLAIMS} claims that wait and {PAST:,} benefits of an older book.\n"
    sys.stdout.write(body)
    if arguments.write:
        write_section("One decision on the screen", body)


if __name__ == "__main__":
    main()
