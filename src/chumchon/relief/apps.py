from django.apps import AppConfig


class ReliefConfig(AppConfig):
    name = "chumchon.relief"
    label = "relief"
    default_auto_field = "django.db.models.BigAutoField"
