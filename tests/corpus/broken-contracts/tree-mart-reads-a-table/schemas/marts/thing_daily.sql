SELECT DATE_TRUNC('day', changed_at) AS dy, COUNT(*) AS changes
FROM things.thing_changd_v1
GROUP BY 1;
