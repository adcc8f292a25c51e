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
-- A place with more than 200 levels and growths of one thing is left out: they are of several things.
WITH series AS (
    SELECT
        *,
        ends_with(indicator_id, '_growth_rate') AS is_growth,
        hash(
            coding_id, regexp_replace(indicator_id, '_growth_rate$', ''), plain_name(place_name)
        )                                       AS topic
    FROM statistic
    WHERE place_name IS NOT NULL
),
few AS (
    SELECT topic
    FROM series
    GROUP BY topic
    HAVING bool_or(is_growth AND value > 0)
        AND bool_or(nature = 'projection' AND NOT is_growth)
        AND bool_or(nature = 'observed' AND NOT is_growth)
        AND count(*) <= 200
),
figure AS (
    SELECT series.*, printed_step(value, value_text) / 2 AS half_step
    FROM series
    SEMI JOIN few USING (topic)
),
projected AS (
    FROM figure WHERE nature = 'projection' AND year_start IS NULL AND NOT is_growth
),
growing AS (
    SELECT projected.*, growth.value AS growth, growth.line_start AS growth_line, growth.page AS growth_page
    FROM projected
    JOIN figure AS growth
        ON growth.topic = projected.topic
        AND growth.is_growth
        AND growth.value > 0
        AND growth.place_level IS NOT DISTINCT FROM projected.place_level
        AND (
            growth.nature = 'projection'
            OR coalesce(abs(growth.line_start - projected.line_start) <= 2, growth.page = projected.page)
        )
    QUALIFY row_number() OVER (PARTITION BY projected.statistic_id ORDER BY growth.sequence) = 1
),
compared AS (
    SELECT
        growing.*,
        present.value       AS present_value,
        present.year        AS present_year,
        present.place_level AS present_level,
        present.place_level IS NOT DISTINCT FROM growing.place_level      AS is_same_level,
        [growing.line_start, growing.growth_line, present.line_start]     AS numbers,
        least(growing.page, growing.growth_page, present.page)            AS first_page
    FROM growing
    JOIN figure AS present
        ON present.topic = growing.topic
        AND NOT present.is_growth
        AND present.nature = 'observed'
        AND present.year_start IS NULL
        AND present.unit_id = growing.unit_id
        AND present.population_group IS NOT DISTINCT FROM growing.population_group
        AND present.year < growing.year
    -- The latest level before it, of the same kind of place if there is one.
    QUALIFY row_number() OVER (
        PARTITION BY growing.statistic_id
        ORDER BY is_same_level DESC, present.year DESC, present.sequence
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
