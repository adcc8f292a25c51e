-- question: What share of each plan's commitments lies within the exclusive, the shared and outside the power of its municipality?
-- pregunta: ¿Qué parte de los compromisos de cada plan es de competencia exclusiva, compartida o ajena a su municipalidad?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter kind VARCHAR = NULL: only this kind: target, action or proposal
-- column document_id: the plan
-- column document: title of the plan
-- column level: level of the municipality, by its place: district, province or region; blank when not known
-- column commitments: number of commitments
-- column classified: of them, those with a theme, in a plan whose level is known
-- column exclusive: commitments whose strongest power, of all themes and functions they name, is exclusive
-- column shared: commitments whose strongest power is shared
-- column outside: commitments outside the municipality's power with all they name
-- column unclassified: commitments without a theme, or of a plan whose level is not known
-- column exclusive_pct: percent of the classified
-- column shared_pct: percent of the classified
-- column outside_pct: percent of the classified
WITH strongest AS (
    SELECT
        coding_id,
        level,
        max(strength) AS strength
    FROM commitment_competence
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (
            getvariable('kind') IS NULL
            OR commitment_id IN (
                SELECT commitment_id FROM commitment WHERE kind = getvariable('kind')::VARCHAR
            )
        )
    GROUP BY coding_id, level, commitment_id
),
counted AS (
    SELECT
        coding_id,
        level,
        count(*)                                AS commitments,
        count(strength)                         AS classified,
        count(*) FILTER (WHERE strength = 2)    AS exclusive,
        count(*) FILTER (WHERE strength = 1)    AS shared,
        count(*) FILTER (WHERE strength = 0)    AS outside,
        count(*) FILTER (WHERE strength IS NULL) AS unclassified
    FROM strongest
    GROUP BY coding_id, level
)
SELECT
    coding.document_id,
    document.title AS document,
    counted.* EXCLUDE (coding_id),
    100 * counted.exclusive / nullif(counted.classified, 0) AS exclusive_pct,
    100 * counted.shared / nullif(counted.classified, 0)    AS shared_pct,
    100 * counted.outside / nullif(counted.classified, 0)   AS outside_pct
FROM counted
JOIN coding ON coding.coding_id = counted.coding_id
JOIN document ON document.document_id = coding.document_id
ORDER BY document, coding.document_id;
