"""chumchon trial-balance --fund CODE [--until DAY] [--json]: งบทดลอง as text or JSON, in satang."""

from argparse import ArgumentParser
from typing import Any

from chumchon.ledger.queries import trial_balance
from chumchon.thai.money import baht

from ._book import BookCommand


class Command(BookCommand):
    """Prints every account with a balance and the two totals."""

    help = "งบทดลองของกองทุน (trial balance of a fund)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--fund, --until, --json."""
        super().add_arguments(parser)
        parser.add_argument(
            "--until", metavar="DAY", help="last day, such as 30/9/2569 or 2026-09-30; default everything"
        )
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        book, until = self.book(options["fund"]), self.day(options["until"])
        rows = trial_balance(book, until)
        debit, credit = sum(r.debit_satang for r in rows), sum(r.credit_satang for r in rows)
        if options["json"]:
            accounts = [
                {"code": r.code, "name_th": r.name_th, "debit_satang": r.debit_satang, "credit_satang": r.credit_satang}
                for r in rows
            ]
            self.print_json(
                {"accounts": accounts, "debit_satang": debit, "credit_satang": credit, "balanced": debit == credit}
            )
            return
        for row in rows:
            self.stdout.write(f"{row.code}  {baht(row.debit_satang):>16}  {baht(row.credit_satang):>16}  {row.name_th}")
        self.stdout.write(f"รวม   {baht(debit):>16}  {baht(credit):>16}")
