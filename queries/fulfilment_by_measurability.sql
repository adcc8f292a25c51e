-- question: Are measurable commitments kept more often than vague ones?
-- pregunta: ¿Se cumplen más los compromisos medibles que los vagos?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter coder VARCHAR = NULL: only records of this coder
-- parameter as_of VARCHAR = NULL: only records up to this day, as 2021-06-30
-- column measurability: outcome, output, activity or aspiration
-- column measurability_es: measurability grade, in Spanish
-- column measurability_en: measurability grade, in English
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
        measurability,
        measurability_es,
        measurability_en,
        count(*)                                                           AS commitments,
        count(*) FILTER (WHERE status IN ('kept', 'partly_kept', 'broken')) AS rated,
        count(*) FILTER (WHERE status = 'kept')                            AS kept,
        count(*) FILTER (WHERE status = 'partly_kept')                     AS partly_kept,
        count(*) FILTER (WHERE status = 'broken')                          AS broken,
        count(*) FILTER (WHERE status = 'in_progress')                     AS in_progress,
        count(*) FILTER (WHERE status = 'disputed')                        AS disputed,
        count(*) FILTER (WHERE status = 'not_rated')                       AS not_rated
    FROM outcomes
    GROUP BY measurability, measurability_es, measurability_en
)
SELECT
    counted.*,
    100 * kept / nullif(rated, 0)                 AS kept_pct,
    100 * partly_kept / nullif(rated, 0)          AS partly_kept_pct,
    100 * broken / nullif(rated, 0)               AS broken_pct,
    100 * (kept + partly_kept) / nullif(rated, 0) AS at_least_partly_pct
FROM counted
LEFT JOIN code ON code.vocabulary = 'measurability' AND code.code = counted.measurability
ORDER BY code.position NULLS LAST;
