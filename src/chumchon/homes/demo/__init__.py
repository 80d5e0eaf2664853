"""Housing in the demo: one community in every stage of its way, and one of each sibling programme on its own way."""

from datetime import date

from chumchon.access.models import Organisation

from ..actions.figures import refresh
from .amending import amend
from .cast import AREA, MAIN, Stage, people
from .main import tell_main
from .siblings import tell_siblings
from .way import on_the_way, open_one

TITLE = "ที่อยู่อาศัยของชุมชน"
SIGN_INS = (
    ("homes_chair", "ประธานชุมชนบ้านมั่นคง"), ("homes_treasurer", "เหรัญญิกชุมชนบ้านมั่นคง"), ("homes_secretary", "เลขานุการชุมชนบ้านมั่นคง"),
    ("homes_architect", "สถาปนิกชุมชน"), ("homes_member", "สมาชิกบ้านมั่นคง"),
)  # fmt: skip
STAGES = (
    ("ban-survey", "ชุมชนหน้าวัด", 1), ("ban-committee", "ชุมชนท่าน้ำ", 2), ("ban-savings", "ชุมชนร่วมใจ", 3), ("ban-land", "ชุมชนสันกลาง", 4),
    ("ban-design", "ชุมชนหลังตลาด", 5), ("ban-plan", "ชุมชนกำแพงงาม", 6), ("ban-legal", "ชุมชนประตูดิน", 7), ("ban-contract", "ชุมชนห้าธันวา", 8),
    ("ban-build", "ชุมชนริมเหมือง", 9), ("ban-move", "ชุมชนใหม่สามัคคี", 10), ("ban-quality", "ชุมชนสันติสุข", 12),
)  # fmt: skip
SIBLINGS = (
    ("por-piang-doi", "บ้านพอเพียงตำบลดอยหล่อ", "por-piang", 4, "scattered"), ("khlong-bang-sai", "ชุมชนริมคลองบางทราย", "canal", 7, "canal"),
    ("sun-khon-rai-ban", "ศูนย์ฟื้นฟูคนไร้บ้านเชียงใหม่", "homeless", 4, "other"), ("fire-talat", "ชุมชนตลาดเก่า (ไฟไหม้)", "urgent", 4, "fire"),
    ("mae-kha-4", "ชุมชนริมคลองแม่ข่า 4", "mae-kha", 3, "canal"), ("rural-ban-suan", "บ้านสวนดอก", "mankong-rural", 5, "village"),
    ("andaman-sai", "ชุมชนหาดทราย", "andaman", 1, "coast"), ("railway-4", "ชุมชนทางรถไฟสาย 4", "railway", 1, "railway"),
    ("samrong-2", "ชุมชนคลองสำโรง 2", "samrong", 1, "canal"),
)  # fmt: skip
AMENDS = "ban-build"
OTHER_AREAS = {"andaman": "830101", "samrong": "900101"}


def told() -> bool:
    """Is the first community there?"""
    return Organisation.objects.filter(code=MAIN).exists()


def tell(today: date) -> None:
    """The community that repays, one in every stage before and after it, one of each sibling programme."""
    stage = Stage(today)
    people(today)
    main = open_one(stage, MAIN, "ชุมชนสายน้ำปิง", "mankong-urban", AREA, "canal", 12, 900)
    tell_main(stage, main)
    for code, name, number in STAGES:
        made = open_one(stage, code, name, "mankong-urban", AREA, "slum", 10, 700)
        on_the_way(stage, made, number)
        if code == AMENDS:
            amend(stage, made)
    for code, name, programme, number, settlement in SIBLINGS:
        area = OTHER_AREAS.get(programme, AREA)
        on_the_way(stage, open_one(stage, code, name, programme, area, settlement, 10, 500), number)
    tell_siblings(stage)
    refresh(today)
