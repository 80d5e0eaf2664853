"""The list of a house: on the form, and as a phone sends it (docs/api-entries.md). A bad entry spoils only itself."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone

from chumchon.access.models import Organisation
from chumchon.forms.fields import BahtField
from chumchon.forms.phone import entries_of, real, text, whole
from chumchon.forms.sealed import PhoneSeal, Said
from chumchon.thai.errors import BadInput

from ..actions.deliveries import DeliveryEntry
from ..models import Item, Point
from ..rules.needs import ListEntry
from ..words import RECEIVERS
from .disasters import number

PREFIX = "item_"
PHONE = PhoneSeal("relief-phone", "relief")
"""What phones seal lists and deliveries to (docs/decisions/0018)."""
TAKERS = [(key, word) for key, word in RECEIVERS.items() if key != "treasurer"]


class ListForm(forms.Form):
    """What one house or point lacks. uid and at come from the phone where it has a script."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label="หมู่ หรือจุดรับของ")
    house_no = forms.CharField(label="บ้านเลขที่", max_length=30, required=False)
    people = number("คนในบ้าน", min_value=1)
    damage_satang = BahtField(label="ค่าเสียหายโดยประมาณ", required=False, least=0)
    latitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, organisation: Organisation, points: list[Point], items: list[Item], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"uid": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        places = [(f"v{v.number}", v.label) for v in organisation.subdistrict.villages.all()]
        self.fields["place"].choices = [*places, *((f"p{p.pk}", f"จุดรับของ {p.name_th}") for p in points)]  # type: ignore[attr-defined]
        self.items = items
        for item in items:
            field = number(item.name_th, min_value=1, required=False)
            field.unit = item.unit_th  # type: ignore[attr-defined]
            self.fields[PREFIX + item.code] = field

    def things(self) -> list[Any]:
        """The boxes of the items, bound."""
        return [self[PREFIX + item.code] for item in self.items]

    def entry(self) -> ListEntry:
        """What was filled; touched now."""
        said = self.cleaned_data
        place = said["place"]
        lines = tuple((i.code, said[PREFIX + i.code]) for i in self.items if said.get(PREFIX + i.code))
        return ListEntry(
            said["uid"], int(place[1:]) if place[0] == "v" else 0, said["house_no"].strip() if place[0] == "v" else "",
            said["people"], lines, timezone.now(), said["damage_satang"] or 0, int(place[1:]) if place[0] == "p" else 0,
            said["latitude"], said["longitude"],
        )  # fmt: skip


def check_writer(raw: bytes, user_id: int) -> None:
    """What one person wrote on a phone is not sent in the name of the next. Errors: OTHER_USER."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return  # read_entries says so
    writer = body.get("user") if isinstance(body, dict) else None
    if writer is not None and writer != user_id:
        raise BadInput(
            "OTHER_USER",
            "รายการในเครื่องเป็นของผู้ใช้อีกคน ให้คนนั้นเข้าสู่ระบบแล้วส่งเอง",
            "Another person wrote these; they sign in and send.",
        )


def read_entries(raw: bytes, user_id: int, now: datetime) -> list[Said[ListEntry | DeliveryEntry]]:
    """The entries of a body with the id each said. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES, TOO_MANY."""
    return [PHONE.read(entry, user_id, partial(_one, now=now), "จดใหม่อีกครั้ง") for entry in entries_of(raw)]


def _one(entry: dict[str, Any], said: str, *, now: datetime) -> ListEntry | DeliveryEntry:
    return _READERS[entry["kind"]](entry, said, now)


def _list(entry: dict[str, Any], said: str, now: datetime) -> ListEntry:
    lines = entry["lines"]
    if not isinstance(lines, dict) or len(lines) > 40:
        raise TypeError(lines)
    return ListEntry(
        uuid.UUID(said), whole(entry.get("village", 0)), text(entry.get("house", ""), 30), whole(entry["people"]),
        tuple((text(code, 20), whole(quantity)) for code, quantity in lines.items()), _moment(entry["at"], now),
        whole(entry.get("damage", 0)), whole(entry.get("point", 0)), real(entry.get("latitude")),
        real(entry.get("longitude")), text(entry.get("device", ""), 60),
    )  # fmt: skip


def _delivery(entry: dict[str, Any], said: str, now: datetime) -> DeliveryEntry:
    at = _moment(entry["at"], now)
    return DeliveryEntry(
        uuid.UUID(said), whole(entry["line"]), whole(entry["quantity"]), text(entry["receiver"], 9), at,
        timezone.localtime(at).date(), text(entry.get("device", ""), 60),
    )  # fmt: skip


_READERS: dict[str, Callable[[dict[str, Any], str, datetime], ListEntry | DeliveryEntry]] = {
    "needs": _list, "delivery": _delivery,
}  # fmt: skip


def _moment(value: Any, now: datetime) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None or not 2020 <= at.year <= 2199:
        raise ValueError(at)
    return min(at.astimezone(UTC), now)
