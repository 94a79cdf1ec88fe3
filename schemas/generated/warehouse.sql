-- Generated from schemas/contracts and schemas/marts by `npm run compile`. Do not edit.

-- 0001-schema-ops
CREATE SCHEMA IF NOT EXISTS ops;

-- 0002-schema-stage
CREATE SCHEMA IF NOT EXISTS stage;

-- 0003-schema-marts
CREATE SCHEMA IF NOT EXISTS marts;

-- 0004-schema-orders
CREATE SCHEMA IF NOT EXISTS orders;

-- 0005-schema-payments
CREATE SCHEMA IF NOT EXISTS payments;

-- 0006-schema-usgs
CREATE SCHEMA IF NOT EXISTS usgs;

-- 0007-table-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS orders.order_placed_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _contract_version VARCHAR(16) NOT NULL,
  _payload_hash VARCHAR(64) NOT NULL,
  _rest SUPER,
  order_id VARCHAR(36),
  customer_id VARCHAR(80),
  customer_id_key VARCHAR(64),
  email VARCHAR(1016),
  placed_at TIMESTAMP,
  channel VARCHAR(64),
  currency VARCHAR(64),
  total DECIMAL(12, 2),
  shipping_country VARCHAR(8),
  lines SUPER
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0008-table-stage-lock-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS stage.lock_orders_order_placed_v1 (
  nothing BIGINT
);

-- 0009-table-ops-ledger-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS ops.ledger_orders_order_placed_v1 (
  batch_id VARCHAR(16) NOT NULL,
  type VARCHAR(256) NOT NULL,
  attempt INTEGER NOT NULL,
  staged BIGINT NOT NULL,
  inserted BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  id_collisions BIGINT NOT NULL,
  contract_version VARCHAR(16) NOT NULL,
  contracts VARCHAR(64) NOT NULL,
  min_event_time TIMESTAMP,
  max_event_time TIMESTAMP,
  loaded_at TIMESTAMP NOT NULL,
  max_received_at TIMESTAMP,
  verdict VARCHAR(8),
  child_rows BIGINT
);

-- 0010-table-ops-collisions-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS ops.collisions_orders_order_placed_v1 (
  batch_id VARCHAR(16) NOT NULL,
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  payload_hash VARCHAR(64) NOT NULL,
  held_payload_hash VARCHAR(64) NOT NULL,
  held_batch_id VARCHAR(16) NOT NULL,
  found_at TIMESTAMP NOT NULL
);

-- 0011-table-payments-payment-captured-v1
CREATE TABLE IF NOT EXISTS payments.payment_captured_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _contract_version VARCHAR(16) NOT NULL,
  _payload_hash VARCHAR(64) NOT NULL,
  _rest SUPER,
  payment_id VARCHAR(36),
  order_id VARCHAR(36),
  captured_at TIMESTAMP,
  method VARCHAR(64),
  currency VARCHAR(64),
  amount DECIMAL(12, 2),
  attempt BIGINT
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0012-table-stage-lock-payments-payment-captured-v1
CREATE TABLE IF NOT EXISTS stage.lock_payments_payment_captured_v1 (
  nothing BIGINT
);

-- 0013-table-ops-ledger-payments-payment-captured-v1
CREATE TABLE IF NOT EXISTS ops.ledger_payments_payment_captured_v1 (
  batch_id VARCHAR(16) NOT NULL,
  type VARCHAR(256) NOT NULL,
  attempt INTEGER NOT NULL,
  staged BIGINT NOT NULL,
  inserted BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  id_collisions BIGINT NOT NULL,
  contract_version VARCHAR(16) NOT NULL,
  contracts VARCHAR(64) NOT NULL,
  min_event_time TIMESTAMP,
  max_event_time TIMESTAMP,
  loaded_at TIMESTAMP NOT NULL,
  max_received_at TIMESTAMP,
  verdict VARCHAR(8),
  child_rows BIGINT
);

-- 0014-table-ops-collisions-payments-payment-captured-v1
CREATE TABLE IF NOT EXISTS ops.collisions_payments_payment_captured_v1 (
  batch_id VARCHAR(16) NOT NULL,
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  payload_hash VARCHAR(64) NOT NULL,
  held_payload_hash VARCHAR(64) NOT NULL,
  held_batch_id VARCHAR(16) NOT NULL,
  found_at TIMESTAMP NOT NULL
);

