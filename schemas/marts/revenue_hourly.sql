SELECT
  DATE_TRUNC('hour', placed_at) AS hour,
  currency,
  COUNT(*) AS orders,
  SUM(total) AS revenue
FROM orders.order_placed
GROUP BY 1, 2
