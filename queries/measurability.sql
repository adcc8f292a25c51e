-- question: How measurable are the commitments of each plan?
-- pregunta: ¿Qué tan medibles son los compromisos de cada plan?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter dimension_id VARCHAR = NULL: only this dimension
-- column document_id: the plan
-- column document: title of the plan
-- column measurability: outcome, output, activity or aspiration
-- column measurability_es: grade, in Spanish
-- column measurability_en: grade, in English
-- column commitments: number of commitments
-- column share_pct: percent of the plan's commitments
-- column with_deadline: number of them that state a deadline
-- column with_baseline: number of them that state where they start from
-- column accomplished: number of them written as already accomplished
WITH counted AS (
    SELECT
        document_id,
        document,
        measurability,
        measurability_es,
        measurability_en,
        count(*)                              AS commitments,
        count(deadline)                       AS with_deadline,
        count(baseline_value)                 AS with_baseline,
        count(*) FILTER (WHERE accomplished)  AS accomplished
    FROM plan_commitment
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('dimension_id') IS NULL OR dimension_id = getvariable('dimension_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    counted.document_id,
    counted.document,
    counted.measurability,
    counted.measurability_es,
    counted.measurability_en,
    counted.commitments,
    100 * counted.commitments / sum(counted.commitments) OVER (PARTITION BY counted.document_id) AS share_pct,
    counted.with_deadline,
    counted.with_baseline,
    counted.accomplished
FROM counted
LEFT JOIN code ON code.vocabulary = 'measurability' AND code.code = counted.measurability
ORDER BY counted.document, counted.document_id, code.position NULLS LAST;