-- 0015-table-payments-payment-failed-v1
CREATE TABLE IF NOT EXISTS payments.payment_failed_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _contract_version VARCHAR(16) NOT NULL,
  _payload_hash VARCHAR(64) NOT NULL,
  _rest SUPER,
  payment_id VARCHAR(36),
  order_id VARCHAR(36),
  failed_at TIMESTAMP,
  method VARCHAR(64),
  currency VARCHAR(64),
  amount DECIMAL(12, 2),
  attempt BIGINT,
  reason VARCHAR(64)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0016-table-stage-lock-payments-payment-failed-v1
CREATE TABLE IF NOT EXISTS stage.lock_payments_payment_failed_v1 (
  nothing BIGINT
);

-- 0017-table-ops-ledger-payments-payment-failed-v1
CREATE TABLE IF NOT EXISTS ops.ledger_payments_payment_failed_v1 (
  batch_id VARCHAR(16) NOT NULL,
  type VARCHAR(256) NOT NULL,
  attempt INTEGER NOT NULL,
  staged BIGINT NOT NULL,
  inserted BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  id_collisions BIGINT NOT NULL,
  contract_version VARCHAR(16) NOT NULL,
  contracts VARCHAR(64) NOT NULL,
  min_event_time TIMESTAMP,
  max_event_time TIMESTAMP,
  loaded_at TIMESTAMP NOT NULL,
  max_received_at TIMESTAMP,
  verdict VARCHAR(8),
  child_rows BIGINT
);

-- 0018-table-ops-collisions-payments-payment-failed-v1
CREATE TABLE IF NOT EXISTS ops.collisions_payments_payment_failed_v1 (
  batch_id VARCHAR(16) NOT NULL,
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  payload_hash VARCHAR(64) NOT NULL,
  held_payload_hash VARCHAR(64) NOT NULL,
  held_batch_id VARCHAR(16) NOT NULL,
  found_at TIMESTAMP NOT NULL
);

-- 0019-table-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS usgs.earthquake_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _contract_version VARCHAR(16) NOT NULL,
  _payload_hash VARCHAR(64) NOT NULL,
  _rest SUPER,
  earthquake_id VARCHAR(80),
  magnitude DOUBLE PRECISION,
  place VARCHAR(800),
  occurred_at TIMESTAMP,
  updated_at TIMESTAMP,
  utc_offset_minutes BIGINT,
  page_url VARCHAR(1200),
  detail_url VARCHAR(1200),
  felt_reports BIGINT,
  community_intensity DOUBLE PRECISION,
  instrumental_intensity DOUBLE PRECISION,
  alert VARCHAR(64),
  review_status VARCHAR(64),
  tsunami_flag BIGINT,
  significance BIGINT,
  network VARCHAR(32),
  event_code VARCHAR(80),
  associated_ids VARCHAR(4000),
  networks VARCHAR(2000),
  product_types VARCHAR(8000),
  station_count BIGINT,
  nearest_station_degrees DOUBLE PRECISION,
  residual_seconds DOUBLE PRECISION,
  azimuthal_gap_degrees DOUBLE PRECISION,
  magnitude_type VARCHAR(80),
  kind VARCHAR(64),
  title VARCHAR(1200),
  longitude DOUBLE PRECISION,
  latitude DOUBLE PRECISION,
  depth_km DOUBLE PRECISION
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0020-table-stage-lock-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS stage.lock_usgs_earthquake_v1 (
  nothing BIGINT
);

-- 0021-table-ops-ledger-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS ops.ledger_usgs_earthquake_v1 (
  batch_id VARCHAR(16) NOT NULL,
  type VARCHAR(256) NOT NULL,
  attempt INTEGER NOT NULL,
  staged BIGINT NOT NULL,
  inserted BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  id_collisions BIGINT NOT NULL,
  contract_version VARCHAR(16) NOT NULL,
  contracts VARCHAR(64) NOT NULL,
  min_event_time TIMESTAMP,
  max_event_time TIMESTAMP,
  loaded_at TIMESTAMP NOT NULL,
  max_received_at TIMESTAMP,
  verdict VARCHAR(8),
  child_rows BIGINT
);

-- 0022-table-ops-collisions-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS ops.collisions_usgs_earthquake_v1 (
  batch_id VARCHAR(16) NOT NULL,
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  payload_hash VARCHAR(64) NOT NULL,
  held_payload_hash VARCHAR(64) NOT NULL,
  held_batch_id VARCHAR(16) NOT NULL,
  found_at TIMESTAMP NOT NULL
);

