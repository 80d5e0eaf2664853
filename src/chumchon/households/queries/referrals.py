"""Reads of referrals: for the register, for the fund or project that takes them, and what became of them over there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.funds.models import Claim
from chumchon.leaders.models import Trainee, Training
from chumchon.leaders.queries.trainings import roll_of
from chumchon.thai.money import baht

from ..models import Passbook, Referral, Register
from ..rules.referrals import OPEN, late_words, lateness
from . import questions
from .beats import WHOLE, Beat
from .sealed import opened

CAME = {"paid": "helped", "part_paid": "partly", "refused": "not", "withdrawn": "moot", "reversed": "not"}
"""States of a claim that are a result for the family."""


@dataclass(frozen=True)
class Row:
    """A referral as a list shows it. said: what was sealed; late: "nobody", "late" or ""; outcome: what is known over there."""

    referral: Referral
    said: dict[str, Any]
    late: str
    late_words: str
    outcome: str = ""
    outcome_words: str = ""

    @property
    def who(self) -> str:
        """Whom it is for, as far as the family agreed to tell."""
        return str(self.said.get("member") or self.said.get("learner") or self.said.get("head") or "")


def _rows(found: Iterable[Referral], today: date) -> list[Row]:
    days = questions.on(today).need.take_days
    referrals = list(found)
    came = {**outcomes([r for r in referrals if r.claim_id]), **learnt([r for r in referrals if r.trainee_id])}
    rows = []
    for r in referrals:
        late = lateness(r.state, r.made_on, r.due_on, days, today)
        outcome, words = came.get(r.pk, ("", ""))
        if not outcome and r.house_id:
            words = "อยู่ในรายชื่อบ้านของโครงการแล้ว"
        rows.append(Row(r, opened(r.uid, r.sealed), late, late_words(late, r.made_on, r.due_on, today), outcome, words))
    return rows


@whole_nation()
def outcomes(referrals: Iterable[Referral]) -> dict[int, tuple[str, str]]:
    """By referral: a result once the fund has said or paid, and what it says. Of the claim nothing else is told."""
    by_claim = {r.claim_id: r.pk for r in referrals if r.claim_id is not None}
    found = {}
    for claim in Claim.objects.filter(pk__in=by_claim):
        words = f"คำขอ {claim.label} {claim.get_state_display()}"
        if claim.satang_paid:
            words += f" {baht(claim.satang_paid)} บาท"
        found[by_claim[claim.pk]] = (CAME.get(claim.state, ""), words)
    return found


@whole_nation()
def learnt(referrals: Iterable[Referral]) -> dict[int, tuple[str, str]]:
    """By referral: whether who wanted to learn was there, once the list of the training is closed, and what it says."""
    by_trainee = {r.trainee_id: r.pk for r in referrals if r.trainee_id is not None}
    found: dict[int, tuple[str, str]] = {}
    trainings: dict[int, list[int]] = {}
    for pk, training_id in Trainee.objects.filter(pk__in=by_trainee).values_list("pk", "training"):
        trainings.setdefault(training_id, []).append(pk)
    for training in Training.objects.filter(pk__in=trainings).select_related("course"):
        lines = {line.trainee.pk: line for line in roll_of(training).lines}
        for pk in trainings[training.pk]:
            line = lines[pk]
            over = training.state in ("closed", "issued")
            result = "" if not over else "helped" if line.outcome.passed else "partly" if line.days else "not"
            words = (
                f"{training.title}: {training.get_state_display()} มา {len(line.days)} จาก {training.days.count()} วัน"
            )
            found[by_trainee[pk]] = ("moot" if training.state == "cancelled" else result, words)
    return found


def of_register(
    register: Register, today: date, state: str = "open", village: int = 0, beat: Beat = WHOLE
) -> list[Row]:  # fmt: skip
    """state: open, late, back, cancelled or all; overdue first, then by due day. beat: only of these villages."""
    rows = _shown(Referral.objects.filter(register=register)).select_related("passbook__household__village")
    if beat is not None:
        rows = rows.filter(passbook__household__village__in=beat)
    if state in ("open", "late"):
        rows = rows.filter(state__in=OPEN)
    elif state != "all":
        rows = rows.filter(state=state)
    if village:
        rows = rows.filter(passbook__household__village__number=village)
    made = _rows(rows, today)
    if state == "late":
        made = [r for r in made if r.late]
    return sorted(made, key=lambda r: (not r.late, r.referral.due_on, r.referral.number))


def of_passbook(passbook: Passbook, today: date) -> list[Row]:
    """All of one household, newest first."""
    return _rows(_shown(Referral.objects.filter(passbook=passbook)).order_by("-number"), today)


def of_target(organisation: Organisation, today: date) -> list[Row]:
    """What was sent to this fund or project, open ones first; only what the family agreed to tell."""
    rows = _rows(_shown(Referral.objects.filter(organisation=organisation)), today)
    return sorted(rows, key=lambda r: (r.referral.state not in OPEN, r.referral.due_on, r.referral.number))


def one(register: Register, referral_id: int, today: date, beat: Beat = WHOLE) -> Row | None:
    """One of the register, of one of these villages."""
    rows = _shown(Referral.objects.filter(register=register, pk=referral_id))
    if beat is not None:
        rows = rows.filter(passbook__household__village__in=beat)
    return next(iter(_rows(rows.select_related("passbook__household__village"), today)), None)


def sent_to(organisation: Organisation, referral_id: int, today: date) -> Row | None:
    """One that was sent to this fund or project."""
    return next(iter(_rows(_shown(Referral.objects.filter(organisation=organisation, pk=referral_id)), today)), None)


def _shown(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("owner", "by", "organisation")
