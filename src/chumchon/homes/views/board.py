"""The project's public board: money in and out, how far; no person stands on it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from chumchon.access.http import public, today
from chumchon.access.walls import whole_nation
from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.paper.typeset import qr_svg
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from ..models import Project
from ..queries import houses, projects
from ..queries import plans as queries
from ..queries.incomes import meets
from ..queries.stock import stock
from .common import file_response


@public
@require_safe
@whole_nation()  # sums for everybody, no person
def board(request: HttpRequest, board: str) -> HttpResponse:
    """The project's public page: money in and out, how far; no person. `format=pdf` is for the wall."""
    rows = Project.objects.select_related(
        "programme", "organisation__subdistrict__district__province", "organisation__book"
    )
    project = get_object_or_404(rows, organisation__code=board)
    come, gone = queries.money(project)
    steps = projects.timeline(project)
    done = sum(s.place == "done" for s in steps)
    if request.GET.get("format") == "pdf":
        return file_response(
            _paper(project, come, gone, steps, _here(request)), "application/pdf", f"board-{board}.pdf"
        )
    context = {
        "project": project, "come": come, "gone": gone, "in_sum": sum(g.satang for g in come), "out_sum": sum(g.satang for g in gone),
        "cash": projects.cash_of(project), "steps": steps, "done": done, "surveyed": project.houses.count(),
        "instalments": queries.instalments(project), "building": houses.building(project, today()), "meets": meets(project),
        "stock": stock(project), "today": today(),
        "qr": mark_safe(qr_svg(_here(request)).decode()),  # noqa: S308 - segno's own markup
    }  # fmt: skip
    return render(request, "homes/board.html", context)


def _here(request: HttpRequest) -> str:
    """The board's own address, for the code on its paper."""
    return f"{settings.ORIGIN}{request.path}" if settings.ORIGIN else request.build_absolute_uri(request.path)


def _paper(
    project: Project, come: list[queries.Group], gone: list[queries.Group], steps: list[projects.StepShown], here: str
) -> bytes:
    money = meets(project)
    columns = (Column("รายการ"), Column("บาท", MONEY))
    way = [(s.step.name_th, {"done": "ผ่านแล้ว", "now": "กำลังทำ", "ahead": ""}[s.place]) for s in steps]
    building = houses.building(project, today())
    compared = [(x.word, x.planned, x.real, x.left) for x in money.uses]
    stages = [(word, n) for word, n, _ in building.stages if n]
    store = [(r.material.name_th, *r.said, r.material.unit_th) for r in stock(project)]
    pace = building.pace
    behind = f" ช้ากว่าแผน {pace.behind:,} วัน" if pace and pace.behind else " ตามแผน" if pace else ""
    note = f"งานก่อสร้าง {building.percent} %{behind}"
    report = Report(
        project.name_th, [project.programme.name_th, project.organisation.subdistrict.label, f"คงเหลือในโครงการ {baht(projects.cash_of(project))} บาท · ข้อมูล ณ {long_th(today())}"],
        [
            summed("เงินเข้าโครงการ", columns, [(g.word, g.satang) for g in come], half=True),
            summed("เงินออกจากโครงการ", columns, [(g.word, g.satang) for g in gone], half=True),
            Table("ขั้นตอน", (Column("ขั้น", wide=True), Column("ถึงไหนแล้ว")), way, half=True),
            *([summed("บ้านถึงขั้นไหน", (Column("ขั้น"), Column("หลัง", COUNT)), stages, half=True, note=note)] if stages else []),
            *([summed("ใช้เงินเทียบแผน", (Column("รายการ"), *(Column(w, MONEY) for w in ("แผน", "จริง", "เหลือ"))), compared)] if compared else []),
            *([Table("วัสดุ", (Column("วัสดุ", wide=True), *(Column(w) for w in ("เข้า", "ออก", "เหลือ", "หน่วย"))), store)] if store else []),
        ],
        signers=(("", "ประธานชุมชน"), ("", "เหรัญญิก")), check=here, check_words="สแกนดูป้ายวันนี้ เงินเข้า เงินออก ถึงขั้นไหน",
    )  # fmt: skip
    return report.pdf()
