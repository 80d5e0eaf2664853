"""Several people at once, each with a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from chumchon.thai.errors import Plain


def all_at_once(work: Callable[..., Any], turns: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Start `work` with each of these arguments at one moment; what each answered, or the code of the refusal."""
    answers: list[Any] = []
    gate = threading.Barrier(len(turns))

    def run(*turn: Any) -> None:
        gate.wait()
        try:
            answers.append(work(*turn))
        except Plain as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=turn) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
