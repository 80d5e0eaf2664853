"""How a form becomes HTML: `{{ form }}` or `{{ form.name.as_field_group }}` with the house's own templates."""

from django.forms.renderers import TemplatesSetting


class ChumchonRenderer(TemplatesSetting):
    """Templates of the project before Django's: forms/form.html, forms/field.html and django/forms/widgets/."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
