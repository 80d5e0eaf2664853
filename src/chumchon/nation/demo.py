"""The demo's chapter of the areas: made-up local governments of the district, and the province's network of funds."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from chumchon.access.models import Organisation
from chumchon.access.system import system_actor
from chumchon.areas.governments import read_rows
from chumchon.areas.models import LocalGovernment
from chumchon.thai.errors import Plain

from .actions import networks
from .actions.areas import bring_governments
from .models import Network

TITLE = "ท้องถิ่นและเครือข่าย"
SIGN_INS: tuple[tuple[str, str], ...] = ()
FILE = Path(settings.BASE_DIR).parents[1] / "examples" / "governments-made-up.csv"
SOURCE = "ข้อมูลสมมติสำหรับสาธิต ไม่ใช่ทะเบียนจริง"
FUND, PROVINCE = "mae-raem", "50"


def told() -> bool:
    """The network is there already."""
    return Network.objects.exists()


def tell(today: date) -> None:
    """Bodies from the example file, and the network with its chair and the demo's fund."""
    now = datetime(today.year, today.month, today.day, 9, tzinfo=ZoneInfo(settings.TIME_ZONE))
    actor, fund = system_actor("officer_hq"), Organisation.objects.get(code=FUND)
    if FILE.exists() and not LocalGovernment.objects.exists():
        bring_governments(actor, read_rows(FILE), SOURCE, True, now, today)
    since = max(fund.opened_on, date(today.year - 2, 10, 1))
    try:
        network = networks.open_network(actor, PROVINCE, "เครือข่ายกองทุนสวัสดิการชุมชนจังหวัดเชียงใหม่", now, today)
    except Plain:
        return  # somebody opened it by hand
    networks.set_chair(actor, network, "นางบัวผัน แก้วดี", since, date(since.year + 4, 9, 30), now, today)
    networks.join(actor, network, fund, since, now, today)
