-- question: Where do the figures of districts or other parts not add up to the total the plan states?
-- pregunta: ¿Dónde las cifras de los distritos u otras partes no suman el total que da el plan?
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

-- Parts and total share indicator, unit, year, group and nature. Whether the parts are all there is
-- told by the number of districts that the plan or INEI gives. Where neither does, a sum below the
-- total is arguable, and only a total that stands with its parts is compared. A total that has
-- more than 20 values is of several things: it is not compared.
WITH place_above AS (
    FROM (VALUES
        ('district', 'province', 4, 'distritos', 'districts'),
        ('province', 'region', 2, 'provincias', 'provinces'),
        ('region', 'country', 0, 'departamentos', 'regions'),
        ('community', 'district', 6, 'lugares', 'places'),
        ('city', 'district', 6, 'lugares', 'places'),
        ('other', 'district', 6, 'lugares', 'places')
    ) AS levels (part_level, total_level, total_digits, parts_es, parts_en)
),
located AS (
    SELECT
        *,
        plain_name(place_name) AS place,
        hash(coding_id, indicator_id, unit_id, year_start, year, population_group, nature) AS topic
    FROM statistic
    WHERE unit_id IN ('people', 'households', 'dwellings', 'count', 'head', 'km', 'km2', 'ha', 'tonnes')
        -- Codes for things of several kinds, and figures that no place is a part of.
        AND indicator_id NOT IN ('other', 'crop_area', 'crop_production', 'livestock_total', 'tourists')
        AND indicator_id NOT LIKE 'distance%'
        AND indicator_id NOT LIKE 'municipal%'
        AND indicator_id NOT LIKE '%_per_%'
),
figure AS (
    SELECT located.*, printed_step(value, value_text) / 2 AS half_step
    FROM located
    SEMI JOIN (
        FROM located SELECT topic GROUP BY topic HAVING count(*) >= 3 AND min(place_level) <> max(place_level)
    ) AS several USING (topic)
),
stated_count AS (
    SELECT
        coding_id,
        plain_name(place_name) AS place,
        place_level,
        CASE indicator_id WHEN 'districts_count' THEN 'district' ELSE 'province' END AS part_level,
        max(value)             AS parts
    FROM statistic
    WHERE indicator_id IN ('districts_count', 'provinces_count') AND nature = 'observed'
    GROUP BY ALL
),
official_count AS (
    SELECT above.place_id, part.level AS part_level, count(*) AS parts
    FROM place AS above
    JOIN place AS part
        ON above.place_id IN (left(part.place_id, 2), left(part.place_id, 4)) AND part.level <> above.level
    GROUP BY ALL
),
part AS (
    SELECT
        topic,
        place_level,
        place,
        any_value(place_id) AS place_id,
        min(value)          AS value,
        max(half_step)      AS half_step,
        min(line_start)     AS line_start,
        max(line_end)       AS line_end,
        min(page)           AS page
    FROM figure
    WHERE place IS NOT NULL
    GROUP BY ALL
    HAVING min(value) = max(value)
),
unclear AS (
    SELECT topic, place_level, place FROM figure GROUP BY ALL HAVING min(value) <> max(value)
),
stated_total AS (
    SELECT
        figure.*,
        place_above.*,
        count(DISTINCT figure.place) OVER (PARTITION BY figure.topic, figure.place_level) AS places
    FROM figure
    JOIN place_above ON place_above.total_level = figure.place_level
    WHERE figure.place IS NOT NULL
    -- A total printed twice is one finding.
    QUALIFY row_number() OVER (
        PARTITION BY figure.topic, figure.place_level, figure.place, figure.value, place_above.part_level
        ORDER BY figure.sequence
    ) = 1
),
total AS (
    SELECT *
    FROM stated_total
    QUALIFY count(*) OVER (PARTITION BY topic, place, part_level) <= 20
),
whole AS (
    SELECT DISTINCT topic, part_level, total_digits, place_id, places
    FROM total
    WHERE NOT EXISTS (
        FROM unclear WHERE unclear.topic = total.topic AND unclear.place_level = total.part_level
    )
),
-- Two joins on equality: a plan may name thousands of places.
member AS (
    SELECT whole.part_level, whole.place_id AS total_id, part.*
    FROM whole
    JOIN part
        ON part.topic = whole.topic
        AND part.place_level = whole.part_level
        AND left(part.place_id, whole.total_digits) = whole.place_id
    UNION ALL
    SELECT whole.part_level, whole.place_id AS total_id, part.*
    FROM whole
    JOIN part ON part.topic = whole.topic AND part.place_level = whole.part_level
    WHERE whole.places = 1 AND (whole.place_id IS NULL OR part.place_id IS NULL)
),
added AS (
    SELECT
        topic,
        part_level,
        total_id,
        count(*)         AS parts,
        sum(value)       AS added,
        sum(half_step)   AS half_steps,
        min(line_start)  AS line_start,
        max(line_end)    AS line_end,
        min(page)        AS page,
        max(page)        AS last_page,
        list(line_start) AS numbers
    FROM member
    GROUP BY ALL
    HAVING count(*) >= 2
),
compared AS (
    SELECT
        total.*,
        added.* EXCLUDE (topic, part_level, total_id, line_start, line_end, page),
        [total.line_start, added.line_start] || added.numbers AS all_lines,
        least(total.page, added.page)         AS first_page,
        total.half_step + added.half_steps    AS tolerance,
        added.parts >= least(stated_count.parts, official_count.parts) AS is_complete,
        coalesce(
            total.line_start BETWEEN added.line_start - 3 AND added.line_end + 3,
            total.page BETWEEN added.page AND added.last_page
        )                                     AS is_beside
    FROM total
    JOIN added
        ON added.topic = total.topic
        AND added.part_level = total.part_level
        AND added.total_id IS NOT DISTINCT FROM total.place_id
    LEFT JOIN stated_count
        ON stated_count.coding_id = total.coding_id
        AND stated_count.place = total.place
        AND stated_count.place_level = total.place_level
        AND stated_count.part_level = total.part_level
    LEFT JOIN official_count
        ON official_count.place_id = total.place_id AND official_count.part_level = total.part_level
)
SELECT
    compared.document_id,
    compared.coding_id,
    CASE WHEN is_complete OR added > value THEN 'error' ELSE 'warning' END AS severity,
    line_list(all_lines)    AS lines,
    list_min(all_lines)     AS line_start,
    list_max(all_lines)     AS line_end,
    first_page              AS page,
    value_text              AS stated,
    number_plain(added)     AS expected,
    format(
        '{}: las cifras de {} {} suman {}, pero el total de {} dice {}.',
        indicator.label_es, parts, parts_es, amount_es(added, compared.unit_id, unit.symbol),
        place_name, amount_es(value, compared.unit_id, unit.symbol)
    )                       AS message_es,
    format(
        '{}: the figures of {} {} add up to {}, but the total of {} says {}.',
        indicator.label_en, parts, parts_en, amount_en(added, compared.unit_id, unit.symbol),
        place_name, amount_en(value, compared.unit_id, unit.symbol)
    )                       AS message_en
FROM compared
JOIN indicator ON indicator.indicator_id = compared.indicator_id
JOIN unit ON unit.unit_id = compared.unit_id
WHERE abs(value - added) > tolerance
    AND (is_complete OR (added > value AND is_beside) OR (is_complete IS NULL AND is_beside AND parts >= 3))
ORDER BY compared.document_id, compared.coding_id, compared.sequence, part_level;
