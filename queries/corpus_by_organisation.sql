-- question: How do plans of the political organisations compare: how many, how long, how precise?
-- pregunta: ¿Cómo se comparan los planes de las organizaciones políticas: cuántos, qué extensos, qué precisos?
-- column organisation: the organisation; blank for plans whose organisation is not on record
-- column plans: number of plans
-- column coded: number of them with commitments
-- column commitments: number of commitments
-- column median_commitments: commitments of the plan in the middle, of those coded
-- column social_pct: mean over plans of the percent in the social dimension
-- column economic_pct: mean over plans of the percent in the economic dimension
-- column environmental_pct: mean over plans of the percent in the environmental dimension
-- column institutional_pct: mean over plans of the percent in the institutional dimension
-- column measurable_pct: mean over plans of the percent with a number that measures
SELECT
    plan_overview.organisation,
    count(*)                                                                  AS plans,
    count(*) FILTER (WHERE plan_overview.coverage = 'coded')                  AS coded,
    sum(plan_overview.commitments)::BIGINT                                    AS commitments,
    median(plan_overview.commitments) FILTER (WHERE plan_overview.coverage = 'coded') AS median_commitments,
    avg(plan_comparison.social_pct)                                           AS social_pct,
    avg(plan_comparison.economic_pct)                                         AS economic_pct,
    avg(plan_comparison.environmental_pct)                                    AS environmental_pct,
    avg(plan_comparison.institutional_pct)                                    AS institutional_pct,
    avg(plan_comparison.measurable_pct)                                       AS measurable_pct
FROM plan_overview
LEFT JOIN plan_comparison ON plan_comparison.document_id = plan_overview.document_id
GROUP BY plan_overview.organisation
ORDER BY plans DESC, plan_overview.organisation NULLS LAST;
