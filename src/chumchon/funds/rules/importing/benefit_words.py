"""Which benefit an old book means by its words; where they may mean two, or say "not", a person is asked. Pure."""

from collections.abc import Mapping

from chumchon.agreements.deaths import is_death, of_somebody_else

from ..agreement_kinds import KINDS
from .headers import plain

UNKNOWN, WHICH = "UNKNOWN_BENEFIT", "WHICH_BENEFIT"
_NOT = ("ไม่ใช่", "มิใช่", "ไม่ได้", "ไม่ถึง", "ไม่ตาย", "ไม่เสียชีวิต", "ยกเว้น")
_FUND = "กองทุน"  # its second half would be a scholarship


def meant(said: str, named: Mapping[str, str]) -> tuple[str | None, str]:
    """The key, or None and why. named: the plain names of the fund's own benefits to their keys, which go before usual words.

    A name inside a longer one that stands there too says nothing: "ญาติเสียชีวิต" is not "เสียชีวิต".
    """
    words = plain(said)
    if words in named:
        return named[words], ""
    words = words.replace(_FUND, "")
    found = {name: key for name, key in named.items() if name and name in words}
    keys = {key for name, key in found.items() if not any(name != other and name in other for other in found)}
    keys = keys or {kind.key for kind in KINDS if any(plain(word) in words for word in kind.words)}
    if not keys:
        return None, UNKNOWN
    key = next(iter(keys))
    if len(keys) > 1 or (is_death(key) and of_somebody_else(said)) or any(word in words for word in _NOT):
        return None, WHICH
    return key, ""
