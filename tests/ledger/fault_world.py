"""A small world of its own for the tests of faults: a real database file or server, and processes that die in it.

Run as `python -m tests.ledger.fault_world COMMAND`; each command prints one line of JSON. Not a test itself.
    setup                  a fund and five members in a database that was copied from the tests'
    kill ROUNDS SEED       post in a child, SIGKILL it at a random moment, again and again; then check
    post COUNT             post, acknowledge each on a line of its own, then wait to be killed
    check < lines          are all acknowledged receipts there, is the book sound?
    same threads|processes eight at once post one key
    approve                eight at once approve one draft, then eight drafts of all the cash
FAULTS_PRAGMA, on SQLite, is said after the settings' own pragmas: how a test weakens them on purpose.
"""

import json
import os
import random
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


def listen(reading: int, count: int) -> list[dict]:
    """Wait for so many acknowledgements; byte by byte, so that none is swallowed from the next reader."""
    said = []
    for _ in range(count):
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(reading, 1)
        said.append(json.loads(line))
    return said


def kill(rounds: int, seed: int) -> None:
    """Some rounds are killed at once, often before their first acknowledgement, the others in the middle of a later posting."""
    rng, acknowledged, silent = random.Random(seed), [], 0
    for turn in range(rounds):
        pid, reading = fork(post_forever)
        said = listen(reading, rng.randrange(1, 5)) if turn % 5 else []
        time.sleep(rng.uniform(0, 0.06))
        os.kill(pid, signal.SIGKILL)
        said += drain(reading)
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


def approve() -> None:
    """One draft approved by eight at once; then eight drafts that each take all the cash, approved at once."""
    from chumchon.funds.models import CashDraft
    from chumchon.ledger.models import Book, Entry
    from chumchon.ledger.queries import cash_in_hand

    post_one(5, uuid.uuid4())
    book = Book.objects.get()
    cash, drafts = cash_in_hand(book), []
    first = make_expense(100)
    entries = [said for said in at_once([first] * EIGHT) if isinstance(said, int)]
    made = Entry.objects.filter(source="draft", source_ref=str(first)).count()
    drafts = [make_expense(cash - 100) for _ in range(EIGHT)]
    answers = at_once(drafts)
    say(
        {
            "first": entries, "entries_of_first": made, "answers": answers, "cash": cash_in_hand(book),
            "posted": CashDraft.objects.filter(id__in=drafts, state="posted").count(), **check([]),
        }
    )  # fmt: skip


def make_expense(satang: int) -> int:
    from chumchon.funds.actions.drafts import make_draft
    from chumchon.funds.models import Fund
    from tests.factories import NOW, TODAY, actor

    fund, key = Fund.objects.select_related("organisation").get(), uuid.uuid4()
    who = actor(fund, "treasurer")
    return make_draft(fund, who, "expense", TODAY, "5200", "1010", satang, "ค่าเอกสาร", key, NOW, TODAY).pk


def at_once(drafts: list[int]) -> list[int | str]:
    """A child for each draft approves it; the entry's number or the code of the error."""
    at = time.time() + 0.3

    def work(draft_id: int, role: str) -> Callable[[int], None]:
        def one(out: int) -> None:
            from chumchon.funds.actions.drafts import approve as say_yes
            from chumchon.funds.models import Fund
            from chumchon.thai.errors import Plain
            from tests.factories import NOW, TODAY, actor

            fund = Fund.objects.select_related("organisation").get()
            who = actor(fund, role)
            time.sleep(max(0.0, at - time.time()))
            try:
                answer: int | str = say_yes(fund, draft_id, who, NOW, TODAY).number
            except Plain as refused:
                answer = refused.code
            os.write(out, json.dumps(answer).encode() + b"\n")

        return one

    children = [fork(work(pk, ("chair", "secretary")[i % 2])) for i, pk in enumerate(drafts)]
    answers: list = []
    for pid, reading in children:
        answers += drain(reading)
        os.waitpid(pid, 0)
    return answers


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
    elif command == "approve":
        approve()
    elif command == "check":
        say(check([json.loads(line) for line in sys.stdin]))
    else:
        same(rest[0])


if __name__ == "__main__":
    main()
