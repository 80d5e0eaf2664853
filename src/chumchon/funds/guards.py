"""What the database itself refuses about an agreement that left the state of draft."""

from chumchon.access.append_only import OnBoth

FROZEN = (
    "fund_id",
    "number",
    "effective_from",
    "text",
    "accounts",
    "meeting_th",
    "resolution_day",
    "resolution_th",
    "entitled",
    "present",
    "votes_for",
    "votes_against",
    "decided_by_id",
    "checker_id",
    "decided_at",
    "made_by_id",
    "made_at",
)
"""What never changes once a version left the state of draft."""


def agreement_guards() -> OnBoth:
    """Of a version that is no draft only the withdrawal is written, once; it is never deleted or replaced."""
    table = "funds_agreementversion"
    same = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FROZEN)
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN)
    state = "OLD.state = 'withdrawn' OR NEW.state = 'draft'"
    sqlite = [
        f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN OLD.state <> 'draft' AND ({same} OR {state})
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",
        f"""CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN OLD.state <> 'draft'
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND state <> 'draft')
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",  # noqa: S608 - names from this file
    ]
    postgres = [
        f"""CREATE OR REPLACE FUNCTION chumchon_agreement_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN
                  RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN OLD;
              END IF;
              IF OLD.state <> 'draft' AND ({changed} OR {state}) THEN
                RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN NEW;
            END $$""",
        f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION chumchon_agreement_frozen()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION chumchon_append_only()""",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_frozen",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    ]
    return OnBoth(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("frozen", "kept", "no_replace")],
        [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("frozen", "no_truncate")],
    )
