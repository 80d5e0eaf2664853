from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "chumchon.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Weigh the database at start-up."""
        from . import durability  # noqa: F401 - registers its checks
