"""chumchon nation-refresh: sum every fund's book into the months that the national page reads, and score the tambons."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from chumchon.funds.models import Fund
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.strength.actions import refresh

STRENGTH_YEARS = 2  # this year and the last are counted anew; strength-refresh counts them all


class Command(BaseCommand):
    """May be stopped and run again: a fund whose book has not grown is passed over."""

    def add_arguments(self, parser: Any) -> None:
        """--json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon and say how many funds."""
        quiet = options["verbosity"] == 0
        with tqdm(
            total=Fund.objects.count(), desc="กองทุน", file=sys.stderr, leave=False, unit="", disable=quiet
        ) as bar:
            done = refresh_books(timezone.localdate(), progress=lambda fund: bar.update() and None)
        refresh(timezone.localdate(), STRENGTH_YEARS)
        self.stdout.write(json.dumps({"funds": done}) if options["json"] else f"คำนวณใหม่ {done:,} กองทุน")
