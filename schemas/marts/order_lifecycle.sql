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
LEFT JOIN failed ON failed.order_id = placed.order_id AND failed.currency = placed.currency
