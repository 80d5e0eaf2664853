"""chumchon import-benefits BOOK --fund CODE: what a fund paid before it kept its book here; --undo BATCH takes it back."""

from datetime import date, datetime
from typing import Any

from chumchon.access.rules import Actor
from chumchon.thai.money import baht

from ...actions.benefit_history import bring_in, check, undo_import
from ...models import ImportBatch
from ...rules.importing.benefits import FAULTS, WARNINGS
from ...rules.importing.kinds import BENEFITS
from ..importing import ImportCommand, Order


class Command(ImportCommand):
    """Prints the report; mend names what is wrong in which row, batch is the number for --undo."""

    help = "Import benefits paid in the past from .xlsx, .xls, .ods or .csv / นำเข้าสวัสดิการที่จ่ายมาแล้ว"
    kind = BENEFITS

    def bring(self, order: Order, options: dict[str, Any]) -> dict[str, Any]:
        """Judge and write."""
        if options["dry_run"]:
            done = check(order.fund, order.actor, order.book, order.mapping, order.now, order.day)
        else:
            done = bring_in(
                order.fund, order.actor, order.book, order.mapping, order.name, order.digest, order.now, order.day
            )
        mend = [
            {"row": j.row_number, "code": f.code, "field": f.field, "th": f.th} for j in done.judged for f in j.faults
        ]
        return {**done.report, "mend": mend, "batch": done.batch.pk if done.batch else None}

    def tell(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """The figures, each code with its count, and the first rows to mend."""
        say = self.stdout.write
        self.head(report, options)
        say(
            f"  รับเข้า {report['accepted']:,} รวม {baht(report['satang'])} บาท · มีอยู่แล้ว {report['already']:,} · ต้องแก้ {report['rejected']:,}"
        )
        for code, count in {**report["to_mend"], **report["warnings"]}.items():
            say(f"  {count:>6,}  {code}  {({**FAULTS, **WARNINGS})[code]}")
        for fault in report["mend"][:50]:
            say(f"  แถว {fault['row']}: {fault['th']}")
        self.foot(report, options)

    def take_back(
        self, batch: ImportBatch, actor: Actor, now: datetime, day: date, options: dict[str, Any]
    ) -> dict[str, Any]:
        """{"batch", "undone"}."""
        return {"batch": batch.pk, "undone": undo_import(batch, actor, options["reason"], now, day)}

    def tell_undone(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        """How many rows count no more."""
        self.stdout.write(f"ยกเลิกการนำเข้าแล้ว {report['undone']:,} รายการ")
