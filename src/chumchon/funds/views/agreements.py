"""A fund's agreement for everybody in it: read clause by clause, its history, the file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import agreements as actions
from ..models import AgreementVersion
from ..queries import agreements as queries
from ..queries.agreement_use import is_used
from ..rules.agreement_compare import sections
from .common import fund_of, show


@needs("agreement.read")
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force today, in Thai; for the committee also the drafts."""
    fund = fund_of(request)
    rows = queries.rows_in_force(fund)
    row = queries.pick(rows, today())
    later = [r for r in rows if r.effective_from > today()]
    return _read(request, row, later=later, drafts=queries.drafts_of(fund))


def version_of(request: HttpRequest, number: int) -> AgreementVersion:
    """A version of this fund that is no draft, by its number; 404 otherwise."""
    found = queries.version_numbered(fund_of(request), number)
    if found is None:
        raise Http404
    return found


@needs("agreement.read")
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version, in force or withdrawn, with the resolution it stands on."""
    return _read(request, version_of(request, number))


def _read(request: HttpRequest, row: AgreementVersion | None, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {"row": row, **more}
    if row is not None:
        said = queries.parsed(row)
        context |= {
            "agreement": said,
            "sections": [s for _, s in sections(said)],
            "row_now": queries.version_on(fund_of(request), today()),
        }
    return show(request, "funds/agreements/read.html", context)


@needs("agreement.read")
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every version with its resolution, the newest first."""
    fund = fund_of(request)
    rows = queries.history_of(fund)
    now = queries.version_on(fund, today())
    return show(request, "funds/agreements/history.html", {"rows": rows, "now": now})


def toml_response(row: AgreementVersion, code: str) -> HttpResponse:
    """The text as a file."""
    answer = HttpResponse(row.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="agreement-{code}-{row.number}.toml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("agreement.read")
def toml(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The version as a TOML file."""
    return toml_response(version_of(request, number), code)


@needs("agreement.decide")
def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a version back that nothing was decided by; a second person signs."""
    row, error = version_of(request, number), None
    if request.method == "POST":
        said = request.POST
        try:
            actions.withdraw(
                fund_of(request), row.pk, actor_of(request), said.get("reason", ""), said.get("witness", ""),
                said.get("secret", ""), timezone.now(), today(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, f"ถอนข้อตกลงฉบับที่ {row.number} แล้ว")
            return redirect("agreement_history", code)
    context = {
        "row": row, "error": error, "used": row.state == "in_force" and is_used(row),
        "reason": request.POST.get("reason", ""), "witness": request.POST.get("witness", ""),
    }  # fmt: skip
    return show(request, "funds/agreements/withdraw.html", context, 422 if error else 200)
