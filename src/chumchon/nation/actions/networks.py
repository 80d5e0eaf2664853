"""Networks of funds by province or region: opened, joined and left, and who chairs them."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, is_region, may
from chumchon.areas.models import Province, Region, Subdistrict
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Network, NetworkMember

PERMISSION = "networks.edit"


def _provinces(area: str) -> list[str]:
    if is_region(area):
        return sorted(Province.objects.filter(region_id=area).values_list("code", flat=True))
    return [area]


def _require(actor: Actor, area: str, day: date) -> None:
    """A network's area must lie wholly in the actor's: the officer of one province opens no network of the region."""
    if not all(may(actor, PERMISSION, None, province, day) for province in _provinces(area)):
        raise NotAllowed("NOT_ALLOWED", "เครือข่ายนี้อยู่นอกพื้นที่ของคุณ", "This network lies outside your area.")


@transaction.atomic
def open_network(actor: Actor, area: str, name_th: str, now: datetime, day: date) -> Network:
    """The network of a province ("50") or a region ("R1"); one of each. Errors: NO_AREA, NOT_ALLOWED, BAD_NAME, HAS_NETWORK."""
    known = Region.objects.filter(pk=area) if is_region(area) else Province.objects.filter(pk=area)
    provinces = _provinces(area)
    office = (
        Subdistrict.objects.filter(district__province__in=provinces, valid_to__isnull=True).order_by("code").first()
    )
    if not known.exists() or office is None:
        raise BadInput("NO_AREA", "เลือกจังหวัดหรือภาคจากรายการ", "Choose a province or a region of the list.")
    _require(actor, area, day)
    name_th = " ".join(name_th.split())
    if not 4 <= len(name_th) <= 160:
        raise BadInput("BAD_NAME", "ใส่ชื่อเครือข่าย", "Give the network's name.")
    code = f"network-{area.lower()}"
    if Organisation.objects.filter(code=code).exists():
        raise Clash("HAS_NETWORK", "พื้นที่นี้มีเครือข่ายแล้ว เปิดของเดิม", "This area has its network already.")
    organisation = Organisation.objects.create(
        code=code, kind="network", name_th=name_th, subdistrict=office, opened_on=day
    )
    network = Network.objects.create(organisation=organisation, area=area)
    record(actor.user_id, "network.open", organisation, f"organisation:{organisation.id}", now, {"area": area})
    return network


@transaction.atomic
def set_chair(
    actor: Actor, network: Network, name_th: str, since: date, until: date | None, now: datetime, day: date
) -> None:
    """Who chairs the network, from a day, for a term. The one before stays on the trail. Errors: NOT_ALLOWED, BAD_NAME, BAD_TERM."""
    _require(actor, network.area, day)
    name_th = " ".join(name_th.split())
    if not 2 <= len(name_th) <= 160:
        raise BadInput("BAD_NAME", "ใส่ชื่อและนามสกุลของประธาน", "Give the chair's name.")
    if until is not None and until < since:
        raise BadInput("BAD_TERM", "วันสิ้นสุดวาระอยู่ก่อนวันเริ่ม แก้วันที่", "The term ends before it begins.")
    network.chair_th, network.chair_from, network.chair_until = name_th, since, until
    network.save(update_fields=["chair_th", "chair_from", "chair_until"])
    detail = {"chair": name_th, "from": since.isoformat(), "until": until.isoformat() if until else ""}
    record(actor.user_id, "network.chair", network.organisation, f"organisation:{network.organisation_id}", now, detail)


@transaction.atomic
def join(actor: Actor, network: Network, fund: Organisation, since: date, now: datetime, day: date) -> NetworkMember:
    """A fund of the network's area joins. Errors: NOT_ALLOWED, NOT_A_FUND, OTHER_AREA, IN_NETWORK."""
    _require(actor, network.area, day)
    if fund.kind != "fund":
        raise Refused("NOT_A_FUND", "เข้าเครือข่ายได้เฉพาะกองทุน", "Only funds join a network.")
    if fund.subdistrict_id[:2] not in _provinces(network.area):
        raise Refused(
            "OTHER_AREA", "กองทุนนี้อยู่นอกพื้นที่ของเครือข่าย เลือกกองทุนในพื้นที่", "The fund lies outside the network's area."
        )
    if NetworkMember.objects.filter(network=network, organisation=fund, until_day__isnull=True).exists():
        raise Clash("IN_NETWORK", "กองทุนนี้อยู่ในเครือข่ายแล้ว", "The fund is in this network already.")
    member = NetworkMember.objects.create(network=network, organisation=fund, from_day=since)
    record(
        actor.user_id, "network.join", network.organisation, f"organisation:{fund.id}", now, {"from": since.isoformat()}
    )
    return member


@transaction.atomic
def leave(actor: Actor, network: Network, member_id: int, until: date, now: datetime, day: date) -> None:
    """A fund leaves after `until`, its last day. Errors: NOT_ALLOWED, NOT_IN_NETWORK, BAD_TERM."""
    _require(actor, network.area, day)
    member = NetworkMember.objects.select_for_update().filter(network=network, id=member_id, until_day=None).first()
    if member is None:
        raise Refused("NOT_IN_NETWORK", "กองทุนนี้ออกจากเครือข่ายไปแล้ว โหลดหน้านี้ใหม่", "The fund has left already.")
    if until < member.from_day:
        raise BadInput("BAD_TERM", "วันที่ออกอยู่ก่อนวันที่เข้า แก้วันที่", "The last day lies before the first.")
    member.until_day = until
    member.save(update_fields=["until_day"])
    record(
        actor.user_id, "network.leave", network.organisation, f"organisation:{member.organisation_id}", now,
        {"until": until.isoformat()},
    )  # fmt: skip
