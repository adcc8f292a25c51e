-- question: How many targets, actions and proposals does each plan have, and in which part of the plan?
-- pregunta: ¿Cuántas metas, acciones y propuestas tiene cada plan, y en qué parte del plan?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column kind: target, action or proposal
-- column kind_es: kind, in Spanish
-- column kind_en: kind, in English
-- column section: part of the plan
-- column section_es: part of the plan, in Spanish
-- column section_en: part of the plan, in English
-- column commitments: number of commitments
-- column with_quantity: number of them that have at least one quantity
WITH quantified AS (
    SELECT DISTINCT commitment_id
    FROM quantity
)
SELECT
    plan_commitment.document_id,
    plan_commitment.document,
    plan_commitment.kind,
    plan_commitment.kind_es,
    plan_commitment.kind_en,
    plan_commitment.section,
    plan_commitment.section_es,
    plan_commitment.section_en,
    count(*)                        AS commitments,
    count(quantified.commitment_id) AS with_quantity
FROM plan_commitment
LEFT JOIN quantified ON quantified.commitment_id = plan_commitment.commitment_id
WHERE (getvariable('document_id') IS NULL OR plan_commitment.document_id = getvariable('document_id')::VARCHAR)
GROUP BY ALL
ORDER BY plan_commitment.document, plan_commitment.document_id, plan_commitment.kind, plan_commitment.section;
