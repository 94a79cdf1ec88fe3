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
  loaded_at TIMESTAMP NOT NULL
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
  loaded_at TIMESTAMP NOT NULL
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
  loaded_at TIMESTAMP NOT NULL
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
  loaded_at TIMESTAMP NOT NULL
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

-- 0023-view-orders-order-placed
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

-- 0024-view-payments-payment-captured
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

-- 0025-view-payments-payment-failed
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

-- 0026-view-usgs-earthquake
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

-- 0027-view-usgs-earthquake-current
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

-- 0028-view-ops-batches
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
  loaded_at
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
  loaded_at
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
  loaded_at
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
  loaded_at
FROM ops.ledger_usgs_earthquake_v1;

-- 0029-table-stage-mart-lock-earthquake-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_earthquake_hourly (
  nothing BIGINT
);

-- 0030-table-ops-refreshes-earthquake-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_earthquake_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0031-view-stage-mart-query-earthquake-hourly
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

-- 0032-rows-marts-earthquake-hourly
CREATE TABLE stage.mart_rows_earthquake_hourly AS
SELECT * FROM stage.mart_query_earthquake_hourly;

-- 0033-view-marts-earthquake-hourly
CREATE OR REPLACE VIEW marts.earthquake_hourly AS
SELECT * FROM stage.mart_rows_earthquake_hourly;

-- 0034-table-stage-mart-lock-order-lifecycle
CREATE TABLE IF NOT EXISTS stage.mart_lock_order_lifecycle (
  nothing BIGINT
);

-- 0035-table-ops-refreshes-order-lifecycle
CREATE TABLE IF NOT EXISTS ops.refreshes_order_lifecycle (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0036-view-stage-mart-query-order-lifecycle
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

-- 0037-rows-marts-order-lifecycle
CREATE TABLE stage.mart_rows_order_lifecycle AS
SELECT * FROM stage.mart_query_order_lifecycle;

-- 0038-view-marts-order-lifecycle
CREATE OR REPLACE VIEW marts.order_lifecycle AS
SELECT * FROM stage.mart_rows_order_lifecycle;

-- 0039-table-stage-mart-lock-payment-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_payment_hourly (
  nothing BIGINT
);

-- 0040-table-ops-refreshes-payment-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_payment_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0041-view-stage-mart-query-payment-hourly
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

-- 0042-rows-marts-payment-hourly
CREATE TABLE stage.mart_rows_payment_hourly AS
SELECT * FROM stage.mart_query_payment_hourly;

-- 0043-view-marts-payment-hourly
CREATE OR REPLACE VIEW marts.payment_hourly AS
SELECT * FROM stage.mart_rows_payment_hourly;

-- 0044-table-stage-mart-lock-revenue-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_revenue_hourly (
  nothing BIGINT
);

-- 0045-table-ops-refreshes-revenue-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_revenue_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0046-view-stage-mart-query-revenue-hourly
CREATE OR REPLACE VIEW stage.mart_query_revenue_hourly AS
SELECT
  DATE_TRUNC('hour', placed_at) AS hour,
  currency,
  COUNT(*) AS orders,
  SUM(total) AS revenue
FROM orders.order_placed
GROUP BY 1, 2;

-- 0047-rows-marts-revenue-hourly
CREATE TABLE stage.mart_rows_revenue_hourly AS
SELECT * FROM stage.mart_query_revenue_hourly;

-- 0048-view-marts-revenue-hourly
CREATE OR REPLACE VIEW marts.revenue_hourly AS
SELECT * FROM stage.mart_rows_revenue_hourly;

-- 0049-view-ops-mart-refreshes
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

-- 0050-grant-analyst-ops
GRANT USAGE ON SCHEMA ops TO ROLE "${analyst_role}";

-- 0051-grant-analyst-marts
GRANT USAGE ON SCHEMA marts TO ROLE "${analyst_role}";

-- 0052-grant-analyst-orders
GRANT USAGE ON SCHEMA orders TO ROLE "${analyst_role}";

-- 0053-grant-analyst-payments
GRANT USAGE ON SCHEMA payments TO ROLE "${analyst_role}";

-- 0054-grant-analyst-usgs
GRANT USAGE ON SCHEMA usgs TO ROLE "${analyst_role}";

-- 0055-grant-analyst-orders-order-placed
GRANT SELECT ON orders.order_placed TO ROLE "${analyst_role}";

-- 0056-grant-analyst-payments-payment-captured
GRANT SELECT ON payments.payment_captured TO ROLE "${analyst_role}";

-- 0057-grant-analyst-payments-payment-failed
GRANT SELECT ON payments.payment_failed TO ROLE "${analyst_role}";

-- 0058-grant-analyst-usgs-earthquake
GRANT SELECT ON usgs.earthquake TO ROLE "${analyst_role}";

-- 0059-grant-analyst-usgs-earthquake-current
GRANT SELECT ON usgs.earthquake_current TO ROLE "${analyst_role}";

-- 0060-grant-analyst-ops-batches
GRANT SELECT ON ops.batches TO ROLE "${analyst_role}";

-- 0061-grant-analyst-marts-earthquake-hourly
GRANT SELECT ON marts.earthquake_hourly TO ROLE "${analyst_role}";

-- 0062-grant-analyst-marts-order-lifecycle
GRANT SELECT ON marts.order_lifecycle TO ROLE "${analyst_role}";

-- 0063-grant-analyst-marts-payment-hourly
GRANT SELECT ON marts.payment_hourly TO ROLE "${analyst_role}";

-- 0064-grant-analyst-marts-revenue-hourly
GRANT SELECT ON marts.revenue_hourly TO ROLE "${analyst_role}";

-- 0065-grant-analyst-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO ROLE "${analyst_role}";

-- 0066-grant-confirm-ops
GRANT USAGE ON SCHEMA ops TO "${confirm_user}";

-- 0067-grant-confirm-ops-ledger-orders-order-placed-v1
GRANT SELECT ON ops.ledger_orders_order_placed_v1 TO "${confirm_user}";

-- 0068-grant-confirm-ops-collisions-orders-order-placed-v1
GRANT SELECT ON ops.collisions_orders_order_placed_v1 TO "${confirm_user}";

-- 0069-grant-confirm-ops-ledger-payments-payment-captured-v1
GRANT SELECT ON ops.ledger_payments_payment_captured_v1 TO "${confirm_user}";

-- 0070-grant-confirm-ops-collisions-payments-payment-captured-v1
GRANT SELECT ON ops.collisions_payments_payment_captured_v1 TO "${confirm_user}";

-- 0071-grant-confirm-ops-ledger-payments-payment-failed-v1
GRANT SELECT ON ops.ledger_payments_payment_failed_v1 TO "${confirm_user}";

-- 0072-grant-confirm-ops-collisions-payments-payment-failed-v1
GRANT SELECT ON ops.collisions_payments_payment_failed_v1 TO "${confirm_user}";

-- 0073-grant-confirm-ops-ledger-usgs-earthquake-v1
GRANT SELECT ON ops.ledger_usgs_earthquake_v1 TO "${confirm_user}";

-- 0074-grant-confirm-ops-collisions-usgs-earthquake-v1
GRANT SELECT ON ops.collisions_usgs_earthquake_v1 TO "${confirm_user}";

-- 0075-grant-confirm-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO "${confirm_user}";
