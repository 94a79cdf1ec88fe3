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
JOIN actions ON actions.pull_request_id = latest.pull_request_id
