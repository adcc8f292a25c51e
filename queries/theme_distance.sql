-- question: Which plans put their commitments into other themes than this one, and which into the same?
-- pregunta: ¿Qué planes reparten sus compromisos entre temas distintos a los de este, y cuáles entre los mismos?
-- parameter document_id VARCHAR: the plan that the others are compared with
-- column document_id: the other plan
-- column document: title of the other plan
-- column commitments: number of its commitments that have a theme
-- column distance: Hellinger distance of the two plans' shares p and q of the themes, sqrt(1 - sum(sqrt(p q))): 0 the same shares, 1 no theme in common (Hellinger 1909, Journal für die reine und angewandte Mathematik 136, 210-271); a commitment with k themes adds 1/k to each, other is left out
-- column shared_themes: number of themes that both have
WITH parts AS (
    SELECT
        document_id,
        document,
        theme_id,
        1 / count(*) OVER (PARTITION BY commitment_id) AS part
    FROM plan_theme
    WHERE theme_id <> 'other'
),
themes AS (
    SELECT
        document_id,
        document,
        theme_id,
        sum(part) / sum(sum(part)) OVER (PARTITION BY document_id) AS p,
        sum(sum(part)) OVER (PARTITION BY document_id)             AS commitments
    FROM parts
    GROUP BY document_id, document, theme_id
),
own AS (
    SELECT
        theme_id,
        p
    FROM themes
    WHERE document_id = getvariable('document_id')::VARCHAR
)
SELECT
    themes.document_id,
    themes.document,
    round(any_value(themes.commitments))::INTEGER                           AS commitments,
    round(sqrt(greatest(1 - coalesce(sum(sqrt(own.p * themes.p)), 0), 0)), 6) AS distance,
    count(own.theme_id)                                                      AS shared_themes
FROM themes
LEFT JOIN own ON own.theme_id = themes.theme_id
WHERE themes.document_id <> getvariable('document_id')::VARCHAR
    AND EXISTS (FROM own)
GROUP BY themes.document_id, themes.document
ORDER BY distance, themes.document, themes.document_id;
