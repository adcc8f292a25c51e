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
WITH counted AS (
    SELECT
        coding_id,
        theme_id,
        count(*)                             AS commitments,
        count(*) FILTER (WHERE position = 1) AS first
    FROM commitment_theme
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (
            getvariable('kind') IS NULL
            OR commitment_id IN (
                SELECT commitment_id FROM commitment WHERE kind = getvariable('kind')::VARCHAR
            )
        )
    GROUP BY ALL
),
shared AS (
    SELECT
        *,
        sum(first) OVER (PARTITION BY coding_id)::BIGINT AS of_commitments
    FROM counted
)
SELECT
    coding.document_id,
    document.title                                   AS document,
    shared.theme_id,
    theme.label_es                                   AS theme_es,
    theme.label_en                                   AS theme_en,
    shared.commitments,
    shared.of_commitments,
    100 * shared.commitments / shared.of_commitments AS share_pct
FROM shared
JOIN coding ON coding.coding_id = shared.coding_id AND coding.is_preferred
JOIN document ON document.document_id = coding.document_id
JOIN theme ON theme.theme_id = shared.theme_id
ORDER BY document, coding.document_id, theme.position;
