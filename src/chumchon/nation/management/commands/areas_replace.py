"""chumchon areas-replace OLD NEW --from DAY --source TEXT: a tambon took another code or was merged into another."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chumchon.access.system import system_actor
from chumchon.nation.actions.areas import replace_tambon
from chumchon.thai.dates import parse_day
from chumchon.thai.errors import Plain


class Command(BaseCommand):
    """Funds, other bodies, villages and officers go with the tambon; the old code stays with its successor."""

    help = "ตำบลเปลี่ยนรหัสหรือรวมกับตำบลอื่น · A tambon that changed its code or was merged."

    def add_arguments(self, parser: CommandParser) -> None:
        """OLD and NEW (six digits), the first day of the new code, where it is from."""
        parser.add_argument("old")
        parser.add_argument("new")
        parser.add_argument("--from", dest="from_day", required=True, metavar="DAY", help="1/10/2569 · 2026-10-01")
        parser.add_argument("--source", required=True)
        parser.add_argument("--name", default="", help="ชื่อใหม่ของตำบล · the new name, where it changed")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move and say what moved."""
        day = timezone.localdate()
        try:
            moved = replace_tambon(
                system_actor("officer_hq"), options["old"], options["new"],
                parse_day(options["from_day"], day, future_ok=True).day, options["source"], timezone.now(), day,
                options["name"],
            )  # fmt: skip
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en} [{refused.code}]", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(moved), ensure_ascii=False))
            return
        self.stdout.write(f"{moved.before} ต่อเป็น {moved.after}: ย้าย {len(moved.bodies)} องค์กร {moved.officers} เจ้าหน้าที่")
