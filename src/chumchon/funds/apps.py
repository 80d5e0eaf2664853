from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "chumchon.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the ledger's check see the members' rows, the audit trail name what it speaks of, and others know who sits."""
        from chumchon.ledger import subsidiary

        from .queries import posts
        from .queries.book_rest import fund_rest
        from .queries.book_seal import contribution_parts, year_parts
        from .queries.claim_seal import claim_parts
        from .queries.trail_names import register

        subsidiary.register("contributions", contribution_parts)
        subsidiary.register("claims", claim_parts)
        subsidiary.register("years", year_parts)
        subsidiary.register_rest("funds", fund_rest)
        register()
        posts.register()
