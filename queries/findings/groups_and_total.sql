-- question: Where do urban and rural, or women and men, not add up to the total the plan states?
-- pregunta: ¿Dónde urbana y rural, o mujeres y hombres, no suman el total que da el plan?
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

WITH pair AS (
    FROM (VALUES
        ('urban', 'rural', 'urbana y rural', 'urban and rural'),
        ('women', 'men', 'mujeres y hombres', 'women and men')
    ) AS pairs (first_group, second_group, names_es, names_en)
),
figure AS (
    SELECT
        *,
        printed_step(value, value_text) / 2 AS half_step,
        hash(
            coding_id, indicator_id, unit_id, year_start, year, nature, plain_name(place_name), place_level
        )                                   AS topic
    FROM statistic
    WHERE unit_id IN ('people', 'households', 'dwellings', 'count', 'head', 'km', 'ha')
        -- Codes for things of several kinds.
        AND indicator_id NOT IN ('other', 'crop_area', 'livestock_total')
),
grouped AS (
    SELECT
        topic,
        population_group,
        min(value)      AS value,
        max(half_step)  AS half_step,
        min(line_start) AS line_start,
        min(page)       AS page
    FROM figure
    WHERE population_group IS NOT NULL
    GROUP BY ALL
    HAVING min(value) = max(value)
),
compared AS (
    SELECT
        total.*,
        pair.*,
        first.value + second.value AS added,
        total.half_step + first.half_step + second.half_step AS tolerance,
        [total.line_start, first.line_start, second.line_start] AS numbers,
        [total.page, first.page, second.page] AS pages
    FROM pair
    JOIN grouped AS first ON first.population_group = pair.first_group
    JOIN grouped AS second ON second.population_group = pair.second_group AND second.topic = first.topic
    JOIN figure AS total ON total.topic = first.topic AND total.population_group IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY total.topic, total.value, pair.first_group ORDER BY total.sequence
    ) = 1
)
SELECT
    compared.document_id,
    compared.coding_id,
    CASE
        -- Figures without a year that stand apart may be of different years.
        WHEN year IS NULL AND coalesce(list_max(numbers) - list_min(numbers) > 3, list_max(pages) > list_min(pages))
            THEN 'warning'
        ELSE 'error'
    END                     AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    list_min(pages)         AS page,
    value_text              AS stated,
    number_plain(added)     AS expected,
    format(
        '{}: {} suman {} en {}, pero el total dice {}.',
        indicator.label_es, names_es, amount_es(added, compared.unit_id, unit.symbol),
        coalesce(place_name, '–'), amount_es(value, compared.unit_id, unit.symbol)
    )                       AS message_es,
    format(
        '{}: {} add up to {} in {}, but the total says {}.',
        indicator.label_en, names_en, amount_en(added, compared.unit_id, unit.symbol),
        coalesce(place_name, '–'), amount_en(value, compared.unit_id, unit.symbol)
    )                       AS message_en
FROM compared
JOIN indicator ON indicator.indicator_id = compared.indicator_id
JOIN unit ON unit.unit_id = compared.unit_id
WHERE abs(value - added) > tolerance
ORDER BY compared.document_id, compared.coding_id, compared.sequence, first_group;
