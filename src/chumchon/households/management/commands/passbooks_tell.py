"""chumchon passbooks-tell: each register's counts of ten and more, as of the end of last month, for whoever is outside."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from chumchon.households.actions.telling import tell


class Command(BaseCommand):
    """May be run every night: a month is told once, and only where ten households changed."""

    help = "บอกจำนวนรวมของสมุดพกครัวเรือนเดือนละครั้ง (tell the monthly counts of household passbooks)"

    def add_arguments(self, parser: Any) -> None:
        """--json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, and say how many registers did."""
        done = tell(timezone.localdate(), timezone.now())
        self.stdout.write(json.dumps({"registers": done}) if options["json"] else f"บอกจำนวนใหม่ {done:,} ตำบล")
