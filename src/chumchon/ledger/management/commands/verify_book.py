"""chumchon verify-book --fund CODE [--printed ABCD-EF12-3456] [--json]: is every sum, sequence and hash as it was written?"""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from chumchon.ledger.durability import weaknesses
from chumchon.ledger.verify import verify_book

from ._book import BookCommand


class Command(BookCommand):
    """Checks a book from its rows and names the first broken record; exit 0 sound, 1 broken or unguarded, 2 no such fund.

    It runs on a database whose guards were taken away as well, and says so: whoever rewrites rows takes the guards first.
    """

    requires_system_checks: list[str] = []
    help = "ตรวจสมุดบัญชีทุกยอด ทุกลำดับ ทุกรหัส (check every sum, sequence and hash of a book)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--fund, --printed, --json."""
        super().add_arguments(parser)
        parser.add_argument(
            "--printed", default="", metavar="SHORT", help="a short code printed before: is it on this chain?"
        )
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell, leave with 1 when something is broken."""
        report = verify_book(self.book(options["fund"]), options["printed"])
        first = report.broken[0] if report.broken else None
        weak = weaknesses(connections[DEFAULT_DB_ALIAS])
        if options["json"]:
            self.print_json(
                {
                    "ok": report.ok, "entries": report.entries, "receipts": report.receipts, "head": report.head,
                    "short_code": report.short_code, "first_broken": asdict(first) if first else None,
                    "weak": [one.name for one in weak],
                }
            )  # fmt: skip
        else:
            self.stdout.write(f"รายการ {report.entries:,} ใบเสร็จ {report.receipts:,} รหัสตรวจสมุด {report.short_code}")
            for fault in report.broken:
                self.stdout.write(f"ผิด: {fault.sentence_th} / {fault.sentence_en}")
            self.stdout.write("สมุดถูกต้องทุกรายการ (sound)" if report.ok else "สมุดไม่ถูกต้อง (broken)")
            for one in weak:
                self.stdout.write(f"{one.th} / {one.en}")
        if weak or not report.ok:
            sys.exit(1)
