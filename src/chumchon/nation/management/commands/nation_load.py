"""chumchon nation-load FOLDER: bring in reported rows (batch.toml and its CSV files)."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chumchon.nation.actions.loading import load_batch
from chumchon.thai.errors import Plain


class Command(BaseCommand):
    """Load a folder of reported figures; the same folder again takes the place of the first."""

    def add_arguments(self, parser: Any) -> None:
        """FOLDER and --json."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many rows."""
        try:
            batch, flags = load_batch(options["folder"], timezone.now())
        except Plain as refused:
            raise CommandError(f"{refused.th}\n{refused.en}", returncode=2) from None
        rows = batch.rows.count()
        for flag in flags[:20]:
            self.stderr.write(f"ควรถาม: {flag}")
        if len(flags) > 20:
            self.stderr.write(f"และอีก {len(flags) - 20:,} เรื่อง · {len(flags):,} doubtful figures in all")
        said = json.dumps({"batch": batch.code, "as_of": str(batch.as_of), "rows": rows, "doubtful": len(flags)})
        self.stdout.write(said if options["json"] else f"{batch.title_th}: {rows:,} แถว")
