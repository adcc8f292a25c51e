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
        coding_id,
        count(*) AS statistics
    FROM statistic
    GROUP BY coding_id
),
counted AS (
    SELECT
        coding_id,
        count(*)                                                         AS commitments,
        count(*) FILTER (WHERE dimension_id = 'social')                  AS social,
        count(*) FILTER (WHERE dimension_id = 'economic')                AS economic,
        count(*) FILTER (WHERE dimension_id = 'environmental')           AS environmental,
        count(*) FILTER (WHERE dimension_id = 'institutional')           AS institutional,
        count(*) FILTER (WHERE dimension_id IS NULL)                     AS other_axis,
        count(*) FILTER (WHERE measurability IN ('outcome', 'output'))   AS measurable,
        count(deadline)                                                  AS with_deadline,
        count(baseline_value)                                            AS with_baseline
    FROM commitment
    GROUP BY coding_id
)
SELECT
    coding.document_id,
    document.title                                      AS document,
    counted.commitments,
    100 * counted.social / counted.commitments          AS social_pct,
    100 * counted.economic / counted.commitments        AS economic_pct,
    100 * counted.environmental / counted.commitments   AS environmental_pct,
    100 * counted.institutional / counted.commitments   AS institutional_pct,
    100 * counted.other_axis / counted.commitments      AS other_axis_pct,
    100 * counted.measurable / counted.commitments      AS measurable_pct,
    100 * counted.with_deadline / counted.commitments   AS deadline_pct,
    100 * counted.with_baseline / counted.commitments   AS baseline_pct,
    coalesce(statistics.statistics, 0)                  AS statistics
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN statistics ON statistics.coding_id = counted.coding_id
ORDER BY document, coding.document_id;
