"""chumchon import-benefits BOOK --fund CODE: what a fund paid before it kept its book here."""

import json
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from chumchon.access.system import system_actor
from chumchon.thai.errors import BadInput, Plain
from chumchon.thai.money import baht

from ...actions.benefit_history import bring_in, check
from ...models import Fund
from ...queries.importing.reading import MOST_FILE_BYTES, read_book
from ...queries.importing.refusals import refusal
from ...rules.importing.benefits import FAULTS, WARNINGS, read_header


class Command(BaseCommand):
    """Prints the report; exit code 1 with a Thai sentence on standard error where the file cannot be taken."""

    help = "Import benefits paid in the past from .xlsx, .xls, .ods or .csv / นำเข้าสวัสดิการที่จ่ายมาแล้ว"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("book", metavar="BOOK")
        parser.add_argument("--fund", required=True, metavar="CODE")
        parser.add_argument(
            "--sheet", default="", help="the sheet's name; without it the one that looks like such a book"
        )
        parser.add_argument("--dry-run", action="store_true", help="judge the rows and write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report, mend = self.run(options["book"], options["fund"], options["sheet"], options["dry_run"])
        except Plain as refused:
            raise CommandError(f"{refused.code}: {refused.th}\n{refused.en}") from None
        except DatabaseError as broken:
            raise CommandError(f"ฐานข้อมูลไม่พร้อม ไม่มีอะไรถูกบันทึก ลองสั่ง chumchon migrate ก่อน\n{broken}") from None
        if options["json"]:
            self.stdout.write(json.dumps({**report, "mend": mend}, ensure_ascii=False))
        else:
            self._tell(report, mend, options["dry_run"])

    def run(self, book: str, code: str, sheet: str, dry_run: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Read, judge and (without --dry-run) write; returns the report and what is wrong in which row."""
        rows = Fund.objects.select_related("organisation__subdistrict__district__province")
        fund = rows.filter(organisation__code=code).first()
        if fund is None:
            raise BadInput(
                "NO_FUND", f"ไม่มีกองทุนรหัส {code} เปิดกองทุนก่อนด้วย chumchon open-fund", f"There is no fund {code}."
            )
        path, now, actor = Path(book), timezone.now(), system_actor("registrar")
        day = timezone.localdate(now)
        data = _read_file(path)
        table = read_book(data, sheet, find=read_header)
        if dry_run:
            done = check(fund, actor, table, now, day)
        else:
            done = bring_in(fund, actor, table, path.name, sha256(data).hexdigest(), now, day)
        mend = [
            {"row": j.row_number, "code": f.code, "field": f.field, "th": f.th} for j in done.judged for f in j.faults
        ]
        return done.report, mend

    def _tell(self, report: dict[str, Any], mend: list[dict[str, Any]], dry_run: bool) -> None:
        say = self.stdout.write
        say(f"{'ตรวจแล้ว (ยังไม่บันทึก)' if dry_run else 'นำเข้าแล้ว'} {report['rows']:,} แถว")
        say(
            f"  รับเข้า {report['accepted']:,} รวม {baht(report['satang'])} บาท · มีอยู่แล้ว {report['already']:,} · ต้องแก้ {report['rejected']:,}"
        )
        for code, count in {**report["to_mend"], **report["warnings"]}.items():
            say(f"  {count:>6,}  {code}  {({**FAULTS, **WARNINGS})[code]}")
        for fault in mend[:50]:
            say(f"  แถว {fault['row']}: {fault['th']}")


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise refusal("FILE_TOO_BIG")
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise BadInput("NO_FILE", f"เปิดไฟล์ {path.name} ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์", f"Cannot open {path.name}.") from None
