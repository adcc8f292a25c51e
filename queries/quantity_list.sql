-- question: Which numbers do the plans promise: what is measured, by how much, by when?
-- pregunta: ¿Qué números prometen los planes: qué se mide, en cuánto, para cuándo?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter unit_id VARCHAR = NULL: only this unit
-- column commitment_id: the commitment
-- column position: order of the quantity in its commitment
-- column document_id: the plan
-- column document: title of the plan
-- column dimension_id: the dimension
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column statement: the promise
-- column statement_en: the promise, in English
-- column value: the number
-- column unit_id: the unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column comparator_id: how the number relates to what it measures
-- column comparator_es: comparator, in Spanish
-- column comparator_en: comparator, in English
-- column subject: what is measured
-- column subject_en: what is measured, in English
-- column deadline: deadline as coded
-- column deadline_es: deadline, in Spanish
-- column deadline_en: deadline, in English
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
-- column has_baseline: whether the plan gives a figure of where it starts (queries targets_with_baseline and target_ambition)
SELECT
    commitment_id,
    position,
    document_id,
    document,
    dimension_id,
    dimension_es,
    dimension_en,
    statement,
    statement_en,
    value,
    unit_id,
    unit_es,
    unit_en,
    unit_symbol,
    comparator_id,
    comparator_es,
    comparator_en,
    subject,
    subject_en,
    deadline,
    deadline_es,
    deadline_en,
    page_start,
    line_start,
    line_end,
    EXISTS (
        FROM baseline_link
        WHERE baseline_link.commitment_id = plan_quantity.commitment_id
            AND baseline_link.position = plan_quantity.position
            AND baseline_link.baseline_value IS NOT NULL
    ) AS has_baseline
FROM plan_quantity
WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('unit_id') IS NULL OR unit_id = getvariable('unit_id')::VARCHAR)
ORDER BY document, document_id, commitment_id, position;
