-- question: Which commitments say where they start from, and how far would they go?
-- pregunta: ¿Qué compromisos dicen de dónde parten, y hasta dónde llegarían?
-- parameter document_id VARCHAR = NULL: only this plan
-- column commitment_id: the commitment
-- column position: order of the quantity in its commitment
-- column document_id: the plan
-- column document: title of the plan
-- column dimension_id: the dimension
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column statement: the promise
-- column statement_en: the promise, in English
-- column subject: what is measured
-- column subject_en: what is measured, in English
-- column baseline_value: the figure of the present state, as stated
-- column baseline_start: the baseline on the target's scale: 100 minus it for a complement; blank when only related
-- column target_value: the value promised
-- column unit_id: unit of the value promised
-- column unit_symbol: symbol of the unit
-- column comparator_id: how the value relates to what it measures
-- column relation: same, complement or related
-- column change_points: target minus baseline on the target's scale; blank when it cannot be told
-- column page_start: page of the promise
-- column line_start: first line of the promise
-- column line_end: last line of the promise
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
    subject,
    subject_en,
    baseline_value,
    baseline_start,
    target_value,
    unit_id,
    unit_symbol,
    comparator_id,
    relation,
    change_points,
    page_start,
    line_start,
    line_end
FROM target_ambition
WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
ORDER BY document, document_id, line_start, commitment_id, position;
