"""What the book's commands share: find the book by the fund's code, or say in two languages that there is none."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import NoReturn

from django.core.management.base import BaseCommand

from chumchon.ledger.models import Book
from chumchon.thai.dates import parse_day
from chumchon.thai.errors import BadInput

USAGE = 2


class BookCommand(BaseCommand):
    """A command about one book. Exit codes: 0 sound, 1 not sound, 2 asked wrongly (a sentence on standard error)."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--fund CODE."""
        parser.add_argument("--fund", required=True, metavar="CODE", help="code of the fund (organisation)")

    def book(self, code: str) -> Book:
        """The book of that organisation; exits with 2 where there is none."""
        found = Book.objects.select_related("organisation").filter(organisation__code=code).first()
        if found is None:
            self.fail(
                f"ไม่มีกองทุนรหัส {code} ตรวจรหัสแล้วลองอีกครั้ง", f"There is no fund {code}; check the code and try again."
            )
        return found

    def day(self, text: str | None) -> date | None:
        """A day as people type it (B.E. or ISO); exits with 2 where it cannot be read."""
        try:
            return parse_day(text, date.today()).day if text else None
        except BadInput as unread:
            self.fail(unread.th, unread.en)

    def fail(self, th: str, en: str) -> NoReturn:
        """Say it on standard error and leave with 2."""
        self.stderr.write(f"{th}\n{en}")
        sys.exit(USAGE)

    def print_json(self, value: object) -> None:
        """One line of JSON and nothing else on standard output."""
        self.stdout.write(json.dumps(value, ensure_ascii=False))
