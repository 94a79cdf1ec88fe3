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
GROUP BY 1, 2
