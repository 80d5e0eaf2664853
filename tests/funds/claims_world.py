"""A fund with the agreement of ใจดี in force, cash in the box, and people who enter, approve and pay."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from chumchon.access.actions import create_user, grant
from chumchon.access.queries import actor_of_user
from chumchon.funds.actions import claim_payments, claim_verdicts, claims
from chumchon.funds.models import AgreementVersion
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.rules.claims import Event
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Book
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY, actor, make_fund, user

PAID = date(2026, 12, 31)
TOML = (Path(__file__).parent.parent / "agreements" / "data" / "agreement_example_v2.toml").read_text()
ACCOUNTS = {"birth": "5101", "hospital": "5102", "elderly": "5103", "death": "5104", "disaster": "5111"}
PAPERS = {
    "hospital": ["ใบรับรองแพทย์ระบุวันนอน"], "death": ["มรณบัตร", "บัตรผู้รับประโยชน์"], "birth": ["สูติบัตร"],
    "disaster": ["ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"], "elderly": [],
}  # fmt: skip


def book(fund):
    return Book.objects.get(organisation=fund.organisation)


def sound(fund):
    report = verify_book(book(fund))
    assert report.ok, report.broken
    return True


def refused(code, kind=Plain):
    return pytest.raises(kind, match=code)


def claims_fund(cash=10_000_000, code="mae-raem", text=TOML, **more):
    """The fund; cash in satang lies in the box, the text is its agreement."""
    fund = make_fund(code, **more)
    in_force(fund, text, 2, date(2025, 4, 1))
    for name in ("deputy", "committee"):
        made = create_user(f"{name}-{code}", f"นาง{name}", "x" * 12, pin="123456")
        grant(made, name, date(2010, 1, 1), fund.organisation)
    if cash:
        put_cash(fund, cash)
    return fund


def in_force(fund, text, number, day):
    chair, treasurer = user(fund, "chair"), user(fund, "treasurer")
    return AgreementVersion.objects.create(
        fund=fund, number=number, effective_from=day, text=text, accounts=ACCOUNTS, state="in_force", made_by=chair,
        made_at=NOW, changed_at=NOW, resolution_day=day, meeting_th="ประชุม", resolution_th="เห็นชอบ", entitled=100, present=60,
        votes_for=60, votes_against=0, decided_by=chair, checker=treasurer, decided_at=NOW,
    )  # fmt: skip


def put_cash(fund, satang):
    with posting(Book.objects.get(organisation=fund.organisation).pk, NOW) as session:
        session.post(
            Draft(
                day=date(2025, 1, 1), kind="opening", memo="ยอดยกมา", lines=(Posting("1010", satang), Posting("3020", -satang)),
                source="test", actor_id=user(fund, "treasurer").pk, idempotency_key=uuid.uuid4(),
            )
        )  # fmt: skip


def stay(nights=3, start=date(2026, 11, 2), **more):
    return Event("hospital", start, start + timedelta(days=nights), **more)


def claims_day(monkeypatch, settings, tmp_path):
    """Every page of claims opens on the fixed day, and papers go to a folder of the test."""
    settings.DATA_DIR = tmp_path
    for module in ("claims", "claims_enter", "claims_papers", "claims_pay", "claims_board", "members", "common"):
        monkeypatch.setattr(f"chumchon.funds.views.{module}.today", lambda: TODAY)


def at(name, fund, *args):
    """The address of a fund's page."""
    return reverse(name, args=[fund.code, *args])


def sign_in(client, fund, who):
    client.force_login(user(fund, who))
    return client


def enter(fund, member, event, by="secretary", seen=None, key=None, **more):
    """One claim with all its papers shown."""
    papers = PAPERS[event.benefit] if seen is None else seen
    who = actor(fund, by)
    return claims.enter(fund, who, member, event, member.person.name, papers, key or uuid.uuid4(), NOW, TODAY, **more)[
        0
    ]


def say(fund, claim, who, verdict="approve", reason="", seen=None):
    decision = seen or last_decision(claim).pk
    return claim_verdicts.give_verdict(fund, claim.pk, actor(fund, who), verdict, reason, decision, NOW, TODAY)


def approve(fund, claim, *who):
    """Approved by those people, by chair and treasurer where nobody is named."""
    for one in who or ("chair", "treasurer"):
        claim = say(fund, claim, one)
    return claim


def pay(fund, claim, account="1010", key=None, by="treasurer", receiver="นางสมศรี"):
    return claim_payments.pay(fund, claim.pk, actor(fund, by), account, receiver, key or uuid.uuid4(), NOW, TODAY)


def other_actor(fund, username):
    from chumchon.access.models import User

    return actor_of_user(User.objects.get(username=username))
