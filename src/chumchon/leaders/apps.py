from django.apps import AppConfig


class LeadersConfig(AppConfig):
    name = "chumchon.leaders"
    label = "leaders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put trainings and events on the calendar."""
        from .queries.told import register

        register()
