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
SELECT
    plan_quantity.document_id,
    plan_quantity.document,
    plan_quantity.comparator_id,
    plan_quantity.comparator_es,
    plan_quantity.comparator_en,
    plan_quantity.unit_id,
    plan_quantity.unit_es,
    plan_quantity.unit_en,
    count(*)                    AS quantities,
    min(plan_quantity.value)    AS minimum,
    median(plan_quantity.value) AS median,
    max(plan_quantity.value)    AS maximum
FROM plan_quantity
WHERE (getvariable('document_id') IS NULL OR plan_quantity.document_id = getvariable('document_id')::VARCHAR)
GROUP BY ALL
ORDER BY plan_quantity.document, plan_quantity.document_id, quantities DESC, plan_quantity.comparator_id, plan_quantity.unit_id;
