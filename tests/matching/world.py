"""A round, a fund whose members paid the year, its committee, the officers of every desk, and money at the institute."""

import uuid
from datetime import date
from pathlib import Path

import pytest

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.funds.models import AgreementVersion, BankAccount
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account, Book
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.verify import verify_book
from chumchon.matching.actions import desks, requests, rounds, signing
from chumchon.matching.models import Request, Round
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user

COUNTING = date(2026, 9, 30)
TOML = (Path(__file__).parent.parent / "agreements" / "data" / "agreement_example_v2.toml").read_text()
ACCOUNTS = {"birth": "5101", "hospital": "5102", "elderly": "5103", "death": "5104", "disaster": "5111"}
OTHERS = ("treasurer", "secretary", "deputy", "committee")


def refused(code, kind=Plain):
    return pytest.raises(kind, match=code)


def book(fund):
    return Book.objects.get(organisation=fund.organisation)


def match_fund(code="mae-raem", subdistrict="500705", members=4, villages=7, bank=True):
    """A fund that fulfils the round's conditions: an agreement of five kinds, a member in each of its first four villages."""
    fund = make_fund(code, subdistrict, villages)
    for role in ("deputy", "committee"):
        made = create_user(f"{role}-{code}", f"นาง{role}", "x" * 12, pin="123456")
        grant(made, role, date(2010, 1, 1), fund.organisation)
    chair, treasurer = user(fund, "chair"), user(fund, "treasurer")
    AgreementVersion.objects.create(
        fund=fund, number=1, effective_from=date(2020, 1, 1), text=TOML, accounts=ACCOUNTS, state="in_force", made_by=chair,
        made_at=NOW, changed_at=NOW, resolution_day=date(2020, 1, 1), meeting_th="ประชุม", resolution_th="เห็นชอบ",
        entitled=100, present=60, votes_for=60, votes_against=0, decided_by=chair, checker=treasurer, decided_at=NOW,
    )  # fmt: skip
    if bank:
        account = Account.objects.create(
            book=book(fund), code="1020", name_th="ออมสิน", name_en="Bank", kind="asset", is_cash=True
        )
        BankAccount.objects.create(fund=fund, bank="ออมสิน", number="0201234567", name="กองทุน", account=account)
    for i in range(members):
        make_member(fund, f"สมศรี{i}", village=i % villages + 1, house=str(i + 1))
    return fund


def officer(name, role, area=""):
    """An officer of an area, made at the first call."""
    found = User.objects.filter(username=name).first()
    if found is None:
        found = create_user(name, f"นาย{name}", f"chumchon-{name}", pin="123456")
        grant(found, role, date(2010, 1, 1), None, area)
    return actor_of_user(found)


def province(area="50"):
    return officer(f"province-{area}", "officer_province", area)


def region(area="R1"):
    return officer(f"region-{area}", "officer_region", area)


def hq(name="hq"):
    return officer(name, "officer_hq")


def make_round(code="2570-1", state="open", **facts):
    """A round that counts on 30 September 2569 and takes requests until the year's end."""
    known = {
        "name_th": "รอบ 1/2570", "fiscal_year_be": 2569, "counting_day": COUNTING, "opens_on": date(2026, 10, 1),
        "closes_on": date(2026, 12, 31),
    }  # fmt: skip
    rounds.save_round(code, rounds.RoundFacts(**{**known, **facts}), hq(), NOW, TODAY)
    if state == "open":
        rounds.open_round(code, hq(), NOW, TODAY)
    return Round.objects.get(code=code)


def draft(fund, round_, by="treasurer"):
    return requests.draft(fund, round_, actor(fund, by), NOW, TODAY)


def sign_all(fund, request):
    for role in ("chair", *OTHERS):
        signing.sign(request.pk, actor(fund, role), NOW, TODAY)
    request.refresh_from_db()
    return request


def local_head(request, by=None):
    return signing.record_local_head(
        request.pk, "นายก อบต.", "ชม 71801/123", TODAY, by or province(request.area[:2]), NOW, TODAY
    )


def say(request, desk, by, verdict="pass", reason=""):
    made = desks.decide(request.pk, desk, verdict, reason, by, NOW, TODAY)
    request.refresh_from_db()
    return made


def through(fund, round_):
    """Drafted, signed and passed by every desk."""
    request = sign_all(fund, draft(fund, round_))
    local_head(request)
    say(request, "province", province(request.area[:2]))
    say(request, "region", region(fund.organisation.subdistrict.district.province.region_id))
    say(request, "hq", hq())
    return Request.objects.get(pk=request.pk)


def budget(satang=10_000_000):
    return rounds.receive_budget(satang, "งบประมาณปี 2570", uuid.uuid4(), hq("hq2"), NOW, TODAY)


def sound(*books):
    for one in books:
        report = verify_book(one)
        assert report.ok, report.broken
    return True


def money(fund, satang=100_000, code="1020", from_="4070"):
    """A donation into the fund's bank account: (debit, credit) in its book."""
    with posting(book(fund).pk, NOW) as session:
        session.post(
            Draft(
                day=date(2026, 10, 1), kind="income", memo="บริจาค", source="draft", actor_id=user(fund, "treasurer").pk,
                lines=(Posting(code, satang), Posting(from_, -satang)), idempotency_key=uuid.uuid4(),
            )
        )  # fmt: skip


def as_(client, username):
    client.force_login(User.objects.get(username=username))
    return client
