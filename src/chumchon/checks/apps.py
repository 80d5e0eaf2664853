from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChecksConfig(AppConfig):
    name = "chumchon.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A new database knows the checks at once; a fund whose year was closed is checked."""
        from chumchon.funds.actions.closing import after_closing

        from .actions.catalogue import load_after_migrate
        from .actions.verify import after_year

        after_closing("checks", after_year)
        post_migrate.connect(load_after_migrate, sender=self)
