"""A fund with an agreement in force, for tests of the agreement and of what stands on it."""

from datetime import date

from chumchon.agreements.model import Agreement
from chumchon.funds.actions.agreements import draft_from_example, new_draft, put_in_force_with
from chumchon.funds.models import AgreementVersion, Fund
from chumchon.funds.queries.agreements import parsed
from chumchon.funds.rules.agreements import Resolution
from tests.factories import NOW, TODAY, actor

FIRST = date(2022, 1, 1)


def resolution(day: date = date(2026, 11, 20), **fields: object) -> Resolution:
    """A meeting that carries: 60 of 100 came, 50 for and 5 against."""
    said: dict[str, object] = {
        "meeting_th": "ที่ประชุมสมาชิกสามัญประจำปี 2569", "day": day, "entitled": 100, "present": 60, "votes_for": 50,
        "votes_against": 5, "resolution_th": "วาระที่ 4",
    }  # fmt: skip
    return Resolution(**(said | fields))  # type: ignore[arg-type]


def example_of(fund: Fund) -> Agreement:
    """What the example says, as this fund's draft would."""
    row = draft_from_example(fund, actor(fund, "chair"), NOW, TODAY)
    said = parsed(row)
    row.delete()
    return said


def in_force(fund: Fund, said: Agreement, day: date | None = None) -> AgreementVersion:
    """The agreement put in force from its own day, resolved the day before or on `day`."""
    row = new_draft(fund, actor(fund, "chair"), said, {}, NOW, TODAY)
    met = resolution(day or min(said.effective_from, TODAY))
    return put_in_force_with(fund, row.pk, actor(fund, "chair"), actor(fund, "secretary"), met, NOW, TODAY)
