-- question: How do the plans of the corpus spread: shares by dimension, measurable, with deadline, with baseline?
-- pregunta: ¿Cómo se reparten los planes del corpus: partes por dimensión, medibles, con plazo, con línea de base?
-- parameter department VARCHAR = NULL: only plans of this department
-- column measure: what share: dimension code or other_axis, then measurable, deadline, baseline
-- column measure_es: share, in Spanish
-- column measure_en: share, in English
-- column topic: priorities (the shares add up to 100 in a plan) or precision
-- column plans: number of plans with commitments
-- column plans_with: number of them whose share is above 0
-- column pooled_pct: share of the commitments of all plans together
-- column mean_pct: mean of the plans' shares, each plan counted once
-- column p10_pct: a tenth of the plans have this share or less
-- column p25_pct: a quarter of the plans have this share or less
-- column median_pct: half of the plans have this share or less
-- column p75_pct: three quarters of the plans have this share or less
-- column p90_pct: nine tenths of the plans have this share or less
-- column least_pct: lowest share of a plan
-- column most_pct: highest share of a plan
WITH plan AS (
    SELECT plan_comparison.*
    FROM plan_comparison
    JOIN document ON document.document_id = plan_comparison.document_id
    LEFT JOIN place ON place.place_id = document.place_id
    WHERE getvariable('department') IS NULL
        OR plain_name(place.department) = plain_name(getvariable('department'))
),
share AS (
    UNPIVOT plan
    ON social_pct, economic_pct, environmental_pct, institutional_pct, other_axis_pct,
        measurable_pct, deadline_pct, baseline_pct
    INTO NAME column_name VALUE share_pct
),
measure (measure, measure_es, measure_en, topic, position) AS (
    SELECT dimension_id, label_es, label_en, 'priorities', position FROM dimension
    UNION ALL
    VALUES
        ('other_axis', 'Otro eje', 'Other axis', 'priorities', 100),
        ('measurable', 'Con un número que mide', 'With a number that measures', 'precision', 101),
        ('deadline', 'Con plazo', 'With a deadline', 'precision', 102),
        ('baseline', 'Con línea de base', 'With a baseline', 'precision', 103)
)
SELECT
    measure.measure,
    measure.measure_es,
    measure.measure_en,
    measure.topic,
    count(*)                                                           AS plans,
    count(*) FILTER (WHERE share.share_pct > 0)                        AS plans_with,
    sum(share.share_pct * share.commitments) / sum(share.commitments)  AS pooled_pct,
    avg(share.share_pct)                                               AS mean_pct,
    quantile_cont(share.share_pct, 0.10)                               AS p10_pct,
    quantile_cont(share.share_pct, 0.25)                               AS p25_pct,
    quantile_cont(share.share_pct, 0.50)                               AS median_pct,
    quantile_cont(share.share_pct, 0.75)                               AS p75_pct,
    quantile_cont(share.share_pct, 0.90)                               AS p90_pct,
    min(share.share_pct)                                               AS least_pct,
    max(share.share_pct)                                               AS most_pct
FROM share
JOIN measure ON measure.measure || '_pct' = share.column_name
GROUP BY measure.measure, measure.measure_es, measure.measure_en, measure.topic, measure.position
ORDER BY measure.position;
