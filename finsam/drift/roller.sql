-- The two database roles. Run by psql as a superuser, in the database that Finsam uses; safe to run again.
--   finsam_agare  owns the tables: only `manage.py migrate --database=agare`
--   finsam_app    serves: owns nothing, is let in by the policies alone
-- The passwords come from the environment: FINSAM_AGARE_LOSENORD and FINSAM_APP_LOSENORD.
\set ON_ERROR_STOP on
\set QUIET on
\getenv agare_losenord FINSAM_AGARE_LOSENORD
\getenv app_losenord FINSAM_APP_LOSENORD

SELECT 'CREATE ROLE finsam_agare' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'finsam_agare') \gexec
SELECT 'CREATE ROLE finsam_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'finsam_app') \gexec
ALTER ROLE finsam_agare LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'agare_losenord';
ALTER ROLE finsam_app LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'app_losenord';

-- Only these two reach the database, and public's schema is the owner's to fill.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO finsam_app', current_database()) \gexec
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO finsam_agare', current_database()) \gexec
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO finsam_app;
GRANT USAGE, CREATE ON SCHEMA public TO finsam_agare;

ALTER DEFAULT PRIVILEGES FOR ROLE finsam_agare IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO finsam_app;
ALTER DEFAULT PRIVILEGES FOR ROLE finsam_agare IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO finsam_app;
ALTER DEFAULT PRIVILEGES FOR ROLE finsam_agare IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO finsam_app;
