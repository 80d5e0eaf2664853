"""chumchon demo: a complete example fund with two years of history, and the server."""

import io
import json
import os
import socket
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from chumchon.access.models import Organisation, User
from chumchon.funds.demo.cast import FUND_USERS, OFFICERS, PASSWORD, PIN
from chumchon.funds.demo.opening import FILE, REGISTER
from chumchon.funds.demo.story import months, tell
from chumchon.thai.errors import Plain

from ...demo import chapters, untold

CODE = "mae-raem"
REPORTED = "nation-2565"
EXAMPLES = Path(settings.BASE_DIR).parents[1] / "examples"
WORDS = {
    "chair": "ประธาน", "deputy": "รองประธาน", "treasurer": "เหรัญญิก", "secretary": "เลขานุการ", "registrar": "นายทะเบียน",
    "collector": "ผู้เก็บเงิน", "auditor": "ผู้ตรวจสอบ", "committee": "กรรมการ", "member": "สมาชิก (ดูสมุดของตน)",
    "officer": "เจ้าหน้าที่จังหวัด", "hq": "เจ้าหน้าที่ส่วนกลาง", "admin": "ผู้ดูแลระบบ",
}  # fmt: skip


class Command(BaseCommand):
    """The first run makes the fund; later runs keep what people did in it and start in seconds."""

    help = "กองทุนตัวอย่างพร้อมใช้ · A complete example fund, and the server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to serve, and the day that counts as today."""
        parser.add_argument("--no-serve", action="store_true", help="make the fund and stop")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD, for tests; default is today")
        parser.add_argument("--json", action="store_true", help="print addresses and sign-ins as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, make the fund where it is missing, say who may sign in, serve."""
        today = options["today"] or timezone.localdate()
        port = options["port"] if options["no_serve"] else _free_port(options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        made = not Organisation.objects.filter(code=CODE).exists()
        if made:
            self._make(today)
        if self._go_on(today) or made:
            call_command("nation_refresh", stdout=io.StringIO(), verbosity=0)
        self._say(port, options["json"])
        if not options["no_serve"]:
            self.stdout.flush()
            _serve(port)
        elif not options["json"]:
            self.stdout.write(
                f"ยังไม่เปิดเครื่องแม่ข่าย เปิดด้วย chumchon demo --port {port} (ข้อมูลคงเดิม)\nNot serving yet; start with that command."
            )

    def _make(self, today: date) -> None:
        if Organisation.objects.exists() or User.objects.filter(is_active=True).exists():
            raise CommandError(
                "ฐานข้อมูลนี้มีข้อมูลจริงอยู่แล้ว กองทุนตัวอย่างใช้รหัสผ่านที่ทุกคนรู้ ให้ตั้ง CHUMCHON_DATA เป็นโฟลเดอร์ใหม่ก่อน\n"
                "This database holds real data; set CHUMCHON_DATA to a new folder for the demo.", returncode=2,
            )  # fmt: skip
        missing = [name for name in (FILE, REGISTER) if not (EXAMPLES / name).exists()]
        if missing:
            raise CommandError(f"ไม่พบ {missing[0]} ในโฟลเดอร์ examples\nexamples/{missing[0]} is missing.", returncode=2)
        with tqdm(total=len(months(today)) + 3, desc="กองทุนตัวอย่าง", file=sys.stderr, leave=False, unit="") as bar:

            def progress(words: str) -> None:
                bar.set_postfix_str(words)
                bar.update()

            # First what may be done twice: the fund, made last and whole, says that the demo is complete.
            progress("ตัวเลขระดับประเทศ")
            self._nation()
            try:
                tell(EXAMPLES, today, progress)
            except Plain as refused:
                raise CommandError(f"{refused.th}\n{refused.en} [{refused.code}]", returncode=2) from None

    def _nation(self) -> None:
        """The nation's reported figures, so that the front page shows them."""
        if (EXAMPLES / REPORTED).is_dir():
            call_command("nation_load", str(EXAMPLES / REPORTED), stdout=io.StringIO())

    def _go_on(self, today: date) -> int:
        """What the other rooms tell of the same tambon; a chapter that an older run did not know is told now."""
        chapters = untold()
        with tqdm(total=len(chapters), file=sys.stderr, leave=False, unit="", disable=not chapters) as bar:
            for chapter in chapters:
                bar.set_description(chapter.TITLE)
                with transaction.atomic():
                    chapter.tell(today)
                bar.update()
        return len(chapters)

    def _say(self, port: int, as_json: bool) -> None:
        home = f"http://127.0.0.1:{port}"
        words = {u: WORDS[u] for u in (*FUND_USERS, "member", *(name for name, *_ in OFFICERS))}
        words |= dict(word for chapter in chapters() for word in chapter.SIGN_INS)
        signs = set(User.objects.filter(username__in=words).exclude(pin_hash="").values_list("username", flat=True))
        if as_json:
            rows = [
                {"username": user, "role": word, "password": PASSWORD, "pin": PIN if user in signs else ""}
                for user, word in words.items()
            ]
            answer = {"address": home + "/", "fund": f"{home}/f/{CODE}/", "sign_ins": rows}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(
            f"\nหน้าแรก         {home}/\nเข้าสู่ระบบ      {home}/accounts/login/\nกองทุนตัวอย่าง   {home}/f/{CODE}/\n"
        )
        self.stdout.write(f"รหัสผ่านทุกคน {PASSWORD} · รหัสลงชื่อคนที่สอง {PIN}")
        for user, word in words.items():
            self.stdout.write(f"  {user:<13} {word}")
        self.stdout.write("")


def _free_port(wanted: int) -> int:
    """The port, or the next one that nobody holds."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise CommandError(f"ไม่มีช่องว่างตั้งแต่ {wanted} ใช้ --port เลือกใหม่\nNo free port from {wanted} on.", returncode=2)


def _serve(port: int) -> None:
    """gunicorn takes the place of this process; where there is none, Django's own server."""
    if os.name != "posix":
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
        return
    command = [
        sys.executable, "-m", "gunicorn", "chumchon.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "2", "--threads", "4", "--log-level", "warning",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 - our own words, no shell
