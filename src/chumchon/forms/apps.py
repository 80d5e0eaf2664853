from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "chumchon.forms"
    label = "chumchon_forms"
