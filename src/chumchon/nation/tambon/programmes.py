"""The institute's programmes as the article tells them: names, what each is, its figures, and where to read on."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from chumchon.access.walls import whole_nation
from chumchon.areas.models import Region
from chumchon.homes.models import Programme as HomeProgramme
from chumchon.homes.models import Project

from ..measures import MEASURES
from ..models import Target
from ..queries import report
from ..queries.report import Cell

BY_CODE = {m.code: m for m in MEASURES}


@dataclass(frozen=True)
class Programme:
    """A programme. measures: what the nation reports of it; housing: the homes room's own programmes; links: (address's
    name, Thai, English) of public pages, left out where their room is not installed."""

    code: str
    icon: str
    th: str
    en: str
    about_th: str
    about_en: str
    measures: tuple[str, ...] = ()
    housing: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()


_HOMES = ("mankong-urban", "mankong-rural", "andaman", "railway")
_CANALS = ("canal", "mae-kha", "samrong")
PROGRAMMES = (
    Programme(
        "welfare", "heart", "กองทุนสวัสดิการชุมชน", "Community welfare funds",
        "สมาชิกออมวันละบาท รัฐและท้องถิ่นสมทบ ช่วยกันตั้งแต่เกิดจนตาย เริ่มจาก 99 กองทุนนำร่องในปี 2548",
        "Members give a baht a day, the state and the local government match it, and all help each other from birth to death.",
        ("funds", "members", "fund_money", "recipients", "welfare_paid"), (),
        (("nation_funds", "กองทุนที่รายงาน", "Funds that reported"), ("nation_books", "สมุดบัญชีที่เปิดให้ดู", "Open books")),
    ),
    Programme(
        "baan-mankong", "house", "บ้านมั่นคงและแผนแม่บทที่อยู่อาศัย", "Baan Mankong and the master plan",
        "ชุมชนที่เดือดร้อนรวมกันแก้ สถาบันหนุน ออมทรัพย์ ที่ดิน แบบบ้าน และสร้างเอง ตั้งแต่ปี 2546",
        "Communities in trouble gather and solve: savings, land, designs and building of their own, since B.E. 2546.",
        ("baan_mankong", "baan_mankong_places"), _HOMES,
    ),
    Programme(
        "baan-por-piang", "house", "บ้านพอเพียงชนบท", "Baan Por Piang Chonnabot",
        "ซ่อมบ้านคนจนในชนบทตามรายชื่อที่ตำบลเลือกเอง ช่างและแรงในหมู่บ้าน", "Repairs of poor rural homes by the tambon's own list.",
        ("baan_por_piang", "baan_por_piang_places"), ("por-piang",),
    ),
    Programme(
        "canal", "map", "ชุมชนริมคลอง", "Canal-side communities",
        "ขยับบ้านพ้นคลองให้น้ำไหล เช่าที่ราชพัสดุ 30 ปี คลองลาดพร้าว เปรมประชากร แม่ข่า และสำโรง",
        "Houses move off the canal so that water flows, on land leased for thirty years.",
        ("canal", "canal_places"), _CANALS,
    ),
    Programme(
        "homeless", "people", "คนไร้บ้าน", "Homeless people",
        "ศูนย์ตั้งหลักในกรุงเทพฯ เชียงใหม่ ขอนแก่น ปทุมธานี จากที่พักพิงถึงงานและบ้าน",
        "Centres in four cities: from shelter to work and a home.", ("homeless", "homeless_places"), ("homeless",),
    ),
    Programme(
        "urgent", "warning", "กรณีเร่งด่วน ไฟไหม้ ไล่รื้อ", "Urgent: fire and eviction",
        "รายชื่อบ้านภายในไม่กี่วัน ช่วยทันที บ้านชั่วคราว แล้วทำโครงการที่ยั่งยืนต่อ",
        "A list of houses within days, aid, temporary homes, then a lasting project.", ("urgent",), ("urgent",),
    ),
    Programme(
        "councils", "council", "สภาองค์กรชุมชนตำบล", "Community organisation councils",
        "พื้นที่กลางของประชาธิปไตยชุมชน ผู้แทนกลุ่มในตำบลกำหนดทิศทางและส่งข้อเสนอถึงระดับชาติ",
        "The middle ground of community democracy, from the tambon to the national meeting.",
        ("councils", "organisations", "council_members"), (),
        (("councils", "รายชื่อสภา", "The councils"), ("organisations", "องค์กรชุมชนที่จดแจ้ง", "Registered organisations")),
    ),
    Programme(
        "households", "people", "สมุดพกครัวเรือน", "Household passbooks",
        "เข็มทิศและแผนที่ออกจากความจน ทีละหลังคาเรือน ครอบครัวเลือกเป้าหมายเอง ไม่ทิ้งใครไว้ข้างหลัง",
        "Compass and map out of poverty, house by house; the family chooses its own aims.", (), (),
        (("passbook_counts", "จำนวนที่เปิดเผยได้", "Counts that may be told"),),
    ),
    Programme(
        "relief", "heart", "ช่วยกันยามภัยพิบัติ", "Mutual help in disasters",
        "กองทุนและเครือข่ายส่งข้าว ของจำเป็น และแรงถึงกันในน้ำท่วมและโรคระบาด", "Funds and networks send rice, goods and hands.",
        (), (), (("disasters", "ภัยที่กำลังช่วยกัน", "Disasters and what was delivered"),),
    ),
    Programme(
        "leaders", "people", "ผู้นำและคนดีศรี พอช.", "Leaders and honours",
        "พัฒนาศักยภาพผู้นำ เชิดชูคนทำดี และเรื่องเล่าจากพื้นที่", "Training of leaders, honours, and stories of good practice.", (), (),
        (("public_leaders", "ผู้นำชุมชน", "Leaders"), ("told", "เรื่องเล่า", "Stories"), ("calendar", "ปฏิทิน", "Calendar")),
    ),
    Programme(
        "strength", "report", "ชุมชนเข้มแข็งเต็มพื้นที่ ปี 2579", "Strong communities everywhere by B.E. 2579",
        "เสาหลักสี่ด้านเป็นตัวชี้วัดที่นับจากทะเบียนและสมุด ดูของตำบลตนเองและทั้งประเทศ",
        "The four pillars as indicators counted from records, for each tambon and the nation.", (), (),
        (("strength", "ภาพรวมทั้งประเทศ", "The national picture"), ("strength_indicators", "นับอะไรบ้าง", "What is counted")),
    ),
)  # fmt: skip


def programme(code: str) -> Programme | None:
    """One by its code."""
    return next((p for p in PROGRAMMES if p.code == code), None)


@dataclass(frozen=True)
class Told:
    """A programme with its nation's figures: (measure, cell), and the links that lead somewhere."""

    programme: Programme
    figures: list[tuple[str, Cell]]
    links: list[tuple[str, str, str]]


