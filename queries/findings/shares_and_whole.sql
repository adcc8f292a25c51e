-- question: Where do the shares of all groups, or access and lack, not add up to 100%?
-- pregunta: ¿Dónde los porcentajes de todos los grupos, o el acceso y la carencia, no suman 100 %?
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

WITH whole AS (
    FROM (VALUES
        (1, ['urban', 'rural']),
        (2, ['women', 'men']),
        (3, ['age_0_14', 'age_15_64', 'age_65_plus'])
    ) AS wholes (whole_id, groups)
),
figure AS (
    SELECT
        *,
        plain_name(place_name)              AS place,
        printed_step(value, value_text) / 2 AS half_step
    FROM statistic
    WHERE unit_id = 'percent'
),
-- One figure for each group, or none can be chosen.
share AS (
    SELECT
        document_id,
        coding_id,
        place,
        any_value(place_name) AS place_name,
        place_level,
        year_start,
        year,
        nature,
        population_group,
        min(sequence)         AS sequence,
        min(value)            AS value,
        max(half_step)        AS half_step,
        min(line_start)       AS line_start,
        min(page)             AS page
    FROM figure
    WHERE indicator_id = 'population_share'
    GROUP BY ALL
    HAVING min(value) = max(value)
),
groups AS (
    SELECT
        document_id,
        coding_id,
        min(sequence)                        AS sequence,
        'population_share'                   AS indicator_id,
        any_value(place_name)                AS place_name,
        list(value ORDER BY share.sequence)  AS shares,
        sum(half_step)                       AS tolerance,
        list(line_start)                     AS numbers,
        min(page)                            AS page,
        'error'                              AS severity
    FROM share
    JOIN whole ON list_contains(whole.groups, share.population_group)
    GROUP BY document_id, coding_id, place, place_level, year_start, year, nature, whole_id, groups
    HAVING count(*) = len(groups)
),
single AS (
    SELECT *
    FROM figure
    QUALIFY count(*) OVER (
        PARTITION BY coding_id, indicator_id, place, place_level, year_start, year, population_group, nature
    ) = 1
),
-- Access may be counted in dwellings and its lack in people: arguable.
complements AS (
    SELECT
        figure.document_id,
        figure.coding_id,
        least(figure.sequence, other.sequence) AS sequence,
        figure.indicator_id,
        figure.place_name,
        [figure.value, other.value]            AS shares,
        figure.half_step + other.half_step     AS tolerance,
        [figure.line_start, other.line_start]  AS numbers,
        least(figure.page, other.page)         AS page,
        'warning'                              AS severity
    FROM single AS figure
    JOIN indicator ON indicator.indicator_id = figure.indicator_id
    JOIN single AS other
        ON other.coding_id = figure.coding_id
        AND other.indicator_id = indicator.complement_id
        AND other.indicator_id > figure.indicator_id
        AND other.place IS NOT DISTINCT FROM figure.place
        AND other.place_level IS NOT DISTINCT FROM figure.place_level
        AND other.year_start IS NOT DISTINCT FROM figure.year_start
        AND other.year IS NOT DISTINCT FROM figure.year
        AND other.population_group IS NOT DISTINCT FROM figure.population_group
        AND other.nature = figure.nature
),
compared AS (
    FROM groups
    UNION ALL BY NAME
    FROM complements
)
SELECT
    document_id,
    coding_id,
    severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    page,
    array_to_string([number_plain(share) || '%' FOR share IN shares], '; ') AS stated,
    '100%'                  AS expected,
    format(
        '{}: en {}, {} suman {}, no 100 %.',
        label_es, coalesce(place_name, '–'),
        array_to_string([amount_es(share, 'percent', '%') FOR share IN shares], ' + '),
        amount_es(list_sum(shares), 'percent', '%')
    )                       AS message_es,
    format(
        '{}: in {}, {} add up to {}, not 100%.',
        label_en, coalesce(place_name, '–'),
        array_to_string([amount_en(share, 'percent', '%') FOR share IN shares], ' + '),
        amount_en(list_sum(shares), 'percent', '%')
    )                       AS message_en
FROM compared
JOIN indicator USING (indicator_id)
WHERE abs(list_sum(shares) - 100) > tolerance
ORDER BY document_id, coding_id, sequence, indicator_id, stated;
