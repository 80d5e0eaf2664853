"""chumchon match-settle --round CODE [--dry-run] [--explain FUND/NUMBER] [--json]: settle a round, or say what it would give."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from chumchon.access.system import system_actor
from chumchon.matching.actions.settling import check_ready, settle_round
from chumchon.matching.models import Round
from chumchon.matching.queries.settling import Loaded, explain, load, recorded, summary
from chumchon.matching.rules.settlement import Settled
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht


class Command(BaseCommand):
    """May be stopped and run again: every fund is one transaction, and what was written stays. Exit 0 done, 2 refused."""

    help = "จัดสรรเงินสมทบของรอบ · Settle a match round to the satang."

    def add_arguments(self, parser: CommandParser) -> None:
        """--round, --dry-run, --explain, --json."""
        parser.add_argument("--round", required=True, metavar="CODE", help="code of the round")
        parser.add_argument("--dry-run", action="store_true", help="reckon and print; write nothing")
        parser.add_argument(
            "--explain", metavar="FUND/NUMBER", help="how one member's satang came about; writes nothing"
        )
        parser.add_argument("--json", action="store_true", help="one line of JSON and nothing else on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Settle, or only reckon; then tell."""
        round_ = Round.objects.filter(code=options["round"]).first()
        if round_ is None:
            self._refuse(f"ไม่มีรอบรหัส {options['round']} ตรวจรหัสแล้วลองอีกครั้ง", f"There is no round {options['round']}.")
        with tqdm(file=sys.stderr, leave=False, unit="", delay=1, disable=options["verbosity"] == 0) as bar:

            def progress(words: str, done: int, of: int) -> None:
                bar.set_description(words, refresh=False)
                bar.total = of
                bar.update(done - bar.n if done >= bar.n else done)

            try:
                loaded, result = self._reckon(round_, options, progress)
            except Plain as refused:
                self._refuse(refused.th, f"{refused.en} [{refused.code}]")
        self._tell(loaded, result, options)

    def _reckon(self, round_: Round, options: dict[str, Any], progress: Any) -> tuple[Loaded, Settled]:
        if not (options["dry_run"] or options["explain"]):
            return settle_round(round_.code, system_actor("officer_hq"), timezone.now(), timezone.localdate(), progress)
        if options["dry_run"] and round_.settle_started_at is None:
            check_ready(round_)
        loaded = load(round_, round_.settle_started_at, lambda done, of: progress("อ่านคำขอ", done, of))
        return loaded, recorded(loaded) if round_.state == "settled" else loaded.settle()

    def _tell(self, loaded: Loaded, result: Settled, options: dict[str, Any]) -> None:
        if options["explain"]:
            fund, _, number = options["explain"].partition("/")
            told = explain(loaded, result, fund, number)
            if told is None:
                self._refuse(
                    f"ไม่พบสมาชิก {options['explain']} ในคำขอที่ผ่านครบของรอบนี้",
                    f"No member-year {options['explain']} among the passed requests.",
                )
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else _trace_th(told))
            return
        said = {**summary(loaded, result), "dry_run": options["dry_run"]}
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        self.stdout.write(
            f"{loaded.round.name_th}: {said['funds']:,} กองทุน {said['member_years']:,} ปีสมาชิก นับได้ {said['counted']:,}\n"
            f"พึงได้ {baht(said['due_satang'])} หักสมทบเกินเดิม {baht(said['debt_satang'])} โอน {baht(said['share_satang'])} บาท"
            + (" (ลองคิด ยังไม่บันทึก)" if options["dry_run"] else "")
        )  # fmt: skip

    def _refuse(self, th: str, en: str) -> NoReturn:
        self.stderr.write(f"{th}\n{en}")
        sys.exit(2)


def _trace_th(told: dict[str, Any]) -> str:
    return (
        f"สมาชิก {told['member']} กองทุน {told['fund']}: {told['reason_th']}\n"
        f"จ่ายสำหรับปีนี้ {baht(told['paid_satang'])} บาท (จากใบยอดยกมา {baht(told['from_opening_satang'])})"
        f" ใบเสร็จ {' '.join(told['receipts']) or 'ไม่มีในสมุดนี้'}\n"
        f"พึงได้ {baht(told['due_satang'])} ได้ {baht(told['granted_satang'])} บาท\n"
        f"ทั้งกองทุน พึงได้ {baht(told['fund_due_satang'])} หักสมทบเกินเดิม {baht(told['fund_debt_satang'])}"
        f" โอน {baht(told['fund_share_satang'])} บาท"
    )
