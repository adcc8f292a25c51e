-- question: How much of the corpus is coded, has no commitments, cannot be read or is pending?
-- pregunta: ¿Cuánto del corpus está codificado, no tiene compromisos, no se puede leer o está pendiente?
-- column coverage: the state of coverage
-- column coverage_es: state, in Spanish
-- column coverage_en: state, in English
-- column documents: number of plans
-- column manual: number of them with hand coding
-- column automatic: number of them with machine coding
-- column commitments: number of commitments, preferred codings
-- column statistics: number of statistics, preferred codings
WITH methods AS (
    SELECT
        document_id,
        bool_or(method = 'manual')    AS is_manual,
        bool_or(method = 'automatic') AS is_automatic
    FROM coding
    GROUP BY document_id
)
SELECT
    code.code                                           AS coverage,
    code.label_es                                       AS coverage_es,
    code.label_en                                       AS coverage_en,
    count(plan_overview.document_id)                    AS documents,
    count(*) FILTER (WHERE methods.is_manual)           AS manual,
    count(*) FILTER (WHERE methods.is_automatic)        AS automatic,
    coalesce(sum(plan_overview.commitments), 0)::BIGINT AS commitments,
    coalesce(sum(plan_overview.statistics), 0)::BIGINT  AS statistics
FROM code
LEFT JOIN plan_overview ON plan_overview.coverage = code.code
LEFT JOIN methods ON methods.document_id = plan_overview.document_id
WHERE code.vocabulary = 'coverage'
GROUP BY code.code, code.label_es, code.label_en, code.position
ORDER BY code.position;