def links_of(one: Programme) -> list[tuple[str, str, str]]:
    """(address, Thai, English) of the pages whose room stands in this house."""
    made = []
    for name, th, en in one.links:
        try:
            made.append((reverse(name), th, en))
        except NoReverseMatch:
            continue
    return made


def told(day: date) -> list[Told]:
    """Every programme with what was reported of the nation by that day."""
    cells = report.figures([""], day)[""]
    return [Told(p, [(m, cells[m]) for m in p.measures if m in cells], links_of(p)) for p in PROGRAMMES]


@dataclass(frozen=True)
class Regional:
    """A programme by region: (region code, Thai, English, value of each measure), and the nation's sums of the lines."""

    measures: list[str]
    lines: list[tuple[str, str, str, list[int]]]
    sums: list[int]


def regional(one: Programme, day: date) -> Regional:
    """What was reported of a programme by region."""
    regions = list(Region.objects.all())
    cells = report.figures([r.code for r in regions], day)
    lines = [
        (r.code, f"ภาค{r.name_th}", r.name_en, [cells[r.code][m].value if m in cells[r.code] else 0 for m in one.measures])
        for r in regions
    ]  # fmt: skip
    return Regional(list(one.measures), lines, [sum(line[3][i] for line in lines) for i in range(len(one.measures))])


def targets(one: Programme) -> list[Target]:
    """The nation's targets of its measures."""
    return list(Target.objects.filter(measure_id__in=one.measures, area="").order_by("measure_id", "year_be"))


@dataclass(frozen=True)
class FromRecords:
    """A housing programme of the homes room with the projects that are kept here."""

    programme: HomeProgramme
    projects: int
    units: int


@whole_nation()
def recorded(one: Programme) -> list[FromRecords]:
    """Projects and planned households by the homes room's own programmes."""
    said: dict[int, tuple[int, int]] = {}
    for pk, units in Project.objects.exclude(state="cancelled").values_list("programme_id", "units_planned"):
        n, total = said.get(pk, (0, 0))
        said[pk] = (n + 1, total + units)
    found = HomeProgramme.objects.filter(code__in=one.housing)
    return [FromRecords(p, *said.get(p.pk, (0, 0))) for p in found]
