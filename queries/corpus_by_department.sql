-- question: How do plans of the departments compare: how many, how long, how precise?
-- pregunta: ¿Cómo se comparan los planes de los departamentos: cuántos, qué extensos, qué precisos?
-- column department: the department; blank for plans whose place is not known
-- column plans: number of plans
-- column coded: number of them with commitments
-- column commitments: number of commitments
-- column median_commitments: commitments of the plan in the middle, of those coded
-- column measurable_pct: mean over plans of the percent with a number that measures
-- column deadline_pct: mean over plans of the percent with a deadline
-- column baseline_pct: mean over plans of the percent with a baseline
-- column statistics: number of statistics
SELECT
    plan_overview.department,
    count(*)                                                                  AS plans,
    count(*) FILTER (WHERE plan_overview.coverage = 'coded')                  AS coded,
    sum(plan_overview.commitments)::BIGINT                                    AS commitments,
    median(plan_overview.commitments) FILTER (WHERE plan_overview.coverage = 'coded') AS median_commitments,
    avg(plan_comparison.measurable_pct)                                       AS measurable_pct,
    avg(plan_comparison.deadline_pct)                                         AS deadline_pct,
    avg(plan_comparison.baseline_pct)                                         AS baseline_pct,
    sum(plan_overview.statistics)::BIGINT                                     AS statistics
FROM plan_overview
LEFT JOIN plan_comparison ON plan_comparison.document_id = plan_overview.document_id
GROUP BY plan_overview.department
ORDER BY plans DESC, plan_overview.department NULLS LAST;
