-- question: By when does each plan promise its commitments?
-- pregunta: ¿Para cuándo promete cada plan sus compromisos?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column deadline: the deadline as coded: a year or a relative term; blank when none is stated
-- column deadline_es: deadline, in Spanish
-- column deadline_en: deadline, in English
-- column deadline_year: year the deadline falls in
-- column commitments: number of commitments
-- column share_pct: percent of the plan's commitments
WITH counted AS (
    SELECT
        plan_commitment.document_id,
        plan_commitment.document,
        plan_commitment.deadline,
        coalesce(plan_commitment.deadline_es, 'Sin plazo')   AS deadline_es,
        coalesce(plan_commitment.deadline_en, 'None stated') AS deadline_en,
        plan_commitment.deadline_year,
        count(*)                                             AS commitments
    FROM plan_commitment
    WHERE (getvariable('document_id') IS NULL OR plan_commitment.document_id = getvariable('document_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    *,
    100 * commitments / sum(commitments) OVER (PARTITION BY document_id) AS share_pct
FROM counted
ORDER BY document, document_id, deadline_year NULLS LAST, deadline NULLS LAST;
