"""The tables that are laid at once are the same tables that Django lays one by one."""

import sqlite3

import pytest
from django.db import migrations, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.state import ProjectState

from chumchon.access.tables import Tables

pytestmark = pytest.mark.django_db  # the first test opens connections of its own

OPERATIONS = [
    migrations.CreateModel("House", [("id", models.BigAutoField(primary_key=True)), ("head", models.ForeignKey("x.Person", models.PROTECT))]),
    migrations.CreateModel(
        "Person",
        [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9, unique=True))],
        options={"constraints": [models.CheckConstraint(condition=~models.Q(name=""), name="has_a_name")]},
    ),
    migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("about", models.ForeignKey("x.Person", models.CASCADE))]),
    migrations.AddField("Person", "born", models.DateField(null=True)),
]  # fmt: skip


@pytest.fixture
def laid(tmp_path, settings):
    """Lay the operations by a kind of migration; answers the words of the schema and the state after it."""
    connections: list[DatabaseWrapper] = []

    def lay(kind, operations):
        name = str(tmp_path / f"{len(connections)}.sqlite3")
        connection = DatabaseWrapper({**settings.DATABASES["default"], "NAME": name, "OPTIONS": {}, "TIME_ZONE": None})
        connections.append(connection)
        migration = kind("0001_tables", "x")
        migration.operations = operations
        connection.disable_constraint_checking()
        with connection.schema_editor(atomic=True) as editor:
            state = migration.apply(ProjectState(), editor)
        with sqlite3.connect(name) as plain:
            rows = plain.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
            return sorted(rows.fetchall()), state

    yield lay
    for connection in connections:
        connection.close()


def test_same_tables_as_one_by_one(laid, settings):
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("the words of SQLite's schema are compared")
    # One by one a table stands before those that point at it.
    house, person, note, born = OPERATIONS
    one_by_one, _ = laid(migrations.Migration, [person, house, note, born])
    at_once, state = laid(Tables, OPERATIONS)
    assert at_once == one_by_one
    assert len([row for row in at_once if row[0] == "table"]) == 3
    assert set(state.models) == {("x", "house"), ("x", "person"), ("x", "note")}
    assert "born" in state.models["x", "person"].fields


def test_rooms_begin_with_tables_at_once():
    """A room with many tables that goes the slow way again costs every fresh installation seconds."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    slow = [
        key
        for key, migration in loader.disk_migrations.items()
        if type(migration).__module__.startswith("chumchon.")
        and not isinstance(migration, Tables)
        and sum(isinstance(operation, migrations.CreateModel) for operation in migration.operations) > 5
    ]
    assert slow == []
