"""Pictures of the real screens for README and guides: docs/pictures/*.png, made from a fresh example fund.

    python scripts/pictures.py [--data FOLDER] [--only CHAPTER ...]

--data: a folder that `chumchon demo --no-serve` made before; it is copied, not changed. --only: chapters of
scripts/pictures_walk.py, such as collection. Needs Debian's chromium, and pdftoppm for the papers.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Make the fund, serve it, walk through it, take the pictures; the size of the whole set is said at the end."""
    from scripts.pictures_walk import walk

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--only", nargs="+", default=[])
    said = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="chumchon-pictures-") as folder:
        data = Path(folder) / "data"
        if said.data:
            shutil.copytree(said.data, data)
        env = {**os.environ, "CHUMCHON_DATA": str(data), "CHUMCHON_PLAIN_HTTP": "1", "CHUMCHON_DATABASE_URL": ""}
        subprocess.run([sys.executable, "-m", "chumchon", "demo", "--no-serve", "--json"], env=env, check=True)
        home, server = _serve(env)
        try:
            skipped = walk(home, Path(folder), ROOT / "docs" / "pictures", said.only)
        finally:
            server.terminate()
            server.wait(20)
    for words in skipped:
        print(f"!!! {words}", file=sys.stderr)
    taken = list((ROOT / "docs" / "pictures").glob("*.png"))
    print(f"{len(taken)} pictures, {sum(p.stat().st_size for p in taken) / 1e6:.2f} MB in docs/pictures")
    return 1 if skipped else 0


def _serve(env: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    """The address and the server, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "chumchon.config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--threads", "4", "--timeout", "300", "--log-level", "error"], env=env)
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/")
            return f"http://127.0.0.1:{port}", server
        except urllib.error.URLError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit("the server did not answer")


if __name__ == "__main__":
    sys.exit(main())
