-- Generated from schemas/contracts and schemas/marts by `npm run compile`. Do not edit.

-- 0001-schema-ops
CREATE SCHEMA IF NOT EXISTS ops;

-- 0002-schema-stage
CREATE SCHEMA IF NOT EXISTS stage;

-- 0003-schema-marts
CREATE SCHEMA IF NOT EXISTS marts;

-- 0004-schema-bts
CREATE SCHEMA IF NOT EXISTS bts;

-- 0005-schema-faa
CREATE SCHEMA IF NOT EXISTS faa;

-- 0006-schema-github
CREATE SCHEMA IF NOT EXISTS github;

-- 0007-schema-orders
CREATE SCHEMA IF NOT EXISTS orders;

-- 0008-schema-payments
CREATE SCHEMA IF NOT EXISTS payments;

-- 0009-schema-usgs
CREATE SCHEMA IF NOT EXISTS usgs;

-- 0010-table-bts-flight-v1
CREATE TABLE IF NOT EXISTS bts.flight_v1 (
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
  departed_at TIMESTAMP,
  departed_local TIMESTAMP,
  arrival_delay_minutes BIGINT,
  distance_miles BIGINT,
  origin VARCHAR(12),
  destination VARCHAR(12)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0011-table-stage-lock-bts-flight-v1
CREATE TABLE IF NOT EXISTS stage.lock_bts_flight_v1 (
  nothing BIGINT
);

-- 0012-table-ops-ledger-bts-flight-v1
CREATE TABLE IF NOT EXISTS ops.ledger_bts_flight_v1 (
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

-- 0013-table-ops-collisions-bts-flight-v1
CREATE TABLE IF NOT EXISTS ops.collisions_bts_flight_v1 (
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

-- 0014-table-faa-wildlife-strike-v1
CREATE TABLE IF NOT EXISTS faa.wildlife_strike_v1 (
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
  airport_name VARCHAR(320),
  aircraft_model VARCHAR(160),
  damage VARCHAR(64),
  struck_on DATE,
  operator_name VARCHAR(240),
  origin_state VARCHAR(160),
  flight_phase VARCHAR(64),
  wildlife_size VARCHAR(64),
  species VARCHAR(240),
  time_of_day VARCHAR(64),
  other_cost DECIMAL(12, 2),
  repair_cost DECIMAL(12, 2),
  total_cost DECIMAL(12, 2),
  speed_knots BIGINT
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0015-table-stage-lock-faa-wildlife-strike-v1
CREATE TABLE IF NOT EXISTS stage.lock_faa_wildlife_strike_v1 (
  nothing BIGINT
);

-- 0016-table-ops-ledger-faa-wildlife-strike-v1
CREATE TABLE IF NOT EXISTS ops.ledger_faa_wildlife_strike_v1 (
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

-- 0017-table-ops-collisions-faa-wildlife-strike-v1
CREATE TABLE IF NOT EXISTS ops.collisions_faa_wildlife_strike_v1 (
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

-- 0018-table-github-issues-v1
CREATE TABLE IF NOT EXISTS github.issues_v1 (
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
  delivery_id VARCHAR(36),
  issue_action VARCHAR(160),
  label VARCHAR(800),
  issue_id BIGINT,
  issue_number BIGINT,
  title VARCHAR(4096),
  issue_state VARCHAR(64),
  author VARCHAR(400),
  author_key VARCHAR(64),
  comments BIGINT,
  is_locked BOOLEAN,
  created_at TIMESTAMP,
  updated_at TIMESTAMP,
  closed_at TIMESTAMP,
  labels SUPER,
  repository_id BIGINT,
  repository VARCHAR(800),
  is_private BOOLEAN,
  default_branch VARCHAR(1000),
  main_language VARCHAR(240),
  stars BIGINT,
  open_issues BIGINT,
  repository_created_at TIMESTAMP,
  repository_pushed_at TIMESTAMP,
  repository_updated_at TIMESTAMP,
  sender VARCHAR(400),
  sender_key VARCHAR(64),
  sender_kind VARCHAR(160)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0019-table-stage-lock-github-issues-v1
CREATE TABLE IF NOT EXISTS stage.lock_github_issues_v1 (
  nothing BIGINT
);

-- 0020-table-ops-ledger-github-issues-v1
CREATE TABLE IF NOT EXISTS ops.ledger_github_issues_v1 (
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

-- 0021-table-ops-collisions-github-issues-v1
CREATE TABLE IF NOT EXISTS ops.collisions_github_issues_v1 (
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

-- 0022-table-github-pull-request-v1
CREATE TABLE IF NOT EXISTS github.pull_request_v1 (
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
  delivery_id VARCHAR(36),
  pull_request_action VARCHAR(160),
  pull_request_id BIGINT,
  pull_request_number BIGINT,
  title VARCHAR(4096),
  pull_request_state VARCHAR(64),
  is_draft BOOLEAN,
  is_merged BOOLEAN,
  author VARCHAR(400),
  author_key VARCHAR(64),
  commits BIGINT,
  added_lines BIGINT,
  deleted_lines BIGINT,
  changed_files BIGINT,
  comments BIGINT,
  review_comments BIGINT,
  base_branch VARCHAR(1000),
  head_branch VARCHAR(1000),
  created_at TIMESTAMP,
  updated_at TIMESTAMP,
  closed_at TIMESTAMP,
  merged_at TIMESTAMP,
  repository_id BIGINT,
  repository VARCHAR(800),
  is_private BOOLEAN,
  default_branch VARCHAR(1000),
  main_language VARCHAR(240),
  stars BIGINT,
  open_issues BIGINT,
  repository_created_at TIMESTAMP,
  repository_pushed_at TIMESTAMP,
  repository_updated_at TIMESTAMP,
  sender VARCHAR(400),
  sender_key VARCHAR(64),
  sender_kind VARCHAR(160)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0023-table-stage-lock-github-pull-request-v1
CREATE TABLE IF NOT EXISTS stage.lock_github_pull_request_v1 (
  nothing BIGINT
);

-- 0024-table-ops-ledger-github-pull-request-v1
CREATE TABLE IF NOT EXISTS ops.ledger_github_pull_request_v1 (
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

-- 0025-table-ops-collisions-github-pull-request-v1
CREATE TABLE IF NOT EXISTS ops.collisions_github_pull_request_v1 (
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

-- 0026-table-github-push-v1
CREATE TABLE IF NOT EXISTS github.push_v1 (
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
  delivery_id VARCHAR(36),
  git_ref VARCHAR(1200),
  before_sha VARCHAR(160),
  after_sha VARCHAR(160),
  is_new BOOLEAN,
  is_deleted BOOLEAN,
  is_forced BOOLEAN,
  base_ref VARCHAR(1200),
  head_sha VARCHAR(160),
  head_committed_at TIMESTAMP,
  repository_id BIGINT,
  repository VARCHAR(800),
  is_private BOOLEAN,
  default_branch VARCHAR(1000),
  main_language VARCHAR(240),
  stars BIGINT,
  open_issues BIGINT,
  repository_created_at TIMESTAMP,
  repository_pushed_at TIMESTAMP,
  repository_updated_at TIMESTAMP,
  sender VARCHAR(400),
  sender_key VARCHAR(64),
  sender_kind VARCHAR(160)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0027-table-github-push-commits-v1
CREATE TABLE IF NOT EXISTS github.push_commits_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _position INTEGER NOT NULL,
  _rest SUPER,
  sha VARCHAR(160),
  tree_sha VARCHAR(160),
  committed_at TIMESTAMP,
  message VARCHAR(16000),
  is_distinct BOOLEAN,
  author_name VARCHAR(800),
  author_email VARCHAR(1016),
  author VARCHAR(400),
  author_key VARCHAR(64),
  added_files SUPER,
  removed_files SUPER,
  modified_files SUPER
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0028-table-stage-lock-github-push-v1
CREATE TABLE IF NOT EXISTS stage.lock_github_push_v1 (
  nothing BIGINT
);

-- 0029-table-ops-ledger-github-push-v1
CREATE TABLE IF NOT EXISTS ops.ledger_github_push_v1 (
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

-- 0030-table-ops-collisions-github-push-v1
CREATE TABLE IF NOT EXISTS ops.collisions_github_push_v1 (
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

-- 0031-table-github-release-v1
CREATE TABLE IF NOT EXISTS github.release_v1 (
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
  delivery_id VARCHAR(36),
  release_action VARCHAR(160),
  release_id BIGINT,
  tag_name VARCHAR(1000),
  target VARCHAR(1000),
  title VARCHAR(4096),
  is_draft BOOLEAN,
  is_prerelease BOOLEAN,
  author VARCHAR(400),
  author_key VARCHAR(64),
  created_at TIMESTAMP,
  published_at TIMESTAMP,
  repository_id BIGINT,
  repository VARCHAR(800),
  is_private BOOLEAN,
  default_branch VARCHAR(1000),
  main_language VARCHAR(240),
  stars BIGINT,
  open_issues BIGINT,
  repository_created_at TIMESTAMP,
  repository_pushed_at TIMESTAMP,
  repository_updated_at TIMESTAMP,
  sender VARCHAR(400),
  sender_key VARCHAR(64),
  sender_kind VARCHAR(160)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0032-table-stage-lock-github-release-v1
CREATE TABLE IF NOT EXISTS stage.lock_github_release_v1 (
  nothing BIGINT
);

-- 0033-table-ops-ledger-github-release-v1
CREATE TABLE IF NOT EXISTS ops.ledger_github_release_v1 (
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

-- 0034-table-ops-collisions-github-release-v1
CREATE TABLE IF NOT EXISTS ops.collisions_github_release_v1 (
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

-- 0035-table-github-star-v1
CREATE TABLE IF NOT EXISTS github.star_v1 (
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
  delivery_id VARCHAR(36),
  star_action VARCHAR(64),
  starred_at TIMESTAMP,
  repository_id BIGINT,
  repository VARCHAR(800),
  is_private BOOLEAN,
  default_branch VARCHAR(1000),
  main_language VARCHAR(240),
  stars BIGINT,
  open_issues BIGINT,
  repository_created_at TIMESTAMP,
  repository_pushed_at TIMESTAMP,
  repository_updated_at TIMESTAMP,
  sender VARCHAR(400),
  sender_key VARCHAR(64),
  sender_kind VARCHAR(160)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0036-table-stage-lock-github-star-v1
CREATE TABLE IF NOT EXISTS stage.lock_github_star_v1 (
  nothing BIGINT
);

-- 0037-table-ops-ledger-github-star-v1
CREATE TABLE IF NOT EXISTS ops.ledger_github_star_v1 (
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

-- 0038-table-ops-collisions-github-star-v1
CREATE TABLE IF NOT EXISTS ops.collisions_github_star_v1 (
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

-- 0039-table-orders-order-placed-v1
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
  shipping_country VARCHAR(8)
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0040-table-orders-order-placed-lines-v1
CREATE TABLE IF NOT EXISTS orders.order_placed_lines_v1 (
  event_id VARCHAR(256) NOT NULL,
  event_time TIMESTAMP NOT NULL,
  _received_at TIMESTAMP NOT NULL,
  _batch_id VARCHAR(16) NOT NULL,
  _object INTEGER NOT NULL,
  _line BIGINT NOT NULL,
  _index INTEGER NOT NULL,
  _position INTEGER NOT NULL,
  _rest SUPER,
  sku VARCHAR(160),
  quantity BIGINT,
  unit_price_minor BIGINT
) DISTSTYLE AUTO SORTKEY AUTO;

-- 0041-table-stage-lock-orders-order-placed-v1
CREATE TABLE IF NOT EXISTS stage.lock_orders_order_placed_v1 (
  nothing BIGINT
);

-- 0042-table-ops-ledger-orders-order-placed-v1
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

-- 0043-table-ops-collisions-orders-order-placed-v1
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

-- 0044-table-payments-payment-captured-v1
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

-- 0045-table-stage-lock-payments-payment-captured-v1
CREATE TABLE IF NOT EXISTS stage.lock_payments_payment_captured_v1 (
  nothing BIGINT
);

-- 0046-table-ops-ledger-payments-payment-captured-v1
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

-- 0047-table-ops-collisions-payments-payment-captured-v1
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

-- 0048-table-payments-payment-failed-v1
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

-- 0049-table-stage-lock-payments-payment-failed-v1
CREATE TABLE IF NOT EXISTS stage.lock_payments_payment_failed_v1 (
  nothing BIGINT
);

-- 0050-table-ops-ledger-payments-payment-failed-v1
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

-- 0051-table-ops-collisions-payments-payment-failed-v1
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

-- 0052-table-usgs-earthquake-v1
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

-- 0053-table-stage-lock-usgs-earthquake-v1
CREATE TABLE IF NOT EXISTS stage.lock_usgs_earthquake_v1 (
  nothing BIGINT
);

-- 0054-table-ops-ledger-usgs-earthquake-v1
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

-- 0055-table-ops-collisions-usgs-earthquake-v1
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

-- 0056-table-ops-quarantine-records
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

-- 0057-table-stage-lock-ops-quarantine-records
CREATE TABLE IF NOT EXISTS stage.lock_ops_quarantine_records (
  nothing BIGINT
);

-- 0058-table-ops-ledger-ops-quarantine-records
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

-- 0059-view-bts-flight
CREATE OR REPLACE VIEW bts.flight AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  departed_at,
  departed_local,
  arrival_delay_minutes,
  distance_miles,
  origin,
  destination
FROM bts.flight_v1;

-- 0060-view-faa-wildlife-strike
CREATE OR REPLACE VIEW faa.wildlife_strike AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  airport_name,
  aircraft_model,
  damage,
  struck_on,
  operator_name,
  origin_state,
  flight_phase,
  wildlife_size,
  species,
  time_of_day,
  other_cost,
  repair_cost,
  total_cost,
  speed_knots
FROM faa.wildlife_strike_v1;

-- 0061-view-github-issues
CREATE OR REPLACE VIEW github.issues AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  issue_action,
  label,
  issue_id,
  issue_number,
  title,
  issue_state,
  author_key,
  comments,
  is_locked,
  created_at,
  updated_at,
  closed_at,
  labels,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM github.issues_v1;

-- 0062-view-github-pull-request
CREATE OR REPLACE VIEW github.pull_request AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  pull_request_action,
  pull_request_id,
  pull_request_number,
  title,
  pull_request_state,
  is_draft,
  is_merged,
  author_key,
  commits,
  added_lines,
  deleted_lines,
  changed_files,
  comments,
  review_comments,
  base_branch,
  head_branch,
  created_at,
  updated_at,
  closed_at,
  merged_at,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM github.pull_request_v1;

-- 0063-view-github-push
CREATE OR REPLACE VIEW github.push AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  git_ref,
  before_sha,
  after_sha,
  is_new,
  is_deleted,
  is_forced,
  base_ref,
  head_sha,
  head_committed_at,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM github.push_v1;

-- 0064-view-github-push-commits
CREATE OR REPLACE VIEW github.push_commits AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _position,
  sha,
  tree_sha,
  committed_at,
  message,
  is_distinct,
  CASE WHEN author_name IS NOT NULL THEN '***' END AS author_name,
  CASE WHEN author_email IS NOT NULL THEN '***' END AS author_email,
  author_key,
  added_files,
  removed_files,
  modified_files
FROM github.push_commits_v1;

-- 0065-view-github-release
CREATE OR REPLACE VIEW github.release AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  release_action,
  release_id,
  tag_name,
  target,
  title,
  is_draft,
  is_prerelease,
  author_key,
  created_at,
  published_at,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM github.release_v1;

-- 0066-view-github-star
CREATE OR REPLACE VIEW github.star AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  star_action,
  starred_at,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM github.star_v1;

-- 0067-view-orders-order-placed
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
  shipping_country
FROM orders.order_placed_v1;

-- 0068-view-orders-order-placed-lines
CREATE OR REPLACE VIEW orders.order_placed_lines AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _position,
  sku,
  quantity,
  unit_price_minor
FROM orders.order_placed_lines_v1;

-- 0069-view-payments-payment-captured
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

-- 0070-view-payments-payment-failed
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

-- 0071-view-usgs-earthquake
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

-- 0072-view-github-issue-current
CREATE OR REPLACE VIEW github.issue_current AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  issue_action,
  label,
  issue_id,
  issue_number,
  title,
  issue_state,
  author_key,
  comments,
  is_locked,
  created_at,
  updated_at,
  closed_at,
  labels,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM (
  SELECT
    event_id,
    event_time,
    _received_at,
    _batch_id,
    _contract_version,
    delivery_id,
    issue_action,
    label,
    issue_id,
    issue_number,
    title,
    issue_state,
    author_key,
    comments,
    is_locked,
    created_at,
    updated_at,
    closed_at,
    labels,
    repository_id,
    repository,
    is_private,
    default_branch,
    main_language,
    stars,
    open_issues,
    repository_created_at,
    repository_pushed_at,
    repository_updated_at,
    sender_key,
    sender_kind,
    ROW_NUMBER() OVER (PARTITION BY issue_id ORDER BY updated_at DESC, event_time DESC, event_id DESC) AS _revision
  FROM github.issues
) revisions
WHERE _revision = 1;

-- 0073-view-github-pull-request-current
CREATE OR REPLACE VIEW github.pull_request_current AS
SELECT
  event_id,
  event_time,
  _received_at,
  _batch_id,
  _contract_version,
  delivery_id,
  pull_request_action,
  pull_request_id,
  pull_request_number,
  title,
  pull_request_state,
  is_draft,
  is_merged,
  author_key,
  commits,
  added_lines,
  deleted_lines,
  changed_files,
  comments,
  review_comments,
  base_branch,
  head_branch,
  created_at,
  updated_at,
  closed_at,
  merged_at,
  repository_id,
  repository,
  is_private,
  default_branch,
  main_language,
  stars,
  open_issues,
  repository_created_at,
  repository_pushed_at,
  repository_updated_at,
  sender_key,
  sender_kind
FROM (
  SELECT
    event_id,
    event_time,
    _received_at,
    _batch_id,
    _contract_version,
    delivery_id,
    pull_request_action,
    pull_request_id,
    pull_request_number,
    title,
    pull_request_state,
    is_draft,
    is_merged,
    author_key,
    commits,
    added_lines,
    deleted_lines,
    changed_files,
    comments,
    review_comments,
    base_branch,
    head_branch,
    created_at,
    updated_at,
    closed_at,
    merged_at,
    repository_id,
    repository,
    is_private,
    default_branch,
    main_language,
    stars,
    open_issues,
    repository_created_at,
    repository_pushed_at,
    repository_updated_at,
    sender_key,
    sender_kind,
    ROW_NUMBER() OVER (PARTITION BY pull_request_id ORDER BY updated_at DESC, event_time DESC, event_id DESC) AS _revision
  FROM github.pull_request
) revisions
WHERE _revision = 1;

-- 0074-view-usgs-earthquake-current
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

-- 0075-view-ops-batches
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
FROM ops.ledger_bts_flight_v1
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
FROM ops.ledger_faa_wildlife_strike_v1
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
FROM ops.ledger_github_issues_v1
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
FROM ops.ledger_github_pull_request_v1
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
FROM ops.ledger_github_push_v1
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
FROM ops.ledger_github_release_v1
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
FROM ops.ledger_github_star_v1
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

-- 0076-view-ops-quarantine
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
  CAST('bts.flight' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_bts_flight_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('faa.wildlife_strike' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_faa_wildlife_strike_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('github.issues' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_github_issues_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('github.pull_request' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_github_pull_request_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('github.push' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_github_push_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('github.release' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_github_release_v1
UNION ALL
SELECT
  CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id,
  CAST('github.star' AS VARCHAR(256)) AS type,
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
FROM ops.collisions_github_star_v1
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

-- 0077-table-stage-mart-lock-earthquake-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_earthquake_hourly (
  nothing BIGINT
);

-- 0078-table-ops-refreshes-earthquake-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_earthquake_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0079-view-stage-mart-query-earthquake-hourly
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

-- 0080-rows-marts-earthquake-hourly
CREATE TABLE stage.mart_rows_earthquake_hourly AS
SELECT * FROM stage.mart_query_earthquake_hourly;

-- 0081-view-marts-earthquake-hourly
CREATE OR REPLACE VIEW marts.earthquake_hourly AS
SELECT * FROM stage.mart_rows_earthquake_hourly;

-- 0082-table-stage-mart-lock-order-lifecycle
CREATE TABLE IF NOT EXISTS stage.mart_lock_order_lifecycle (
  nothing BIGINT
);

-- 0083-table-ops-refreshes-order-lifecycle
CREATE TABLE IF NOT EXISTS ops.refreshes_order_lifecycle (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0084-view-stage-mart-query-order-lifecycle
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

-- 0085-rows-marts-order-lifecycle
CREATE TABLE stage.mart_rows_order_lifecycle AS
SELECT * FROM stage.mart_query_order_lifecycle;

-- 0086-view-marts-order-lifecycle
CREATE OR REPLACE VIEW marts.order_lifecycle AS
SELECT * FROM stage.mart_rows_order_lifecycle;

-- 0087-table-stage-mart-lock-payment-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_payment_hourly (
  nothing BIGINT
);

-- 0088-table-ops-refreshes-payment-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_payment_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0089-view-stage-mart-query-payment-hourly
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

-- 0090-rows-marts-payment-hourly
CREATE TABLE stage.mart_rows_payment_hourly AS
SELECT * FROM stage.mart_query_payment_hourly;

-- 0091-view-marts-payment-hourly
CREATE OR REPLACE VIEW marts.payment_hourly AS
SELECT * FROM stage.mart_rows_payment_hourly;

-- 0092-table-stage-mart-lock-pull-request-lifecycle
CREATE TABLE IF NOT EXISTS stage.mart_lock_pull_request_lifecycle (
  nothing BIGINT
);

-- 0093-table-ops-refreshes-pull-request-lifecycle
CREATE TABLE IF NOT EXISTS ops.refreshes_pull_request_lifecycle (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0094-view-stage-mart-query-pull-request-lifecycle
CREATE OR REPLACE VIEW stage.mart_query_pull_request_lifecycle AS
WITH actions AS (
  SELECT
    pull_request_id,
    COUNT(*) AS actions,
    SUM(CASE WHEN pull_request_action = 'review_requested' THEN 1 ELSE 0 END) AS review_requests,
    SUM(CASE WHEN pull_request_action = 'synchronize' THEN 1 ELSE 0 END) AS updates,
    MIN(created_at) AS opened_at,
    MAX(updated_at) AS last_action_at,
    MAX(closed_at) AS last_closed_at
  FROM github.pull_request
  GROUP BY pull_request_id
)
SELECT
  latest.pull_request_id,
  latest.repository,
  latest.pull_request_number,
  CASE
    WHEN latest.merged_at IS NOT NULL THEN 'merged'
    WHEN latest.pull_request_state = 'closed' THEN 'given up'
    WHEN latest.is_draft THEN 'draft'
    ELSE 'open'
  END AS stage,
  actions.opened_at,
  actions.last_action_at,
  actions.last_closed_at,
  latest.merged_at,
  DATEDIFF('second', actions.opened_at, actions.last_closed_at) AS seconds_to_close,
  actions.actions,
  actions.review_requests,
  actions.updates,
  latest.commits,
  latest.added_lines,
  latest.deleted_lines,
  latest.changed_files
FROM github.pull_request_current AS latest
JOIN actions ON actions.pull_request_id = latest.pull_request_id;

-- 0095-rows-marts-pull-request-lifecycle
CREATE TABLE stage.mart_rows_pull_request_lifecycle AS
SELECT * FROM stage.mart_query_pull_request_lifecycle;

-- 0096-view-marts-pull-request-lifecycle
CREATE OR REPLACE VIEW marts.pull_request_lifecycle AS
SELECT * FROM stage.mart_rows_pull_request_lifecycle;

-- 0097-table-stage-mart-lock-revenue-hourly
CREATE TABLE IF NOT EXISTS stage.mart_lock_revenue_hourly (
  nothing BIGINT
);

-- 0098-table-ops-refreshes-revenue-hourly
CREATE TABLE IF NOT EXISTS ops.refreshes_revenue_hourly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0099-view-stage-mart-query-revenue-hourly
CREATE OR REPLACE VIEW stage.mart_query_revenue_hourly AS
SELECT
  DATE_TRUNC('hour', placed_at) AS hour,
  currency,
  COUNT(*) AS orders,
  SUM(total) AS revenue
FROM orders.order_placed
GROUP BY 1, 2;

-- 0100-rows-marts-revenue-hourly
CREATE TABLE stage.mart_rows_revenue_hourly AS
SELECT * FROM stage.mart_query_revenue_hourly;

-- 0101-view-marts-revenue-hourly
CREATE OR REPLACE VIEW marts.revenue_hourly AS
SELECT * FROM stage.mart_rows_revenue_hourly;

-- 0102-table-stage-mart-lock-route-delay-daily
CREATE TABLE IF NOT EXISTS stage.mart_lock_route_delay_daily (
  nothing BIGINT
);

-- 0103-table-ops-refreshes-route-delay-daily
CREATE TABLE IF NOT EXISTS ops.refreshes_route_delay_daily (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0104-view-stage-mart-query-route-delay-daily
CREATE OR REPLACE VIEW stage.mart_query_route_delay_daily AS
SELECT
  CAST(departed_local AS DATE) AS local_date,
  origin,
  destination,
  COUNT(*) AS flights,
  SUM(CASE WHEN arrival_delay_minutes >= 15 THEN 1 ELSE 0 END) AS late_flights,
  SUM(arrival_delay_minutes) AS delay_minutes,
  MAX(arrival_delay_minutes) AS longest_delay_minutes,
  MIN(departed_at) AS first_departed_at
FROM bts.flight
GROUP BY 1, 2, 3;

-- 0105-rows-marts-route-delay-daily
CREATE TABLE stage.mart_rows_route_delay_daily AS
SELECT * FROM stage.mart_query_route_delay_daily;

-- 0106-view-marts-route-delay-daily
CREATE OR REPLACE VIEW marts.route_delay_daily AS
SELECT * FROM stage.mart_rows_route_delay_daily;

-- 0107-table-stage-mart-lock-wildlife-strike-monthly
CREATE TABLE IF NOT EXISTS stage.mart_lock_wildlife_strike_monthly (
  nothing BIGINT
);

-- 0108-table-ops-refreshes-wildlife-strike-monthly
CREATE TABLE IF NOT EXISTS ops.refreshes_wildlife_strike_monthly (
  mart VARCHAR(127) NOT NULL,
  batch_id VARCHAR(16),
  rows BIGINT NOT NULL,
  key_duplicates BIGINT NOT NULL,
  refreshed_at TIMESTAMP NOT NULL,
  took_seconds BIGINT NOT NULL
);

-- 0109-view-stage-mart-query-wildlife-strike-monthly
CREATE OR REPLACE VIEW stage.mart_query_wildlife_strike_monthly AS
SELECT
  DATE_TRUNC('month', struck_on) AS month,
  species,
  wildlife_size,
  flight_phase,
  COUNT(*) AS strikes,
  SUM(CASE WHEN damage <> 'None' THEN 1 ELSE 0 END) AS damaging_strikes,
  SUM(repair_cost) AS repair_cost,
  SUM(other_cost) AS other_cost,
  SUM(total_cost) AS total_cost,
  MAX(speed_knots) AS fastest_knots
FROM faa.wildlife_strike
GROUP BY 1, 2, 3, 4;

-- 0110-rows-marts-wildlife-strike-monthly
CREATE TABLE stage.mart_rows_wildlife_strike_monthly AS
SELECT * FROM stage.mart_query_wildlife_strike_monthly;

-- 0111-view-marts-wildlife-strike-monthly
CREATE OR REPLACE VIEW marts.wildlife_strike_monthly AS
SELECT * FROM stage.mart_rows_wildlife_strike_monthly;

-- 0112-view-ops-mart-refreshes
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
FROM ops.refreshes_pull_request_lifecycle
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_revenue_hourly
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_route_delay_daily
UNION ALL
SELECT mart, batch_id, rows, key_duplicates, refreshed_at, took_seconds
FROM ops.refreshes_wildlife_strike_monthly;

-- 0113-view-ops-table-trust
CREATE OR REPLACE VIEW ops.table_trust AS
WITH promises AS (
  SELECT CAST('bts.flight' AS VARCHAR(256)) AS relation, CAST('bts.flight' AS VARCHAR(256)) AS type, CAST('air travel' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('faa.wildlife_strike' AS VARCHAR(256)) AS relation, CAST('faa.wildlife_strike' AS VARCHAR(256)) AS type, CAST('flight safety' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.issues' AS VARCHAR(256)) AS relation, CAST('github.issues' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.issue_current' AS VARCHAR(256)) AS relation, CAST('github.issues' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.pull_request' AS VARCHAR(256)) AS relation, CAST('github.pull_request' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.pull_request_current' AS VARCHAR(256)) AS relation, CAST('github.pull_request' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.push' AS VARCHAR(256)) AS relation, CAST('github.push' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.push_commits' AS VARCHAR(256)) AS relation, CAST('github.push' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.release' AS VARCHAR(256)) AS relation, CAST('github.release' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('github.star' AS VARCHAR(256)) AS relation, CAST('github.star' AS VARCHAR(256)) AS type, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('orders.order_placed' AS VARCHAR(256)) AS relation, CAST('orders.order_placed' AS VARCHAR(256)) AS type, CAST('checkout' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('orders.order_placed_lines' AS VARCHAR(256)) AS relation, CAST('orders.order_placed' AS VARCHAR(256)) AS type, CAST('checkout' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('payments.payment_captured' AS VARCHAR(256)) AS relation, CAST('payments.payment_captured' AS VARCHAR(256)) AS type, CAST('payments' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('payments.payment_failed' AS VARCHAR(256)) AS relation, CAST('payments.payment_failed' AS VARCHAR(256)) AS type, CAST('payments' AS VARCHAR(256)) AS owner, CAST(7200 AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('usgs.earthquake' AS VARCHAR(256)) AS relation, CAST('usgs.earthquake' AS VARCHAR(256)) AS type, CAST('seismology' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
  UNION ALL
  SELECT CAST('usgs.earthquake_current' AS VARCHAR(256)) AS relation, CAST('usgs.earthquake' AS VARCHAR(256)) AS type, CAST('seismology' AS VARCHAR(256)) AS owner, CAST(NULL AS BIGINT) AS sla_seconds
), loads AS (
  SELECT CAST('bts.flight' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_bts_flight_v1
  UNION ALL
  SELECT CAST('faa.wildlife_strike' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_faa_wildlife_strike_v1
  UNION ALL
  SELECT CAST('github.issues' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_github_issues_v1
  UNION ALL
  SELECT CAST('github.pull_request' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_github_pull_request_v1
  UNION ALL
  SELECT CAST('github.push' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_github_push_v1
  UNION ALL
  SELECT CAST('github.release' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_github_release_v1
  UNION ALL
  SELECT CAST('github.star' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_github_star_v1
  UNION ALL
  SELECT CAST('orders.order_placed' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_orders_order_placed_v1
  UNION ALL
  SELECT CAST('payments.payment_captured' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_payments_payment_captured_v1
  UNION ALL
  SELECT CAST('payments.payment_failed' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_payments_payment_failed_v1
  UNION ALL
  SELECT CAST('usgs.earthquake' AS VARCHAR(256)) AS type, batch_id, max_received_at, verdict, loaded_at FROM ops.ledger_usgs_earthquake_v1
), ranked AS (
  SELECT type, verdict, ROW_NUMBER() OVER (PARTITION BY type ORDER BY loaded_at DESC, batch_id DESC) AS recency FROM loads
), loaded AS (
  SELECT type, MAX(max_received_at) AS latest_received, MAX(loaded_at) AS published_at FROM loads GROUP BY type
), refused AS (
  SELECT CASE type WHEN 'bts.flight' THEN CAST('bts.flight' AS VARCHAR(256)) WHEN 'faa.wildlife_strike' THEN CAST('faa.wildlife_strike' AS VARCHAR(256)) WHEN 'github.issues' THEN CAST('github.issues' AS VARCHAR(256)) WHEN 'github.pull_request' THEN CAST('github.pull_request' AS VARCHAR(256)) WHEN 'github.push' THEN CAST('github.push' AS VARCHAR(256)) WHEN 'github.release' THEN CAST('github.release' AS VARCHAR(256)) WHEN 'github.star' THEN CAST('github.star' AS VARCHAR(256)) WHEN 'orders.order_placed' THEN CAST('orders.order_placed' AS VARCHAR(256)) WHEN 'payments.payment_captured' THEN CAST('payments.payment_captured' AS VARCHAR(256)) WHEN 'payments.payment_failed' THEN CAST('payments.payment_failed' AS VARCHAR(256)) WHEN 'usgs.earthquake' THEN CAST('usgs.earthquake' AS VARCHAR(256)) END AS shown_type, COUNT(*) AS records
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
  LEFT JOIN loaded l ON l.type = p.type
  LEFT JOIN ranked r ON r.type = p.type AND r.recency = 1
  LEFT JOIN refused q ON q.shown_type = p.type
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
  SELECT CAST('marts.pull_request_lifecycle' AS VARCHAR(256)) AS relation, CAST('pull_request_lifecycle' AS VARCHAR(256)) AS mart, CAST('developer experience' AS VARCHAR(256)) AS owner, CAST('github.pull_request' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.revenue_hourly' AS VARCHAR(256)) AS relation, CAST('revenue_hourly' AS VARCHAR(256)) AS mart, CAST('checkout' AS VARCHAR(256)) AS owner, CAST('orders.order_placed' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.route_delay_daily' AS VARCHAR(256)) AS relation, CAST('route_delay_daily' AS VARCHAR(256)) AS mart, CAST('air travel' AS VARCHAR(256)) AS owner, CAST('bts.flight' AS VARCHAR(256)) AS input
  UNION ALL
  SELECT CAST('marts.wildlife_strike_monthly' AS VARCHAR(256)) AS relation, CAST('wildlife_strike_monthly' AS VARCHAR(256)) AS mart, CAST('flight safety' AS VARCHAR(256)) AS owner, CAST('faa.wildlife_strike' AS VARCHAR(256)) AS input
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

-- 0114-grant-analyst-ops
GRANT USAGE ON SCHEMA ops TO ROLE "${analyst_role}";

-- 0115-grant-analyst-marts
GRANT USAGE ON SCHEMA marts TO ROLE "${analyst_role}";

-- 0116-grant-analyst-bts
GRANT USAGE ON SCHEMA bts TO ROLE "${analyst_role}";

-- 0117-grant-analyst-faa
GRANT USAGE ON SCHEMA faa TO ROLE "${analyst_role}";

-- 0118-grant-analyst-github
GRANT USAGE ON SCHEMA github TO ROLE "${analyst_role}";

-- 0119-grant-analyst-orders
GRANT USAGE ON SCHEMA orders TO ROLE "${analyst_role}";

-- 0120-grant-analyst-payments
GRANT USAGE ON SCHEMA payments TO ROLE "${analyst_role}";

-- 0121-grant-analyst-usgs
GRANT USAGE ON SCHEMA usgs TO ROLE "${analyst_role}";

-- 0122-grant-analyst-bts-flight
GRANT SELECT ON bts.flight TO ROLE "${analyst_role}";

-- 0123-grant-analyst-faa-wildlife-strike
GRANT SELECT ON faa.wildlife_strike TO ROLE "${analyst_role}";

-- 0124-grant-analyst-github-issues
GRANT SELECT ON github.issues TO ROLE "${analyst_role}";

-- 0125-grant-analyst-github-issue-current
GRANT SELECT ON github.issue_current TO ROLE "${analyst_role}";

-- 0126-grant-analyst-github-pull-request
GRANT SELECT ON github.pull_request TO ROLE "${analyst_role}";

-- 0127-grant-analyst-github-pull-request-current
GRANT SELECT ON github.pull_request_current TO ROLE "${analyst_role}";

-- 0128-grant-analyst-github-push
GRANT SELECT ON github.push TO ROLE "${analyst_role}";

-- 0129-grant-analyst-github-push-commits
GRANT SELECT ON github.push_commits TO ROLE "${analyst_role}";

-- 0130-grant-analyst-github-release
GRANT SELECT ON github.release TO ROLE "${analyst_role}";

-- 0131-grant-analyst-github-star
GRANT SELECT ON github.star TO ROLE "${analyst_role}";

-- 0132-grant-analyst-orders-order-placed
GRANT SELECT ON orders.order_placed TO ROLE "${analyst_role}";

-- 0133-grant-analyst-orders-order-placed-lines
GRANT SELECT ON orders.order_placed_lines TO ROLE "${analyst_role}";

-- 0134-grant-analyst-payments-payment-captured
GRANT SELECT ON payments.payment_captured TO ROLE "${analyst_role}";

-- 0135-grant-analyst-payments-payment-failed
GRANT SELECT ON payments.payment_failed TO ROLE "${analyst_role}";

-- 0136-grant-analyst-usgs-earthquake
GRANT SELECT ON usgs.earthquake TO ROLE "${analyst_role}";

-- 0137-grant-analyst-usgs-earthquake-current
GRANT SELECT ON usgs.earthquake_current TO ROLE "${analyst_role}";

-- 0138-grant-analyst-ops-batches
GRANT SELECT ON ops.batches TO ROLE "${analyst_role}";

-- 0139-grant-analyst-ops-quarantine
GRANT SELECT ON ops.quarantine TO ROLE "${analyst_role}";

-- 0140-grant-analyst-ops-table-trust
GRANT SELECT ON ops.table_trust TO ROLE "${analyst_role}";

-- 0141-grant-analyst-marts-earthquake-hourly
GRANT SELECT ON marts.earthquake_hourly TO ROLE "${analyst_role}";

-- 0142-grant-analyst-marts-order-lifecycle
GRANT SELECT ON marts.order_lifecycle TO ROLE "${analyst_role}";

-- 0143-grant-analyst-marts-payment-hourly
GRANT SELECT ON marts.payment_hourly TO ROLE "${analyst_role}";

-- 0144-grant-analyst-marts-pull-request-lifecycle
GRANT SELECT ON marts.pull_request_lifecycle TO ROLE "${analyst_role}";

-- 0145-grant-analyst-marts-revenue-hourly
GRANT SELECT ON marts.revenue_hourly TO ROLE "${analyst_role}";

-- 0146-grant-analyst-marts-route-delay-daily
GRANT SELECT ON marts.route_delay_daily TO ROLE "${analyst_role}";

-- 0147-grant-analyst-marts-wildlife-strike-monthly
GRANT SELECT ON marts.wildlife_strike_monthly TO ROLE "${analyst_role}";

-- 0148-grant-analyst-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO ROLE "${analyst_role}";

-- 0149-grant-confirm-ops
GRANT USAGE ON SCHEMA ops TO "${confirm_user}";

-- 0150-grant-confirm-ops-ledger-bts-flight-v1
GRANT SELECT ON ops.ledger_bts_flight_v1 TO "${confirm_user}";

-- 0151-grant-confirm-ops-collisions-bts-flight-v1
GRANT SELECT ON ops.collisions_bts_flight_v1 TO "${confirm_user}";

-- 0152-grant-confirm-ops-ledger-faa-wildlife-strike-v1
GRANT SELECT ON ops.ledger_faa_wildlife_strike_v1 TO "${confirm_user}";

-- 0153-grant-confirm-ops-collisions-faa-wildlife-strike-v1
GRANT SELECT ON ops.collisions_faa_wildlife_strike_v1 TO "${confirm_user}";

-- 0154-grant-confirm-ops-ledger-github-issues-v1
GRANT SELECT ON ops.ledger_github_issues_v1 TO "${confirm_user}";

-- 0155-grant-confirm-ops-collisions-github-issues-v1
GRANT SELECT ON ops.collisions_github_issues_v1 TO "${confirm_user}";

-- 0156-grant-confirm-ops-ledger-github-pull-request-v1
GRANT SELECT ON ops.ledger_github_pull_request_v1 TO "${confirm_user}";

-- 0157-grant-confirm-ops-collisions-github-pull-request-v1
GRANT SELECT ON ops.collisions_github_pull_request_v1 TO "${confirm_user}";

-- 0158-grant-confirm-ops-ledger-github-push-v1
GRANT SELECT ON ops.ledger_github_push_v1 TO "${confirm_user}";

-- 0159-grant-confirm-ops-collisions-github-push-v1
GRANT SELECT ON ops.collisions_github_push_v1 TO "${confirm_user}";

-- 0160-grant-confirm-ops-ledger-github-release-v1
GRANT SELECT ON ops.ledger_github_release_v1 TO "${confirm_user}";

-- 0161-grant-confirm-ops-collisions-github-release-v1
GRANT SELECT ON ops.collisions_github_release_v1 TO "${confirm_user}";

-- 0162-grant-confirm-ops-ledger-github-star-v1
GRANT SELECT ON ops.ledger_github_star_v1 TO "${confirm_user}";

-- 0163-grant-confirm-ops-collisions-github-star-v1
GRANT SELECT ON ops.collisions_github_star_v1 TO "${confirm_user}";

-- 0164-grant-confirm-ops-ledger-orders-order-placed-v1
GRANT SELECT ON ops.ledger_orders_order_placed_v1 TO "${confirm_user}";

-- 0165-grant-confirm-ops-collisions-orders-order-placed-v1
GRANT SELECT ON ops.collisions_orders_order_placed_v1 TO "${confirm_user}";

-- 0166-grant-confirm-ops-ledger-payments-payment-captured-v1
GRANT SELECT ON ops.ledger_payments_payment_captured_v1 TO "${confirm_user}";

-- 0167-grant-confirm-ops-collisions-payments-payment-captured-v1
GRANT SELECT ON ops.collisions_payments_payment_captured_v1 TO "${confirm_user}";

-- 0168-grant-confirm-ops-ledger-payments-payment-failed-v1
GRANT SELECT ON ops.ledger_payments_payment_failed_v1 TO "${confirm_user}";

-- 0169-grant-confirm-ops-collisions-payments-payment-failed-v1
GRANT SELECT ON ops.collisions_payments_payment_failed_v1 TO "${confirm_user}";

-- 0170-grant-confirm-ops-ledger-usgs-earthquake-v1
GRANT SELECT ON ops.ledger_usgs_earthquake_v1 TO "${confirm_user}";

-- 0171-grant-confirm-ops-collisions-usgs-earthquake-v1
GRANT SELECT ON ops.collisions_usgs_earthquake_v1 TO "${confirm_user}";

-- 0172-grant-confirm-ops-ledger-ops-quarantine-records
GRANT SELECT ON ops.ledger_ops_quarantine_records TO "${confirm_user}";

-- 0173-grant-confirm-ops-mart-refreshes
GRANT SELECT ON ops.mart_refreshes TO "${confirm_user}";
