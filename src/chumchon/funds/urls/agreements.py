"""Addresses of the agreement: read by everybody, drafted by the committee, decided by the members' meeting."""

from django.urls import path

from ..views import agreement_drafts as drafts
from ..views import agreements, benefit_history

_AGREEMENT = "f/<slug:code>/agreement"
_DRAFT = f"{_AGREEMENT}/drafts/<int:version_id>"
_PAST = "f/<slug:code>/benefits/import"

urlpatterns = [
    path(_AGREEMENT, agreements.agreement, name="agreement"),
    path(f"{_AGREEMENT}/versions", agreements.history, name="agreement_history"),
    path(f"{_AGREEMENT}/versions/<int:number>", agreements.version, name="agreement_version"),
    path(f"{_AGREEMENT}/versions/<int:number>.toml", agreements.toml, name="agreement_toml"),
    path(f"{_AGREEMENT}/versions/<int:number>/withdraw", agreements.withdraw, name="agreement_withdraw"),
    path(f"{_AGREEMENT}/drafts/new", drafts.new, name="agreement_draft_new"),
    path(_DRAFT, drafts.draft, name="agreement_draft"),
    path(f"{_DRAFT}/delete", drafts.delete, name="agreement_draft_delete"),
    path(f"{_DRAFT}/draft.toml", drafts.draft_toml, name="agreement_draft_toml"),
    path(f"{_DRAFT}/compare", drafts.compared, name="agreement_draft_compare"),
    path(f"{_DRAFT}/effect", drafts.effects, name="agreement_draft_effect"),
    path(f"{_DRAFT}/force", drafts.force, name="agreement_draft_force"),
    path(_PAST, benefit_history.listing, name="benefit_imports"),
    path(f"{_PAST}/<int:batch_id>", benefit_history.detail, name="benefit_import"),
    path(f"{_PAST}/<int:batch_id>/columns", benefit_history.columns, name="benefit_import_columns"),
    path(f"{_PAST}/<int:batch_id>/confirm", benefit_history.confirm, name="benefit_import_confirm"),
    path(f"{_PAST}/<int:batch_id>/discard", benefit_history.discard, name="benefit_import_discard"),
    path(f"{_PAST}/<int:batch_id>/undo", benefit_history.undo, name="benefit_import_undo"),
]
