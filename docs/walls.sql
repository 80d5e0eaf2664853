-- The second wall: PostgreSQL shows the application's role no row of a fund outside what the session was told
-- (src/chumchon/access/walls.py). The owner, who migrates, and the backup's role are exempt. Run by rights.sql; again after
-- every upgrade, so that a table made by a migration gets its policy. Without it the application's own policy stands alone.
-- app.areas: beginnings of area codes by commas, "*" the nation. app.organisations: ids by commas. Unset: nothing is seen.
-- app.passbooks: ids of registers of household passbooks by commas, "*" all of them; no area and no "*" of app.areas opens those.

CREATE OR REPLACE FUNCTION chumchon_seen_organisations() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id FROM access_organisation o
    WHERE o.id = ANY (string_to_array(nullif(current_setting('app.organisations', true), ''), ',')::bigint[])
       OR EXISTS (SELECT 1 FROM unnest(string_to_array(nullif(current_setting('app.areas', true), ''), ',')) AS a(prefix)
                  WHERE starts_with(o.subdistrict_id, a.prefix)) $$;
CREATE OR REPLACE FUNCTION chumchon_seen_funds() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id FROM funds_fund f WHERE f.organisation_id IN (SELECT chumchon_seen_organisations()) $$;
CREATE OR REPLACE FUNCTION chumchon_seen_books() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.id FROM ledger_book b WHERE b.organisation_id IN (SELECT chumchon_seen_organisations()) $$;

-- A person of some fund is seen by whoever sees one of those funds, or has an own organisation in the same tambon.
-- A person of no fund at all (just being written, or of another room) is not hidden.
CREATE OR REPLACE FUNCTION chumchon_seen_person(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM funds_member m WHERE m.person_id = person)
        OR EXISTS (SELECT 1 FROM funds_member m JOIN funds_fund f ON f.id = m.fund_id
                   JOIN access_organisation o ON o.id = f.organisation_id
                   WHERE m.person_id = person AND (
                       EXISTS (SELECT 1 FROM access_organisation mine WHERE mine.subdistrict_id = o.subdistrict_id
                               AND mine.id = ANY (string_to_array(nullif(current_setting('app.organisations', true), ''), ',')::bigint[]))
                       OR EXISTS (SELECT 1 FROM unnest(string_to_array(nullif(current_setting('app.areas', true), ''), ',')) AS a(prefix)
                                  WHERE starts_with(o.subdistrict_id, a.prefix)))) $$;

-- A tambon is seen by an area, and by whoever has an own organisation in it: bodies of one tambon know the same houses and leaders.
CREATE OR REPLACE FUNCTION chumchon_seen_tambon(tambon text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_organisation mine WHERE mine.subdistrict_id = tambon
                   AND mine.id = ANY (string_to_array(nullif(current_setting('app.organisations', true), ''), ',')::bigint[]))
        OR EXISTS (SELECT 1 FROM unnest(string_to_array(nullif(current_setting('app.areas', true), ''), ',')) AS a(prefix)
                   WHERE starts_with(tambon, a.prefix)) $$;

-- A housing project is seen by its body, by its savings group, and by the two sides of a handing over after a disaster.
CREATE OR REPLACE FUNCTION chumchon_seen_projects() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH own AS (SELECT p.id FROM homes_project p WHERE p.organisation_id IN (SELECT chumchon_seen_organisations())
                 UNION SELECT g.project_id FROM homes_savingsgroup g
                       WHERE g.project_id IS NOT NULL AND g.organisation_id IN (SELECT chumchon_seen_organisations()))
    SELECT id FROM own
    UNION SELECT h.lasting_id FROM homes_handover h WHERE h.urgent_id IN (SELECT id FROM own)
    UNION SELECT h.urgent_id FROM homes_handover h WHERE h.lasting_id IN (SELECT id FROM own) $$;

-- Household passbooks: only by a grant in the register itself (decisions/0018).
CREATE OR REPLACE FUNCTION chumchon_seen_registers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.id FROM households_register r
    WHERE current_setting('app.passbooks', true) = '*'
       OR r.organisation_id::text = ANY (string_to_array(current_setting('app.passbooks', true), ',')) $$;
CREATE OR REPLACE FUNCTION chumchon_seen_passbooks() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id FROM households_passbook p WHERE p.register_id IN (SELECT chumchon_seen_registers()) $$;

DO $wall$
DECLARE
    nation constant text := $$current_setting('app.areas', true) = '*'$$;
    tables regclass[];
    walled regclass[] := '{}';
    one regclass;
    rule text;
    link record;
    before integer := -1;
