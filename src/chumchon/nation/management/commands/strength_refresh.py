"""chumchon strength-refresh: count every tambon's years from the records and score them."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from chumchon.nation.strength.actions import YEARS_BACK, refresh


class Command(BaseCommand):
    """May be stopped and run again: the last years are written whole or not at all."""

    def add_arguments(self, parser: Any) -> None:
        """--years, --json."""
        parser.add_argument("--years", type=int, default=YEARS_BACK)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, score, and say how many tambon-years stand."""
        with tqdm(total=2, file=sys.stderr, leave=False, disable=options["verbosity"] == 0) as bar:

            def step(words: str) -> None:
                bar.set_description(words)
                bar.update()

            done = refresh(timezone.localdate(), max(1, options["years"]), step)
        self.stdout.write(json.dumps({"tambon_years": done}) if options["json"] else f"ให้คะแนน {done:,} ตำบล-ปี")
