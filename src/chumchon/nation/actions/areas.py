"""What headquarters changes of the nation's areas: a region's provinces, tambons that ended, local governments, networks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.models import Grant, Organisation
from chumchon.access.rules import Actor, may
from chumchon.areas import actions as areas
from chumchon.areas.governments import Row, load_governments
from chumchon.areas.models import Province
from chumchon.funds.models import Fund
from chumchon.matching.models import Request
from chumchon.thai.errors import BadInput, NotAllowed, Refused

from ..models import FundMonth
from ..queries import places
from .summing import sum_books, sum_reported

PERMISSION = "areas.edit"


@dataclass(frozen=True)
class Moved:
    """A tambon that ended, what it became, the bodies and officers that moved with it, and its villages' numbers."""

    before: str
    after: str
    bodies: tuple[str, ...]
    officers: int
    villages: dict[int, int]


def _require(actor: Actor, day: date) -> None:
    if not may(actor, PERMISSION, None, "", day):
        raise NotAllowed(
            "NOT_ALLOWED", "เรื่องพื้นที่ของประเทศแก้ได้เฉพาะเจ้าหน้าที่ส่วนกลาง", "Only headquarters changes the nation's areas."
        )


@transaction.atomic
def move_province(actor: Actor, province: str, region: str, source: str, now: datetime, day: date) -> Province:
    """Lay a province into another region; the figures of both regions are summed anew.

    Errors: NOT_ALLOWED, NO_SOURCE, NO_AREA, SAME_REGION.
    """
    _require(actor, day)
    if len(source.strip()) < 3:
        raise BadInput(
            "NO_SOURCE", "บอกที่มา เช่น คำสั่งสถาบันที่และวันที่", "Say where the grouping is from, such as an order and its day."
        )
    was = Province.objects.filter(code=province).values_list("region_id", flat=True).first()
    moved = areas.move_province(province, region, source)
    record(
        actor.user_id, "region.move", None, f"province:{province}", now,
        {"from": was, "to": region, "source": source.strip()},
    )  # fmt: skip
    places.forget()
    sum_reported()
    sum_books()
    return moved


@transaction.atomic
def replace_tambon(
    actor: Actor, old: str, new: str, from_day: date, source: str, now: datetime, day: date, name_th: str = "",
) -> Moved:  # fmt: skip
    """A tambon took another code or was merged; funds, other bodies, officers and villages go with it.

    Books, receipts and members stay as they are: they hang on the fund, not on the code. Reported rows keep the code
    under which they were reported. Errors: NOT_ALLOWED, NO_SOURCE, NOT_YET and those of areas.actions.replace_subdistrict.
    """
    _require(actor, day)
    if len(source.strip()) < 3:
        raise BadInput(
            "NO_SOURCE",
            "บอกที่มา เช่น ประกาศราชกิจจานุเบกษาและวันที่",
            "Say where it is from, such as the Gazette and its day.",
        )
    if from_day > day:
        raise Refused(
            "NOT_YET", "ยังไม่ถึงวันที่รหัสใหม่ใช้ บันทึกเมื่อถึงวันนั้น", "The new code does not hold yet; record it on its first day."
        )
    done = areas.replace_subdistrict(old, new, from_day, name_th)
    moved = list(Organisation.objects.select_for_update().filter(subdistrict=done.before).order_by("code"))
    for organisation in moved:
        organisation.subdistrict = done.after
        organisation.save(update_fields=["subdistrict"])
        record(
            actor.user_id, "area.move", organisation, f"area:{old}", now,
            {"to": new, "source": source.strip(), "villages": {str(k): v for k, v in done.villages.items()}},
        )  # fmt: skip
    highest = max(done.villages.values(), default=0)
    Fund.objects.filter(organisation__in=moved, village_count__lt=highest).update(village_count=highest)
    FundMonth.objects.filter(organisation__in=moved).update(area=new)
    # A request lies with the officers of the new place: the queue reads the area that stands on it.
    Request.objects.filter(fund__organisation__in=moved).update(area=new)
    officers = Grant.objects.filter(area_prefix=old).update(area_prefix=new)
    record(
        actor.user_id, "area.replace", None, f"area:{old}", now,
        {"to": new, "from_day": from_day.isoformat(), "source": source.strip(), "bodies": len(moved)},
    )  # fmt: skip
    places.forget()
    sum_books()
    return Moved(old, new, tuple(o.code for o in moved), officers, done.villages)


@transaction.atomic
def bring_governments(
    actor: Actor, rows: Iterable[tuple[int, Row]], source: str, made_up: bool, now: datetime, day: date
) -> tuple[int, int]:
    """Local governments from a file's rows; (added, changed). Errors: NOT_ALLOWED, BAD_GOVERNMENTS."""
    _require(actor, day)
    added, changed = load_governments(rows, day, source, made_up)
    record(
        actor.user_id, "governments.load", None, "", now,
        {"added": added, "changed": changed, "source": source, "made_up": made_up},
    )  # fmt: skip
    return added, changed
