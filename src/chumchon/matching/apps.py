from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "chumchon.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The checks see what the match counted."""
        from chumchon.checks.columns import register

        from .queries.matched import matched_rows

        register("matched", matched_rows)
