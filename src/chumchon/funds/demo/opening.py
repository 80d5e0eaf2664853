"""How the story begins: the fund opens from its file, the register comes in, the cut-off sheet is counted and signed."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from chumchon.access.story import at
from chumchon.access.system import system_actor

from ..actions import cutoff
from ..actions.cutoff import Standing
from ..actions.fund import open_with_users
from ..actions.importing import import_book
from ..models import Fund
from ..queries.importing.batches import mapping_for
from ..queries.importing.reading import read_book
from ..rules.cutoff import PIECES
from ..rules.fund import FundFacts, Openings
from ..rules.fund_file import read_file
from .cast import FUND_USERS, Stage, enter

FILE, REGISTER = "mae-raem.toml", "mae-raem-register.xlsx"
REGISTER_DAY = date(2024, 9, 30)  # the day of which the example's register speaks


def begin(examples: Path, today: date) -> Stage:
    """The fund with its officers, members and a signed cut-off sheet, as of the first day of the fiscal year two ago."""
    facts = read_file((examples / FILE).read_bytes(), today)
    start = first_day(today)
    now = at(start, 7)
    opened = open_with_users(_cast(facts, start, today), system_actor(), now, start)
    stage = Stage(opened.fund, 2569)
    enter(opened.fund, facts.founded, now)
    _register(stage, examples / REGISTER, start)
    _cut_off(stage, start)
    return stage


def first_day(today: date) -> date:
    """1 October: two whole fiscal years before the one that runs, and never before the register's day."""
    running = today.year if today.month >= 10 else today.year - 1
    return date(max(running - 2, REGISTER_DAY.year), 10, 1)


def _cast(facts: FundFacts, start: date, today: date) -> FundFacts:
    """A user name for each seat, terms that run today, openings on the story's first day."""
    seats = tuple(
        replace(seat, username=seat.position, until_day=seat.until_day if (seat.until_day or today) > today else None)
        for seat in facts.committee
        if seat.position in FUND_USERS
    )
    openings = facts.openings or Openings(start)
    return replace(facts, committee=seats, openings=replace(openings, day=start))


def _register(stage: Stage, file: Path, start: date) -> None:
    data = file.read_bytes()
    book = read_book(data)
    mapping = mapping_for(stage.fund, book)
    digest = sha256(data).hexdigest()
    import_book(stage.fund, stage.actor("registrar"), book, mapping, file.name, digest, at(start, 8), start)


def _cut_off(stage: Stage, start: date) -> None:
    fund, treasurer = stage.fund, stage.actor("treasurer")
    sheet = fund.cut_off
    cash = sheet.amounts.get("1010", 0)
    others = {code: satang for code, satang in sheet.amounts.items() if code != "1010"}
    cutoff.save_draft(fund, start, pieces(cash), others, treasurer, at(start, 9), start)
    years = start.year - REGISTER_DAY.year
    standings = {m.id: Standing(_later(m.paid_until, years), _legacy(m.joined_on, start)) for m in fund.members.all()}
    cutoff.set_standings(fund, standings, treasurer, at(start, 9, 30), start)
    cutoff.sign_with(fund, treasurer, stage.actor("chair"), at(start, 10), start)
    stage.fund = Fund.objects.select_related("organisation__subdistrict__district__province").get(pk=fund.pk)


def _later(day: date | None, years: int) -> date | None:
    """The register's day in the story's year."""
    return day.replace(year=day.year + years) if day else None


def _legacy(joined: date, start: date) -> int:
    """A baht a day since joining, in whole months, as the old book says it."""
    return max(0, (start.year - joined.year) * 12 + start.month - joined.month) * 3000


def pieces(satang: int) -> dict[str, int]:
    """A sum in the fewest notes and coins."""
    counted: dict[str, int] = {}
    for value in PIECES:
        if satang >= value:
            counted[str(value)], satang = divmod(satang, value)
    return counted
