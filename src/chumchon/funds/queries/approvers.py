"""Whether a fund has as many approvers as an agreement asks for, today or once the seats that are written down begin."""

from datetime import date

from chumchon.agreements.model import Agreement

from ..models import CommitteeSeat, Fund
from ..rules.approvals import Lack, lacking, read
from .claim_votes import committee, who_may


def lacks(fund: Fund, agreement: Agreement, today: date) -> list[Lack]:
    """Benefits whose claims nobody could ever approve.

    Each day counts on which more may sit: today, the day it begins, and the first day of each seat that is written down
    already, so that a committee which begins next week holds nothing up.
    """
    later = CommitteeSeat.objects.filter(fund=fund, from_day__gt=today).values_list("from_day", flat=True)
    voices = [_voices(fund, day) for day in sorted({today, max(today, agreement.effective_from), *later})]
    most = max(seats + others for seats, others in voices)
    found = []
    for benefit in agreement.benefits:
        asked = read(benefit.approve)
        if min(lacking(asked, *one) for one in voices):
            there = max(seats for seats, _ in voices) if asked.over_satang == 0 else most
            found.append(Lack(benefit.th, asked, there))
    return found


def _voices(fund: Fund, day: date) -> tuple[int, int]:
    """Voices of the committee that day, and people without a seat who may approve."""
    seats = committee(fund, day)
    sitting = {seat.user_id for seat in seats}
    return len(seats), sum(1 for person in who_may(fund, day) if person.user_id not in sitting)
