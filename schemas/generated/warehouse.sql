-- Generated from schemas/contracts and schemas/marts by `npm run compile`. Do not edit.

-- 0001-schema-ops
CREATE SCHEMA IF NOT EXISTS ops;

-- 0002-schema-stage
CREATE SCHEMA IF NOT EXISTS stage;

-- 0003-schema-marts
CREATE SCHEMA IF NOT EXISTS marts;

-- 0004-schema-orders
CREATE SCHEMA IF NOT EXISTS orders;

-- 0005-schema-usgs
CREATE SCHEMA IF NOT EXISTS usgs;

-- 0006-table-orders-order-placed-v1
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

-- 0007-table-stage-lock-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS stage.lock_orders_order_placed_v1 (
  nothing BIGINT
);

-- 0008-table-ops-ledger-orders-order-placed-v1
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

-- 0009-table-ops-collisions-orders-order-placed-v1
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

-- 0010-table-usgs-earthquake-v1
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

-- 0011-table-stage-lock-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS stage.lock_usgs_earthquake_v1 (
  nothing BIGINT
);

-- 0012-table-ops-ledger-usgs-earthquake-v1
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

-- 0013-table-ops-collisions-usgs-earthquake-v1
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

-- 0014-view-orders-order-placed
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

-- 0015-view-usgs-earthquake
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

-- 0016-view-usgs-earthquake-current
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

-- 0017-view-ops-batches
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
FROM ops.ledger_usgs_earthquake_v1;

-- 0018-view-marts-earthquake-hourly
CREATE OR REPLACE VIEW marts.earthquake_hourly AS
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
  COUNT(*) AS quakes,
  MAX(magnitude) AS max_magnitude,
  AVG(depth_km) AS average_depth_km,
  SUM(felt_reports) AS felt_reports,
  SUM(tsunami_flag) AS tsunami_flags
FROM usgs.earthquake_current
WHERE kind = 'earthquake' AND review_status <> 'deleted'
GROUP BY 1, 2, 3;

-- 0019-view-marts-revenue-hourly
CREATE OR REPLACE VIEW marts.revenue_hourly AS
SELECT
  DATE_TRUNC('hour', placed_at) AS hour,
  currency,
  COUNT(*) AS orders,
  SUM(total) AS revenue
FROM orders.order_placed
GROUP BY 1, 2;

-- 0020-grant-analyst-ops
GRANT USAGE ON SCHEMA ops TO ROLE "${analyst_role}";

-- 0021-grant-analyst-marts
GRANT USAGE ON SCHEMA marts TO ROLE "${analyst_role}";

-- 0022-grant-analyst-orders
GRANT USAGE ON SCHEMA orders TO ROLE "${analyst_role}";

-- 0023-grant-analyst-usgs
GRANT USAGE ON SCHEMA usgs TO ROLE "${analyst_role}";

-- 0024-grant-analyst-orders-order-placed
GRANT SELECT ON orders.order_placed TO ROLE "${analyst_role}";

-- 0025-grant-analyst-usgs-earthquake
GRANT SELECT ON usgs.earthquake TO ROLE "${analyst_role}";

-- 0026-grant-analyst-usgs-earthquake-current
GRANT SELECT ON usgs.earthquake_current TO ROLE "${analyst_role}";

-- 0027-grant-analyst-ops-batches
GRANT SELECT ON ops.batches TO ROLE "${analyst_role}";

-- 0028-grant-analyst-marts-earthquake-hourly
GRANT SELECT ON marts.earthquake_hourly TO ROLE "${analyst_role}";

-- 0029-grant-analyst-marts-revenue-hourly
GRANT SELECT ON marts.revenue_hourly TO ROLE "${analyst_role}";

-- 0030-grant-confirm-ops
GRANT USAGE ON SCHEMA ops TO "${confirm_user}";

-- 0031-grant-confirm-ops-ledger-orders-order-placed-v1
GRANT SELECT ON ops.ledger_orders_order_placed_v1 TO "${confirm_user}";

-- 0032-grant-confirm-ops-collisions-orders-order-placed-v1
GRANT SELECT ON ops.collisions_orders_order_placed_v1 TO "${confirm_user}";

-- 0033-grant-confirm-ops-ledger-usgs-earthquake-v1
GRANT SELECT ON ops.ledger_usgs_earthquake_v1 TO "${confirm_user}";

-- 0034-grant-confirm-ops-collisions-usgs-earthquake-v1
GRANT SELECT ON ops.collisions_usgs_earthquake_v1 TO "${confirm_user}";
