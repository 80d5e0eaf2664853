"""chumchon load-programmes FILE: housing programmes from a TOML file; a new programme is rows, not code."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chumchon.thai.errors import Plain

from ...actions.programmes import FILE, load
from ...rules.programmes import read


class Command(BaseCommand):
    """Loaded by code: a programme that stands there is renewed, a new one is added."""

    help = "นำเข้าโครงการที่อยู่อาศัยจากไฟล์ · Load housing programmes from a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file; without one the house's own."""
        parser.add_argument("file", nargs="?", type=Path, default=FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load, say how many."""
        try:
            found = load(read(options["file"].read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as unread:
            raise CommandError(f"อ่านไฟล์ไม่ได้ · Cannot read the file: {unread}") from None
        except Plain as refused:
            raise CommandError(f"{refused.th} · {refused.en}") from None
        self.stdout.write(f"{found} โครงการ · programmes")
