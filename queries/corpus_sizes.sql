-- question: How long are the plans: how many of them make how many commitments?
-- pregunta: ¿Qué tan extensos son los planes: cuántos asumen cuántos compromisos?
-- parameter department VARCHAR = NULL: only plans of this department
-- column size_from: lowest number of commitments of the class
-- column size_to: highest number of commitments of the class; blank for the last, open class
-- column plans: number of plans
-- column plans_pct: percent of the plans that were read
-- column commitments: number of commitments of these plans together
WITH class (size_from, size_to) AS (
    VALUES (0, 0), (1, 9), (10, 19), (20, 29), (30, 49), (50, 74), (75, 99), (100, 199), (200, NULL)
),
plan AS (
    SELECT document_id, commitments
    FROM plan_overview
    WHERE coverage IN ('coded', 'no_commitments')
        AND (
            getvariable('department') IS NULL
            OR department = getvariable('department')
        )
)
SELECT
    class.size_from,
    class.size_to,
    count(plan.document_id)                                            AS plans,
    100 * count(plan.document_id) / nullif(sum(count(plan.document_id)) OVER (), 0) AS plans_pct,
    coalesce(sum(plan.commitments), 0)::BIGINT                         AS commitments
FROM class
LEFT JOIN plan
    ON plan.commitments >= class.size_from
    AND plan.commitments <= coalesce(class.size_to, 1000000000)
GROUP BY class.size_from, class.size_to
ORDER BY class.size_from;
