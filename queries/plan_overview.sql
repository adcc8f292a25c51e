-- question: What is each plan: who filed it, for where, and how much was coded from it?
-- pregunta: ¿Qué es cada plan: quién lo presentó, para dónde, y cuánto se codificó de él?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column organisation: organisation that filed it
-- column place_name: municipality or region
-- column department: region (departamento) of the place
-- column level: region, province or district
-- column period_start: first year of the term
-- column period_end: last year of the term
-- column coverage: coded, no_commitments, unreadable or pending
-- column method: method of the preferred coding
-- column commitments: number of commitments
-- column quantified: number of them with at least one quantity
-- column with_deadline: number of them that state a deadline
-- column with_baseline: number of them that state where they start from
-- column statistics: number of baseline statistics
-- column place_id: the place, as UBIGEO code
-- column province: province of the place
-- column file_name: file it was filed as
-- column sha256: SHA-256 of that file
-- column pages: number of pages, where the format has them
-- column coverage_es: state of coverage, in Spanish
-- column coverage_en: state of coverage, in English
-- column coverage_reason: what could not be read, and why
-- column place_source: who says which place it is: registry, or text where it was told from the plan
WITH quantified AS (
    SELECT
        coding_id,
        count(DISTINCT commitment_id) AS quantified
    FROM quantity
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY coding_id
),
commitments AS (
    SELECT
        coding_id,
        count(*)              AS commitments,
        count(deadline)       AS with_deadline,
        count(baseline_value) AS with_baseline
    FROM commitment
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
    document.document_id,
    document.title                          AS document,
    document.organisation,
    document.place_name,
    place.department,
    document.level,
    document.period_start,
    document.period_end,
    document.coverage,
    coding.method,
    coalesce(commitments.commitments, 0)    AS commitments,
    coalesce(quantified.quantified, 0)      AS quantified,
    coalesce(commitments.with_deadline, 0)  AS with_deadline,
    coalesce(commitments.with_baseline, 0)  AS with_baseline,
    coalesce(statistics.statistics, 0)      AS statistics,
    document.place_id,
    place.province,
    document.file_name,
    document.sha256,
    document.pages,
    coverage.label_es                       AS coverage_es,
    coverage.label_en                       AS coverage_en,
    document.coverage_reason,
    document.place_source
FROM document
LEFT JOIN coding ON coding.document_id = document.document_id AND coding.is_preferred
LEFT JOIN code AS coverage ON coverage.vocabulary = 'coverage' AND coverage.code = document.coverage
LEFT JOIN place ON place.place_id = document.place_id
LEFT JOIN commitments ON commitments.coding_id = coding.coding_id
LEFT JOIN quantified ON quantified.coding_id = coding.coding_id
LEFT JOIN statistics ON statistics.coding_id = coding.coding_id
WHERE (getvariable('document_id') IS NULL OR document.document_id = getvariable('document_id')::VARCHAR)
ORDER BY document.title, document.document_id;
