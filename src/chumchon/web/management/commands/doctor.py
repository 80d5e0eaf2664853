"""chumchon doctor: is this server safe to open? Exit code 0 yes, 1 no; every fault in Thai and English."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...doctor import examine
from ...doctor.finding import STOP


class Command(BaseCommand):
    """Looks at settings, files and database and changes nothing. Run it as the user and the role of the service."""

    help = "ตรวจว่าเครื่องนี้ปลอดภัยพอจะเปิดใช้ · Is this server safe to open?"
    requires_system_checks = ()  # it says itself what is wrong, also where nothing else would start

    def add_arguments(self, parser: CommandParser) -> None:
        """--json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look and say."""
        found = list(examine())
        bad = [f for f in found if f.severity == STOP]
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not bad, "findings": [asdict(f) for f in found]}, ensure_ascii=False))
        else:
            for f in found:
                self.stdout.write(f"{'ต้องแก้' if f in bad else 'เตือน'}  {f.code}\n  {f.th}\n  {f.en}")
        if bad:
            raise CommandError(
                f"ยังไม่ควรเปิดใช้ ต้องแก้ {len(bad)} เรื่อง\nNot safe to open: {len(bad)} to mend.", returncode=1
            )
        if not options["json"]:
            self.stdout.write("ปลอดภัยพอจะเปิดใช้\nSafe to open.")
