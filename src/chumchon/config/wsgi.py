"""The door for gunicorn: chumchon.config.wsgi:application. It stays shut on a database that could lose a receipt."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")
application = get_wsgi_application()

from chumchon.ledger.durability import refuse_weak_database  # noqa: E402 - models exist only after set-up

refuse_weak_database()

# What the house is made of stays for ever. Laid aside once, the collector no longer looks through all of it in the middle of a
# page: on a list of a thousand houses that cost 130 ms each third time.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
