"""Public pages: find a tambon, one tambon, its indicators, the programmes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from chumchon.access.http import public, today
from chumchon.access.sheets import csv_response
from chumchon.areas.models import Subdistrict
from chumchon.thai.digits import arabic
from chumchon.thai.money import baht

from ..columns.layout import year_of
from ..queries import places
from ..strength import queries as strength
from ..strength.load import catalogue
from . import programmes as known
from . import queries

LONGEST = 80


def _english() -> bool:
    return get_language() == "en"


@public
def find(request: HttpRequest) -> HttpResponse:
    """?q=: tambons that the words find; the only one opens at once."""
    text = arabic(request.GET.get("q", "")).strip()[:LONGEST]
    found = queries.find(text)
    if len(found) == 1:
        return redirect("tambon", found[0].code)
    context = {"q": text, "found": found, "most": queries.FOUND_MOST, "english": _english()}
    return render(request, "nation/tambon/find.html", context)


def _tambon(code: str) -> Subdistrict:
    found = queries.tambon_of(code)
    if found is None:
        raise Http404
    return found


@public
def one(request: HttpRequest, tambon: str) -> HttpResponse:
    """A tambon's fund, council, organisations, homes, households and indicators side by side; `?format=csv`."""
    area = _tambon(tambon)
    page = queries.profile(area, today())
    if request.GET.get("format") == "csv":
        return csv_response(f"tambon-{area.code}.csv", ["เรื่อง", "รายการ", "จำนวน", "หน่วย"], _rows(page))
    context = {
        "page": page, "tambon": area, "way": places.way(area.code), "english": _english(), "day": today(),
        "neighbours": queries.neighbours(area), **_indicators(page.strength),
    }  # fmt: skip
    return render(request, "nation/tambon/profile.html", context)


def _indicators(found: strength.Tambon | None) -> dict[str, Any]:
    """What would lift it, each with its words filled in, what lifts most first."""
    lifts = []
    for lift in found.lifts if found else []:
        i = lift.indicator
        missing = baht(lift.missing).removesuffix(".00") if i.unit == "satang" else f"{lift.missing:,}"
        lifts.append((i, i.lift_th.format(missing=missing), i.lift_en.format(missing=missing), lift.gain_permille))
    places_of_bands = {b.code: n for n, b in enumerate(catalogue().bands)}
    return {
        "strength": found, "lifts": lifts, "running": found is not None and found.year_be == year_of(today()),
        "band_place": places_of_bands.get(found.band.code) if found and found.band else None,
    }  # fmt: skip


def _rows(page: queries.Profile) -> list[list[object]]:
    made: list[list[object]] = []
    for card in page.funds:
        month = card.month
        made.append(["กองทุน", card.organisation.name_th, month.members if month else "", "คน"])
        made.append(["เงินกองทุน", card.organisation.name_th, baht(month.money_satang) if month else "", "บาท"])
    for c in page.councils:
        made.append(["สภา", c.council.organisation.name_th, c.seats, "คน"])
    made += [["องค์กรชุมชน", line.name_th, line.count, "องค์กร"] for line in page.kinds]
    made += [["ที่อยู่อาศัย", p.name_th, p.units_planned, "ครัวเรือน"] for p in page.projects]
    if page.strength is not None:
        for pillar in page.strength.pillars:
            made.append(["เสาหลัก", pillar.pillar.name_th, pillar.permille / 10, "ร้อยละ"])
    return made


@public
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of the institute, one touch from the front door."""
    context = {"told": known.told(today()), "measures": known.BY_CODE, "english": _english()}
    return render(request, "nation/tambon/programmes.html", context)


@public
def programme(request: HttpRequest, programme_code: str) -> HttpResponse:
    """One programme: what it is, what was reported by region, what is kept here, where to read on."""
    found = known.programme(programme_code)
    if found is None:
        raise Http404
    table = known.regional(found, today())
    if request.GET.get("format") == "csv":
        head = ["ภาค", *(known.BY_CODE[m].name_th for m in table.measures)]
        return csv_response(f"{found.code}.csv", head, ([th, *values] for _, th, _, values in table.lines))
    kept = known.recorded(found)
    context = {
        "programme": found, "table": table, "measures": [known.BY_CODE[m] for m in found.measures], "english": _english(),
        "targets": known.targets(found), "recorded": kept, "recorded_sums": (sum(r.projects for r in kept), sum(r.units for r in kept)), "read_on": known.links_of(found),
    }  # fmt: skip
    return render(request, "nation/tambon/programme.html", context)
