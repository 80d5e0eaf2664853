"""What the commands that bring a book in share: the file, the fund, a dry run, taking it back, how they end."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from chumchon.access.commands import HouseCommand
from chumchon.access.rules import Actor
from chumchon.access.system import system_actor
from chumchon.thai.errors import BadInput

from ..models import Fund, ImportBatch
from ..queries.importing.batches import batch_of, read_alone
from ..queries.importing.reading import MOST_FILE_BYTES, Book
from ..queries.importing.refusals import refusal
from ..rules.importing.kinds import Kind

STEPS = ("อ่านไฟล์", "ตรวจและนำเข้า", "เสร็จ")


@dataclass(frozen=True)
class Order:
    """What is to be done: into which fund, by whom and when, and the file as it was read with its columns."""

    fund: Fund
    actor: Actor
    now: datetime
    day: date
    book: Book
    mapping: dict[str, int]
    name: str
    digest: str


class ImportCommand(HouseCommand):
    """BOOK --fund CODE brings a file in, --undo BATCH --fund CODE takes it back. Exit 0 done (rows that were put aside
    stand in the report), 2 not done, with a sentence in Thai and English on standard error."""

    kind: Kind

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What every such command takes."""
        parser.add_argument("book", metavar="BOOK", nargs="?", help="the file: .xlsx, .xls, .ods or .csv")
        parser.add_argument("--fund", required=True, metavar="CODE")
        parser.add_argument(
            "--sheet", default="", help="the sheet's name; without it the one that looks like such a book"
        )
        parser.add_argument("--dry-run", action="store_true", help="judge the rows and write nothing")
        parser.add_argument(
            "--undo", type=int, metavar="BATCH", help="take a whole import back (its number was printed)"
        )
        parser.add_argument("--reason", default="เลือกช่องผิด", help="why it is taken back; it stands in the history")
        parser.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring in or take back, and tell."""
        fund, actor, now = self._fund(options["fund"]), system_actor("registrar"), timezone.now()
        day = timezone.localdate(now)
        if (options["undo"] is None) == (options["book"] is None):
            raise BadInput(
                "USAGE",
                "บอกไฟล์ที่จะนำเข้า หรือ --undo เลขการนำเข้า อย่างใดอย่างหนึ่ง",
                "Give BOOK or --undo BATCH, one of them.",
            )
        if options["undo"] is not None:
            said = self.take_back(self._batch(fund, options["undo"]), actor, now, day, options)
            self._answer(said, options, self.tell_undone)
            return
        self._progress(0)
        path = Path(options["book"])
        data = _read_file(path)
        book, mapping = read_alone(fund, data, options["sheet"], self.kind)
        self._progress(1)
        report = self.bring(Order(fund, actor, now, day, book, mapping, path.name, sha256(data).hexdigest()), options)
        self._progress(2)
        self._answer(report, options, self.tell)

    def bring(self, order: Order, options: dict[str, Any]) -> dict[str, Any]:
        """Judge and, without dry_run, write. Returns the report."""
        raise NotImplementedError

    def tell(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """The report in Thai."""
        raise NotImplementedError

    def take_back(
        self, batch: ImportBatch, actor: Actor, now: datetime, day: date, options: dict[str, Any]
    ) -> dict[str, Any]:
        """Undo the batch. Returns its figures."""
        raise NotImplementedError

    def tell_undone(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """What was taken back, in Thai."""
        raise NotImplementedError

    def head(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """The first line of a report."""
        done = "ตรวจแล้ว (ยังไม่บันทึก)" if options["dry_run"] else "นำเข้าแล้ว"
        self.stdout.write(f"{done} {report['rows']:,} แถว")

    def foot(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """How to take the import back."""
        if report.get("batch"):
            name = f"import-{self.kind.key}"
            self.stdout.write(f"ถ้าผิดทั้งไฟล์ ยกเลิกได้ด้วย chumchon {name} --fund {options['fund']} --undo {report['batch']}")

    def _answer(self, report: dict[str, Any], options: dict[str, Any], tell: Any) -> None:
        if options["json"]:
            self.print_json(report)
        else:
            tell(report, options)

    def _fund(self, code: str) -> Fund:
        rows = Fund.objects.select_related("organisation__subdistrict__district__province")
        fund = rows.filter(organisation__code=code).first()
        if fund is None:
            raise BadInput(
                "NO_FUND", f"ไม่มีกองทุนรหัส {code} เปิดกองทุนก่อนด้วย chumchon open-fund", f"There is no fund {code}."
            )
        return fund

    def _batch(self, fund: Fund, number: int) -> ImportBatch:
        batch = batch_of(fund, number, self.kind)
        if batch is None:
            raise BadInput(
                "NO_BATCH",
                f"ไม่มีการนำเข้าเลขที่ {number} ในกองทุนนี้ ดูเลขจากผลการนำเข้า",
                f"There is no such import: {number}.",
            )
        return batch

    def _progress(self, step: int) -> None:
        if sys.stderr.isatty():
            done = "█" * (10 * step) + "░" * (10 * (2 - step))
            self.stderr.write(f"\r{done} {STEPS[step]}    ", ending="\n" if step == 2 else "")


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise refusal("FILE_TOO_BIG")
        return path.read_bytes()
    except OSError:
        raise BadInput("NO_FILE", f"เปิดไฟล์ {path.name} ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์", f"Cannot open {path.name}.") from None
