"""Headquarters' page of the kinds of organisations and of the numbers of law, each with its source."""

from dataclasses import fields

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import settings as actions
from ..actions.settings import KindFacts, RuleFacts
from ..forms.settings import KindForm, RuleForm
from ..queries import settings as queries

RULE = [f.name for f in fields(RuleFacts)]


@needs("councils.nation")
def settings(request: HttpRequest) -> HttpResponse:
    """Every kind with how many organisations have it, and the numbers by the day they began."""
    return _page(request)


def _page(request: HttpRequest, form: RuleForm | None = None, error: Plain | None = None) -> HttpResponse:
    rules, day = queries.rules(), today()
    if form is None:
        newest = rules[0] if rules else None
        form = RuleForm(initial={name: getattr(newest, name) for name in RULE} if newest else None)
    context = {
        "kinds": queries.kinds_counted(), "rules": [(r, r.from_day > day) for r in rules], "form": form, "error": error,
        "total": sum(k.used for k in queries.kinds_counted()),
    }  # fmt: skip
    return render(request, "councils/settings.html", context, status=422 if error or form.errors else 200)


@needs("councils.nation")
def kind(request: HttpRequest, kind_code: str) -> HttpResponse:
    """One kind, or a new one at the code "new": GET the form, POST saves it."""
    found = queries.kind(kind_code)
    if found is None and kind_code != "new":
        raise Http404
    initial = {name: getattr(found, name) for name in KindForm.base_fields} if found else {"is_on": True}
    form = KindForm(request.POST or None, initial=initial)
    if found is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = KindFacts(said["name_th"], said["capital_th"], said["source"], said["position"], said["is_on"])
        try:
            actions.save_kind(said["code"], facts, actor_of(request), timezone.now(), today(), new=found is None)
            messages.success(request, "บันทึกแล้ว มีผลกับการจดแจ้งครั้งต่อไป")
            return redirect("council_settings")
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
    return render(request, "councils/kind.html", {"form": form, "kind": found}, status=422 if form.errors else 200)


@needs("councils.nation")
def rule(request: HttpRequest) -> HttpResponse:
    """POST: numbers from a day to come; `drop` takes back ones that have not begun."""
    if request.method != "POST":
        return redirect("council_settings")
    actor, now, day = actor_of(request), timezone.now(), today()
    drop = request.POST.get("drop", "")
    try:
        if drop:
            actions.drop_rule(int(drop) if drop.isdecimal() and len(drop) < 18 else 0, actor, now, day)
            messages.success(request, "ลบตัวเลขที่ยังไม่เริ่มใช้แล้ว")
            return redirect("council_settings")
        form = RuleForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            actions.add_rule(said["from_day"], RuleFacts(**{name: said[name] for name in RULE}), actor, now, day)
            messages.success(request, "บันทึกแล้ว เริ่มใช้ตามวันที่ตั้งไว้")
            return redirect("council_settings")
        return _page(request, form)
    except NotAllowed:
        raise
    except Plain as refused:
        return _page(request, RuleForm(request.POST) if not drop else None, refused)
