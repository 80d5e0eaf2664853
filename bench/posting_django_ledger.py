"""django-ledger puts the same receipts into a book of its own: `PYTHON bench/posting_django_ledger.py`, as JSON.

It needs other versions than the house, so it stands in an environment of its own (bench/peers.txt) and is run by
bench.posting with that environment's Python, named in CHUMCHON_PEERS_PYTHON. SQLite in a file, as durable as the house's.
A sheet is one journal entry of 501 lines, verified and posted; a single receipt is an entry of two lines.
"""

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

SHEET, TURNS, SINGLES = 500, 5, 40


def settle(folder: Path) -> None:
    """The least Django around the peer: its own tables and a file of SQLite."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="bench",
        USE_TZ=True,
        ROOT_URLCONF="django_ledger.urls",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "treebeard", "django_ledger"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "book.sqlite3",
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"},
            }
        },
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def book():
    """An entity with a cash account and an account of members' money, and a ledger that is open."""
    from django.contrib.auth import get_user_model
    from django_ledger.io.roles import ASSET_CA_CASH, INCOME_OPERATIONAL
    from django_ledger.models import EntityModel

    admin = get_user_model().objects.create_user("treasurer")
    entity = EntityModel.create_entity(name="bench", use_accrual_method=False, admin=admin, fy_start_month=10)
    entity.create_chart_of_accounts(assign_as_default=True, commit=True, coa_name="bench")
    cash = entity.create_account("1010", ASSET_CA_CASH, "cash", "debit", active=True)
    income = entity.create_account("4010", INCOME_OPERATIONAL, "members", "credit", active=True)
    return entity, entity.create_ledger(name="bench", posted=True), cash, income


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settle(Path(folder))
        entity, ledger, cash, income = book()
        thirty = Decimal("30.00")

        def post(count: int) -> float:
            """Processor seconds for one committed entry that holds so many receipts."""
            lines = [{"account": cash, "amount": thirty * count, "tx_type": "debit", "description": "x"}]
            lines += [{"account": income, "amount": thirty, "tx_type": "credit", "description": "x"}] * count
            start = time.process_time()
            entity.commit_txs(
                je_timestamp=datetime(2026, 11, 24, 3, tzinfo=UTC),
                je_txs=lines,
                je_ledger_model=ledger,
                je_desc="receipts",
                je_posted=True,
            )
            return time.process_time() - start

        sheet = min(post(SHEET) for _ in range(TURNS))
        one = min(post(1) for _ in range(SINGLES))
        from django_ledger.models import TransactionModel

        stored = TransactionModel.objects.count()
        assert stored == TURNS * (SHEET + 1) + SINGLES * 2, stored
    json.dump({"version": version("django-ledger"), "sheet": SHEET / sheet, "one": 1 / one}, sys.stdout)


if __name__ == "__main__":
    main()
