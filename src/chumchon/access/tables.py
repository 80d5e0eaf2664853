"""The first migration of a room: all its tables are laid at once."""

from itertools import takewhile
from typing import Any

from django.db import migrations
from django.db.migrations.operations.models import CreateModel


class Tables(migrations.Migration):
    """A migration whose leading operations create tables, all of them against one picture of the models.

    Django draws the whole house anew after every single table, which with two hundred tables took most of the time of a
    first `migrate`. What the tables are, and the order in which they are laid, does not change.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """Lay the tables, then go on as any migration does. Showing the SQL alone goes Django's way."""
        tables = list(takewhile(lambda operation: type(operation) is CreateModel, self.operations))
        if collect_sql or not tables:
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # drawn again, once, when the first table asks for it
        for table in tables:
            table.state_forwards(self.app_label, project_state)
        for table in tables:
            table.database_forwards(self.app_label, schema_editor, before, project_state)
        kind = type(self.name, (migrations.Migration,), {"operations": self.operations[len(tables) :]})
        return kind(self.name, self.app_label).apply(project_state, schema_editor)
