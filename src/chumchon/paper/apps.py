from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "chumchon.paper"
    label = "chumchon_paper"
