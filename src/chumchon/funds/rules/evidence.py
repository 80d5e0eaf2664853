"""Papers of claims are made harmless as all papers of the house are (paper.scans)."""

from chumchon.paper.scans import MOST_BYTES, Paper, clean

__all__ = ["MOST_BYTES", "Paper", "clean"]
