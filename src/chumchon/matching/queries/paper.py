"""What the paper of a request is made of."""

from chumchon.funds.queries.reports import seats_on
from chumchon.funds.queries.status_form import status_facts
from chumchon.funds.rules.status_form import status_form
from chumchon.ledger.rules import short_code
from chumchon.paper.tables import Report
from chumchon.thai.dates import short_th

from ..models import Award, Request
from ..rules.desks import COMMITTEE_SIGNATURES, POSITIONS, STATES
from ..rules.paper import RequestFacts, request_form
from .requests import reasons, signatures


def request_paper(request: Request) -> Report:
    """The request with the status form as of the day of counting: one Report for PDF, workbook and CSV."""
    fund, signed = request.fund, signatures(request)
    award = Award.objects.filter(request=request).first()
    bank = request.bank
    facts = RequestFacts(
        round_name=request.round.name_th, fund_name=fund.name_th, area=fund.organisation.subdistrict.label,
        counting_day=request.round.counting_day, state_th=STATES[request.state], count_no=request.count_no,
        counted=request.counted, head_number=request.book_head_number,
        head_code=short_code(request.book_head_hash) if request.book_head_hash else "",
        bank=f"{bank.bank} เลขที่ {bank.number} ชื่อบัญชี {bank.name}" if bank is not None else "",
        reasons=[(th, n) for _, th, n in reasons(request)],
        signed=[(s.name_th, POSITIONS[s.position], short_th(s.day), s.paper_number) for s in signed],
        signers=_signers(request), award=(award.due_satang, award.debt_satang, award.share_satang) if award else None,
    )  # fmt: skip
    return request_form(facts, status_form(status_facts(fund, request.round.counting_day)))


def _signers(request: Request) -> list[tuple[str, str]]:
    """Lines to sign on paper: the chair, four of the committee, the local government's head; who signed stands there by name."""
    by = {(s.position, s.place): s.name_th for s in signatures(request)}
    chair = next(
        (s.person_name for s in seats_on(request.fund, request.round.counting_day) if s.position == "chair"), ""
    )
    lines = [(by.get(("chair", 1), chair), "ประธานกองทุน")]
    lines += [(by.get(("committee", n), ""), "กรรมการ") for n in range(1, COMMITTEE_SIGNATURES + 1)]
    return [*lines, (by.get(("local_head", 1), ""), "ผู้บริหารองค์กรปกครองส่วนท้องถิ่น")]
