-- question: How many commitments does each plan make in each theme, and what share of its own is that?
-- pregunta: ¿Cuántos compromisos asume cada plan en cada tema, y qué parte de los suyos son?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter kind VARCHAR = NULL: only this kind: target, action or proposal
-- column document_id: the plan
-- column document: title of the plan
-- column theme_id: the theme, by the dictionary; other where no term is found
-- column theme_es: theme, in Spanish
-- column theme_en: theme, in English
-- column commitments: number of commitments with the theme
-- column of_commitments: number of commitments of the plan
-- column share_pct: percent of the plan's commitments that have the theme; a commitment may have several
WITH chosen AS (
    SELECT *
    FROM plan_theme
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('kind') IS NULL OR kind = getvariable('kind')::VARCHAR)
),
plans AS (
    SELECT
        document_id,
        count(DISTINCT commitment_id) AS of_commitments
    FROM chosen
    GROUP BY document_id
)
SELECT
    chosen.document_id,
    chosen.document,
    chosen.theme_id,
    chosen.theme_es,
    chosen.theme_en,
    count(*)                                         AS commitments,
    any_value(plans.of_commitments)                  AS of_commitments,
    100 * count(*) / any_value(plans.of_commitments) AS share_pct
FROM chosen
JOIN plans ON plans.document_id = chosen.document_id
JOIN theme ON theme.theme_id = chosen.theme_id
GROUP BY chosen.document_id, chosen.document, chosen.theme_id, chosen.theme_es, chosen.theme_en, theme.position
ORDER BY chosen.document, chosen.document_id, theme.position;
