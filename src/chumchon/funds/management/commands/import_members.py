"""chumchon import-members BOOK --fund CODE: a fund's own register into the fund; --undo BATCH takes it back."""

from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput

from ...actions.importing import Outcome, check_book, import_book
from ...actions.importing_undo import undo_import
from ...models import ImportBatch
from ...queries.importing.rejects import rejects_workbook
from ...rules.importing.kinds import MEMBERS
from ...rules.importing.words import FAULTS, NOTES, WARNINGS
from ..importing import ImportCommand, Order


class Command(ImportCommand):
    """Prints {"rows", "accepted", "rejected", "warnings", "by_code", …, "batch"}; batch is the number for --undo."""

    help = "Import a register of members from .xlsx, .xls, .ods or .csv / นำเข้าทะเบียนสมาชิก"
    kind = MEMBERS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--rejects, --fill and --others besides the common ones."""
        super().add_arguments(parser)
        parser.add_argument(
            "--rejects", metavar="OUT.xlsx", help="write the rejected rows there, to mend and import again"
        )
        parser.add_argument("--fill", action="store_true", help="fill empty fields of members who are there already")
        parser.add_argument(
            "--others", action="store_true", help="with --undo: leave those who are in use, take the rest back"
        )

    def bring(self, order: Order, options: dict[str, Any]) -> dict[str, Any]:
        """Judge, write, and put the rejected rows into their own workbook."""
        if options["dry_run"]:
            done = check_book(order.fund, order.book, order.mapping, order.day)
        else:
            done = import_book(
                order.fund, order.actor, order.book, order.mapping, order.name, order.digest, order.now, order.day,
                fill=options["fill"],
            )  # fmt: skip
        if options["rejects"]:
            _write_rejects(Path(options["rejects"]), order, done)
        return {**done.report, "batch": done.batch.pk if done.batch else None}

    def tell(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """The figures, then each code with its count and sentence."""
        say = self.stdout.write
        self.head(report, options)
        say(
            f"  รับเข้า {report['accepted']:,} · ต้องแก้ {sum(report['to_mend'].values()):,} · ต้องเติมภายหลัง {report['warnings']:,}"
        )
        if report["already"]:
            say(f"  มีอยู่ในกองทุนแล้ว {report['already']:,}")
        if report["filled"]:
            say(f"  เติมข้อมูลแล้ว {report['filled']:,} ราย")
        elif report["fill"]:
            say(f"  เติมข้อมูล {report['fill']:,} ราย ได้ด้วย --fill (เฉพาะช่องที่ยังว่าง)")
        warned = {code: n for code, n in report["by_code"].items() if code in WARNINGS}
        for code, count in {**report["to_mend"], **warned, **report["notes"]}.items():
            say(f"  {count:>6,}  {code}  {({**FAULTS, **WARNINGS, **NOTES})[code]}")
        if report["uncomputed"]:
            say(f"  {report['uncomputed']:,} ช่องเป็นสูตรที่ยังไม่มีผลลัพธ์ เปิดไฟล์ใน Excel แล้วบันทึกอีกครั้งก่อนนำเข้า")
        self.foot(report, options)

    def take_back(
        self, batch: ImportBatch, actor: Actor, now: datetime, day: date, options: dict[str, Any]
    ) -> dict[str, Any]:
        """{"batch", "undone", "emptied", "kept": [{"number", "why"}]}."""
        done = undo_import(batch, actor, options["reason"], now, day, others=options["others"])
        kept = [{"number": one.number, "why": list(one.why)} for one in done.kept.in_use]
        return {"batch": batch.pk, "undone": done.members, "emptied": done.fills, "kept": kept}

    def tell_undone(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """How many went, and who stays."""
        self.stdout.write(f"ยกเลิกการนำเข้าแล้ว {report['undone']:,} คน")
        if report["emptied"]:
            self.stdout.write(f"  ข้อมูลที่เติมกลับเป็นว่าง {report['emptied']:,} ราย")
        for one in report["kept"]:
            self.stdout.write(f"  คงไว้ เลขที่ {one['number']}: {' · '.join(one['why'])}")


def _write_rejects(path: Path, order: Order, done: Outcome) -> None:
    rows = (
        (j.row_number, order.book.rows[j.row_number - 1], [(f.field, f.th) for f in j.faults])
        for j in done.judged
        if j.faults and not j.already
    )
    try:
        path.write_bytes(rejects_workbook(order.book.table.headers, order.mapping, rows))
    except OSError:
        raise BadInput(
            "NO_REJECTS", f"นำเข้าแล้ว แต่เขียนไฟล์ {path.name} ไม่ได้ รับไฟล์แถวที่ต้องแก้ได้ที่หน้านำเข้า",
            f"The import is done, but {path.name} cannot be written; fetch the rows on the screen.",
        ) from None  # fmt: skip
