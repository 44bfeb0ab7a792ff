-- What was heard of hidden ideas moves to where every service keeps it; the columns are written no more. Why stood nowhere here.
INSERT INTO hidden_title (scope_id, item_id, number, state, reason, changed_at)
SELECT round_id, project_id, hidden_number, CASE WHEN hidden = 1 THEN 'HIDDEN' ELSE 'SHOWN_AGAIN' END, '', 0
FROM idea WHERE hidden_number > 0;
