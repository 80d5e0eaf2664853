"""Loaded before the settings: tests get a data folder of their own and plain HTTP."""

import atexit
import os
import shutil
import tempfile

_folder, _process = tempfile.mkdtemp(prefix="chumchon-test-"), os.getpid()
os.environ["CHUMCHON_DATA"] = _folder
os.environ["CHUMCHON_SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["CHUMCHON_PLAIN_HTTP"] = "1"


@atexit.register
def _tidy() -> None:
    """The folder goes with the process that made it, not with a child that it forked."""
    if os.getpid() == _process:
        shutil.rmtree(_folder, ignore_errors=True)
