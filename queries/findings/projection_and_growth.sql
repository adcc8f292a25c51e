-- question: Which projections lie below the present level although growth is foreseen?
-- pregunta: ¿Qué proyecciones quedan por debajo del nivel presente aunque se prevé crecimiento?
-- column document_id: the plan
-- column coding_id: the coding the finding was computed from
-- column severity: error or warning
-- column lines: lines concerned, separated by semicolons
-- column line_start: first of the lines
-- column line_end: last of the lines
-- column page: first page concerned
-- column stated: what the plan states
-- column expected: what would be consistent; blank where it cannot be told
-- column message_es: the finding, in Spanish
-- column message_en: the finding, in English

-- The growth of x is x_growth_rate. Where the levels of the places differ (a city and its province
-- of the same name) only a projection that is nearly the whole is compared: the labels may be mixed up.
WITH figure AS (
    SELECT
        *,
        plain_name(place_name)              AS place,
        printed_step(value, value_text) / 2 AS half_step
    FROM statistic
),
growth AS (
    SELECT *, regexp_extract(indicator_id, '^(.+)_growth_rate$', 1) AS level_id
    FROM figure
    WHERE ends_with(indicator_id, '_growth_rate') AND value > 0
),
present AS (
    SELECT * FROM figure WHERE nature = 'observed' AND year IS NOT NULL AND year_start IS NULL
),
compared AS (
    SELECT
        projected.*,
        growth.value       AS growth,
        present.value      AS present_value,
        present.year       AS present_year,
        present.place_level AS present_level,
        present.place_level IS NOT DISTINCT FROM projected.place_level AS is_same_level,
        [projected.line_start, growth.line_start, present.line_start]  AS numbers,
        least(projected.page, growth.page, present.page)               AS first_page
    FROM figure AS projected
    JOIN growth
        ON growth.coding_id = projected.coding_id
        AND growth.level_id = projected.indicator_id
        AND growth.place = projected.place
        AND growth.place_level IS NOT DISTINCT FROM projected.place_level
        AND (
            growth.nature = 'projection'
            OR coalesce(abs(growth.line_start - projected.line_start) <= 2, growth.page = projected.page)
        )
    JOIN present
        ON present.coding_id = projected.coding_id
        AND present.indicator_id = projected.indicator_id
        AND present.unit_id = projected.unit_id
        AND present.place = projected.place
        AND present.population_group IS NOT DISTINCT FROM projected.population_group
        AND present.year < projected.year
    WHERE projected.nature = 'projection' AND projected.year_start IS NULL
    -- The latest level before it, of the same kind of place if there is one.
    QUALIFY row_number() OVER (
        PARTITION BY projected.statistic_id
        ORDER BY is_same_level DESC, present.year DESC, present.sequence, growth.sequence
    ) = 1
)
SELECT
    compared.document_id,
    compared.coding_id,
    CASE WHEN is_same_level THEN 'error' ELSE 'warning' END AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    first_page              AS page,
    value_text              AS stated,
    '> ' || number_plain(present_value) AS expected,
    format(
        '{}: el plan proyecta {} en {} para {}, menos que {} en {}, aunque prevé un crecimiento de {}.',
        indicator.label_es, amount_es(value, compared.unit_id, unit.symbol),
        place_name || coalesce(' (' || lower(level.label_es) || ')', ''), year,
        amount_es(present_value, compared.unit_id, unit.symbol),
        present_year || coalesce(' (' || lower(present_level.label_es) || ')', ''),
        amount_es(growth, 'percent', '%')
    )                       AS message_es,
    format(
        '{}: the plan projects {} in {} for {}, less than {} in {}, although it foresees a growth of {}.',
        indicator.label_en, amount_en(value, compared.unit_id, unit.symbol),
        place_name || coalesce(' (' || lower(level.label_en) || ')', ''), year,
        amount_en(present_value, compared.unit_id, unit.symbol),
        present_year || coalesce(' (' || lower(present_level.label_en) || ')', ''),
        amount_en(growth, 'percent', '%')
    )                       AS message_en
FROM compared
JOIN indicator ON indicator.indicator_id = compared.indicator_id
JOIN unit ON unit.unit_id = compared.unit_id
LEFT JOIN code AS level ON level.vocabulary = 'place_levels' AND level.code = compared.place_level
LEFT JOIN code AS present_level
    ON present_level.vocabulary = 'place_levels' AND present_level.code = compared.present_level
WHERE value + half_step < present_value AND (is_same_level OR value > 0.9 * present_value)
ORDER BY compared.document_id, compared.coding_id, compared.sequence;
