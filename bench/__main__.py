"""Every bench, one after another: `python -m bench [NAME…]`. Each writes its own section of docs/benchmarks.md."""

import subprocess
import sys

NAMES = (
    "posting",
    "pages",
    "importing",
    "agreements",
    "claims",
    "nation",
    "close_peers",
    "strength",
    "loans",
    "homes",
    "settlement",
    "faults",
    "duplicates",
    "relief",
    "households",
)


def main() -> int:
    """Run the benches that were named, else all; the exit code is the number of those that failed."""
    failed = 0
    for name in sys.argv[1:] or NAMES:
        sys.stderr.write(f"== {name}\n")
        failed += subprocess.call([sys.executable, "-m", f"bench.{name}", "--write"]) != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
