"""The first people of a server: officers and the administrator, added from the command line."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from chumchon.access.models import AuditEvent, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import may

pytestmark = pytest.mark.django_db


def added(capsys, *words: str) -> dict:
    call_command("add_officer", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_an_officer_of_a_province_signs_in_and_stays_within_it(capsys):
    said = added(capsys, "Kanya", "--name", "นางสาวกัลยา พรหมมา", "--role", "officer_province", "--area", "50")
    user = User.objects.get(username="kanya")
    assert user.check_password(said["password"])
    assert [(g.role, g.area_prefix) for g in user.grants.all()] == [("officer_province", "50")]
    assert AuditEvent.objects.get(verb="user.add").detail == {"role": "officer_province", "areas": ["50"]}
    actor = actor_of_user(user)
    assert may(actor, "fund.open", None, "500701", timezone.localdate())
    assert not may(actor, "fund.open", None, "570101", timezone.localdate())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--role", "officer_province"], "AREA_NEEDED"),
        (["--role", "officer_province", "--area", "99"], "NO_AREA"),
        (["--role", "officer_region", "--area", "5"], "NO_AREA"),
    ],
)
def test_who_is_added_wrongly_is_told_in_thai_and_english(words, code):
    with pytest.raises(CommandError, match=code):
        call_command("add_officer", "kanya", "--name", "นางสาวกัลยา พรหมมา", *words)
    assert not User.objects.filter(username="kanya").exists()


def test_a_name_that_is_taken_is_not_taken_twice(capsys):
    added(capsys, "kanya", "--name", "นางสาวกัลยา พรหมมา", "--role", "admin")
    with pytest.raises(CommandError, match="USERNAME_TAKEN"):
        call_command("add_officer", "KANYA", "--name", "อีกคน", "--role", "admin")
