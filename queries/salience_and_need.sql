-- question: Do plans give more to a theme where the need is greater, by official figures or by what plans state?
-- pregunta: ¿Dan más los planes a un tema donde hay más necesidad, según cifras oficiales o lo que dicen los planes?
-- parameter indicator_id VARCHAR = NULL: indicator of the need, poverty_rate when none is given; of one whose high values are good (a coverage) the low ones are need
-- parameter department VARCHAR = NULL: only this region (departamento), by name
-- column document_id: the plan; all plans whose place has a figure of the indicator
-- column document: title of the plan
-- column place_id: INEI ubigeo of the plan's place
-- column place_name: the place
-- column need_rank: 1 for the place with the greatest need; places of equal value share a rank
-- column indicator_id: the indicator of the need
-- column indicator_es: the indicator, in Spanish
-- column indicator_en: the indicator, in English
-- column need_value: its value for the place: the latest official one; else, of a district, that of its province; else the latest observed that the plan itself states
-- column unit_id: its unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column need_year: year the value is for; blank when a plan does not say
-- column need_basis: official, stated (by the plan), or province (official, of the province of a district)
-- column need_basis_es: whose figure it is, in Spanish
-- column need_basis_en: whose figure it is, in English
-- column theme_id: the theme
-- column theme_es: theme, in Spanish
-- column theme_en: theme, in English
-- column share_pct: salience: percent of the plan's commitments on the theme; one with k themes counts 1/k to each
-- column mean_share_pct: mean of share_pct over these plans
-- column plans: number of these plans
-- column rank_correlation: Spearman's rho between the theme's share and the need over these plans, positive where needier places give more (Spearman 1904, American Journal of Psychology 15, 72-101); blank for fewer than 3 plans or without variation
WITH stated AS (
    SELECT
        document_id,
        place_id,
        arg_max(value, (coalesce(year, 0), -sequence)) AS value,
        arg_max(year, (coalesce(year, 0), -sequence))  AS year
    FROM plan_statistic
    JOIN indicator USING (indicator_id, unit_id)
    WHERE indicator_id = coalesce(getvariable('indicator_id')::VARCHAR, 'poverty_rate')
        AND nature = 'observed'
        AND population_group IS NULL
    GROUP BY document_id, place_id
),
official AS (
    SELECT
        place_id,
        arg_max(value, year) AS value,
        max(year)            AS year
    FROM reference_statistic
    JOIN indicator USING (indicator_id, unit_id)
    WHERE indicator_id = coalesce(getvariable('indicator_id')::VARCHAR, 'poverty_rate')
    GROUP BY place_id
),
located AS (
    SELECT
        coding.coding_id,
        document.document_id,
        document.title AS document,
        place.place_id,
        place.name     AS place_name
    FROM document
    JOIN coding ON coding.document_id = document.document_id AND coding.is_preferred
    JOIN place ON place.place_id = document.place_id
    WHERE getvariable('department') IS NULL OR place.department = getvariable('department')::VARCHAR
),
figures AS (
    SELECT located.document_id, 1 AS choice, 'official' AS basis, official.value, official.year
    FROM located
    JOIN official ON official.place_id = located.place_id
    UNION ALL
    SELECT located.document_id, 3, 'stated', stated.value, stated.year
    FROM located
    JOIN stated ON stated.document_id = located.document_id AND stated.place_id = located.place_id
    UNION ALL
    SELECT located.document_id, 2, 'province', official.value, official.year
    FROM located
    JOIN official ON official.place_id = left(located.place_id, 4) AND len(located.place_id) = 6
),
plans AS (
    SELECT
        located.*,
        indicator.indicator_id,
        figures.value AS need_value,
        figures.year  AS need_year,
        figures.basis AS need_basis,
        CASE WHEN indicator.polarity = 'higher_better' THEN -1 ELSE 1 END * figures.value AS need
    FROM located
    JOIN figures ON figures.document_id = located.document_id
    JOIN indicator ON indicator.indicator_id = coalesce(getvariable('indicator_id')::VARCHAR, 'poverty_rate')
    QUALIFY row_number() OVER (PARTITION BY located.document_id ORDER BY figures.choice) = 1
),
totals AS (
    SELECT
        plans.*,
        sum(commitment_theme.weight) AS commitments
    FROM plans
    JOIN commitment_theme ON commitment_theme.coding_id = plans.coding_id
    GROUP BY ALL
),
parts AS (
    SELECT
        coding_id,
        theme_id,
        sum(weight) AS commitments
    FROM commitment_theme
    GROUP BY coding_id, theme_id
),
shares AS (
    SELECT
        totals.* EXCLUDE (commitments),
        theme.theme_id,
        100 * coalesce(parts.commitments, 0) / totals.commitments      AS share_pct
    FROM totals
    CROSS JOIN theme
    LEFT JOIN parts ON parts.coding_id = totals.coding_id AND parts.theme_id = theme.theme_id
    WHERE theme.theme_id <> 'other'
),
-- Ties share the mean of their ranks, as Spearman's coefficient wants.
ranks AS (
    SELECT
        *,
        rank() OVER (PARTITION BY theme_id ORDER BY need DESC)         AS need_rank,
        rank() OVER (PARTITION BY theme_id ORDER BY need)
            + (count(*) OVER (PARTITION BY theme_id, need) - 1) / 2    AS need_place,
        rank() OVER (PARTITION BY theme_id ORDER BY round(share_pct, 9))
            + (count(*) OVER (PARTITION BY theme_id, round(share_pct, 9)) - 1) / 2 AS share_place
    FROM shares
),
themes AS (
    SELECT
        theme_id,
        avg(share_pct)                                                 AS mean_share_pct,
        count(*)                                                       AS plans,
        CASE
            WHEN count(*) >= 3 AND stddev_pop(need_place) > 0 AND stddev_pop(share_place) > 0
                THEN corr(need_place, share_place)
        END                                                            AS rank_correlation
    FROM ranks
    GROUP BY theme_id
)
SELECT
    ranks.document_id,
    ranks.document,
    ranks.place_id,
    ranks.place_name,
    ranks.need_rank,
    ranks.indicator_id,
    indicator.label_es                                                 AS indicator_es,
    indicator.label_en                                                 AS indicator_en,
    ranks.need_value,
    indicator.unit_id,
    unit.label_es                                                      AS unit_es,
    unit.label_en                                                      AS unit_en,
    unit.symbol                                                        AS unit_symbol,
    ranks.need_year,
    ranks.need_basis,
    CASE ranks.need_basis
        WHEN 'official' THEN 'Oficial'
        WHEN 'stated' THEN 'Del plan'
        ELSE 'Oficial, de la provincia'
    END                                                                AS need_basis_es,
    CASE ranks.need_basis
        WHEN 'official' THEN 'Official'
        WHEN 'stated' THEN 'Of the plan'
        ELSE 'Official, of the province'
    END                                                                AS need_basis_en,
    ranks.theme_id,
    theme.label_es                                                     AS theme_es,
    theme.label_en                                                     AS theme_en,
    round(ranks.share_pct, 6)                                          AS share_pct,
    round(themes.mean_share_pct, 6)                                    AS mean_share_pct,
    themes.plans,
    round(themes.rank_correlation, 6)                                  AS rank_correlation
FROM ranks
JOIN themes ON themes.theme_id = ranks.theme_id
JOIN theme ON theme.theme_id = ranks.theme_id
JOIN indicator ON indicator.indicator_id = ranks.indicator_id
JOIN unit ON unit.unit_id = indicator.unit_id
ORDER BY ranks.need_rank, ranks.document, ranks.document_id, theme.position;
