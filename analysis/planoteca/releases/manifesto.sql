-- One row for each commitment, with the columns of manifestoR::mp_corpus_df and our codes beside.
SELECT
    plan_commitment.statement                AS text,
    NULL::VARCHAR                            AS cmp_code,
    NULL::VARCHAR                            AS eu_code,
    row_number() OVER (
        PARTITION BY plan_commitment.document_id
        ORDER BY plan_commitment.sequence
    )                                        AS pos,
    plan_commitment.document_id              AS manifesto_id,
    plan_commitment.organisation             AS party,
    -- Regional and municipal elections: the first Sunday of October of these years.
    CASE
        WHEN document.election_year IN (2010, 2014, 2018, 2022, 2026)
            THEN document.election_year * 100 + 10
    END                                      AS date,
    'spanish'                                AS language,
    plan_commitment.document                 AS title,
    plan_commitment.method,
    plan_commitment.commitment_id,
    plan_commitment.kind,
    plan_commitment.dimension_id,
    plan_theme.theme_id,
    split_part(plan_theme.cap_topics, ';', 1) AS cap_topic,
    plan_commitment.measurability
FROM plan_commitment
JOIN document ON document.document_id = plan_commitment.document_id
LEFT JOIN plan_theme
    ON plan_theme.commitment_id = plan_commitment.commitment_id AND plan_theme.position = 1
ORDER BY plan_commitment.document_id, plan_commitment.sequence;
