"""A small world of its own for the tests of faults: a real database file or server, and processes that die in it.

Run as `python -m tests.ledger.fault_world COMMAND`; each command prints one line of JSON. Not a test itself.
    setup                  migrate, a fund, five members
    kill ROUNDS SEED       post in a child, SIGKILL it at a random moment, again and again; then check
    post COUNT             post, acknowledge each on a line of its own, then wait to be killed
    check < lines          are all acknowledged receipts there, is the book sound?
    same threads|processes eight at once post one key
FAULTS_PRAGMA, on SQLite, is said after the settings' own pragmas: how a test weakens them on purpose.
"""

import json
import os
import random
import select
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")
EIGHT = 8


def begin() -> None:
    from chumchon.config import settings

    if os.environ.get("FAULTS_PRAGMA"):
        settings.DATABASES["default"]["OPTIONS"]["init_command"] += "; " + os.environ["FAULTS_PRAGMA"]
    import django

    django.setup()


def setup() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories import make_fund, make_member

    fund = make_fund()
    for name in ("สมศรี", "สมชาย", "มะลิ", "บุญมี", "จันทร์"):
        make_member(fund, name)
    say({"ok": True})


def post_one(how_many: int, key: uuid.UUID) -> dict:
    """Post entry fees through the real action; the acknowledgement, as the phone would get it."""
    from chumchon.funds.actions.contributions import post_contributions
    from chumchon.funds.models import Fund
    from chumchon.funds.rules.contributions import Payment
    from tests.factories import NOW, TODAY, actor

    fund = Fund.objects.select_related("organisation").get()
    members = list(fund.members.order_by("id").values_list("id", flat=True))
    payments = [Payment(members[i], "entry_fee", 2000) for i in range(how_many)]
    who = actor(fund, "treasurer")
    entry, receipts, _ = post_contributions(fund, who, None, TODAY, payments, key, "ค่าสมัคร", "test", "", NOW)
    return {"key": str(key), "entry": entry.number, "receipts": [r.number for r in receipts]}


def check(acknowledged: list[dict]) -> dict:
    """Which acknowledged entries or receipts are gone, and what verify_book says."""
    from dataclasses import asdict

    from chumchon.ledger.models import Book, Entry
    from chumchon.ledger.verify import verify_book

    missing = []
    for said in acknowledged:
        entry = Entry.objects.filter(idempotency_key=said["key"], number=said["entry"]).first()
        if entry is None or sorted(entry.receipts.values_list("number", flat=True)) != said["receipts"]:
            missing.append(said["entry"])
    report = verify_book(Book.objects.get())
    return {
        "acknowledged": len(acknowledged), "missing": missing, "ok": report.ok, "entries": report.entries,
        "receipts": report.receipts, "broken": [asdict(f) for f in report.broken],
    }  # fmt: skip


def fork(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that works and writes to a pipe; its pid and the pipe's reading end. No connection is shared."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.close(reading)
        work(writing)
    finally:
        os._exit(0)


def post_forever(out: int) -> None:
    rng = random.Random(os.getpid())
    while True:
        said = post_one(rng.randrange(1, 6), uuid.uuid4())
        os.write(out, json.dumps(said).encode() + b"\n")


def drain(reading: int) -> list[dict]:
    with os.fdopen(reading, "rb") as pipe:
        return [json.loads(line) for line in pipe.read().splitlines()]


def kill(rounds: int, seed: int) -> None:
    """Some rounds are killed before their first acknowledgement, the others within some postings after it."""
    rng, acknowledged, silent = random.Random(seed), [], 0
    for turn in range(rounds):
        pid, reading = fork(post_forever)
        if turn % 5:
            select.select([reading], [], [], 30)
        time.sleep(rng.uniform(0, 0.06))
        os.kill(pid, signal.SIGKILL)
        said = drain(reading)
        os.waitpid(pid, 0)
        silent += not said
        acknowledged += said
    say({"kills": rounds, "silent": silent, **check(acknowledged)})


def post(count: int) -> None:
    for _ in range(count):
        say(post_one(3, uuid.uuid4()))
    time.sleep(600)


def same(how: str) -> None:
    """Eight at once, one key: each says which entry it got."""
    key, answers = uuid.uuid4(), []
    if how == "threads":
        gate = threading.Barrier(EIGHT)

        def one() -> None:
            from django.db import connection

            gate.wait()
            answers.append(post_one(2, key))
            connection.close()

        threads = [threading.Thread(target=one) for _ in range(EIGHT)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        at = time.time() + 0.3

        def another(out: int) -> None:
            time.sleep(max(0.0, at - time.time()))
            os.write(out, json.dumps(post_one(2, key)).encode() + b"\n")

        children = [fork(another) for _ in range(EIGHT)]
        for pid, reading in children:
            answers += drain(reading)
            os.waitpid(pid, 0)
    from chumchon.ledger.models import Entry

    say({"answers": answers, "entries_of_key": Entry.objects.filter(idempotency_key=key).count(), **check(answers)})


def say(value: dict) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def main() -> None:
    command, *rest = sys.argv[1:]
    begin()
    if command == "setup":
        setup()
    elif command == "kill":
        kill(int(rest[0]), int(rest[1]))
    elif command == "post":
        post(int(rest[0]))
    elif command == "check":
        say(check([json.loads(line) for line in sys.stdin]))
    else:
        same(rest[0])


if __name__ == "__main__":
    main()
