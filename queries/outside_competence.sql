-- question: Which commitments lie wholly outside the power of the municipality that would govern?
-- pregunta: ¿Qué compromisos quedan por entero fuera de la competencia de la municipalidad que gobernaría?
-- parameter document_id VARCHAR = NULL: only this plan
-- column commitment_id: the commitment; none of its themes and functions is within the municipality's power
-- column document_id: the plan
-- column document: title of the plan
-- column level: level of the municipality: district or province
-- column kind: target, action or proposal
-- column theme_ids: themes of the commitment, separated by semicolons
-- column themes_es: themes and functions, in Spanish
-- column themes_en: themes and functions, in English
-- column power: none
-- column note_es: what the law says, in Spanish
-- column note_en: what the law says, in English
-- column region_power: power of the regional government over the same: exclusive, shared or none
-- column region_article: law and article that give it to the regional government
-- column statement: the promise; one to ask another authority for something may well be kept
-- column statement_en: the promise, in English
-- column page_start: page
-- column line_start: first line
-- column line_end: last line
WITH outside AS (
    SELECT commitment_id
    FROM commitment_competence
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    GROUP BY commitment_id
    HAVING bool_and(power IS NOT DISTINCT FROM 'none')
),
chosen AS (
    SELECT *
    FROM plan_competence
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND commitment_id IN (FROM outside)
),
regional AS (
    SELECT
        chosen.*,
        region.power                                                       AS region_power,
        list_position(['none', 'shared', 'exclusive'], region.power)       AS region_strength,
        region.law || ' art. ' || region.article || coalesce(', ' || region.numeral, '') AS region_article
    FROM chosen
    LEFT JOIN competence AS region
        ON region.level = 'region'
        AND region.theme_id = chosen.theme_id
        AND region.function_id IS NOT DISTINCT FROM chosen.function_id
)
SELECT
    commitment_id,
    any_value(document_id)                                                               AS document_id,
    any_value(document)                                                                  AS document,
    any_value(level)                                                                     AS level,
    any_value(kind)                                                                      AS kind,
    array_to_string([
        each.theme_id FOR each IN list_sort(list_distinct(list({'position': position, 'theme_id': theme_id})))
    ], ';')                                                                              AS theme_ids,
    string_agg(theme_es || coalesce(': ' || function_es, ''), '; ' ORDER BY position, function_id) AS themes_es,
    string_agg(theme_en || coalesce(': ' || function_en, ''), '; ' ORDER BY position, function_id) AS themes_en,
    any_value(power)                                                                     AS power,
    string_agg(DISTINCT note_es, ' ' ORDER BY note_es)                                   AS note_es,
    string_agg(DISTINCT note_en, ' ' ORDER BY note_en)                                   AS note_en,
    arg_max(region_power, region_strength)                                               AS region_power,
    string_agg(DISTINCT region_article, '; ' ORDER BY region_article)                    AS region_article,
    any_value(statement)                                                                 AS statement,
    any_value(statement_en)                                                              AS statement_en,
    any_value(page_start)                                                                AS page_start,
    any_value(line_start)                                                                AS line_start,
    any_value(line_end)                                                                  AS line_end
FROM regional
GROUP BY commitment_id
ORDER BY document, document_id, commitment_id;
