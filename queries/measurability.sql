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
        coding_id,
        measurability,
        count(*)                              AS commitments,
        count(deadline)                       AS with_deadline,
        count(baseline_value)                 AS with_baseline,
        count(*) FILTER (WHERE accomplished)  AS accomplished
    FROM commitment
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('dimension_id') IS NULL OR dimension_id = getvariable('dimension_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title AS document,
    counted.measurability,
    code.label_es  AS measurability_es,
    code.label_en  AS measurability_en,
    counted.commitments,
    100 * counted.commitments / sum(counted.commitments) OVER (PARTITION BY coding.coding_id) AS share_pct,
    counted.with_deadline,
    counted.with_baseline,
    counted.accomplished
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN code ON code.vocabulary = 'measurability' AND code.code = counted.measurability
ORDER BY document, coding.document_id, code.position NULLS LAST;
