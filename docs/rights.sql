-- What the application's role may do. Run as the owner of the database after each `chumchon migrate` (docs/operations.md).
GRANT USAGE ON SCHEMA public TO chumchon_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO chumchon_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO chumchon_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM chumchon_app;

-- Every table that the migrations made append-only, found by its trigger: read and add, nothing else.
SELECT format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM chumchon_app', tgrelid::regclass)
FROM pg_trigger
WHERE NOT tgisinternal AND tgname LIKE '%\_no\_change'
ORDER BY 1
\gexec

-- The second wall, by area. It is the owner's to lay; leave this line away and the application's own policy stands alone.
\ir walls.sql
