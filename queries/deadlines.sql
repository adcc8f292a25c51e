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
        coding_id,
        deadline,
        deadline_year,
        count(*) AS commitments
    FROM commitment
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY ALL
)
SELECT
    coding.document_id,
    document.title                                              AS document,
    counted.deadline,
    coalesce(label.label_es, counted.deadline, 'Sin plazo')     AS deadline_es,
    coalesce(label.label_en, counted.deadline, 'None stated')   AS deadline_en,
    counted.deadline_year,
    counted.commitments,
    100 * counted.commitments / sum(counted.commitments) OVER (PARTITION BY coding.coding_id) AS share_pct
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN code AS label ON label.vocabulary = 'deadlines' AND label.code = counted.deadline
ORDER BY document, coding.document_id, counted.deadline_year NULLS LAST, counted.deadline NULLS LAST;
