-- question: Which stated densities are not the population over the area?
-- pregunta: ¿Qué densidades no son la población entre la superficie?
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

-- The population and the area of the density's own row count; only without them those elsewhere,
-- which may be of another year: a warning. A place with more than 100 ways to combine its densities,
-- populations and areas is left out: it cannot be told which belong together.
WITH measure AS (
    FROM (VALUES
        ('people_per_km2', 'km2', 1), ('people_per_km2', 'ha', 0.01),
        ('people_per_ha', 'ha', 1), ('people_per_ha', 'km2', 100)
    ) AS measures (density_unit, area_unit, area_factor)
),
located AS (
    SELECT *, hash(coding_id, plain_name(place_name), place_level) AS topic
    FROM statistic
    WHERE indicator_id IN ('population_density', 'population', 'area')
        AND population_group IS NULL
        AND year_start IS NULL
        AND place_name IS NOT NULL
),
few AS (
    SELECT topic
    FROM located
    GROUP BY topic
    HAVING count(*) FILTER (indicator_id = 'population_density')
        * count(*) FILTER (indicator_id = 'population')
        * count(*) FILTER (indicator_id = 'area') BETWEEN 1 AND 100
),
figure AS (
    SELECT located.*, printed_step(value, value_text) / 2 AS half_step
    FROM located
    SEMI JOIN few USING (topic)
),
pair AS (
    SELECT
        density.*,
        people.value AS people,
        people.year  AS people_year,
        area.value * measure.area_factor AS area,
        people.value / (area.value * measure.area_factor) AS quotient,
        (people.value - people.half_step)
            / ((area.value + area.half_step) * measure.area_factor) - density.half_step AS low,
        (people.value + people.half_step)
            / ((area.value - area.half_step) * measure.area_factor) + density.half_step AS high,
        coalesce(people.line_start = density.line_start, false)::INTEGER
            + coalesce(area.line_start = density.line_start, false)::INTEGER AS nearness,
        [density.line_start, people.line_start, area.line_start]    AS pair_lines,
        least(density.page, people.page, area.page)                 AS pair_page
    FROM figure AS density
    JOIN measure ON measure.density_unit = density.unit_id
    JOIN figure AS people
        ON people.topic = density.topic
        AND people.indicator_id = 'population'
        AND people.unit_id = 'people'
        AND people.nature = density.nature
        AND people.year IS NOT DISTINCT FROM coalesce(density.year, people.year)
    JOIN figure AS area
        ON area.topic = density.topic
        AND area.indicator_id = 'area'
        AND area.unit_id = measure.area_unit
        AND area.value > area.half_step
    WHERE density.indicator_id = 'population_density'
    QUALIFY nearness = max(nearness) OVER (PARTITION BY density.statistic_id)
),
compared AS (
    SELECT
        document_id,
        coding_id,
        sequence,
        place_name,
        unit_id,
        value,
        value_text,
        list_distinct(flatten(list(pair_lines))) AS numbers,
        min(pair_page)                           AS page,
        list_sort(list_distinct(list({
            year: people_year, people: people, area: area, quotient: quotient
        })))                                     AS pairs,
        nearness = 2 OR year IS NOT NULL         AS is_error
    FROM pair
    GROUP BY ALL
    HAVING NOT bool_or(value BETWEEN low AND high)
)
SELECT
    document_id,
    coding_id,
    CASE WHEN is_error THEN 'error' ELSE 'warning' END AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    page,
    value_text              AS stated,
    array_to_string([
        number_plain(pair.quotient) || coalesce(' (' || pair.year || ')', '') FOR pair IN pairs
    ], '; ')                AS expected,
    format(
        'Densidad poblacional: el plan da {} para {}, pero la población entre la superficie es {}.',
        amount_es(value, unit_id, symbol), place_name,
        array_to_string([
            format(
                '{}{} ({} ÷ {})', number_es(pair.quotient), coalesce(' en ' || pair.year, ''),
                number_es(pair.people), number_es(pair.area)
            )
            FOR pair IN pairs
        ], '; ')
    )                       AS message_es,
    format(
        'Population density: the plan states {} for {}, but the population over the area is {}.',
        amount_en(value, unit_id, symbol), place_name,
        array_to_string([
            format(
                '{}{} ({} ÷ {})', number_en(pair.quotient), coalesce(' in ' || pair.year, ''),
                number_en(pair.people), number_en(pair.area)
            )
            FOR pair IN pairs
        ], '; ')
    )                       AS message_en
FROM compared
JOIN unit USING (unit_id)
ORDER BY document_id, coding_id, sequence;
