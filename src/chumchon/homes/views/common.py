"""What every page of a project needs: the project, what the person may do in it, files to hand out."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from chumchon.access.http import actor_of, today
from chumchon.access.models import Organisation
from chumchon.access.rules import permissions
from chumchon.thai.errors import NotAllowed, Plain

from ..models import Project, SavingsGroup


def project_of(request: HttpRequest) -> Project:
    """The project of the address; the door has let the person in already. Errors: Http404 (another kind of organisation)."""
    organisation = request.organisation  # type: ignore[attr-defined]
    project: Project | None = getattr(request, "project", None)
    if project is None:
        project = Project.objects.select_related("programme").filter(organisation=organisation).first()
        if project is None:
            raise Http404
        project.organisation = organisation
        request.project = project  # type: ignore[attr-defined]
    return project


def group_of(request: HttpRequest) -> SavingsGroup:
    """The savings group of the address. Errors: Http404."""
    organisation = request.organisation  # type: ignore[attr-defined]
    group = SavingsGroup.objects.select_related("project__organisation").filter(organisation=organisation).first()
    if group is None:
        raise Http404
    group.organisation = organisation
    return group


def held(request: HttpRequest, organisation: Organisation) -> dict[str, bool]:
    """The permissions held here, with dots as underscores (`{% if may.homes_write %}`)."""
    found = permissions(actor_of(request), organisation.pk, organisation.subdistrict_id, today())
    return {p.replace(".", "_"): True for p in found}


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the project. Templates get `project`, `organisation`, `today` and `may`."""
    project = project_of(request)
    base = {
        "project": project, "organisation": project.organisation, "today": today(),
        "may": held(request, project.organisation),
    }  # fmt: skip
    return render(request, template, {**base, **(context or {})}, status=status)


def show_group(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of the savings group. Templates get `group`, `organisation`, `today` and `may`."""
    group = group_of(request)
    base = {
        "group": group, "organisation": group.organisation, "today": today(), "may": held(request, group.organisation),
    }  # fmt: skip
    return render(request, template, {**base, **(context or {})}, status=status)


def file_response(content: bytes, mime: str, name: str, inline: bool = True) -> HttpResponse:
    """A file that no proxy and no other person's browser keeps."""
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def act_beside(
    request: HttpRequest,
    form: forms.Form,
    name: str,
    act: Callable[[], str],
    page: Callable[..., HttpResponse],
    to: str,
    *args: object,
) -> HttpResponse:
    """Send one form of a page with several: what was wrong stands beside it. to, args: where it goes then, after the code."""
    if request.method != "POST":
        return redirect(to, project_of(request).code, *args)
    if form.is_valid():
        try:
            done = act()
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, done)
            return redirect(to, project_of(request).code, *args)
    return page(request, 422, **{name: form})


def form_page(
    request: HttpRequest, form: forms.Form, title: str, act: Callable[[dict[str, Any]], object], done: str, button: str,
    back: str = "",
) -> HttpResponse:  # fmt: skip
    """A page of one form; back: where it leads from and to, the project's page where it is not said."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, done)
            return redirect(back or reverse("project", args=[project_of(request).code]))
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "files": any(f.widget.needs_multipart_form for f in form.fields.values()),
    }
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)
