-- question: Where do the items of a list, such as crops, not add up to the total stated with it?
-- pregunta: ¿Dónde los elementos de una lista, como los cultivos, no suman el total dado junto a ella?
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

-- The items of x_total are the indicators x and x_...; a list may leave some out: a warning.
WITH figure AS (
    SELECT *, printed_step(value, value_text) / 2 AS half_step
    FROM statistic
    -- Its code also stands for livestock of other kinds.
    WHERE indicator_id <> 'livestock_total'
),
total AS (
    SELECT *, regexp_extract(indicator_id, '^(.+)_total$', 1) AS stem
    FROM figure
    WHERE ends_with(indicator_id, '_total')
),
added AS (
    SELECT
        total.statistic_id,
        count(*)              AS items,
        sum(item.value)       AS added,
        max(item.value)       AS largest,
        sum(item.half_step)   AS half_steps,
        list(item.line_start) AS numbers,
        min(item.page)        AS page
    FROM total
    JOIN figure AS item
        ON item.coding_id = total.coding_id
        AND (item.indicator_id = total.stem OR starts_with(item.indicator_id, total.stem || '_'))
        AND NOT ends_with(item.indicator_id, '_total')
        AND item.unit_id = total.unit_id
        AND item.nature = total.nature
        AND item.year IS NOT DISTINCT FROM total.year
        AND item.population_group IS NOT DISTINCT FROM total.population_group
        AND plain_name(item.place_name) IS NOT DISTINCT FROM plain_name(total.place_name)
        AND item.place_level IS NOT DISTINCT FROM total.place_level
        AND coalesce(abs(item.line_start - total.line_start) <= 20, item.page = total.page)
    GROUP BY ALL
    HAVING count(*) >= 2
),
compared AS (
    SELECT
        total.*,
        added.* EXCLUDE (statistic_id, page),
        [total.line_start] || added.numbers AS all_lines,
        least(total.page, added.page)       AS first_page,
        total.half_step + added.half_steps  AS tolerance
    FROM total
    JOIN added ON added.statistic_id = total.statistic_id
    WHERE total.value > added.largest
)
SELECT
    compared.document_id,
    compared.coding_id,
    'warning'               AS severity,
    line_list(all_lines)    AS lines,
    list_min(all_lines)     AS line_start,
    list_max(all_lines)     AS line_end,
    first_page              AS page,
    value_text              AS stated,
    number_plain(added)     AS expected,
    format(
        '{}: los {} elementos de la lista suman {}, pero el total de {} dice {}.',
        indicator.label_es, items, amount_es(added, compared.unit_id, unit.symbol),
        coalesce(place_name, '–'), amount_es(value, compared.unit_id, unit.symbol)
    )                       AS message_es,
    format(
        '{}: the {} items of the list add up to {}, but the total of {} says {}.',
        indicator.label_en, items, amount_en(added, compared.unit_id, unit.symbol),
        coalesce(place_name, '–'), amount_en(value, compared.unit_id, unit.symbol)
    )                       AS message_en
FROM compared
JOIN indicator ON indicator.indicator_id = compared.indicator_id
JOIN unit ON unit.unit_id = compared.unit_id
WHERE abs(value - added) > tolerance
ORDER BY compared.document_id, compared.coding_id, compared.sequence;
