"""What a project does in its programme's own way: which pages, what came of it so far, what it took over."""

from dataclasses import dataclass

from ..models import HandOver, Move, Project, RepairHouse, UrgentHouse
from ..rules.paths import told
from .paths import home_count
from .urgent import handed_over, taken_over

_LEASE = ("lease", "สัญญาเช่าที่ดิน", "file")
_STAYS = ("stays", "บ้านพักชั่วคราว", "house")
LINKS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "build": ("ที่ดินและที่พัก", (_LEASE, _STAYS)),
    "repair": ("ซ่อมบ้านรายหลัง", (("repairs", "รายชื่อบ้านที่ซ่อม", "house"),)),
    "canal": ("ย้ายพ้นคลอง", (("moves", "ย้ายเป็นรุ่น", "calendar"), _LEASE, _STAYS)),
    "path": ("เส้นทางของคน", (("path", "เส้นทางของคน", "people"),)),
    "urgent": ("กรณีเร่งด่วน", (("urgent", "เหตุและรายชื่อ", "warning"), _STAYS)),
}
"""Title and (address, Thai word, picture) of the pages, by the programme's way."""


@dataclass(frozen=True)
class OwnWay:
    """For the project's page. result: what counts so far, "" where the whole project counts at once."""

    title: str
    links: tuple[tuple[str, str, str], ...]
    result: str
    handed: HandOver | None
    taken: list[HandOver]


def own_way(project: Project) -> OwnWay:
    """The pages of the project's own way and its result in words; persons only in tens."""
    title, links = LINKS[project.programme.way]
    way = project.programme.way
    handed = handed_over(project) if way == "urgent" else None
    return OwnWay(title, links, _result(project, way), handed, taken_over(project))


def _result(project: Project, way: str) -> str:
    if way == "repair":
        return f"ซ่อมเสร็จ {RepairHouse.objects.filter(project=project, state='finished').count():,} หลัง"
    if way == "canal":
        return f"เข้าบ้านใหม่ {Move.objects.filter(project=project, home_on__isnull=False).count():,} หลัง"
    if way == "urgent":
        return f"มีที่พัก {UrgentHouse.objects.filter(project=project, housed_on__isnull=False).count():,} หลัง"
    return f"มีบ้าน {told(home_count(project))} คน" if way == "path" else ""
