"""The console command `chumchon`: Django's management under a name of its own, and the agreement's tools."""

import os
import sys

AGREEMENT_COMMANDS = {"agreement-check", "agreement-explain", "agreement-evaluate"}
OWN_TABLES = {"demo", "migrate", "check", "makemigrations", "help", "version", "synth_nation", "close_nation", "doctor"}


def main() -> None:
    """Run one command. Exit codes: 0 done, 1 done and something was found to be wrong, 2 not done and why."""
    code: int | str | None = 0
    try:
        try:
            _run()
        except SystemExit as stop:
            code = stop.code
        sys.stdout.flush()  # that nobody reads any more is found out here, not when Python ends
    except BrokenPipeError:  # `chumchon … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run() -> None:
    """Names are written with hyphens (open-fund); Django's module names carry underscores."""
    if len(sys.argv) > 1 and sys.argv[1] in AGREEMENT_COMMANDS:
        from chumchon.agreements.cli import run

        sys.exit(run(sys.argv[1:]))
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("CHUMCHON_PLAIN_HTTP", "1")  # a laptop has no certificate
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")
    from django.core.management import ManagementUtility
    from django.db.utils import OperationalError, ProgrammingError

    argv = [*sys.argv]
    if len(argv) > 1:
        argv[1] = argv[1].replace("-", "_") if not argv[1].startswith("-") else argv[1]
    utility = ManagementUtility(argv)
    utility.prog_name = "chumchon"
    try:
        if len(argv) > 1 and not argv[1].startswith("-") and argv[1] not in OWN_TABLES:
            _first_tables()
        utility.execute()
    except (OperationalError, ProgrammingError) as fault:
        if "no such table" not in str(fault) and "does not exist" not in str(fault):
            raise
        sys.stderr.write(
            "ฐานข้อมูลนี้ยังไม่มีตาราง หรือเป็นของรุ่นเก่า สั่ง chumchon migrate ก่อนแล้วทำใหม่\n"
            "This database has no tables yet, or those of an older version; run: chumchon migrate\n"
        )
        sys.exit(2)


def _first_tables() -> None:
    """A village's first command on a new SQLite file makes its tables; a server's database is migrated by its operator."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    database = settings.DATABASES["default"]
    new = database["ENGINE"].endswith("sqlite3") and not os.path.exists(database["NAME"])
    if new:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()  # migrations switch foreign keys on; the command is to see the settings as they are


if __name__ == "__main__":
    main()
