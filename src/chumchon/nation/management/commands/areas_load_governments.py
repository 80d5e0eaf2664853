"""chumchon areas-load-governments FILE: the local governments and the tambons they cover, from .csv or .xlsx."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chumchon.access.system import system_actor
from chumchon.areas.governments import read_rows
from chumchon.nation.actions.areas import bring_governments
from chumchon.thai.errors import Plain


class Command(BaseCommand):
    """All rows or none; a code that is known already is brought up to date. Refused: exit code 2 and a line for each fault."""

    help = "นำเข้าองค์กรปกครองส่วนท้องถิ่น · Local governments from a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE with the columns รหัส ประเภท ชื่อ จังหวัด ตำบลที่ดูแล, where it is from, and whether it is made up."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="ที่มาของข้อมูล · where the rows are from")
        parser.add_argument("--made-up", action="store_true", help="ข้อมูลสมมติ · for a rehearsal; every screen says so")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many."""
        source = options["source"] or f"แฟ้ม {options['file'].name}"
        try:
            rows = read_rows(options["file"])
            added, changed = bring_governments(
                system_actor("officer_hq"), rows, source, options["made_up"], timezone.now(), timezone.localdate()
            )
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en} [{refused.code}]", returncode=2) from None
        said = json.dumps({"added": added, "changed": changed})
        self.stdout.write(said if options["json"] else f"เพิ่ม {added:,} แห่ง ปรับปรุง {changed:,} แห่ง")
