"""chumchon add-officer USERNAME --name NAME --role ROLE [--area CODE ...] [--region R1 ...]: a sign-in for an area, with a first password."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chumchon.thai.errors import Plain

from ...officers import ROLES, add_officer


class Command(BaseCommand):
    """The password is shown once and kept nowhere."""

    help = "เพิ่มเจ้าหน้าที่หรือผู้ดูแลระบบ · Add an officer of an area, or the administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, as what, where."""
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="ชื่อและนามสกุล · the person's name")
        parser.add_argument("--role", required=True, choices=ROLES)
        parser.add_argument(
            "--area", nargs="*", default=[], metavar="CODE", help="province 50, district 5007; none: nation"
        )
        parser.add_argument("--region", nargs="*", default=[], metavar="R1", help="ภาคของสถาบัน · regions, such as R1")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add and say the first password."""
        given = options["username"], options["name"], options["role"], [*options["area"], *options["region"]]
        try:
            user, password = add_officer(*given, timezone.localdate(), timezone.now())
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en} [{refused.code}]", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps({"username": user.username, "password": password}))
            return
        self.stdout.write(f"ผู้ใช้ {user.username} รหัสผ่านครั้งแรก {password} (แสดงครั้งเดียว)")
