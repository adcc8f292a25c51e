-- question: Which political organisations keep and break their commitments?
-- pregunta: ¿Qué organizaciones políticas cumplen e incumplen sus compromisos?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter coder VARCHAR = NULL: only records of this coder
-- parameter as_of VARCHAR = NULL: only records up to this day, as 2021-06-30
-- column organisation: political organisation; blank where the plan does not print it
-- column plans: number of its plans that are followed
-- column commitments: commitments of the plans that are followed
-- column rated: of them, those with a verdict: kept, partly_kept or broken
-- column kept: number kept
-- column partly_kept: number kept in part
-- column broken: number broken
-- column in_progress: number in progress, without verdict yet
-- column disputed: number on which coders differ, without verdict
-- column not_rated: number without record, or whose evidence allowed no verdict
-- column kept_pct: percent of the rated
-- column partly_kept_pct: percent of the rated
-- column broken_pct: percent of the rated
-- column at_least_partly_pct: percent of the rated kept at least in part, the measure of Thomson et al. (2017)
WITH counted AS (
    SELECT
        organisation,
        count(DISTINCT document_id)                                        AS plans,
        count(*)                                                           AS commitments,
        count(*) FILTER (WHERE status IN ('kept', 'partly_kept', 'broken')) AS rated,
        count(*) FILTER (WHERE status = 'kept')                            AS kept,
        count(*) FILTER (WHERE status = 'partly_kept')                     AS partly_kept,
        count(*) FILTER (WHERE status = 'broken')                          AS broken,
        count(*) FILTER (WHERE status = 'in_progress')                     AS in_progress,
        count(*) FILTER (WHERE status = 'disputed')                        AS disputed,
        count(*) FILTER (WHERE status = 'not_rated')                       AS not_rated
    FROM outcomes
    GROUP BY organisation
)
SELECT
    counted.*,
    100 * kept / nullif(rated, 0)                 AS kept_pct,
    100 * partly_kept / nullif(rated, 0)          AS partly_kept_pct,
    100 * broken / nullif(rated, 0)               AS broken_pct,
    100 * (kept + partly_kept) / nullif(rated, 0) AS at_least_partly_pct
FROM counted
ORDER BY organisation NULLS LAST;
