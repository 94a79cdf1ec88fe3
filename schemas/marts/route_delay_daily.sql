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
GROUP BY 1, 2, 3