-- 0023-table-ops-quarantine-records
CREATE TABLE IF NOT EXISTS ops.quarantine_records (
  record_id VARCHAR(64) NOT NULL,
  type VARCHAR(256) NOT NULL,
  event_id VARCHAR(1024),
  _batch_id VARCHAR(16) NOT NULL,
  _received_at TIMESTAMP,
  raw_key VARCHAR(1024),
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  contract_version VARCHAR(16),
  reason VARCHAR(32) NOT NULL,
  reasons VARCHAR(65535) NOT NULL,
  quarantined_at TIMESTAMP NOT NULL
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0024-table-stage-lock-ops-quarantine-records
CREATE TABLE IF NOT EXISTS stage.lock_ops_quarantine_records (
  nothing BIGINT
);

-- 0025-table-ops-ledger-ops-quarantine-records
CREATE TABLE IF NOT EXISTS ops.ledger_ops_quarantine_records (
  batch_id VARCHAR(16) NOT NULL,
  type VARCHAR(256) NOT NULL,
  attempt INTEGER NOT NULL,
  staged BIGINT NOT NULL,
  inserted BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  id_collisions BIGINT NOT NULL,
  contract_version VARCHAR(16) NOT NULL,
  contracts VARCHAR(64) NOT NULL,
  min_event_time TIMESTAMP,
  max_event_time TIMESTAMP,
  loaded_at TIMESTAMP NOT NULL,
  max_received_at TIMESTAMP,
  verdict VARCHAR(8),
  child_rows BIGINT
);

-- 0026-view-orders-order-placed
CREATE OR REPLACE VIEW orders.order_placed AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  order_id,
  customer_id_key,
  CASE WHEN email IS NOT NULL THEN '***' END AS email,
  placed_at,
  channel,
  currency,
  total,
  shipping_country,
  lines
FROM orders.order_placed_v1;

-- 0027-view-payments-payment-captured
CREATE OR REPLACE VIEW payments.payment_captured AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  payment_id,
  order_id,
  captured_at,
  method,
  currency,
  amount,
  attempt
FROM payments.payment_captured_v1;

-- 0028-view-payments-payment-failed
CREATE OR REPLACE VIEW payments.payment_failed AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  payment_id,
  order_id,
  failed_at,
  method,
  currency,
  amount,
  attempt,
  reason
FROM payments.payment_failed_v1;

-- 0029-view-usgs-earthquake
CREATE OR REPLACE VIEW usgs.earthquake AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  earthquake_id,
  magnitude,
  place,
  occurred_at,
  updated_at,
  utc_offset_minutes,
  page_url,
  detail_url,
  felt_reports,
  community_intensity,
  instrumental_intensity,
  alert,
  review_status,
  tsunami_flag,
  significance,
  network,
  event_code,
  associated_ids,
  networks,
  product_types,
  station_count,
  nearest_station_degrees,
  residual_seconds,
  azimuthal_gap_degrees,
  magnitude_type,
  kind,
  title,
  longitude,
  latitude,
  depth_km
FROM usgs.earthquake_v1;

-- 0030-view-usgs-earthquake-current
CREATE OR REPLACE VIEW usgs.earthquake_current AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  earthquake_id,
  magnitude,
  place,
  occurred_at,
  updated_at,
  utc_offset_minutes,
  page_url,
  detail_url,
  felt_reports,
  community_intensity,
  instrumental_intensity,
  alert,
  review_status,
  tsunami_flag,
  significance,
  network,
  event_code,
  associated_ids,
  networks,
  product_types,
  station_count,
  nearest_station_degrees,
  residual_seconds,
  azimuthal_gap_degrees,
  magnitude_type,
  kind,
  title,
  longitude,
  latitude,
  depth_km
FROM (
  SELECT
    event_id,
    event_time,
    _received_at,
    _batch_id,
    _contract_version,
    earthquake_id,
    magnitude,
    place,
    occurred_at,
    updated_at,
    utc_offset_minutes,
    page_url,
    detail_url,
    felt_reports,
    community_intensity,
    instrumental_intensity,
    alert,
    review_status,
    tsunami_flag,
    significance,
    network,
    event_code,
    associated_ids,
    networks,
    product_types,
    station_count,
    nearest_station_degrees,
    residual_seconds,
    azimuthal_gap_degrees,
    magnitude_type,
    kind,
    title,
    longitude,
    latitude,
    depth_km,
    ROW_NUMBER() OVER (PARTITION BY earthquake_id ORDER BY updated_at DESC, event_time DESC, event_id DESC) AS _revision
  FROM usgs.earthquake
) revisions
WHERE _revision = 1;

-- 0031-view-ops-batches
CREATE OR REPLACE VIEW ops.batches AS
SELECT
  batch_id,
  type,
  attempt,
  staged,
  inserted,
  duplicates,
  id_collisions,
  contract_version,
  contracts,
  min_event_time,
  max_event_time,
  loaded_at,
  max_received_at,
  verdict,
  child_rows
FROM ops.ledger_orders_order_placed_v1
UNION ALL
SELECT
  batch_id,
  type,
  attempt,
  staged,
  inserted,
  duplicates,
  id_collisions,
  contract_version,
  contracts,
  min_event_time,
  max_event_time,
  loaded_at,
  max_received_at,
  verdict,
  child_rows
FROM ops.ledger_payments_payment_captured_v1
UNION ALL
SELECT
  batch_id,
  type,
  attempt,
  staged,
  inserted,
  duplicates,
  id_collisions,
  contract_version,
  contracts,
  min_event_time,
  max_event_time,
  loaded_at,
  max_received_at,
  verdict,
  child_rows
FROM ops.ledger_payments_payment_failed_v1
UNION ALL
SELECT
  batch_id,
  type,
  attempt,
  staged,
  inserted,
  duplicates,
  id_collisions,
  contract_version,
  contracts,
  min_event_time,
  max_event_time,
  loaded_at,
  max_received_at,
  verdict,
  child_rows
FROM ops.ledger_usgs_earthquake_v1;

-- 0032-view-ops-quarantine
CREATE OR REPLACE VIEW ops.quarantine AS
SELECT
  record_id,
  type,
  event_id,
  _batch_id,
  _received_at,
  raw_key,
  _object,
  _line,
  _index,
  contract_version,
  reason,
  reasons,
  quarantined_at
FROM ops.quarantine_records
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('orders.order_placed' AS VARCHAR(256)) AS type,
  event_id,
  batch_id AS _batch_id,
  CAST(NULL AS TIMESTAMP) AS _received_at,
  CAST(NULL AS VARCHAR(1024)) AS raw_key,
  _object,
  _line,
  _index,
  CAST(NULL AS VARCHAR(16)) AS contract_version,
  CAST('id_collision' AS VARCHAR(32)) AS reason,
  '[{"code":"id_collision","expected":"the payload that ' || held_batch_id || ' loaded"}]' AS reasons,
  found_at AS quarantined_at
FROM ops.collisions_orders_order_placed_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('payments.payment_captured' AS VARCHAR(256)) AS type,
  event_id,
  batch_id AS _batch_id,
  CAST(NULL AS TIMESTAMP) AS _received_at,
  CAST(NULL AS VARCHAR(1024)) AS raw_key,
  _object,
  _line,
  _index,
  CAST(NULL AS VARCHAR(16)) AS contract_version,
  CAST('id_collision' AS VARCHAR(32)) AS reason,
  '[{"code":"id_collision","expected":"the payload that ' || held_batch_id || ' loaded"}]' AS reasons,
  found_at AS quarantined_at
FROM ops.collisions_payments_payment_captured_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('payments.payment_failed' AS VARCHAR(256)) AS type,
  event_id,
  batch_id AS _batch_id,
  CAST(NULL AS TIMESTAMP) AS _received_at,
  CAST(NULL AS VARCHAR(1024)) AS raw_key,
  _object,
  _line,
  _index,
  CAST(NULL AS VARCHAR(16)) AS contract_version,
  CAST('id_collision' AS VARCHAR(32)) AS reason,
  '[{"code":"id_collision","expected":"the payload that ' || held_batch_id || ' loaded"}]' AS reasons,
  found_at AS quarantined_at
FROM ops.collisions_payments_payment_failed_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('usgs.earthquake' AS VARCHAR(256)) AS type,
  event_id,
  batch_id AS _batch_id,
  CAST(NULL AS TIMESTAMP) AS _received_at,
  CAST(NULL AS VARCHAR(1024)) AS raw_key,
  _object,
  _line,
  _index,
  CAST(NULL AS VARCHAR(16)) AS contract_version,
  CAST('id_collision' AS VARCHAR(32)) AS reason,
  '[{"code":"id_collision","expected":"the payload that ' || held_batch_id || ' loaded"}]' AS reasons,
  found_at AS quarantined_at
FROM ops.collisions_usgs_earthquake_v1;

-- 0033-table-stage-mart-lock-earthquake-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_earthquake_hourly (
  nothing BIGINT
);

-- 0034-table-ops-refreshes-earthquake-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_earthquake_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0035-view-stage-mart-query-earthquake-hourly
CREATE OR REPLACE VIEW stage.mart_query_earthquake_hourly AS
WITH quakes AS (
  SELECT
    DATE_TRUNC('hour', occurred_at) AS hour,
    CASE
      WHEN magnitude IS NULL THEN 'unknown'
      WHEN magnitude < 1 THEN 'below 1'
      WHEN magnitude < 2 THEN '1 to 2'
      WHEN magnitude < 3 THEN '2 to 3'
      WHEN magnitude < 4 THEN '3 to 4'
      WHEN magnitude < 5 THEN '4 to 5'
      WHEN magnitude < 6 THEN '5 to 6'
      ELSE '6 and above'
    END AS magnitude_band,
    network,
    magnitude,
    depth_km,
    felt_reports,
    tsunami_flag,
    place,
    earthquake_id
  FROM usgs.earthquake_current
  WHERE kind = 'earthquake' AND review_status <> 'deleted'
),
ranked AS (
  SELECT
    hour,
    magnitude_band,
    network,
    magnitude,
    depth_km,
    felt_reports,
    tsunami_flag,
    place,
    ROW_NUMBER() OVER (PARTITION BY hour, magnitude_band, network ORDER BY magnitude DESC, earthquake_id) AS strength_rank
  FROM quakes
)
SELECT
  hour,
  magnitude_band,
  network,
  COUNT(*) AS quakes,
  MAX(magnitude) AS max_magnitude,
  MAX(CASE WHEN strength_rank = 1 THEN place END) AS strongest_at,
  AVG(depth_km) AS average_depth_km,
  SUM(felt_reports) AS felt_reports,
  SUM(tsunami_flag) AS tsunami_flags
FROM ranked
GROUP BY hour, magnitude_band, network;

-- 0036-rows-marts-earthquake-hourly
CREATE TABLE stage.mart_rows_earthquake_hourly AS
SELECT * FROM stage.mart_query_earthquake_hourly;

-- 0037-view-marts-earthquake-hourly
CREATE OR REPLACE VIEW marts.earthquake_hourly AS
SELECT * FROM stage.mart_rows_earthquake_hourly;

-- 0038-table-stage-mart-lock-order-lifecycle
CREATE TABLE IF NOT EXISTS stage.mart_lock_order_lifecycle (
  nothing BIGINT
);

-- 0039-table-ops-refreshes-order-lifecycle
CREATE TABLE IF NOT EXISTS ops.refreshes_order_lifecycle (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0040-view-stage-mart-query-order-lifecycle
CREATE OR REPLACE VIEW stage.mart_query_order_lifecycle AS
WITH captured AS (
  SELECT order_id, currency, COUNT(*) AS captures, SUM(amount) AS amount, MAX(captured_at) AS last_captured_at
  FROM payments.payment_captured
  GROUP BY order_id, currency
),
failed AS (
  SELECT order_id, currency, COUNT(*) AS failures
  FROM payments.payment_failed
  GROUP BY order_id, currency
)
SELECT
  placed.order_id,
  placed.currency,
  placed.placed_at,
  placed.channel,
  placed.shipping_country,
  placed.total,
  COALESCE(captured.amount, 0) AS captured,
  placed.total - COALESCE(captured.amount, 0) AS outstanding,
  COALESCE(captured.captures, 0) AS captures,
  COALESCE(failed.failures, 0) AS failures,
  CASE
    WHEN COALESCE(captured.amount, 0) >= placed.total THEN 'paid'
    WHEN captured.amount > 0 THEN 'paid in part'
    WHEN failed.failures > 0 THEN 'failed'
    ELSE 'open'
  END AS payment_status,
  captured.last_captured_at,
  CASE
    WHEN captured.amount >= placed.total THEN DATEDIFF('second', placed.placed_at, captured.last_captured_at)
  END AS seconds_to_paid
FROM orders.order_placed AS placed
LEFT JOIN captured ON captured.order_id = placed.order_id AND captured.currency = placed.currency
LEFT JOIN failed ON failed.order_id = placed.order_id AND failed.currency = placed.currency;

-- 0041-rows-marts-order-lifecycle
CREATE TABLE stage.mart_rows_order_lifecycle AS
SELECT * FROM stage.mart_query_order_lifecycle;

-- 0042-view-marts-order-lifecycle
CREATE OR REPLACE VIEW marts.order_lifecycle AS
SELECT * FROM stage.mart_rows_order_lifecycle;

-- 0043-table-stage-mart-lock-payment-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_payment_hourly (
  nothing BIGINT
);

-- 0044-table-ops-refreshes-payment-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_payment_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0045-view-stage-mart-query-payment-hourly
CREATE OR REPLACE VIEW stage.mart_query_payment_hourly AS
WITH attempts AS (
  SELECT captured_at AS happened_at, currency, amount AS captured, 0 AS refused, 1 AS captures, 0 AS failures
  FROM payments.payment_captured
  UNION ALL
  SELECT failed_at AS happened_at, currency, 0 AS captured, amount AS refused, 0 AS captures, 1 AS failures
  FROM payments.payment_failed
)
SELECT
  DATE_TRUNC('hour', happened_at) AS hour,
  currency,
  SUM(captures) AS captures,
  SUM(captured) AS captured,
  SUM(failures) AS failures,
  SUM(refused) AS refused
FROM attempts
GROUP BY 1, 2;

-- 0046-rows-marts-payment-hourly
CREATE TABLE stage.mart_rows_payment_hourly AS
SELECT * FROM stage.mart_query_payment_hourly;

-- 0047-view-marts-payment-hourly
CREATE OR REPLACE VIEW marts.payment_hourly AS
SELECT * FROM stage.mart_rows_payment_hourly;

-- 0048-table-stage-mart-lock-revenue-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_revenue_hourly (
  nothing BIGINT
);

-- 0049-table-ops-refreshes-revenue-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_revenue_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0050-view-stage-mart-query-revenue-hourly
CREATE OR REPLACE VIEW stage.mart_query_revenue_hourly AS
SELECT
  DATE_TRUNC('hour', placed_at) AS hour,
  currency,
  COUNT(*) AS orders,
  SUM(total) AS revenue
FROM orders.order_placed
GROUP BY 1, 2;

-- 0051-rows-marts-revenue-hourly
CREATE TABLE stage.mart_rows_revenue_hourly AS
SELECT * FROM stage.mart_query_revenue_hourly;

-- 0052-view-marts-revenue-hourly
CREATE OR REPLACE VIEW marts.revenue_hourly AS
SELECT * FROM stage.mart_rows_revenue_hourly;

-- 0053-view-ops-mart-refreshes
CREATE OR REPLACE VIEW ops.mart_refreshes AS
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_earthquake_hourly
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_order_lifecycle
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_payment_hourly
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_revenue_hourly;

-- 0054-view-ops-table-trust
CREATE OR REPLACE VIEW ops.table_trust AS
WITH promises AS (
  SELECT CAST('orders.order_placed' AS VARCHAR(256)) AS relation, CAST('checkout' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('payments.payment_captured' AS VARCHAR(256)) AS relation, CAST('payments' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('payments.payment_failed' AS VARCHAR(256)) AS relation, CAST('payments' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('usgs.earthquake' AS VARCHAR(256)) AS relation, CAST('seismology' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
), loads AS (
  SELECT CAST('orders.order_placed' AS VARCHAR(256)) AS relation, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_orders_order_placed_v1
  UNION ALL
  SELECT CAST('payments.payment_captured' AS VARCHAR(256)) AS relation, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_payments_payment_captured_v1
  UNION ALL
  SELECT CAST('payments.payment_failed' AS VARCHAR(256)) AS relation, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_payments_payment_failed_v1
  UNION ALL
  SELECT CAST('usgs.earthquake' AS VARCHAR(256)) AS relation, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_usgs_earthquake_v1
), ranked AS (
  SELECT relation, verdict, ROW_NUMBER() OVER (PARTITION BY relation ORDER BY loaded_at DESC, batch_id DESC) AS recency FROM loads
), loaded AS (
  SELECT relation, MAX(max_received_at) AS latest_received, MAX(loaded_at) AS published_at FROM loads GROUP BY relation
), refused AS (
  SELECT CASE type WHEN 'orders.order_placed' THEN CAST('orders.order_placed' AS VARCHAR(256)) WHEN 'payments.payment_captured' THEN CAST('payments.payment_captured' AS VARCHAR(256)) WHEN 'payments.payment_failed' THEN CAST('payments.payment_failed' AS VARCHAR(256)) WHEN 'usgs.earthquake' THEN CAST('usgs.earthquake' AS VARCHAR(256)) END AS relation, COUNT(*) AS records
  FROM ops.quarantine
  WHERE quarantined_at >= DATEADD(hour, -24, GETDATE())
  GROUP BY 1
), types AS (
  SELECT
    p.relation,
    p.owner,
    l.latest_received,
    l.published_at,
    p.sla_seconds,
    CASE WHEN p.sla_seconds IS NOT NULL THEN COALESCE(DATEDIFF(second, l.latest_received, GETDATE()) <= p.sla_seconds, FALSE) END AS on_time,
    r.verdict,
    COALESCE(q.records, 0) AS quarantined_24h
  FROM promises p
  LEFT JOIN loaded l ON l.relation = p.relation
  LEFT JOIN ranked r ON r.relation = p.relation AND r.recency = 1
  LEFT JOIN refused q ON q.relation = p.relation
), inputs AS (
  SELECT CAST('marts.earthquake_hourly' AS VARCHAR(256)) AS relation, CAST('earthquake_hourly' AS VARCHAR(256)) AS mart, CAST('seismology' AS VARCHAR(256)) AS owner, CAST('usgs.earthquake' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.order_lifecycle' AS VARCHAR(256)) AS relation, CAST('order_lifecycle' AS VARCHAR(256)) AS mart, CAST('checkout' AS VARCHAR(256)) AS owner, CAST('orders.order_placed' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.order_lifecycle' AS VARCHAR(256)) AS relation, CAST('order_lifecycle' AS VARCHAR(256)) AS mart, CAST('checkout' AS VARCHAR(256)) AS owner, CAST('payments.payment_captured' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.order_lifecycle' AS VARCHAR(256)) AS relation, CAST('order_lifecycle' AS VARCHAR(256)) AS mart, CAST('checkout' AS VARCHAR(256)) AS owner, CAST('payments.payment_failed' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.payment_hourly' AS VARCHAR(256)) AS relation, CAST('payment_hourly' AS VARCHAR(256)) AS mart, CAST('payments' AS VARCHAR(256)) AS owner, CAST('payments.payment_captured' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.payment_hourly' AS VARCHAR(256)) AS relation, CAST('payment_hourly' AS VARCHAR(256)) AS mart, CAST('payments' AS VARCHAR(256)) AS owner, CAST('payments.payment_failed' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.revenue_hourly' AS VARCHAR(256)) AS relation, CAST('revenue_hourly' AS VARCHAR(256)) AS mart, CAST('checkout' AS VARCHAR(256)) AS owner, CAST('orders.order_placed' AS VARCHAR(256)) AS input
), refreshes AS (
  SELECT mart, key_duplicates, refreshed_at, ROW_NUMBER() OVER (PARTITION BY mart ORDER BY refreshed_at DESC, batch_id DESC) AS recency
  FROM ops.mart_refreshes
), marts AS (
  SELECT
    i.relation,
    i.owner,
    MIN(t.latest_received) AS latest_received,
    MAX(f.refreshed_at) AS published_at,
    MIN(t.sla_seconds) AS sla_seconds,
    COALESCE(BOOL_AND(t.on_time), TRUE) AND COALESCE(MAX(f.refreshed_at) >= MAX(t.published_at), TRUE) AS on_time,
    CASE WHEN MAX(f.key_duplicates) > 0 OR MAX(t.verdict) = 'warn' THEN CAST('warn' AS VARCHAR(8)) WHEN MAX(f.refreshed_at) IS NOT NULL THEN CAST('pass' AS VARCHAR(8)) END AS verdict,
    CAST(SUM(t.quarantined_24h) AS BIGINT) AS quarantined_24h
  FROM inputs i
  INNER JOIN types t ON t.relation = i.input
  LEFT JOIN refreshes f ON f.mart = i.mart AND f.recency = 1
  GROUP BY i.relation, i.owner
)
SELECT relation, owner, latest_received, published_at, sla_seconds, on_time, verdict, quarantined_24h FROM types
UNION ALL
SELECT relation, owner, latest_received, published_at, sla_seconds, on_time, verdict, quarantined_24h FROM marts;

-- 0055-grant-analyst-ops
GRANT USAGE ON SCHEMA ops TO ROLE "${analyst_role}";

-- 0056-grant-analyst-marts
GRANT USAGE ON SCHEMA marts TO ROLE "${analyst_role}";

-- 0057-grant-analyst-orders
GRANT USAGE ON SCHEMA orders TO ROLE "${analyst_role}";

-- 0058-grant-analyst-payments
GRANT USAGE ON SCHEMA payments TO ROLE "${analyst_role}";

-- 0059-grant-analyst-usgs
GRANT USAGE ON SCHEMA usgs TO ROLE "${analyst_role}";

-- 0060-grant-analyst-orders-order-placed
GRANT SELECT ON orders.order_placed TO ROLE "${analyst_role}";

-- 0061-grant-analyst-payments-payment-captured
GRANT SELECT ON payments.payment_captured TO ROLE "${analyst_role}";

-- 0062-grant-analyst-payments-payment-failed
GRANT SELECT ON payments.payment_failed TO ROLE "${analyst_role}";

-- 0063-grant-analyst-usgs-earthquake
GRANT SELECT ON usgs.earthquake TO ROLE "${analyst_role}";

-- 0064-grant-analyst-usgs-earthquake-current
GRANT SELECT ON usgs.earthquake_current TO ROLE "${analyst_role}";

-- 0065-grant-analyst-ops-batches
GRANT SELECT ON ops.batches TO ROLE "${analyst_role}";

-- 0066-grant-analyst-ops-quarantine
GRANT SELECT ON ops.quarantine TO ROLE "${analyst_role}";

-- 0067-grant-analyst-ops-table-trust
GRANT SELECT ON ops.table_trust TO ROLE "${analyst_role}";

-- 0068-grant-analyst-marts-earthquake-hourly
GRANT SELECT ON marts.earthquake_hourly TO ROLE "${analyst_role}";

-- 0069-grant-analyst-marts-order-lifecycle
GRANT SELECT ON marts.order_lifecycle TO ROLE "${analyst_role}";

-- 0070-grant-analyst-marts-payment-hourly
GRANT SELECT ON marts.payment_hourly TO ROLE "${analyst_role}";

-- 0071-grant-analyst-marts-revenue-hourly
GRANT SELECT ON marts.revenue_hourly TO ROLE "${analyst_role}";

-- 0072-grant-analyst-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO ROLE "${analyst_role}";

-- 0073-grant-confirm-ops
GRANT USAGE ON SCHEMA ops TO "${confirm_user}";

-- 0074-grant-confirm-ops-ledger-orders-order-placed-v1
GRANT SELECT ON ops.ledger_orders_order_placed_v1 TO "${confirm_user}";

-- 0075-grant-confirm-ops-collisions-orders-order-placed-v1
GRANT SELECT ON ops.collisions_orders_order_placed_v1 TO "${confirm_user}";

-- 0076-grant-confirm-ops-ledger-payments-payment-captured-v1
GRANT SELECT ON ops.ledger_payments_payment_captured_v1 TO "${confirm_user}";

-- 0077-grant-confirm-ops-collisions-payments-payment-captured-v1
GRANT SELECT ON ops.collisions_payments_payment_captured_v1 TO "${confirm_user}";

-- 0078-grant-confirm-ops-ledger-payments-payment-failed-v1
GRANT SELECT ON ops.ledger_payments_payment_failed_v1 TO "${confirm_user}";

-- 0079-grant-confirm-ops-collisions-payments-payment-failed-v1
GRANT SELECT ON ops.collisions_payments_payment_failed_v1 TO "${confirm_user}";

-- 0080-grant-confirm-ops-ledger-usgs-earthquake-v1
GRANT SELECT ON ops.ledger_usgs_earthquake_v1 TO "${confirm_user}";

-- 0081-grant-confirm-ops-collisions-usgs-earthquake-v1
GRANT SELECT ON ops.collisions_usgs_earthquake_v1 TO "${confirm_user}";

-- 0082-grant-confirm-ops-ledger-ops-quarantine-records
GRANT SELECT ON ops.ledger_ops_quarantine_records TO "${confirm_user}";

-- 0083-grant-confirm-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO "${confirm_user}";
