"""The console command `chumchon`: Django's management under a name of its own, and the agreement's tools."""

import os
import sys

AGREEMENT_COMMANDS = {"agreement-check", "agreement-explain", "agreement-evaluate"}


def main() -> None:
    """Run one command. Names are written with hyphens (open-fund); Django's module names carry underscores."""
    if len(sys.argv) > 1 and sys.argv[1] in AGREEMENT_COMMANDS:
        from chumchon.agreements.cli import run

        sys.exit(run(sys.argv[1:]))
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("CHUMCHON_PLAIN_HTTP", "1")  # a laptop has no certificate
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")
    from django.core.management import ManagementUtility

    argv = [*sys.argv]
    if len(argv) > 1:
        argv[1] = argv[1].replace("-", "_") if not argv[1].startswith("-") else argv[1]
    utility = ManagementUtility(argv)
    utility.prog_name = "chumchon"
    utility.execute()


if __name__ == "__main__":
    main()
