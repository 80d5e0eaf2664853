"""Numbers of a council: seats, experts, quorum, votes, terms. Shares come from CouncilRule [d: Act B.E. 2551]."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.thai.errors import BadInput, Refused


@dataclass(frozen=True)
class Numbers:
    """The rule in force: shares as (numerator, denominator)."""

    least_founders: int = 5
    least_groups: int = 2
    most_sent: int = 2
    experts: tuple[int, int] = (1, 5)
    quorum: tuple[int, int] = (1, 2)
    term_years: int = 4
    meetings_a_year: int = 4


def quorum(seats: int, numbers: Numbers) -> int:
    """How many must be there: at least the share of the seats, and never nobody."""
    num, den = numbers.quorum
    return max(1, -(-seats * num // den))


def most_experts(representatives: int, numbers: Numbers) -> int:
    """How many experts may sit beside so many representatives, so that they are at most the share of all seats together."""
    num, den = numbers.experts
    return representatives * num // (den - num)


def last_day(first: date, years: int) -> date:
    """The last day of a term that begins on `first`: four years less a day."""
    try:
        end = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        end = date(first.year + years, 3, 1)
    return end - timedelta(days=1)


def need_quorum(present: int, seats: int, numbers: Numbers) -> None:
    """Errors: NO_QUORUM."""
    needed = quorum(seats, numbers)
    if present < needed:
        raise Refused(
            "NO_QUORUM",
            f"ยังไม่ครบองค์ประชุม มา {present} จาก {seats} คน ต้องมาอย่างน้อย {needed} คน เช็กชื่อให้ครบก่อน หรือนัดประชุมใหม่",
            f"No quorum: {present} of {seats} are present, {needed} are needed.",
        )


@dataclass(frozen=True)
class Votes:
    """Votes of one decision."""

    yes: int
    no: int = 0
    abstained: int = 0


def check_votes(votes: Votes, present: int) -> None:
    """Errors: BAD_VOTES, VOTES_ABOVE (more votes than people), NOT_CARRIED."""
    if min(votes.yes, votes.no, votes.abstained) < 0:
        raise BadInput("BAD_VOTES", "จำนวนเสียงต้องไม่ติดลบ แก้ตัวเลข", "Votes are never below zero.")
    total = votes.yes + votes.no + votes.abstained
    if total > present:
        raise Refused(
            "VOTES_ABOVE", f"รวม {total} เสียง แต่มาประชุม {present} คน นับเสียงใหม่ หรือแก้รายชื่อผู้มาประชุม",
            f"{total} votes of {present} people present.",
        )  # fmt: skip
    if votes.yes <= votes.no:
        raise Refused(
            "NOT_CARRIED", "เสียงเห็นชอบไม่มากกว่าไม่เห็นชอบ จึงไม่เป็นมติ บันทึกไว้ในรายงานการประชุมแทน",
            "More must be for it than against it.",
        )  # fmt: skip


def winner(votes: Mapping[int, int], present: int) -> int:
    """Who has the most votes. Errors: BAD_VOTES, VOTES_ABOVE, TIE."""
    if not votes or min(votes.values()) < 0 or max(votes.values()) == 0:
        raise BadInput("BAD_VOTES", "ใส่คะแนนของผู้สมัครอย่างน้อยหนึ่งคน", "Give the votes of at least one candidate.")
    total = sum(votes.values())
    if total > present:
        raise Refused(
            "VOTES_ABOVE", f"รวม {total} เสียง แต่มาประชุม {present} คน นับเสียงใหม่ หรือแก้รายชื่อผู้มาประชุม",
            f"{total} votes of {present} people present.",
        )  # fmt: skip
    best = max(votes.values())
    first = [seat for seat, count in votes.items() if count == best]
    if len(first) > 1:
        raise Refused(
            "TIE", "คะแนนสูงสุดเท่ากัน ลงคะแนนใหม่ระหว่างคนที่เท่ากัน", "A tie: vote again between those who are equal."
        )
    return first[0]
