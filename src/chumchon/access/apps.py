from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "chumchon.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .walls import tell_new_connection

        connection_created.connect(tell_new_connection)
