"""Referrals as the register sees them: sent, overdue, back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Plain

from ..actions import referrals as actions
from ..forms.passbooks import ReferralForm, ResultForm
from ..queries import referrals as queries
from ..queries import targets
from ..queries.passbook import look
from ..queries.registers import villages
from .common import beat, looked_at, opened_house, passbook_of, register_of, show

STATES = (("open", "ยังไม่จบ"), ("late", "เลยกำหนด"), ("back", "ได้ผลแล้ว"), ("cancelled", "ยกเลิก"), ("all", "ทั้งหมด"))
HEAD = ("เลขที่", "เรื่อง", "บ้าน", "ถึง", "ผู้รับเรื่อง", "สถานะ", "ส่งเมื่อ", "ครบกำหนด", "เลยกำหนด", "ผล")


@require_safe
@needs("households.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Overdue ones first; `?format=csv` gives the rows as a file."""
    register, asked = register_of(request), request.GET
    state = asked.get("state", "open")
    state = state if state in dict(STATES) else "open"
    number = asked.get("village", "")
    village = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0
    rows = queries.of_register(register, today(), state, village, beat(request))
    as_file = asked.get("format") == "csv"
    looked_at(request, as_file)
    if as_file:
        return csv_response(f"{code}-referrals.csv", HEAD, [_cells(r) for r in rows])
    context = {
        "rows": rows, "state": state, "states": STATES, "village": village, "villages": villages(register, beat(request)),
        "late": sum(bool(r.late) for r in rows),
    }  # fmt: skip
    return show(request, "referrals.html", context)


def _cells(row: queries.Row) -> list[object]:
    r = row.referral
    return [
        r.number, r.get_kind_display(), row.said.get("house", ""), row.said.get("to", ""), str(r.owner or ""), r.get_state_display(),
        short_th(r.made_on), short_th(r.due_on), row.late_words, r.get_result_display() or row.outcome_words,
    ]  # fmt: skip


def _row(request: HttpRequest, referral_id: int) -> queries.Row:
    row = queries.one(register_of(request), referral_id, today(), beat(request))
    if row is None:
        raise Http404
    return row


@require_safe
@needs("households.read")
def referral(request: HttpRequest, code: str, referral_id: int) -> HttpResponse:
    """One of them, and what became of it over there."""
    row = _row(request, referral_id)
    opened_house(request, row.referral.passbook_id)
    return _page(request, row)


def _page(
    request: HttpRequest, row: queries.Row, error: Plain | None = None, form: ResultForm | None = None
) -> HttpResponse:
    initial = {"seen": row.referral.step, "result": row.outcome, "words": row.outcome_words if row.outcome else ""}
    context = {"row": row, "r": row.referral, "form": form or ResultForm(initial=initial), "error": error}
    return show(request, "referral.html", context, 422 if error or form else 200)


@needs("households.refer")
def send(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """Send something on for this household."""
    found, register, day = passbook_of(request, pass_id), register_of(request), today()
    aims = [(a.key, a.name) for a in look(register, found, day).aims]
    members = targets.members(found.household_id)
    area = register.organisation.subdistrict_id
    form = ReferralForm(
        day, members, targets.of(area, "repair"), targets.trainings(area, day), aims, request.POST or None
    )
    context = {"passbook": found, "form": form}
    if request.method != "POST":
        opened_house(request, found.pk)
        return show(request, "refer.html", context)
    if not form.is_valid():
        return show(request, "refer.html", context, 422)

    def again(refused: Plain) -> HttpResponse:
        fields = {"NO_MEMBER": "member", "NO_TARGET": "project" if request.POST.get("kind") == "repair" else "to_words", "DUE": "due_on", "NOT_AGREED": "agreed", "NO_TRAINING": "training", "NO_LEARNER": "learner"}  # fmt: skip
        form.add_error(fields.get(refused.code), refused.th)
        return show(request, "refer.html", context, 422)

    def act() -> None:
        actions.send(register, found.pk, actor_of(request), form.facts(), form.cleaned_data["key"], timezone.now(), day)

    return do(request, act, "ส่งเรื่องต่อแล้ว", "passbook_house", again, code, found.pk)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_POST
@needs("households.refer")
def take(request: HttpRequest, code: str, referral_id: int) -> HttpResponse:
    """A visitor takes what goes to an agency by word."""
    row = _row(request, referral_id)

    def act() -> None:
        actions.take(
            register_of(request).organisation, referral_id, actor_of(request), _seen(request), timezone.now(), today()
        )

    return do(request, act, "รับเรื่องแล้ว", "passbook_referral", lambda e: _page(request, row, e), code, referral_id)


@require_POST
@needs("households.refer")
def back(request: HttpRequest, code: str, referral_id: int) -> HttpResponse:
    """The result for the family."""
    row, form = _row(request, referral_id), ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    got = form.cleaned_data

    def act() -> None:
        actions.bring_back(
            register_of(request).organisation, referral_id, actor_of(request), got["result"], got["words"], got["seen"],
            timezone.now(), today(),
        )  # fmt: skip

    return do(request, act, "บันทึกผลแล้ว", "passbook_referral", lambda e: _page(request, row, e, form), code, referral_id)


@require_POST
@needs("households.refer")
def cancel(request: HttpRequest, code: str, referral_id: int) -> HttpResponse:
    """Take it back."""
    row = _row(request, referral_id)

    def act() -> None:
        actions.cancel(register_of(request), referral_id, actor_of(request), _seen(request), timezone.now(), today())

    return do(request, act, "ยกเลิกเรื่องแล้ว", "passbook_referral", lambda e: _page(request, row, e), code, referral_id)
