"""Fixtures of the whole house."""

import os
import shutil

import pytest

from tests import factories


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
