-- One row for each commitment: quanteda::corpus(x, docid_field = "doc_id", text_field = "text").
WITH themes AS (
    SELECT
        commitment_id,
        string_agg(theme_id, ';' ORDER BY position) AS themes,
        first(theme_id ORDER BY position)           AS theme_id
    FROM plan_theme
    GROUP BY commitment_id
),
quantities AS (
    SELECT commitment_id, count(*) AS quantities
    FROM plan_quantity
    GROUP BY commitment_id
)
SELECT
    plan_commitment.commitment_id AS doc_id,
    plan_commitment.statement     AS text,
    plan_commitment.document_id,
    plan_commitment.document,
    plan_commitment.organisation,
    plan_commitment.place_id,
    plan_commitment.place_name,
    document.level,
    place.department,
    place.province,
    document.election_year,
    plan_commitment.method,
    plan_commitment.sequence,
    plan_commitment.kind,
    plan_commitment.section,
    plan_commitment.dimension_id,
    themes.theme_id,
    themes.themes,
    plan_commitment.measurability,
    plan_commitment.accomplished,
    plan_commitment.deadline_year,
    coalesce(quantities.quantities, 0)         AS quantities,
    plan_commitment.baseline_value IS NOT NULL AS has_baseline
FROM plan_commitment
JOIN document ON document.document_id = plan_commitment.document_id
LEFT JOIN place ON place.place_id = plan_commitment.place_id
LEFT JOIN themes ON themes.commitment_id = plan_commitment.commitment_id
LEFT JOIN quantities ON quantities.commitment_id = plan_commitment.commitment_id
WHERE plan_commitment.statement IS NOT NULL
ORDER BY plan_commitment.document_id, plan_commitment.sequence;
