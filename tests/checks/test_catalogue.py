"""The checks are data: at least twenty kinds, each with words, numbers and where they are from."""

import string

import pytest

from chumchon.checks.actions.catalogue import change_check, load_checks
from chumchon.checks.catalogue import CATALOGUE
from chumchon.checks.models import Check
from chumchon.thai.errors import BadInput, NotAllowed
from tests.factories import NOW, TODAY, actor


def test_a_new_house_knows_every_check_and_loading_again_adds_none(db):
    assert Check.objects.count() == len(CATALOGUE) >= 20
    assert load_checks() == 0


def test_every_check_says_what_was_found_what_to_do_and_where_its_numbers_are_from():
    for spec in CATALOGUE:
        assert spec.severity in ("severe", "warn", "info")
        assert spec.name_th and spec.todo_th and spec.kind_th and spec.source_th, spec.code
        names = [name for _, name, _, _ in string.Formatter().parse(spec.found_th) if name is not None]
        assert all(name.isidentifier() for name in names), spec.code


def test_only_headquarters_changes_a_check_and_its_numbers_stay_numbers(fund):
    with pytest.raises(NotAllowed):
        change_check("cash_kept", actor(fund, "chair"), "warn", True, {"limit_satang": 1, "days": 1}, NOW, TODAY)
    hq = _hq()
    with pytest.raises(BadInput, match="BAD_PARAMETER"):
        change_check("cash_kept", hq, "warn", True, {"limit_satang": -1, "days": 1}, NOW, TODAY)
    changed = change_check("cash_kept", hq, "info", False, {"limit_satang": 100, "days": 3, "other": 9}, NOW, TODAY)
    assert (changed.severity, changed.is_on, changed.parameters) == ("info", False, {"limit_satang": 100, "days": 3})
    load_checks()
    assert Check.objects.get(code="cash_kept").parameters["days"] == 3, "what an operator changed stays"


def _hq():
    from chumchon.access.actions import create_user, grant
    from chumchon.access.queries import actor_of_user

    user = create_user("hq-checks", "นางสำนักงาน", "x" * 12)
    grant(user, "officer_hq", TODAY.replace(year=2020))
    return actor_of_user(user)
