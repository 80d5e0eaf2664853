from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "chumchon.councils"
    label = "councils"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms of meetings and seats."""
        from .queries.told import register

        register()
