-- question: How evenly does each plan spread its commitments over the themes, and which theme leads?
-- pregunta: ¿Con qué amplitud reparte cada plan sus compromisos entre los temas, y cuál predomina?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column commitments: number of commitments
-- column themes: number of themes the plan has commitments in, other left out
-- column diversity: normalised Shannon entropy of the shares p, -sum(p ln p) / ln N with N the themes of the codebook but other: 0 all in one theme, 1 spread evenly (Boydstun, Bevan and Thomas 2014, Policy Studies Journal 42, 173-196); a commitment with k themes adds 1/k to each; blank without themes
-- column leading_theme_id: theme with most of these shares
-- column leading_theme_es: leading theme, in Spanish
-- column leading_theme_en: leading theme, in English
-- column leading_share_pct: its share p, percent of the plan's commitments that have a theme
-- column other_pct: percent of the plan's commitments in which no theme was found
WITH parts AS (
    SELECT
        document_id,
        document,
        theme_id,
        theme_es,
        theme_en,
        1 / count(*) OVER (PARTITION BY commitment_id) AS part
    FROM plan_theme
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
),
themes AS (
    SELECT
        document_id,
        theme_id,
        theme_es,
        theme_en,
        sum(part)                                                   AS part,
        sum(part) / sum(sum(part)) OVER (PARTITION BY document_id) AS p
    FROM parts
    WHERE theme_id <> 'other'
    GROUP BY document_id, theme_id, theme_es, theme_en
),
ordered AS (
    SELECT
        themes.*,
        row_number() OVER (
            PARTITION BY themes.document_id
            ORDER BY round(themes.part, 9) DESC, theme.position
        ) AS place
    FROM themes
    JOIN theme ON theme.theme_id = themes.theme_id
),
plans AS (
    SELECT
        document_id,
        document,
        sum(part)                                                      AS commitments,
        coalesce(sum(part) FILTER (WHERE theme_id = 'other'), 0)       AS others
    FROM parts
    GROUP BY document_id, document
),
spread AS (
    SELECT
        document_id,
        count(*)         AS themes,
        -sum(p * ln(p))  AS entropy
    FROM themes
    GROUP BY document_id
),
codebook AS (
    SELECT count(*) AS themes
    FROM theme
    WHERE theme_id <> 'other'
)
SELECT
    plans.document_id,
    plans.document,
    round(plans.commitments)::INTEGER                                   AS commitments,
    coalesce(spread.themes, 0)                                          AS themes,
    round(greatest(spread.entropy, 0) / ln(codebook.themes), 6)         AS diversity,
    ordered.theme_id                                                    AS leading_theme_id,
    ordered.theme_es                                                    AS leading_theme_es,
    ordered.theme_en                                                    AS leading_theme_en,
    round(100 * ordered.p, 6)                                           AS leading_share_pct,
    round(100 * plans.others / plans.commitments, 6)                    AS other_pct
FROM plans
CROSS JOIN codebook
LEFT JOIN spread ON spread.document_id = plans.document_id
LEFT JOIN ordered ON ordered.document_id = plans.document_id AND ordered.place = 1
ORDER BY plans.document, plans.document_id;
