"""What a line of the trail was about, said as people say it: each room names the rows that it keeps.

A room registers a reader for its kind of subject ("member:12"): ids of one organisation's trail and whether the reader
may see members' names, to words by id. A kind that nobody named, or a row that is gone, is "สมาชิก ลำดับ 12".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from .models import User
from .words import subject_words

Reader = Callable[[set[int], bool], dict[int, str]]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """Name the rows of a kind; called once by the room that keeps them."""
    _readers[kind] = reader


def named(subjects: Iterable[str], with_names: bool) -> dict[str, str]:
    """Words by subject, in one read for each kind. with_names: members' names beside their numbers."""
    wanted = set(subjects)
    ids: dict[str, set[int]] = defaultdict(set)
    for subject in wanted:
        kind, _, number = subject.partition(":")
        if kind in _readers and number.isdecimal():
            ids[kind].add(int(number))
    found = {kind: _readers[kind](numbers, with_names) for kind, numbers in ids.items()}
    said = {}
    for subject in wanted:
        kind, _, number = subject.partition(":")
        words = found.get(kind, {}).get(int(number)) if number.isdecimal() else None
        said[subject] = words or subject_words(subject)
    return said


def _users(ids: set[int], with_names: bool) -> dict[int, str]:
    """Whoever reads the trail reads who acted; so too on whom."""
    return {u.pk: f"ผู้ใช้ {u}" for u in User.objects.filter(pk__in=ids)}


register("user", _users)
