-- question: Which plans put their commitments into other themes than this one, and which into the same?
-- pregunta: ¿Qué planes reparten sus compromisos entre temas distintos a los de este, y cuáles entre los mismos?
-- parameter document_id VARCHAR: the plan that the others are compared with
-- column document_id: the other plan
-- column document: title of the other plan
-- column commitments: number of its commitments that have a theme
-- column distance: Hellinger distance of the two plans' shares p and q of the themes, sqrt(1 - sum(sqrt(p q))): 0 the same shares, 1 no theme in common (Hellinger 1909, Journal für die reine und angewandte Mathematik 136, 210-271); a commitment with k themes adds 1/k to each, other is left out
-- column shared_themes: number of themes that both have
WITH themes AS (
    SELECT
        commitment_theme.coding_id,
        commitment_theme.theme_id,
        sum(commitment_theme.weight) AS part
    FROM commitment_theme
    WHERE commitment_theme.theme_id <> 'other'
    GROUP BY commitment_theme.coding_id, commitment_theme.theme_id
),
shares AS (
    SELECT
        coding.document_id,
        themes.theme_id,
        themes.part / sum(themes.part) OVER (PARTITION BY themes.coding_id) AS p,
        sum(themes.part) OVER (PARTITION BY themes.coding_id)               AS commitments
    FROM themes
    JOIN coding ON coding.coding_id = themes.coding_id AND coding.is_preferred
),
own AS (
    SELECT
        theme_id,
        p
    FROM shares
    WHERE document_id = getvariable('document_id')::VARCHAR
),
compared AS (
    SELECT
        shares.document_id,
        round(any_value(shares.commitments))::INTEGER                             AS commitments,
        round(sqrt(greatest(1 - coalesce(sum(sqrt(own.p * shares.p)), 0), 0)), 6) AS distance,
        count(own.theme_id)                                                       AS shared_themes
    FROM shares
    LEFT JOIN own ON own.theme_id = shares.theme_id
    WHERE shares.document_id <> getvariable('document_id')::VARCHAR
        AND EXISTS (FROM own)
    GROUP BY shares.document_id
)
SELECT
    compared.document_id,
    document.title AS document,
    compared.commitments,
    compared.distance,
    compared.shared_themes
FROM compared
JOIN document ON document.document_id = compared.document_id
ORDER BY compared.distance, document, compared.document_id;
