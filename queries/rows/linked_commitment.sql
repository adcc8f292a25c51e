-- Commitments that may be linked with a baseline: those that have one in their row, and promised
-- outcomes whose words name an indicator. `row_start` is where the nearest earlier commitment with
-- another problem stands.
WITH placed AS (
    SELECT
        commitment_id,
        coding_id,
        sequence,
        coalesce(line_start, page_start) AS line,
        problem IS DISTINCT FROM lag(problem) OVER own AS is_another,
        lag(coalesce(line_start, page_start)) OVER own AS line_before
    FROM commitment
    WHERE coding_id IN (SELECT coding_id FROM commitment WHERE baseline_value IS NOT NULL)
    WINDOW own AS (PARTITION BY coding_id ORDER BY sequence)
),
started AS (
    SELECT
        commitment_id,
        last_value(CASE WHEN is_another THEN line_before END IGNORE NULLS) OVER (
            PARTITION BY coding_id ORDER BY sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS row_start
    FROM placed
)
SELECT
    commitment.commitment_id,
    commitment.coding_id,
    commitment.statement,
    commitment.measurability,
    commitment.baseline_value,
    commitment.baseline_unit,
    commitment.baseline_relation,
    commitment.page_start,
    commitment.line_start,
    commitment.line_end,
    coalesce(started.row_start, 0) AS row_start,
    document.place_id,
    document.place_name,
    document.level
FROM commitment
JOIN document ON document.document_id = commitment.document_id
LEFT JOIN started ON started.commitment_id = commitment.commitment_id
WHERE commitment.commitment_id IN (SELECT commitment_id FROM measured)
ORDER BY commitment.coding_id, commitment.sequence;
