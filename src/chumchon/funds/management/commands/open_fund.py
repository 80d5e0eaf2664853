"""chumchon open-fund FILE.toml: open a fund from a file, as the screen does it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from chumchon.access.commands import HouseCommand
from chumchon.access.system import system_actor
from chumchon.thai.errors import BadInput

from ...actions.fund import OpenedFund, open_with_users
from ...rules.fund_file import MAX_BYTES, read_file


class Command(HouseCommand):
    """Needed keys: code, name_th, area, kind, founded, villages. Exit 2 with a sentence where the fund is not opened."""

    help = "เปิดกองทุนจากไฟล์ TOML · Open a fund from a TOML file (code, name_th, area, kind, founded, villages)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and --json."""
        parser.add_argument("file", help="ไฟล์ .toml · a .toml file")
        parser.add_argument("--json", action="store_true", help="print the fund as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, or say in Thai and English what to mend."""
        try:
            with Path(options["file"]).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as fault:
            raise BadInput(
                "NO_FILE", f"เปิดไฟล์ {options['file']} ไม่ได้ ตรวจชื่อและที่อยู่ไฟล์", f"Cannot open the file: {fault.strerror}."
            ) from None
        today = timezone.localdate()
        opened = open_with_users(read_file(content, today), system_actor(), timezone.now(), today)
        self._say(opened, options["json"])

    def _say(self, opened: OpenedFund, as_json: bool) -> None:
        fund = opened.fund
        organisation = fund.organisation
        if as_json:
            answer: dict[str, Any] = {
                "code": organisation.code, "name_th": organisation.name_th, "area": organisation.subdistrict_id,
                "villages": fund.village_count,
            }  # fmt: skip
            if opened.passwords:
                answer["passwords"] = opened.passwords
            self.print_json(answer)
            return
        self.stdout.write(f"เปิดแล้ว: {organisation.name_th} ({organisation.code})")
        self.stdout.write(f"{organisation.subdistrict.label} · {fund.village_count} หมู่บ้าน · /f/{organisation.code}/")
        for person in opened.people:
            words = f"รหัสผ่านครั้งแรก {person.password} (แสดงครั้งเดียว)" if person.password else "ใช้รหัสเดิมของตน"
            self.stdout.write(f"ผู้ใช้ {person.username} {person.role} {words}")
