-- question: What came of each commitment of the plans that are followed, by the records that stand?
-- pregunta: ¿Qué fue de cada compromiso de los planes a los que se da seguimiento, según los registros vigentes?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter coder VARCHAR = NULL: only records of this coder
-- parameter as_of VARCHAR = NULL: only records up to this day, as 2021-06-30
-- column commitment_id: the commitment; of plans with at least one record
-- column document_id: the plan
-- column document: title of the plan
-- column organisation: political organisation that filed the plan
-- column kind: target, action or proposal
-- column dimension_id: dimension by the plan's own heading; blank where the heading is another axis
-- column dimension_es: dimension, in Spanish
-- column dimension_en: dimension, in English
-- column measurability: outcome, output, activity or aspiration
-- column measurability_es: measurability grade, in Spanish
-- column measurability_en: measurability grade, in English
-- column status: kept, partly_kept, broken, in_progress or not_rated, by the latest record of each coder; disputed where coders differ; not_rated without record
-- column status_es: status, in Spanish
-- column status_en: status, in English
-- column coders: who recorded it, separated by semicolons
-- column date: day of the latest record
-- column evidence_url: address of the evidence of the latest record that rates
-- column quotation: words of that evidence
-- column statement: the promise
-- column statement_en: the promise, in English
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
WITH latest AS (
    SELECT *
    FROM outcome
    WHERE (getvariable('as_of') IS NULL OR date <= getvariable('as_of')::DATE)
        AND (getvariable('coder') IS NULL OR coder = getvariable('coder')::VARCHAR)
    QUALIFY row_number() OVER (PARTITION BY commitment_id, coder ORDER BY date DESC) = 1
),
standing AS (
    SELECT
        commitment_id,
        -- one who could not rate contradicts nobody
        CASE count(DISTINCT status) FILTER (WHERE status <> 'not_rated')
            WHEN 0 THEN 'not_rated'
            WHEN 1 THEN any_value(status) FILTER (WHERE status <> 'not_rated')
            ELSE 'disputed'
        END                                                                           AS status,
        string_agg(coder, '; ' ORDER BY coder)                                        AS coders,
        max(date)                                                                     AS date,
        first(evidence_url ORDER BY status = 'not_rated', date DESC, coder)           AS evidence_url,
        first(quotation ORDER BY status = 'not_rated', date DESC, coder)              AS quotation
    FROM latest
    GROUP BY commitment_id
),
followed AS (
    SELECT DISTINCT commitment.document_id
    FROM standing
    JOIN commitment ON commitment.commitment_id = standing.commitment_id
)
SELECT
    plan_commitment.commitment_id,
    plan_commitment.document_id,
    plan_commitment.document,
    plan_commitment.organisation,
    plan_commitment.kind,
    plan_commitment.dimension_id,
    plan_commitment.dimension_es,
    plan_commitment.dimension_en,
    plan_commitment.measurability,
    plan_commitment.measurability_es,
    plan_commitment.measurability_en,
    coalesce(standing.status, 'not_rated')    AS status,
    coalesce(label.label_es, 'En desacuerdo') AS status_es,
    coalesce(label.label_en, 'Disputed')      AS status_en,
    standing.coders,
    standing.date,
    standing.evidence_url,
    standing.quotation,
    plan_commitment.statement,
    plan_commitment.statement_en,
    plan_commitment.page_start,
    plan_commitment.line_start,
    plan_commitment.line_end
FROM plan_commitment
JOIN followed ON followed.document_id = plan_commitment.document_id
LEFT JOIN standing ON standing.commitment_id = plan_commitment.commitment_id
LEFT JOIN code AS label
    ON label.vocabulary = 'outcome_statuses' AND label.code = coalesce(standing.status, 'not_rated')
WHERE (getvariable('document_id') IS NULL OR plan_commitment.document_id = getvariable('document_id')::VARCHAR)
ORDER BY plan_commitment.document, plan_commitment.document_id, plan_commitment.commitment_id;
