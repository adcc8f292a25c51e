-- question: Who or what coded each plan, with which codebook, and how many rows did each coding give?
-- pregunta: ¿Quién o qué codificó cada plan, con qué libro de códigos, y cuántas filas dio cada codificación?
-- parameter document_id VARCHAR = NULL: only this plan
-- column coding_id: the coding
-- column document_id: the plan
-- column document: title of the plan
-- column coder: who or what coded it
-- column method: manual or automatic
-- column method_es: method, in Spanish
-- column method_en: method, in English
-- column codebook_version: version of the codebook
-- column is_preferred: whether the views show this coding of the plan
-- column commitments: number of commitments
-- column quantities: number of quantities
-- column statistics: number of statistics about places
WITH commitments AS (
    SELECT
        coding_id,
        count(*) AS commitments
    FROM commitment
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY coding_id
),
quantities AS (
    SELECT
        coding_id,
        count(*) AS quantities
    FROM quantity
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY coding_id
),
statistics AS (
    SELECT
        coding_id,
        count(*) AS statistics
    FROM statistic
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY coding_id
)
SELECT
    coding.coding_id,
    coding.document_id,
    document.title                       AS document,
    coding.coder,
    coding.method,
    method.label_es                      AS method_es,
    method.label_en                      AS method_en,
    coding.codebook_version,
    coding.is_preferred,
    coalesce(commitments.commitments, 0) AS commitments,
    coalesce(quantities.quantities, 0)   AS quantities,
    coalesce(statistics.statistics, 0)   AS statistics
FROM coding
JOIN document ON document.document_id = coding.document_id
LEFT JOIN code AS method ON method.vocabulary = 'methods' AND method.code = coding.method
LEFT JOIN commitments ON commitments.coding_id = coding.coding_id
LEFT JOIN quantities ON quantities.coding_id = coding.coding_id
LEFT JOIN statistics ON statistics.coding_id = coding.coding_id
WHERE (getvariable('document_id') IS NULL OR coding.document_id = getvariable('document_id')::VARCHAR)
ORDER BY document.title, coding.document_id, coding.is_preferred DESC, coding.coding_id;
