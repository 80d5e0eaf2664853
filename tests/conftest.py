"""Fixtures of the whole house."""

import os
import shutil
from importlib import import_module

import hypothesis
import pytest
from django.db import connection, connections

from tests import clean, factories, template

pytest_plugins = ["tests.journeys.browser"]

# A busy machine is not a fault of the code: bounds on time live in the benches.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """SQLite tests use a file, as people do: in memory all threads of the live server would share one connection."""
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = os.path.join(os.environ["CHUMCHON_DATA"], "test.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, request):
    """Keep what stands there when it is a fresh copy of the migrated database (tests/template.py)."""
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3") and template.copy_to(database["TEST"]["NAME"]):
        return True
    return request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_setup(django_db_keepdb, django_db_setup, django_db_blocker):
    """After the migrations: keep a copy for the next run, and see tests/clean.py."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and not django_db_keepdb:
            template.keep(connection.settings_dict["NAME"])
        clean.install()


@pytest.fixture(scope="session", autouse=True)
def _every_page_is_loaded():
    """Before a test changes what `today` means: a view that was first loaded meanwhile would keep that day for good."""
    import_module("chumchon.config.urls")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def fund(db):
    """A fund of seven villages with an empty book and a treasurer, chair, secretary, collector and auditor."""
    return factories.make_fund()


@pytest.fixture
def treasurer(fund):
    return factories.actor(fund, "treasurer")


def need_program(name: str) -> str:
    """Path of a program of the system; skipped without it, but in CI it must be there."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CHUMCHON_CI"):
            pytest.fail(f"{name} is not installed, and in CI it must run")
        pytest.skip(f"{name} is not installed")
    return path
