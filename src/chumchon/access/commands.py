"""One way for the house's commands to end: 0 done, 1 done and something was found to be wrong, 2 not done and why."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from chumchon.thai.errors import Plain

FOUND, NOT_DONE = 1, 2


def refused(error: Plain) -> CommandError:
    """What could not be done, in two languages on standard error; nothing was written."""
    return CommandError(f"{error.th}\n{error.en} [{error.code}]", returncode=NOT_DONE)


class HouseCommand(BaseCommand):
    """A command whose refusals are sentences. Subclasses write `handle` and raise thai.errors as actions do."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usage names the command as people type it, with hyphens."""
        return super().create_parser(prog_name, subcommand.replace("_", "-"), **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it; a refusal or a database that does not answer leaves with 2, never with a stack trace."""
        try:
            return super().execute(*args, **options)
        except Plain as error:
            raise refused(error) from None
        except DatabaseError as broken:
            raise CommandError(
                "ฐานข้อมูลไม่พร้อม ไม่มีอะไรถูกบันทึก ลองสั่ง chumchon migrate ก่อน\n"
                f"The database does not answer; nothing was written. [{broken}]", returncode=NOT_DONE,
            ) from None  # fmt: skip

    def print_json(self, value: object) -> None:
        """One line of JSON and nothing else on standard output."""
        self.stdout.write(json.dumps(value, ensure_ascii=False))
