-- question: How many commitments of each plan have each code of a variable, of how many in all?
-- pregunta: ¿Cuántos compromisos de cada plan tienen cada código de una variable, de cuántos en total?
-- parameter variable VARCHAR = NULL: only this variable
-- column variable: dimension, theme, measurability, kind or precision
-- column code: code of the variable; other_axis is no dimension, ungraded no measurability; of precision measurable, deadline and baseline
-- column code_es: code, in Spanish
-- column code_en: code, in English
-- column position: order of the code
-- column document_id: the plan
-- column document: title of the plan
-- column organisation: organisation that filed it; blank when not printed
-- column department: region (departamento) of its place; blank when not known
-- column level: region, province or district
-- column election_year: year of the election
-- column method: method of the coding: manual or automatic
-- column counted: number of the plan's commitments that have the code; no row without any, but in precision
-- column commitments: number of the plan's commitments
WITH wanted AS (
    SELECT unnest(['dimension', 'theme', 'measurability', 'kind', 'precision']) AS variable
),
chosen AS (
    SELECT variable
    FROM wanted
    WHERE getvariable('variable') IS NULL OR variable = getvariable('variable')::VARCHAR
),
plan AS (
    SELECT
        coding_id,
        count(*)                                                            AS commitments,
        count(*) FILTER (WHERE measurability IN ('outcome', 'output'))      AS measurable,
        count(deadline)                                                     AS deadline,
        count(baseline_value)                                               AS baseline
    FROM commitment
    GROUP BY coding_id
),
counts AS (
    SELECT coding_id, 'dimension' AS variable, coalesce(dimension_id, 'other_axis') AS code, count(*) AS counted
    FROM commitment
    WHERE 'dimension' IN (FROM chosen)
    GROUP BY ALL
    UNION ALL
    SELECT coding_id, 'measurability', coalesce(measurability, 'ungraded'), count(*)
    FROM commitment
    WHERE 'measurability' IN (FROM chosen)
    GROUP BY ALL
    UNION ALL
    SELECT coding_id, 'kind', kind, count(*)
    FROM commitment
    WHERE 'kind' IN (FROM chosen)
    GROUP BY ALL
    UNION ALL
    SELECT coding_id, 'theme', theme_id, count(*)
    FROM commitment_theme
    WHERE 'theme' IN (FROM chosen)
    GROUP BY ALL
    UNION ALL
    SELECT coding_id, 'precision', code, counted
    FROM (UNPIVOT plan ON measurable, deadline, baseline INTO NAME code VALUE counted)
    WHERE 'precision' IN (FROM chosen)
),
label (variable, code, code_es, code_en, position) AS (
    SELECT 'dimension', dimension_id, label_es, label_en, position FROM dimension
    UNION ALL
    SELECT 'theme', theme_id, label_es, label_en, position FROM theme
    UNION ALL
    SELECT vocabulary, code, label_es, label_en, position FROM code WHERE vocabulary = 'measurability'
    UNION ALL
    SELECT 'kind', code, label_es, label_en, position FROM code WHERE vocabulary = 'kinds'
    UNION ALL
    VALUES
        ('dimension', 'other_axis', 'Otro eje', 'Other axis', 100),
        ('measurability', 'ungraded', 'Sin grado', 'Not graded', 100),
        ('precision', 'measurable', 'Con un número que mide', 'With a number that measures', 1),
        ('precision', 'deadline', 'Con plazo', 'With a deadline', 2),
        ('precision', 'baseline', 'Con línea de base', 'With a baseline', 3)
)
SELECT
    counts.variable,
    counts.code,
    label.code_es,
    label.code_en,
    label.position,
    document.document_id,
    document.title      AS document,
    document.organisation,
    place.department,
    document.level,
    document.election_year,
    coding.method,
    counts.counted,
    plan.commitments
FROM counts
JOIN coding ON coding.coding_id = counts.coding_id AND coding.is_preferred
JOIN plan ON plan.coding_id = counts.coding_id
JOIN document ON document.document_id = coding.document_id
JOIN label ON label.variable = counts.variable AND label.code = counts.code
LEFT JOIN place ON place.place_id = document.place_id
ORDER BY counts.variable, label.position, document.title, document.document_id;
