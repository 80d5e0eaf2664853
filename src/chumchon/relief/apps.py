from django.apps import AppConfig


class ReliefConfig(AppConfig):
    name = "chumchon.relief"
    label = "relief"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger's check see the money that came and went in disasters."""
        from chumchon.ledger import subsidiary

        from .queries.seal import relief_parts

        subsidiary.register("relief", relief_parts)
