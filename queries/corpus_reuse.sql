-- question: How many plans share how much of their text with few other plans?
-- pregunta: ¿Cuántos planes comparten cuánto de su texto con pocos otros planes?
-- column reused_from: percent of a plan's words in passages of few other plans, at least
-- column reused_to: percent, below this; the last class includes it
-- column plans: number of plans
-- column plans_pct: percent of the plans whose text was read
-- column median_boilerplate_pct: median of the percent of their words in passages of many plans
WITH class AS (
    SELECT *
    FROM (VALUES (0, 1), (1, 10), (10, 25), (25, 50), (50, 75), (75, 100))
        AS classes (reused_from, reused_to)
)
SELECT
    class.reused_from,
    class.reused_to,
    count(plan_originality.document_id) AS plans,
    100 * count(plan_originality.document_id)
        / nullif(sum(count(plan_originality.document_id)) OVER (), 0) AS plans_pct,
    median(plan_originality.boilerplate_pct) AS median_boilerplate_pct
FROM class
LEFT JOIN plan_originality
    ON plan_originality.reused_pct >= class.reused_from
    AND (plan_originality.reused_pct < class.reused_to OR class.reused_to = 100)
GROUP BY class.reused_from, class.reused_to
ORDER BY class.reused_from;
