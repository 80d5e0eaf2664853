"""Loaded before the settings: tests get a data folder of their own and plain HTTP."""

import os
import tempfile

os.environ["CHUMCHON_DATA"] = tempfile.mkdtemp(prefix="chumchon-test-")
os.environ["CHUMCHON_SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["CHUMCHON_PLAIN_HTTP"] = "1"
