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
GROUP BY 1, 2, 3, 4
