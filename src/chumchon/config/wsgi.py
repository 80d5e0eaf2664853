"""The door for gunicorn: chumchon.config.wsgi:application. It stays shut on a database that could lose a receipt."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")
application = get_wsgi_application()

from chumchon.ledger.durability import refuse_weak_database  # noqa: E402 - models exist only after set-up

refuse_weak_database()
