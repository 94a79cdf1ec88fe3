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
GROUP BY hour, magnitude_band, network
