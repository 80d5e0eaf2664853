from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomesConfig(AppConfig):
    name = "chumchon.homes"
    label = "homes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger's check see the savers' rows; load the programmes when there are none."""
        from chumchon.ledger import subsidiary

        from .actions.programmes import load_when_empty
        from .queries.savings_seal import savings_parts

        subsidiary.register("homes", savings_parts)
        post_migrate.connect(load_when_empty, sender=self)
