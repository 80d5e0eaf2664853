"""chumchon columns-export --out DIR [--province PP] [--year Y]: every book as Parquet, for close-nation and analysis."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from chumchon.access.actions import record
from chumchon.access.system import system_actor
from chumchon.nation.columns import export
from chumchon.thai.errors import Plain


class Command(BaseCommand):
    """May be stopped and run again: a province whose books have not grown is passed over. No name and no id leaves the house."""

    help = "ส่งออกสมุดทุกเล่มเป็นคอลัมน์ · Every book as Parquet columns by year and province."

    def add_arguments(self, parser: CommandParser) -> None:
        """--out, --province (two digits), --year (B.E. fiscal), --again (write what is there already), --json."""
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--province", default="", metavar="PP")
        parser.add_argument("--year", type=int, metavar="B.E.")
        parser.add_argument("--again", action="store_true", help="เขียนใหม่ทั้งหมด · write everything anew")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and say how much."""
        out, province, year = options["out"], options["province"], options["year"]
        if province and export.unknown_province(province):
            raise CommandError(f"ไม่มีจังหวัดรหัส {province}\nThere is no province {province}. [NO_AREA]", returncode=2)
        if year and not 2400 <= year <= 2700:
            raise CommandError(f"ปี {year} ต้องเป็น พ.ศ.\nThe year {year} is to be B.E. [BAD_YEAR]", returncode=2)
        if options["again"]:
            export.forget(out)
        parts = []
        try:
            total = len(export.provinces(province)) * (1 if year else len(export.years(province)))
            quiet = options["verbosity"] == 0
            with tqdm(total=total, desc="ส่งออก", file=sys.stderr, leave=False, unit="", disable=quiet) as bar:
                for part in export.export(out, province, year, lambda p, y: bar.set_postfix_str(f"{y} {p}")):
                    parts.append(part)
                    bar.update()
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en} [{refused.code}]", returncode=2) from None
        written = [p for p in parts if p.written]
        rows = {table: sum(p.rows[table] for p in parts) for table in (parts[0].rows if parts else {})}
        detail = {"parts": len(written), "provinces": sorted({p.province for p in written})}
        record(system_actor("officer_hq").user_id, "columns.export", None, "", timezone.now(), detail)
        said = {"parts": len(parts), "written": len(written), "years": sorted({p.year_be for p in parts}), "rows": rows}
        if options["json"]:
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(
            f"{out}: {len(parts)} ส่วน เขียนใหม่ {len(written)} · สมาชิก {rows['members']:,} แถว "
            f"เงินสมทบ {rows['contributions']:,} แถว สวัสดิการ {rows['claims']:,} แถว"
        )
