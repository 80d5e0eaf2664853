"""chumchon export-journal --fund CODE --format hledger|beancount [--out FILE]: the book for another program to confirm."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from chumchon.ledger.export import FORMATS

from ._book import BookCommand


class Command(BookCommand):
    """Writes the whole journal, with the balances that the other program must find."""

    help = "ส่งสมุดรายวันออกให้โปรแกรมอื่นตรวจ (export the journal for hledger or beancount)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--fund, --format, --out, --json."""
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--out", metavar="FILE", help="write here; default standard output")
        parser.add_argument("--json", action="store_true", help="with --out: what was written, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream it out, line by line."""
        book, write = self.book(options["fund"]), FORMATS[options["format"]]
        if not options["out"]:
            if options["json"]:
                self.fail("ใช้ --json คู่กับ --out FILE", "Use --json together with --out FILE.")
            for line in write(book):
                self.stdout.write(line)
            return
        path = Path(options["out"])
        try:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in write(book))
        except OSError as closed:
            self.fail(f"เขียนแฟ้ม {path} ไม่ได้ เลือกที่อื่น", f"Cannot write {path}: {closed.strerror}.")
        if options["json"]:
            self.print_json({"file": str(path), "format": options["format"], "entries": book.head_number})
        else:
            self.stdout.write(json.dumps(str(path), ensure_ascii=False)[1:-1])