BEGIN
    SELECT array_agg(c.oid::regclass ORDER BY c.relname) INTO tables
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public'
      AND (c.relname ~ '^(ledger|funds|matching|checks|homes|sources)_' OR c.relname = 'access_auditevent');
    -- Tables that name an organisation, a fund or a book first; then, round by round, those that hang on a walled one.
    WHILE cardinality(walled) > before LOOP
        before := cardinality(walled);
        FOREACH one IN ARRAY tables LOOP
            CONTINUE WHEN one = ANY (walled);
            SELECT quote_ident(a.attname) AS col, k.confrelid::regclass AS target, a.attnotnull AS needed INTO link
            FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.conrelid::regclass = one AND k.confrelid::regclass <> one
              AND (k.confrelid::regclass = ANY (ARRAY['access_organisation', 'funds_fund', 'ledger_book']::regclass[])
                   OR k.confrelid::regclass = ANY (walled))
            ORDER BY array_position(ARRAY['access_organisation', 'funds_fund', 'ledger_book']::regclass[], k.confrelid::regclass) NULLS LAST,
                     a.attnotnull DESC, a.attnum
            LIMIT 1;
            CONTINUE WHEN NOT FOUND;
            rule := CASE link.target
                WHEN 'access_organisation'::regclass THEN format('%s IN (SELECT chumchon_seen_organisations())', link.col)
                WHEN 'funds_fund'::regclass THEN format('%s IN (SELECT chumchon_seen_funds())', link.col)
                WHEN 'ledger_book'::regclass THEN format('%s IN (SELECT chumchon_seen_books())', link.col)
                ELSE format('EXISTS (SELECT 1 FROM %s above WHERE above.id = %s.%s)', link.target, one, link.col)
            END;
            IF NOT link.needed THEN
                rule := format('%s IS NULL OR %s', link.col, rule);
            END IF;
            EXECUTE format('DROP POLICY IF EXISTS chumchon_wall ON %s', one);
            EXECUTE format('CREATE POLICY chumchon_wall ON %s USING (%s OR %s) WITH CHECK (%2$s OR %3$s)', one, nation, rule);
            EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one);
            walled := walled || one;
        END LOOP;
    END LOOP;
    DROP POLICY IF EXISTS chumchon_wall ON people_person;
    EXECUTE format('CREATE POLICY chumchon_wall ON people_person USING (%s OR chumchon_seen_person(id)) WITH CHECK (true)', nation);
    ALTER TABLE people_person ENABLE ROW LEVEL SECURITY;
    -- Nothing of a household by area. A referral is also seen in the fund or project that it was sent to, by a grant there.
    FOREACH rule IN ARRAY ARRAY[
        'households_register|id IN (SELECT chumchon_seen_registers())',
        'households_passbook|register_id IN (SELECT chumchon_seen_registers())',
        'households_consent|passbook_id IN (SELECT chumchon_seen_passbooks())',
        'households_visit|passbook_id IN (SELECT chumchon_seen_passbooks())',
        'households_familyplan|passbook_id IN (SELECT chumchon_seen_passbooks())',
        'households_householdhelp|passbook_id IN (SELECT chumchon_seen_passbooks())',
        $$households_referral|register_id IN (SELECT chumchon_seen_registers())
            OR organisation_id::text = ANY (string_to_array(current_setting('app.organisations', true), ','))$$
    ] LOOP
        one := split_part(rule, '|', 1)::regclass;
        rule := substr(rule, strpos(rule, '|') + 1);
        EXECUTE format('DROP POLICY IF EXISTS chumchon_wall ON %s', one);
        EXECUTE format('CREATE POLICY chumchon_wall ON %s USING (%s OR %s) WITH CHECK (%2$s OR %3$s)', one,
                       $$current_setting('app.passbooks', true) = '*'$$, rule);
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one);
    END LOOP;
    -- Who stands on a list of houses, who leads and what the paper of a registration shows: by the tambon. A row beneath
    -- (a line of a list, a consent) is seen with the row above, whose own wall holds in the question.
    FOREACH rule IN ARRAY ARRAY[
        'homes_project|organisation_id IN (SELECT chumchon_seen_organisations()) OR id IN (SELECT chumchon_seen_projects())',
        'homes_savingsgroup|organisation_id IN (SELECT chumchon_seen_organisations()) OR project_id IN (SELECT chumchon_seen_projects())',
        'homes_repairquota|chumchon_seen_tambon(subdistrict_id)',
        'relief_houselist|EXISTS (SELECT 1 FROM access_organisation o WHERE o.id = organisation_id AND chumchon_seen_tambon(o.subdistrict_id))',
        'relief_houseline|EXISTS (SELECT 1 FROM relief_houselist above WHERE above.id = house_list_id)',
        'relief_listword|EXISTS (SELECT 1 FROM relief_houselist above WHERE above.id = house_list_id)',
        'relief_disasterclaim|EXISTS (SELECT 1 FROM funds_claim above WHERE above.id = claim_id)',
        'leaders_leader|chumchon_seen_tambon(subdistrict_id)',
        'leaders_consent|EXISTS (SELECT 1 FROM leaders_leader above WHERE above.id = leader_id)',
        'leaders_position|EXISTS (SELECT 1 FROM leaders_leader above WHERE above.id = leader_id)',
        'leaders_honour|EXISTS (SELECT 1 FROM leaders_leader above WHERE above.id = leader_id)',
        'leaders_heldskill|EXISTS (SELECT 1 FROM leaders_leader above WHERE above.id = leader_id)',
        'councils_founder|EXISTS (SELECT 1 FROM councils_group g WHERE g.id = group_id AND chumchon_seen_tambon(g.subdistrict_id))',
        'councils_grouppaper|EXISTS (SELECT 1 FROM councils_group g WHERE g.id = group_id AND chumchon_seen_tambon(g.subdistrict_id))'
    ] LOOP
        one := split_part(rule, '|', 1)::regclass;
        rule := substr(rule, strpos(rule, '|') + 1);
        EXECUTE format('DROP POLICY IF EXISTS chumchon_wall ON %s', one);
        EXECUTE format('CREATE POLICY chumchon_wall ON %s USING (%s OR %s) WITH CHECK (%2$s OR %3$s)', one, nation, rule);
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one);
    END LOOP;
    -- What anybody may check with the code on a paper: a receipt, a voucher, the head of a book. No person stands there.
    FOREACH one IN ARRAY ARRAY['ledger_book', 'ledger_entry', 'ledger_receipt', 'funds_fund', 'funds_contribution', 'funds_claimpayment']::regclass[] LOOP
        EXECUTE format('DROP POLICY IF EXISTS chumchon_public ON %s', one);
        EXECUTE format($$CREATE POLICY chumchon_public ON %s FOR SELECT USING (current_setting('app.public', true) = 'on')$$, one);
    END LOOP;
END $wall$;
