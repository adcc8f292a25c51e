-- question: How many commitments does each plan make in each dimension, and what share of its own is that?
-- pregunta: ¿Cuántos compromisos asume cada plan en cada dimensión, y qué parte de los suyos son?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter kind VARCHAR = NULL: only this kind: target, action or proposal
-- column document_id: the plan
-- column document: title of the plan
-- column dimension_id: the dimension; blank for commitments under another axis
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column commitments: number of commitments
-- column share_pct: percent of the plan's commitments
WITH counted AS (
    SELECT
        coding_id,
        dimension_id,
        count(*) AS commitments
    FROM commitment
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('kind') IS NULL OR kind = getvariable('kind')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title                             AS document,
    counted.dimension_id,
    coalesce(dimension.label_es, 'Otro eje')   AS dimension_es,
    coalesce(dimension.label_en, 'Other axis') AS dimension_en,
    counted.commitments,
    100 * counted.commitments / sum(counted.commitments) OVER (PARTITION BY coding.coding_id) AS share_pct
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN dimension ON dimension.dimension_id = counted.dimension_id
ORDER BY document, coding.document_id, dimension.position NULLS LAST;
