"""Who acts in housing's chapter of the demo, from when, and with what pictures."""

import io
import random
import uuid
from datetime import date, timedelta

from PIL import Image, ImageDraw

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.rules import Actor
from chumchon.access.story import Cast

FUND, MAIN, MEMBER = "mae-raem", "nam-ping", "homes_member"
ROLES = {"chair": "homes_chair", "treasurer": "homes_treasurer", "secretary": "homes_secretary", "committee": "homes_committee", "architect": "homes_architect"}  # fmt: skip
NAMES = {"chair": "นางบัวคำ รักถิ่น", "treasurer": "นายสมาน มั่นใจ", "secretary": "นางสาวแก้วตา ศรีเมือง", "committee": "นายอินสม ปันใจ", "architect": "นางสาวพิมพ์ใจ แบบดี"}  # fmt: skip
AREA, CENTRE = "500108", (98.997, 18.789)
OFFICERS = {"homes_city": "กรรมการเมืองเชียงใหม่", "homes_region": "เจ้าหน้าที่ภาคเหนือ", "homes_hq": "เจ้าหน้าที่ส่วนกลาง"}


class Stage(Cast):
    """Who acts, by role or user name, from when, and with what pictures."""

    def __init__(self, today: date) -> None:
        super().__init__(2546)
        self.today, self.pictures = today, 0

    def actor(self, role: str) -> Actor:
        """The actor of a role of housing's story, or of a user."""
        return super().actor(ROLES.get(role, role))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def picture(self, place: tuple[float, float] | None = None, taken: date | None = None) -> bytes:
        """A drawn house, another in every picture, with its day and place."""
        self.pictures += 1
        return _picture(random.Random(self.pictures), place, taken)  # noqa: S311 - a drawing


def _picture(rng: random.Random, place: tuple[float, float] | None, taken: date | None) -> bytes:
    drawn = Image.new("RGB", (320, 240), (rng.randrange(150, 255), rng.randrange(180, 255), 255))
    pen = ImageDraw.Draw(drawn)
    for _ in range(9):
        x, y = rng.randrange(0, 280), rng.randrange(0, 200)
        pen.rectangle(
            (x, y, x + rng.randrange(20, 120), y + rng.randrange(20, 90)),
            fill=tuple(rng.randrange(256) for _ in range(3)),
        )
    marks = Image.Exif()
    if taken is not None:
        marks[0x0132] = f"{taken:%Y:%m:%d} 09:00:00"
    if place is not None:
        gps = marks.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (place[1], 0.0, 0.0), "E", (place[0], 0.0, 0.0)
    out = io.BytesIO()
    drawn.save(out, "JPEG", exif=marks)
    return out.getvalue()


def people(today: date) -> None:
    """All share the demo's password and PIN: those of the fund's chair."""
    shown = User.objects.filter(username="chair").first()
    for role, username in ROLES.items():
        user = create_user(username, NAMES[role], uuid.uuid4().hex)
        if shown is not None:
            user.password, user.pin_hash = shown.password, shown.pin_hash
            user.must_choose_password = False
            user.save(update_fields=["password", "pin_hash", "must_choose_password"])
    for username, role, prefix in (
        ("homes_city", "officer_province", "50"),
        ("homes_region", "officer_region", ""),
        ("homes_hq", "officer_hq", ""),
    ):
        user = create_user(username, OFFICERS[username], uuid.uuid4().hex)
        user.is_active = False  # acts in the story, signs in to nothing
        user.save(update_fields=["is_active"])
        grant(user, role, today - timedelta(days=2000), area_prefix=prefix)
