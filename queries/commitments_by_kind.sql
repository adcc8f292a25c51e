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
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
),
counted AS (
    SELECT
        commitment.coding_id,
        commitment.kind,
        commitment.section,
        count(*)                        AS commitments,
        count(quantified.commitment_id) AS with_quantity
    FROM commitment
    LEFT JOIN quantified ON quantified.commitment_id = commitment.commitment_id
    WHERE (getvariable('document_id') IS NULL OR commitment.document_id = getvariable('document_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title   AS document,
    counted.kind,
    kind.label_es    AS kind_es,
    kind.label_en    AS kind_en,
    counted.section,
    section.label_es AS section_es,
    section.label_en AS section_en,
    counted.commitments,
    counted.with_quantity
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN code AS kind ON kind.vocabulary = 'kinds' AND kind.code = counted.kind
LEFT JOIN code AS section ON section.vocabulary = 'sections' AND section.code = counted.section
ORDER BY document, coding.document_id, counted.kind, counted.section;
