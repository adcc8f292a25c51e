-- question: In what terms are the quantified commitments set: reduce by, reach, count ...?
-- pregunta: ¿En qué términos se fijan los compromisos cuantificados: reducir en, alcanzar, número de ...?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column comparator_id: the comparator
-- column comparator_es: comparator, in Spanish
-- column comparator_en: comparator, in English
-- column unit_id: the unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column quantities: number of quantities
-- column minimum: smallest value
-- column median: median value
-- column maximum: largest value
WITH counted AS (
    SELECT
        coding_id,
        comparator_id,
        unit_id,
        count(*)      AS quantities,
        min(value)    AS minimum,
        median(value) AS median,
        max(value)    AS maximum
    FROM quantity
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title      AS document,
    counted.comparator_id,
    comparator.label_es AS comparator_es,
    comparator.label_en AS comparator_en,
    counted.unit_id,
    unit.label_es       AS unit_es,
    unit.label_en       AS unit_en,
    counted.quantities,
    counted.minimum,
    counted.median,
    counted.maximum
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
JOIN comparator ON comparator.comparator_id = counted.comparator_id
JOIN unit ON unit.unit_id = counted.unit_id
ORDER BY document, coding.document_id, counted.quantities DESC, counted.comparator_id, counted.unit_id;
