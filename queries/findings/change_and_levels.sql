-- question: Which stated changes are not the difference of the stated levels?
-- pregunta: ¿Qué variaciones no son la diferencia de los niveles que da el plan?
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

-- Levels are those of the years the change spans; without a first year, the one other level that
-- stands beside the change. Where a plan prints so many of one thing at one place that there
-- are more than 400 pairs of a change and a level, it cannot be told which belong together.
WITH series AS (
    SELECT
        statistic.*,
        change.indicator_id IS NOT NULL AS is_change,
        coalesce(change.level_id, statistic.indicator_id) AS level_id,
        hash(
            coding_id, coalesce(change.level_id, statistic.indicator_id), unit_id, plain_name(place_name),
            place_level, population_group
        )                               AS topic
    FROM statistic
    LEFT JOIN (
        SELECT indicator_id || '_change' AS indicator_id, indicator_id AS level_id FROM indicator
    ) AS change USING (indicator_id)
    WHERE year IS NOT NULL
),
few AS (
    SELECT topic
    FROM series
    GROUP BY topic
    HAVING count(*) FILTER (is_change) * count(*) FILTER (NOT is_change) BETWEEN 1 AND 400
),
figure AS (
    SELECT series.*, printed_step(value, value_text) / 2 AS half_step
    FROM series
    SEMI JOIN few USING (topic)
),
change AS (
    SELECT figure.*, level.label_es, level.label_en, unit.symbol
    FROM figure
    JOIN indicator AS level ON level.indicator_id = figure.level_id
    JOIN unit ON unit.unit_id = figure.unit_id
    WHERE figure.is_change
),
level AS (
    SELECT
        change.statistic_id AS change_id,
        figure.year,
        min(figure.value)      AS value,
        min(figure.half_step)  AS half_step,
        arg_min(figure.line_start, abs(figure.line_start - change.line_start)) AS line_start,
        min(figure.page)       AS page,
        bool_or(coalesce(abs(figure.line_start - change.line_start) <= 2, figure.page = change.page)) AS is_beside
    FROM change
    JOIN figure
        ON figure.topic = change.topic
        AND NOT figure.is_change
        AND figure.year_start IS NULL
    GROUP BY ALL
    HAVING min(figure.value) = max(figure.value)
),
first_level AS (
    SELECT change.statistic_id AS change_id, level.*
    FROM change
    JOIN level
        ON level.change_id = change.statistic_id
        AND CASE
            WHEN change.year_start IS NOT NULL THEN level.year = change.year_start
            ELSE level.year < change.year AND level.is_beside
        END
    QUALIFY count(*) OVER (PARTITION BY change.statistic_id) = 1
),
compared AS (
    SELECT
        change.*,
        first_level.year                                   AS first_year,
        first_level.value                                  AS first_value,
        last_level.value                                   AS last_value,
        last_level.value - first_level.value               AS difference,
        [first_level.line_start, last_level.line_start, change.line_start] AS numbers,
        [first_level.page, last_level.page, change.page]   AS pages,
        change.half_step + first_level.half_step + last_level.half_step AS tolerance
    FROM change
    JOIN first_level ON first_level.change_id = change.statistic_id
    JOIN level AS last_level
        ON last_level.change_id = change.statistic_id AND last_level.year = change.year
)
SELECT
    document_id,
    coding_id,
    'error'                 AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    list_min(pages)         AS page,
    value_text              AS stated,
    number_plain(difference) AS expected,
    format(
        '{}: el plan da una variación de {} en {}, pero entre {} ({}) y {} ({}) la diferencia es {}.',
        label_es, amount_es(value, unit_id, symbol), place_name,
        amount_es(first_value, unit_id, symbol), first_year,
        amount_es(last_value, unit_id, symbol), year, amount_es(difference, unit_id, symbol)
    )                       AS message_es,
    format(
        '{}: the plan states a change of {} in {}, but between {} ({}) and {} ({}) the difference is {}.',
        label_en, amount_en(value, unit_id, symbol), place_name,
        amount_en(first_value, unit_id, symbol), first_year,
        amount_en(last_value, unit_id, symbol), year, amount_en(difference, unit_id, symbol)
    )                       AS message_en
FROM compared
WHERE abs(abs(value) - abs(difference)) > tolerance
ORDER BY document_id, coding_id, sequence;
