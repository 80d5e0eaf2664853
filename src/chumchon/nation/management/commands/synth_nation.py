"""chumchon synth-nation DIR: a made-up nation in columns, from one seed, for benches and rehearsals."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from chumchon.nation.columns.synth import synth


class Command(BaseCommand):
    """6,486,679 members in 5,915 funds unless told otherwise; everything in it is made up."""

    def add_arguments(self, parser: Any) -> None:
        """DIR, sizes, seed and year."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--members", type=int, default=6_486_679)
        parser.add_argument("--funds", type=int, default=5_915)
        parser.add_argument("--claims", type=int, default=700_000)
        parser.add_argument("--year", type=int, default=2569)
        parser.add_argument("--seed", type=int, default=2569)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the columns."""
        o = options
        synth(o["folder"], o["members"], o["funds"], o["claims"], o["year"], o["seed"], progress=self.stderr.write)
        self.stdout.write(f"{o['folder']}: {o['members']:,} members, {o['funds']:,} funds, B.E. {o['year']}")
