from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChecksConfig(AppConfig):
    name = "chumchon.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A new database knows the checks at once."""
        from .actions.catalogue import load_after_migrate

        post_migrate.connect(load_after_migrate, sender=self)
