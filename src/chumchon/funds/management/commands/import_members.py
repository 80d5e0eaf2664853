"""chumchon import-members BOOK --fund CODE: a fund's own register into the fund."""

import json
import sys
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from chumchon.access.system import system_actor
from chumchon.thai.errors import BadInput, Plain

from ...actions.importing import Outcome, check_book, import_book
from ...models import Fund
from ...queries.importing.batches import mapping_for
from ...queries.importing.reading import MOST_FILE_BYTES, Book, read_book
from ...queries.importing.refusals import refusal
from ...queries.importing.rejects import rejects_workbook
from ...rules.importing.words import FAULTS, NOTES, WARNINGS

STEPS = ("อ่านไฟล์", "ตรวจและนำเข้า", "เสร็จ")


class Command(BaseCommand):
    """Prints the report; exit code 1 with a Thai sentence on standard error where the file cannot be taken."""

    help = "Import a register of members from .xlsx, .xls, .ods or .csv / นำเข้าทะเบียนสมาชิก"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("book", metavar="BOOK")
        parser.add_argument("--fund", required=True, metavar="CODE")
        parser.add_argument(
            "--sheet", default="", help="the sheet's name; without it the one that looks like a register"
        )
        parser.add_argument("--dry-run", action="store_true", help="judge the rows and write nothing")
        parser.add_argument(
            "--rejects", metavar="OUT.xlsx", help="write the rejected rows there, to mend and import again"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = self.run(**options)
        except Plain as refused:
            raise CommandError(f"{refused.code}: {refused.th}\n{refused.en}") from None
        except DatabaseError as broken:
            raise CommandError(f"ฐานข้อมูลไม่พร้อม ไม่มีอะไรถูกบันทึก ลองสั่ง chumchon migrate ก่อน\n{broken}") from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self._tell(report, options["dry_run"])

    def run(self, book: str, fund: str, sheet: str, dry_run: bool, rejects: str | None, **_: Any) -> dict[str, Any]:
        """Read, judge and (without --dry-run) write; returns the report."""
        found = Fund.objects.select_related("organisation__subdistrict__district__province").filter(
            organisation__code=fund
        )
        into = found.first()
        if into is None:
            raise BadInput(
                "NO_FUND", f"ไม่มีกองทุนรหัส {fund} เปิดกองทุนก่อนด้วย chumchon open-fund", f"There is no fund {fund}."
            )
        self._progress(0)
        data = _read_file(Path(book))
        table = read_book(data, sheet)
        mapping = mapping_for(into, table)
        now = timezone.now()
        day = timezone.localdate(now)
        self._progress(1)
        if dry_run:
            outcome = check_book(into, table, mapping, day)
        else:
            digest = sha256(data).hexdigest()
            actor = system_actor("registrar")
            outcome = import_book(into, actor, table, mapping, Path(book).name, digest, now, day)
        if rejects:
            _write_rejects(Path(rejects), table, mapping, outcome)
        self._progress(2)
        return outcome.report

    def _progress(self, step: int) -> None:
        if sys.stderr.isatty():
            done = "█" * (10 * step) + "░" * (10 * (2 - step))
            self.stderr.write(f"\r{done} {STEPS[step]}    ", ending="\n" if step == 2 else "")

    def _tell(self, report: dict[str, Any], dry_run: bool) -> None:
        say = self.stdout.write
        say(f"{'ตรวจแล้ว (ยังไม่บันทึก)' if dry_run else 'นำเข้าแล้ว'} {report['rows']:,} แถว")
        say(
            f"  รับเข้า {report['accepted']:,} · ต้องแก้ {sum(report['to_mend'].values()):,} · ต้องเติมภายหลัง {report['warnings']:,}"
        )
        if report["already"]:
            say(f"  มีอยู่ในกองทุนแล้ว {report['already']:,}")
        warned = {code: n for code, n in report["by_code"].items() if code in WARNINGS}
        for code, count in {**report["to_mend"], **warned, **report["notes"]}.items():
            say(f"  {count:>6,}  {code}  {({**FAULTS, **WARNINGS, **NOTES})[code]}")
        if report["uncomputed"]:
            say(f"  {report['uncomputed']:,} ช่องเป็นสูตรที่ยังไม่มีผลลัพธ์ เปิดไฟล์ใน Excel แล้วบันทึกอีกครั้งก่อนนำเข้า")


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise refusal("FILE_TOO_BIG")
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise BadInput("NO_FILE", f"เปิดไฟล์ {path.name} ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์", f"Cannot open {path.name}.") from None


def _write_rejects(path: Path, book: Book, mapping: dict[str, int], outcome: Outcome) -> None:
    rows = (
        (j.row_number, book.rows[j.row_number - 1], [(f.field, f.th) for f in j.faults])
        for j in outcome.judged
        if j.faults and not j.already
    )
    path.write_bytes(rejects_workbook(book.table.headers, mapping, rows))
