from django.apps import AppConfig


class NationConfig(AppConfig):
    name = "chumchon.nation"
    label = "nation"
    default_auto_field = "django.db.models.BigAutoField"
