"""Where the phone's service worker lies; its address decides what it may keep: pages below /relief/ and nothing else."""

from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "static" / "relief" / "js" / "worker.js"
