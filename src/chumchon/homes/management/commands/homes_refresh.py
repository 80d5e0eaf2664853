"""chumchon homes-refresh: sum every housing project's units, days, cost and repayments for the nation's page."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from chumchon.homes.actions.figures import refresh


class Command(BaseCommand):
    """May be run again at any time; run it once a night."""

    help = "สรุปตัวเลขโครงการที่อยู่อาศัยทุกโครงการ (sum every housing project)"

    def add_arguments(self, parser: Any) -> None:
        """--json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon and say how many projects."""
        done = refresh(timezone.localdate())
        self.stdout.write(json.dumps({"projects": done}) if options["json"] else f"สรุปใหม่ {done:,} โครงการ")
