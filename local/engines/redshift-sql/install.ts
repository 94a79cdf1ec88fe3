/**
 * What Redshift has and PostgreSQL has not, as SQL functions in the schema `redshift` (on the search path). Safe to run again.
 * Types tell apart DATE and TIMESTAMP, as in Redshift.
 */
export const installation = `
CREATE SCHEMA IF NOT EXISTS redshift;
GRANT USAGE ON SCHEMA redshift TO PUBLIC;

CREATE TABLE IF NOT EXISTS redshift.sys_load_error_detail (
  user_id integer, query_id text, transaction_id bigint, session_id integer, database_name text, table_id bigint, start_time timestamp,
  line_number bigint, column_name text, column_type text, column_length text, position integer, error_code integer, error_message text,
  file_name text, target_relation text);
GRANT SELECT ON redshift.sys_load_error_detail TO PUBLIC;
CREATE TABLE IF NOT EXISTS redshift.late_binding_view (view_name text PRIMARY KEY);
GRANT SELECT ON redshift.late_binding_view TO PUBLIC;
CREATE TABLE IF NOT EXISTS redshift.reserved_role (role_name text PRIMARY KEY);
INSERT INTO redshift.reserved_role VALUES ('analyst') ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION redshift.getdate() RETURNS timestamp LANGUAGE sql STABLE AS
  $$ SELECT date_trunc('second', statement_timestamp() AT TIME ZONE 'UTC') $$;
CREATE OR REPLACE FUNCTION redshift.sysdate() RETURNS timestamp LANGUAGE sql STABLE AS
  $$ SELECT transaction_timestamp() AT TIME ZONE 'UTC' $$;

-- DATEADD: months and longer clamp to the end of the month; DATE stays DATE for days and longer only inside Redshift's TIMESTAMP result.
CREATE OR REPLACE FUNCTION redshift.dateadd(part text, n bigint, t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE AS $$
  SELECT t + CASE part
    WHEN 'millennium' THEN make_interval(years => (n * 1000)::int) WHEN 'century' THEN make_interval(years => (n * 100)::int)
    WHEN 'decade' THEN make_interval(years => (n * 10)::int) WHEN 'year' THEN make_interval(years => n::int)
    WHEN 'quarter' THEN make_interval(months => (n * 3)::int) WHEN 'month' THEN make_interval(months => n::int)
    WHEN 'week' THEN make_interval(weeks => n::int) WHEN 'day' THEN make_interval(days => n::int)
    WHEN 'hour' THEN n * interval '1 hour' WHEN 'minute' THEN n * interval '1 minute' WHEN 'second' THEN n * interval '1 second'
    WHEN 'millisecond' THEN n * interval '1 millisecond' WHEN 'microsecond' THEN n * interval '1 microsecond' END $$;
CREATE OR REPLACE FUNCTION redshift.dateadd(part text, n bigint, t timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT redshift.dateadd(part, n, t AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' $$;
CREATE OR REPLACE FUNCTION redshift.dateadd(part text, n bigint, t date) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT redshift.dateadd(part, n, t::timestamp) $$;
CREATE OR REPLACE FUNCTION redshift.dateadd(part text, n bigint, t text) RETURNS timestamp LANGUAGE sql STABLE AS
  $$ SELECT redshift.dateadd(part, n, t::timestamp) $$;

-- DATEDIFF counts the boundaries that lie between, not elapsed time.
CREATE OR REPLACE FUNCTION redshift.datediff(part text, a timestamp, b timestamp) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE part
    WHEN 'millennium' THEN (extract(millennium FROM b) - extract(millennium FROM a))::bigint
    WHEN 'century' THEN (extract(century FROM b) - extract(century FROM a))::bigint
    WHEN 'decade' THEN (extract(decade FROM b) - extract(decade FROM a))::bigint
    WHEN 'year' THEN (extract(year FROM b) - extract(year FROM a))::bigint
    WHEN 'quarter' THEN ((extract(year FROM b) - extract(year FROM a)) * 4 + extract(quarter FROM b) - extract(quarter FROM a))::bigint
    WHEN 'month' THEN ((extract(year FROM b) - extract(year FROM a)) * 12 + extract(month FROM b) - extract(month FROM a))::bigint
    WHEN 'week' THEN ((date_trunc('week', b + interval '1 day')::date - date_trunc('week', a + interval '1 day')::date) / 7)::bigint
    WHEN 'day' THEN (b::date - a::date)::bigint
    WHEN 'hour' THEN (extract(epoch FROM date_trunc('hour', b) - date_trunc('hour', a)) / 3600)::bigint
    WHEN 'minute' THEN (extract(epoch FROM date_trunc('minute', b) - date_trunc('minute', a)) / 60)::bigint
    WHEN 'second' THEN extract(epoch FROM date_trunc('second', b) - date_trunc('second', a))::bigint
    WHEN 'millisecond' THEN (extract(epoch FROM date_trunc('milliseconds', b) - date_trunc('milliseconds', a)) * 1000)::bigint
    WHEN 'microsecond' THEN (extract(epoch FROM b - a) * 1000000)::bigint END $$;
CREATE OR REPLACE FUNCTION redshift.datediff(part text, a timestamptz, b timestamptz) RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT redshift.datediff(part, a AT TIME ZONE 'UTC', b AT TIME ZONE 'UTC') $$;
CREATE OR REPLACE FUNCTION redshift.datediff(part text, a date, b date) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT redshift.datediff(part, a::timestamp, b::timestamp) $$;
CREATE OR REPLACE FUNCTION redshift.datediff(part text, a text, b text) RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT redshift.datediff(part, a::timestamp, b::timestamp) $$;

CREATE OR REPLACE FUNCTION redshift.date_trunc(part text, t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT pg_catalog.date_trunc(part, t) $$;
CREATE OR REPLACE FUNCTION redshift.date_trunc(part text, t timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT pg_catalog.date_trunc(part, t) $$;
CREATE OR REPLACE FUNCTION redshift.date_trunc(part text, t date) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT pg_catalog.date_trunc(part, t::timestamp) $$;
CREATE OR REPLACE FUNCTION redshift.date_part(part text, t timestamp) RETURNS integer LANGUAGE sql IMMUTABLE AS
  $$ SELECT trunc(extract(epoch FROM t))::int WHERE part = 'epoch' UNION ALL
     SELECT (CASE part WHEN 'millisecond' THEN extract(milliseconds FROM t)::bigint % 1000
       WHEN 'microsecond' THEN extract(microseconds FROM t)::bigint % 1000000
       ELSE trunc(pg_catalog.date_part(part, t)) END)::int WHERE part <> 'epoch' $$;
CREATE OR REPLACE FUNCTION redshift.date_part(part text, t date) RETURNS integer LANGUAGE sql IMMUTABLE AS
  $$ SELECT redshift.date_part(part, t::timestamp) $$;
CREATE OR REPLACE FUNCTION redshift.date_part(part text, t timestamptz) RETURNS integer LANGUAGE sql STABLE AS
  $$ SELECT redshift.date_part(part, t AT TIME ZONE 'UTC') $$;

CREATE OR REPLACE FUNCTION redshift.last_day(t timestamp) RETURNS date LANGUAGE sql IMMUTABLE AS
  $$ SELECT (pg_catalog.date_trunc('month', t) + interval '1 month' - interval '1 day')::date $$;
CREATE OR REPLACE FUNCTION redshift.last_day(t date) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT redshift.last_day(t::timestamp) $$;
-- ADD_MONTHS keeps the last day of a month the last day.
CREATE OR REPLACE FUNCTION redshift.add_months(t timestamp, n integer) RETURNS timestamp LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN t::date = redshift.last_day(t)
    THEN redshift.last_day(t + make_interval(months => n)) + t::time ELSE t + make_interval(months => n) END $$;
CREATE OR REPLACE FUNCTION redshift.add_months(t date, n integer) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT redshift.add_months(t::timestamp, n) $$;
CREATE OR REPLACE FUNCTION redshift.months_between(a timestamp, b timestamp) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
  SELECT (redshift.datediff('month', b, a) + CASE
    WHEN extract(day FROM a) = extract(day FROM b) OR (a::date = redshift.last_day(a) AND b::date = redshift.last_day(b)) THEN 0
    ELSE (extract(day FROM a) - extract(day FROM b)) / 31.0 END)::float8 $$;
CREATE OR REPLACE FUNCTION redshift.months_between(a date, b date) RETURNS float8 LANGUAGE sql IMMUTABLE AS
  $$ SELECT redshift.months_between(a::timestamp, b::timestamp) $$;
CREATE OR REPLACE FUNCTION redshift.convert_timezone(source text, target text, t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT (t AT TIME ZONE source) AT TIME ZONE target $$;
CREATE OR REPLACE FUNCTION redshift.convert_timezone(target text, t timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT (t AT TIME ZONE 'UTC') AT TIME ZONE target $$;
CREATE OR REPLACE FUNCTION redshift.convert_timezone(target text, t timestamptz) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
  $$ SELECT t AT TIME ZONE target $$;

CREATE OR REPLACE FUNCTION redshift.trunc(t timestamp) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT t::date $$;
CREATE OR REPLACE FUNCTION redshift.trunc(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.trunc(n) $$;
CREATE OR REPLACE FUNCTION redshift.trunc(n numeric, places integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS
  $$ SELECT pg_catalog.trunc(n, places) $$;
CREATE OR REPLACE FUNCTION redshift.trunc(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n $$;
CREATE OR REPLACE FUNCTION redshift.trunc(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT n $$;
CREATE OR REPLACE FUNCTION redshift.trunc(n float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.trunc(n) $$;

CREATE OR REPLACE FUNCTION redshift.charindex(part text, whole text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT strpos(whole, part) $$;
CREATE OR REPLACE FUNCTION redshift.sha1(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  $$ BEGIN RAISE EXCEPTION 'SHA1 is not in this local plane'; END $$;
CREATE OR REPLACE FUNCTION redshift.sha2(t text, bits integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(CASE bits WHEN 0 THEN sha256(convert_to(t, 'UTF8')) WHEN 256 THEN sha256(convert_to(t, 'UTF8'))
    WHEN 224 THEN sha224(convert_to(t, 'UTF8')) WHEN 384 THEN sha384(convert_to(t, 'UTF8')) WHEN 512 THEN sha512(convert_to(t, 'UTF8')) END, 'hex') $$;
CREATE OR REPLACE FUNCTION redshift.strtol(t text, base integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE digits text := regexp_replace(lower(t), '^[+-]?(0x)?', ''); result bigint := 0; digit integer;
  BEGIN
    FOR i IN 1..length(digits) LOOP
      digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(digits, i, 1)) - 1;
      IF digit < 0 OR digit >= base THEN RAISE EXCEPTION 'The input % is not valid to be converted to base %', t, base; END IF;
      result := result * base + digit;
    END LOOP;
    RETURN CASE WHEN t LIKE '-%' THEN -result ELSE result END;
  END $$;

-- An explicit cast to VARCHAR(n) cuts at n bytes, never inside a character.
CREATE OR REPLACE FUNCTION redshift.varchar_cut(t text, n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN octet_length(t) <= n THEN t ELSE (
    SELECT substr(t, 1, max(i)) FROM pg_catalog.generate_series(0, n) AS i WHERE octet_length(substr(t, 1, i)) <= n) END $$;

-- STABLE, not IMMUTABLE: the planner would evaluate the branches of a constant that are never taken.
CREATE OR REPLACE FUNCTION redshift.json_fault(t text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
  BEGIN
    IF t IS JSON THEN RAISE EXCEPTION 'JSON parsing error: duplicate key in an object' USING ERRCODE = '22030'; END IF;
    RAISE EXCEPTION 'JSON parsing error: invalid JSON: %', left(t, 80) USING ERRCODE = '22032';
  END $$;
CREATE OR REPLACE FUNCTION redshift.json_long(t text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
  DECLARE marks text; depth integer := 0; deepest integer := 0; result jsonb;
  BEGIN
    IF octet_length(t) - octet_length(translate(t, '[{', '')) > 1000 THEN
      marks := regexp_replace(regexp_replace(t, '"(?:[^"\\\\]|\\\\.)*"', '', 'g'), '[^][{}]', '', 'g');
      FOR i IN 1..length(marks) LOOP
        depth := depth + CASE WHEN substr(marks, i, 1) IN ('[', '{') THEN 1 ELSE -1 END;
        deepest := greatest(deepest, depth);
      END LOOP;
      IF deepest > 1000 THEN RAISE EXCEPTION 'JSON parsing error: nesting level % exceeds 1000', deepest USING ERRCODE = '22032'; END IF;
    END IF;
    IF NOT (t IS JSON WITH UNIQUE KEYS) THEN RETURN redshift.json_fault(t); END IF;
    result := t::jsonb;
    IF octet_length(t) > 65535 AND EXISTS (
      SELECT 1 FROM jsonb_path_query(result, 'strict $.**') AS v WHERE jsonb_typeof(v) = 'string' AND octet_length(v #>> '{}') > 65535) THEN
      RAISE EXCEPTION 'JSON parsing error: a string exceeds 65535 bytes' USING ERRCODE = '22032';
    END IF;
    RETURN result;
  END $$;
CREATE OR REPLACE FUNCTION redshift.json_parse(t text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN octet_length(t) >= 2000 THEN redshift.json_long(t) WHEN t IS JSON WITH UNIQUE KEYS THEN t::jsonb
    WHEN t IS NULL THEN NULL ELSE redshift.json_fault(t) END $$;
-- JSON_SERIALIZE writes no blanks.
CREATE OR REPLACE FUNCTION redshift.json_serialize(v jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    RETURN CASE jsonb_typeof(v)
      WHEN 'object' THEN '{' || coalesce((SELECT pg_catalog.string_agg(to_json(k)::text || ':' || redshift.json_serialize(e), ',') FROM jsonb_each(v) AS m(k, e)), '') || '}'
      WHEN 'array' THEN '[' || coalesce((SELECT pg_catalog.string_agg(redshift.json_serialize(e), ',' ORDER BY i) FROM jsonb_array_elements(v) WITH ORDINALITY AS m(e, i)), '') || ']'
      ELSE v::text END;
  END $$;
CREATE OR REPLACE FUNCTION redshift.is_valid_json(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT t IS JSON OBJECT $$;
CREATE OR REPLACE FUNCTION redshift.is_valid_json_array(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT t IS JSON ARRAY $$;
CREATE OR REPLACE FUNCTION redshift.json_extract_path_text(t text, VARIADIC path text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce(t::jsonb #>> path, '') $$;
CREATE OR REPLACE FUNCTION redshift.json_extract_array_element_text(t text, i integer) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT t::jsonb ->> i $$;
CREATE OR REPLACE FUNCTION redshift.json_array_length(t text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT jsonb_array_length(t::jsonb) $$;
CREATE OR REPLACE FUNCTION redshift.elements(v jsonb) RETURNS SETOF jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT jsonb_array_elements(CASE WHEN jsonb_typeof(v) = 'array' THEN v ELSE '[]'::jsonb END) $$;

CREATE OR REPLACE FUNCTION redshift.create_role(role_name text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF has_table_privilege('redshift.reserved_role', 'DELETE') THEN
      DELETE FROM redshift.reserved_role AS r WHERE r.role_name = create_role.role_name;
      IF FOUND THEN RETURN; END IF;
    END IF;
    EXECUTE format('CREATE ROLE %I', role_name);
  END $$;

CREATE OR REPLACE FUNCTION redshift.refuse_comment(relation text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM redshift.late_binding_view WHERE view_name = to_regclass(relation)::text) THEN
      RAISE EXCEPTION 'COMMENT ON COLUMN is not supported for late-binding views';
    END IF;
  END $$;

-- VARCHAR(n) widens only; the same size again is an error, as in Redshift.
CREATE OR REPLACE FUNCTION redshift.widen(relation text, column_name text, n integer, check_name text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE old_name text; old_n integer;
  BEGIN
    SELECT conname, substring(conname FROM '_bytes_([0-9]+)$')::int INTO old_name, old_n FROM pg_constraint AS c
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
      WHERE c.conrelid = relation::regclass AND a.attname = column_name AND c.conname ~ '_bytes_[0-9]+$';
    IF old_n IS NULL THEN RAISE EXCEPTION 'column "%" of % cannot change its type', column_name, relation; END IF;
    IF n = old_n THEN RAISE EXCEPTION 'cannot alter column "%" of relation "%", target column size should be different', column_name, relation; END IF;
    IF n < old_n THEN RAISE EXCEPTION 'cannot alter column "%" of relation "%", target column size should be larger', column_name, relation; END IF;
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I CHECK (octet_length(%I) <= %s) NOT VALID',
      relation, old_name, check_name, column_name, n);
  END $$;

-- CREATE [OR REPLACE] VIEW: a view is replaced only by one with the same columns. PostgreSQL would let it gain some.
CREATE OR REPLACE FUNCTION redshift.create_view(view_name text, columns text, definition text, replace boolean, late boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE old regclass := to_regclass(view_name); schema_name text; held integer;
  BEGIN
    schema_name := coalesce((parse_ident(view_name))[array_length(parse_ident(view_name), 1) - 1], current_schema());
    IF NOT has_schema_privilege(session_user, schema_name, 'CREATE') THEN
      RAISE EXCEPTION 'permission denied for schema %', schema_name USING ERRCODE = '42501';
    END IF;
    IF old IS NOT NULL AND NOT replace THEN RAISE EXCEPTION 'relation % already exists', view_name USING ERRCODE = '42P07'; END IF;
    IF old IS NOT NULL THEN
      IF (SELECT relkind FROM pg_class WHERE oid = old) <> 'v' THEN RAISE EXCEPTION '% is not a view', view_name USING ERRCODE = '42809'; END IF;
      IF NOT (SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = old) THEN
        RAISE EXCEPTION 'must be owner of view %', view_name USING ERRCODE = '42501';
      END IF;
      SELECT relnatts INTO held FROM pg_class WHERE oid = old;
    END IF;
    EXECUTE format('CREATE %s VIEW %s %s AS %s', CASE WHEN replace THEN 'OR REPLACE' ELSE '' END, view_name, columns, definition);
    IF (SELECT relnatts FROM pg_class WHERE oid = to_regclass(view_name)) > held THEN
      RAISE EXCEPTION 'cannot change number of columns in view' USING ERRCODE = '42P16';
    END IF;
    EXECUTE format('ALTER VIEW %s OWNER TO %I', view_name, session_user);
    DELETE FROM redshift.late_binding_view AS l WHERE l.view_name = to_regclass(create_view.view_name)::text;
    IF late THEN INSERT INTO redshift.late_binding_view VALUES (to_regclass(create_view.view_name)::text); END IF;
  END $$;

-- The catalog in Redshift's words: what is text with a check here is character varying(n) there. pg_catalog's own names reach the original.
CREATE OR REPLACE VIEW redshift.pg_attribute AS
  SELECT a.attrelid, a.attname, a.atttypid, a.attnum, coalesce((SELECT substring(c.conname FROM '_bytes_([0-9]+)$')::int + 4 FROM pg_constraint AS c
      WHERE c.conrelid = a.attrelid AND c.conkey = ARRAY[a.attnum] AND c.conname ~ '_bytes_[0-9]+$' LIMIT 1), a.atttypmod) AS atttypmod,
    a.attnotnull, a.atthasdef, a.attisdropped
  FROM pg_catalog.pg_attribute AS a;
GRANT SELECT ON redshift.pg_attribute TO PUBLIC;
CREATE OR REPLACE FUNCTION redshift.format_type(type oid, modifier integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE type WHEN 25 THEN 'character varying' || CASE WHEN modifier > 4 THEN '(' || modifier - 4 || ')' ELSE '' END
    WHEN 17 THEN 'binary varying' || CASE WHEN modifier > 4 THEN '(' || modifier - 4 || ')' ELSE '' END
    WHEN 3802 THEN 'super' ELSE pg_catalog.format_type(type, modifier) END $$;
`
