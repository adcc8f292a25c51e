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
-- More than 200 figures of one list at one place and year are of several lists: they are not added.
WITH whole AS (
    SELECT total.indicator_id AS total_id, item.indicator_id
    FROM indicator AS total
    JOIN indicator AS item
        ON item.indicator_id IN (total.indicator_id, regexp_extract(total.indicator_id, '^(.+)_total$', 1))
        OR (
            starts_with(item.indicator_id, regexp_extract(total.indicator_id, '^(.+_)total$', 1))
            AND NOT ends_with(item.indicator_id, '_total')
        )
    WHERE ends_with(total.indicator_id, '_total')
        -- Its code also stands for livestock of other kinds.
        AND total.indicator_id <> 'livestock_total'
),
listed AS (
    SELECT
        statistic.*,
        whole.total_id = statistic.indicator_id AS is_total,
        hash(
            coding_id, total_id, unit_id, nature, year, population_group, plain_name(place_name), place_level
        )                                       AS topic
    FROM statistic
    JOIN whole USING (indicator_id)
),
few AS (
    SELECT topic
    FROM listed
    GROUP BY topic
    HAVING bool_or(is_total) AND count(*) FILTER (NOT is_total) >= 2 AND count(*) <= 200
),
figure AS (
    SELECT listed.*, printed_step(value, value_text) / 2 AS half_step
    FROM listed
    SEMI JOIN few USING (topic)
),
total AS (
    FROM figure WHERE is_total
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
        ON item.topic = total.topic
        AND NOT item.is_total
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
