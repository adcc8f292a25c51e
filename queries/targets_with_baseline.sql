-- question: Which commitments say where they start from, and how far would they go?
-- pregunta: ¿Qué compromisos dicen de dónde parten, y hasta dónde llegarían?
-- parameter document_id VARCHAR = NULL: only this plan
-- column commitment_id: the commitment
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
WITH linked AS (
    SELECT
        plan_quantity.*,
        baseline_link.baseline_value,
        baseline_link.baseline_unit,
        baseline_link.relation,
        CASE
            WHEN baseline_link.baseline_unit <> plan_quantity.unit_id THEN NULL
            WHEN baseline_link.relation = 'same' THEN baseline_link.baseline_value
            WHEN baseline_link.relation = 'complement' THEN 100 - baseline_link.baseline_value
        END AS baseline_start
    FROM baseline_link
    JOIN plan_quantity
        ON plan_quantity.commitment_id = baseline_link.commitment_id
        AND plan_quantity.position = baseline_link.position
    WHERE plan_quantity.document_id = coalesce(getvariable('document_id')::VARCHAR, plan_quantity.document_id)
)
SELECT
    commitment_id,
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
    value AS target_value,
    unit_id,
    unit_symbol,
    comparator_id,
    relation,
    CASE
        WHEN comparator_id IN ('reduce_to', 'increase_to', 'reach', 'achieve_share') THEN value - baseline_start
    END   AS change_points,
    page_start,
    line_start,
    line_end
FROM linked
ORDER BY document, document_id, line_start, commitment_id, position;
