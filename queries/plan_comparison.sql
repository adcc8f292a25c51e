-- question: How do the plans compare: size, priorities, measurability, deadlines and baselines?
-- pregunta: ¿Cómo se comparan los planes: tamaño, prioridades, medibilidad, plazos y líneas de base?
-- column document_id: the plan
-- column document: title of the plan
-- column commitments: number of commitments
-- column social_pct: percent of commitments in the social dimension
-- column economic_pct: percent in the economic dimension
-- column environmental_pct: percent in the environmental dimension
-- column institutional_pct: percent in the institutional dimension
-- column other_axis_pct: percent under another axis, without dimension
-- column measurable_pct: percent graded outcome or output
-- column deadline_pct: percent that state a deadline
-- column baseline_pct: percent that state where they start from
-- column statistics: number of baseline statistics
WITH statistics AS (
    SELECT
        document_id,
        count(*) AS statistics
    FROM plan_statistic
    GROUP BY document_id
)
SELECT
    plan_commitment.document_id,
    plan_commitment.document,
    count(*)                                                                           AS commitments,
    100 * count(*) FILTER (WHERE plan_commitment.dimension_id = 'social') / count(*)        AS social_pct,
    100 * count(*) FILTER (WHERE plan_commitment.dimension_id = 'economic') / count(*)      AS economic_pct,
    100 * count(*) FILTER (WHERE plan_commitment.dimension_id = 'environmental') / count(*) AS environmental_pct,
    100 * count(*) FILTER (WHERE plan_commitment.dimension_id = 'institutional') / count(*) AS institutional_pct,
    100 * count(*) FILTER (WHERE plan_commitment.dimension_id IS NULL) / count(*)           AS other_axis_pct,
    100 * count(*) FILTER (WHERE plan_commitment.measurability IN ('outcome', 'output')) / count(*) AS measurable_pct,
    100 * count(plan_commitment.deadline) / count(*)                                    AS deadline_pct,
    100 * count(plan_commitment.baseline_value) / count(*)                              AS baseline_pct,
    coalesce(any_value(statistics.statistics), 0)                                       AS statistics
FROM plan_commitment
LEFT JOIN statistics ON statistics.document_id = plan_commitment.document_id
GROUP BY plan_commitment.document_id, plan_commitment.document
ORDER BY plan_commitment.document, plan_commitment.document_id;
