"""The worked cases through the screen: records as a fund has them, the day and the event typed, and what the page says."""

import csv
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from chumchon.funds.actions import claims
from chumchon.funds.models import BenefitHistory, ImportBatch, MemberEvent
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.rules.claims import Event
from tests.agreements.world import DATA
from tests.factories import NOW, actor, make_fund, make_member, user
from tests.funds.claims_world import PAPERS, in_force, put_cash

VERSIONS = {
    "jaidee": (("v1", date(2022, 1, 1)), ("v2", date(2025, 4, 1))),
    "baanb": (("b", date(2022, 1, 1)),),
}
with (DATA / "cases.csv").open(encoding="utf-8", newline="") as _file:
    CASES = {row["case_id"]: row for row in csv.DictReader(_file)}
TOLD_BESIDE_THE_BOX = {"D03": "damage"}  # no damage at all is a wrong box, not a decision


def day(text):
    return date.fromisoformat(text)


def be(on):
    return f"{on.day}/{on.month}/{on.year + 543}"


class Village:
    """A fund whose records say what the row of a case says."""

    def __init__(self, row):
        self.row, self.start = row, day(row["start"])
        self.fund = make_fund()
        for number, (name, since) in enumerate(VERSIONS[row["agreement"]], 1):
            in_force(self.fund, (DATA / f"agreement_example_{name}.toml").read_text(), number, since)
        if int(row["cash"]):
            put_cash(self.fund, int(row["cash"]) * 100)
        house = [self.member(str(place)) for place in range(1, int(row["household_n"]) + 1)]
        self.claimant = house[int(row["household_i"]) - 1]
        self.batch = ImportBatch.objects.create(
            fund=self.fund, file_name="a.xlsx", sha256="0" * 64, actor=user(self.fund, "treasurer"), at=NOW
        )
        self.history()

    def member(self, name, house="1"):
        found = make_member(
            self.fund, name, house=house, joined_on=day(self.row["join"]), paid_until=day(self.row["paid_until"])
        )
        found.person.birth_day = day(self.row["birth_date"])
        found.person.save()
        if "rejoined" in self.row["flags"]:
            who = user(self.fund, "secretary")
            MemberEvent.objects.create(
                member=found, kind="rejoin", day=found.joined_on, reason="สมัครใหม่", actor=who, at=NOW
            )
        return found

    def past(self, key, start, units=0, baht=0, who=None):
        row = BenefitHistory(member=who or self.claimant, satang=baht * 100, batch=self.batch, row_number=1, at=NOW)
        row.facts_sealed = seal_past(row.uid, key, start, start + timedelta(days=units), units)
        row.save()

    def history(self):
        row, key = self.row, self.row["event"]
        number = {name: int(row[name]) for name in row if name.startswith("prior_") or name == "expected_outgo_12m"}
        early, later = date(self.start.year, 2, 1), date(self.start.year + 1, 6, 1)
        if number["prior_units_y1"]:
            self.past(key, early, number["prior_units_y1"])
        if number["prior_units_y2"]:
            self.past(key, later, number["prior_units_y2"])
        if number["prior_units_life"]:
            self.past(key, date(self.start.year - 4, 2, 1), number["prior_units_life"])
        other = "elderly" if row["agreement"] == "jaidee" else key  # the cap of all benefits, or of this one
        for name, on in (("prior_amount_y1", early), ("prior_amount_y2", later)):
            if number[name]:
                self.past(other, on, baht=number[name])
        for times in range(number["prior_events_y"]):
            self.past(key, early + timedelta(days=10 * times))
        outgo = number["expected_outgo_12m"]
        if outgo:
            neighbour, claimed = self.member("บ้านอื่น", "2"), day(row["claim_date"])
            self.past("elderly", claimed - timedelta(days=400), who=neighbour)
            self.past("elderly", claimed - timedelta(days=30), baht=outgo - number["prior_amount_y1"], who=neighbour)

    def typed(self):
        row, key = self.row, self.row["event"]
        flags = [flag for flag in row["flags"].split("|") if flag and flag != "rejoined"]
        said = {
            "key": str(uuid.uuid4()), "benefit": key, "start": be(self.start), "end": be(day(row["end"])),
            "receiver": "นางสมศรี", "flags": flags, "look": "1",
        }  # fmt: skip
        said |= {"seen": PAPERS[key]} if row["evidence_ok"] == "1" else {}
        said |= {name: row[name] for name in ("children", "damage") if row[name]}
        if row["already_paid_event"] == "1":
            other = self.member("อีกฝ่าย", "3")
            event = Event(key, self.start, self.start, children=int(row["children"]))
            who, papers = actor(self.fund, "secretary"), PAPERS[key]
            claims.enter(self.fund, who, other, event, "อีกฝ่าย", papers, uuid.uuid4(), NOW, day(row["claim_date"]))
            said["partner"] = other.number
        return said


@pytest.mark.parametrize("case", CASES)
def test_the_worked_case_comes_out_on_the_screen(client, db, monkeypatch, settings, tmp_path, case):
    settings.DATA_DIR = tmp_path
    row = CASES[case]
    for module in ("claims", "claims_enter", "common"):
        monkeypatch.setattr(f"chumchon.funds.views.{module}.today", lambda: day(row["claim_date"]))
    village = Village(row)
    client.force_login(user(village.fund, "secretary"))
    answer = client.post(reverse("claim_enter", args=[village.fund.code, village.claimant.pk]), village.typed())
    if case in TOLD_BESIDE_THE_BOX:
        assert TOLD_BESIDE_THE_BOX[case] in answer.context["form"].errors
        return
    error, decision = answer.context.get("error"), answer.context.get("decision")
    code = error.code if error is not None else decision.code
    due = (0, 0) if error is not None else (decision.amount_satang, decision.deferred_satang)
    assert code == row["expect_code"], getattr(error, "th", "")
    assert due == (int(row["expect_amount"]) * 100, int(row["expect_deferred"]) * 100)
    if due != (0, 0):
        assert f"{due[0] / 100:,.2f}" in answer.content.decode()
