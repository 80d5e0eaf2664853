"""chumchon national-report --as-of DAY --json: the nation's reported figures of that day."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chumchon.nation.queries.report import national_report
from chumchon.thai.dates import parse_day
from chumchon.thai.errors import Plain


class Command(BaseCommand):
    """The latest reported figure of each measure, not later than the day."""

    def add_arguments(self, parser: Any) -> None:
        """--as-of (C.E. or B.E.) and --json."""
        parser.add_argument("--as-of", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        today = timezone.localdate()
        try:
            day: date = parse_day(options["as_of"], today, future_ok=True).day if options["as_of"] else today
            report = national_report(day)
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for key, value in report.items():
            self.stdout.write(f"{key}: {value:,}" if isinstance(value, int) else f"{key}: {value}")
