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
WITH themes AS (
    SELECT
        coding_id,
        theme_id,
        sum(weight) AS part
    FROM commitment_theme
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY coding_id, theme_id
),
plans AS (
    SELECT
        coding_id,
        sum(part)                                                AS commitments,
        coalesce(sum(part) FILTER (WHERE theme_id = 'other'), 0) AS others
    FROM themes
    GROUP BY coding_id
),
shares AS (
    SELECT
        themes.coding_id,
        themes.theme_id,
        theme.label_es,
        theme.label_en,
        themes.part / sum(themes.part) OVER (PARTITION BY themes.coding_id) AS p,
        row_number() OVER (
            PARTITION BY themes.coding_id
            ORDER BY round(themes.part, 9) DESC, theme.position
        ) AS place
    FROM themes
    JOIN theme ON theme.theme_id = themes.theme_id
    WHERE themes.theme_id <> 'other'
),
spread AS (
    SELECT
        coding_id,
        count(*)         AS themes,
        -sum(p * ln(p))  AS entropy
    FROM shares
    GROUP BY coding_id
),
codebook AS (
    SELECT count(*) AS themes
    FROM theme
    WHERE theme_id <> 'other'
)
SELECT
    coding.document_id,
    document.title                                              AS document,
    round(plans.commitments)::INTEGER                           AS commitments,
    coalesce(spread.themes, 0)                                  AS themes,
    round(greatest(spread.entropy, 0) / ln(codebook.themes), 6) AS diversity,
    leader.theme_id                                            AS leading_theme_id,
    leader.label_es                                            AS leading_theme_es,
    leader.label_en                                            AS leading_theme_en,
    round(100 * leader.p, 6)                                   AS leading_share_pct,
    round(100 * plans.others / plans.commitments, 6)            AS other_pct
FROM plans
CROSS JOIN codebook
JOIN coding ON coding.coding_id = plans.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
LEFT JOIN spread ON spread.coding_id = plans.coding_id
LEFT JOIN shares AS leader ON leader.coding_id = plans.coding_id AND leader.place = 1
ORDER BY document, coding.document_id;
