"""chumchon close-nation YEAR --columns DIR: a B.E. fiscal year of the nation closed from raw rows."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chumchon.nation.columns.close import close_nation
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht

BASIS = (
    "สิทธินี้นับเงินที่ลงสมุดในปีงบประมาณ เพื่อดูทั้งประเทศ เงินที่ส่งล่วงหน้าหรือค้างข้ามปีจึงไม่อยู่ในนี้ ยอดที่สมทบจริงคือผลจัดสรรของรอบ (match-settle)"
)
"""What the entitlement of the columns is, beside that of a settlement, which gives each satang to the days it was paid for."""


class Command(BaseCommand):
    """Member-years and why each does not count, caps, balances, the report; --out keeps the tables as Parquet."""

    def add_arguments(self, parser: Any) -> None:
        """YEAR (B.E.), --columns DIR, --out DIR, --json."""
        parser.add_argument("year", type=int)
        parser.add_argument("--columns", type=Path, required=True)
        parser.add_argument("--out", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close and print."""
        try:
            made = close_nation(options["columns"], options["year"], out=options["out"], progress=self.stderr.write)
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(made), ensure_ascii=False))
            return
        n = made.nation
        self.stdout.write(
            f"ปี {made.year_be}: {n['funds']:,} กองทุน {n['members']:,} คน เงินสมทบ {baht(n['contributed'])} บาท "
            f"ยอดเงิน {baht(n['balance'])} บาท สิทธิเงินสมทบรัฐ {baht(n['match_due'])} บาท"
        )
        for row in made.reasons.values():
            self.stdout.write(f"  {row['th']}: {row['members']:,} คน {baht(row['satang'])} บาท")
        self.stdout.write(BASIS)
