"""How a form becomes HTML: Django's own templates until the house's field template is found."""

from django.forms.renderers import TemplatesSetting


class ChumchonRenderer(TemplatesSetting):
    """Templates of the project before Django's."""
