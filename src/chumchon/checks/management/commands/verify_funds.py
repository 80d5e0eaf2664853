"""chumchon verify-funds [--fund CODE | --area PP] [--due | --again] [--json]: every check over one fund, an area or the nation."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from chumchon.checks.actions.verify import Result, verify_fund
from chumchon.checks.queries.due import due_funds, waiting_funds
from chumchon.funds.models import Fund


class Command(BaseCommand):
    """May be stopped at any fund and run again the same day: what was checked and has not changed is passed over."""

    help = "ตรวจกองทุนทุกข้อ (run every check over funds) · exit 0, or 1 where something severe was found"

    def add_arguments(self, parser: CommandParser) -> None:
        """--fund, --area, --due, --again, --json."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--fund", metavar="CODE", help="one fund")
        which.add_argument("--area", metavar="PP", default="", help="beginning of an area code: 50, 5007, 500705")
        parser.add_argument(
            "--due", action="store_true", help="only funds whose book grew since they were last checked"
        )
        parser.add_argument("--again", action="store_true", help="also what was checked today already")
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell, leave with 1 where something severe was found."""
        rows = Fund.objects.select_related("organisation__subdistrict__district").order_by("organisation__code")
        code, area = options["fund"], options["area"]
        rows = (
            rows.filter(organisation__code=code)
            if code
            else rows.filter(organisation__subdistrict__code__startswith=area)
        )
        funds = list(rows)
        if not funds:
            raise CommandError(
                "ไม่มีกองทุนตามที่ขอ ตรวจรหัสแล้วลองอีกครั้ง\nThere is no such fund; check the code and try again.", returncode=2
            )
        day = timezone.localdate()
        again = options["again"] or bool(code)
        todo = list(due_funds(funds) if options["due"] else waiting_funds(funds, day, again))
        found = []
        quiet = options["verbosity"] == 0
        with tqdm(total=len(todo), desc="กองทุน", file=sys.stderr, leave=False, unit="", disable=quiet) as bar:
            for fund in todo:
                found.append(verify_fund(fund, timezone.now(), day))
                bar.update()
        self._tell(found, len(funds) - len(todo), options["json"])
        if any(r.severe for r in found):
            sys.exit(1)

    def _tell(self, found: list[Result], passed: int, as_json: bool) -> None:
        sums = {name: sum(getattr(r, name) for r in found) for name in ("found", "new", "back", "gone", "severe")}
        if as_json:
            answer = {"funds": len(found), "passed_over": passed, **sums, "rows": [asdict(r) for r in found]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for r in found:
            self.stdout.write(f"{r.code}: พบ {r.found:,} ใหม่ {r.new:,} ร้ายแรง {r.severe:,} ไม่พบแล้ว {r.gone:,}")
        self.stdout.write(f"ตรวจ {len(found):,} กองทุน (ข้าม {passed:,}) พบ {sums['found']:,} ร้ายแรง {sums['severe']:,}")
