"""A photograph is known again among a nation's: by bands of its look, exactly, and once when two send it at one moment."""

import importlib
import random
import threading
import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from chumchon.homes.actions import building, documents
from chumchon.homes.models import Document, LookBand, Proof
from chumchon.homes.queries import looks
from chumchon.homes.rules.looks import MOST_DIFFERENT, bands
from chumchon.paper.scans import same_look
from tests.factories import NOW, TODAY
from tests.homes import planning, world
from tests.homes.planning import HERE, instalment
from tests.together import all_at_once


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=MOST_DIFFERENT))
def test_looks_that_are_the_same_picture_always_share_a_band(look, spoilt):
    other = look
    for bit in spoilt:
        other ^= 1 << bit
    assert same_look(look, other)
    one, two = bands(f"{look:016x}"), bands(f"{other:016x}")
    assert len(one) == len(set(one)) == 6 and set(one) & set(two) and max(one) < 6 * 2048


def test_every_bit_of_a_look_stands_in_exactly_one_band():
    nothing = bands("0" * 16)
    for bit in range(64):
        assert sum(a != b for a, b in zip(nothing, bands(f"{1 << bit:016x}"), strict=True)) == 1
    assert bands("") == []


def _many(project, count, seed=7):
    """So many photographs of other places; their looks are random, as those of photographs nearly are."""
    rng, by = random.Random(seed), world.actor(project, "secretary").user_id
    Document.objects.bulk_create(
        Document(
            project=project, label="รูป", file_name=f"{i}.sealed", sha256="0" * 64, mime="image/jpeg", size=1, by_id=by, at=NOW,
            look=f"{rng.getrandbits(64):016x}", uid=uuid.uuid4(),
        )
        for i in range(count)
    )  # fmt: skip
    importlib.import_module("chumchon.homes.migrations.0002_look_bands").fill(apps, None)


@pytest.mark.django_db
def test_of_twenty_thousand_photographs_a_few_hundred_are_looked_at_in_two_questions(
    django_assert_num_queries, django_assert_max_num_queries
):
    project = planning.make()
    _many(project, 20_000)
    assert LookBand.objects.count() == 120_000
    look = Document.objects.order_by("?").values_list("look", flat=True)[0]
    near = f"{int(look, 16) ^ 0b10101:016x}"
    with django_assert_num_queries(1):
        found = looks.likely(near)
    assert look in {other for _, other in found} and len(found) < 400
    with django_assert_max_num_queries(4):  # two, and PostgreSQL's wall is told twice
        assert not looks.used_before(near)  # it lies there and proves nothing
    by = world.actor(project, "secretary").user_id
    row = project.instalments.create(number=1, kind="subsidy_house", stage_th="x", satang=1, maker_id=by)
    Proof.objects.create(instalment=row, kind="photo", document=Document.objects.get(look=look), by_id=by, at=NOW)
    assert looks.used_before(near) and not looks.used_before(f"{int(look, 16) ^ 0b111111:016x}")


@pytest.mark.django_db(transaction=True)
def test_one_photograph_sent_to_two_projects_at_one_moment_is_a_proof_once(monkeypatch):
    projects = []
    for code in ("khlong-1", "khlong-2"):
        made = world.make_project(code)
        type(made).objects.filter(pk=made.pk).update(longitude=HERE[0], latitude=HERE[1])
        made.refresh_from_db()
        planning.passed(made)
        projects.append((made, instalment(made)))
    raw = world.photo(3, HERE)
    if connection.vendor == "postgresql":  # both lie there, neither is committed; SQLite lets one write at a time
        gate, keep = threading.Barrier(2), documents.keep

        def kept(*said):
            made = keep(*said)
            gate.wait(20)
            return made

        monkeypatch.setattr(documents, "keep", kept)

    def add(project, row):
        building.add_photo(project, world.actor(project, "secretary"), row.pk, raw, NOW, TODAY)
        return "kept"

    assert sorted(all_at_once(add, projects)) == ["USED_TWICE", "kept"]
    assert Proof.objects.count() == 1 and date(2026, 11, 20) == Proof.objects.get().document.taken_on
