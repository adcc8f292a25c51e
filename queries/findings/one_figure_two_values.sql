-- question: Of which figures does the plan give two values for the same place and year?
-- pregunta: ¿De qué cifras da el plan dos valores para el mismo lugar y año?
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

-- An error only where both have a year and the same source: else they may come from two counts.
-- Many values of one thing mean that the coding does not tell of which part each is; so does one
-- thing printed more than 50 times.
WITH located AS (
    SELECT
        *,
        hash(
            coding_id, indicator_id, unit_id, year_start, year, population_group, nature,
            plain_name(place_name), place_level
        )                                   AS topic
    FROM statistic
    -- Codes for things of several kinds, and of which a place has several.
    WHERE indicator_id NOT IN (
        'other', 'crop_area', 'crop_production', 'crop_yield', 'livestock_total', 'river_flow',
        'distance_to_capital'
    )
),
few AS (
    SELECT topic FROM located GROUP BY topic HAVING count(*) <= 50 AND count(DISTINCT value) = 2
),
figure AS (
    SELECT located.*, printed_step(value, value_text) / 2 AS half_step
    FROM located
    SEMI JOIN few USING (topic)
),
compared AS (
    SELECT
        figure.*,
        other.value         AS other_value,
        other.value_text    AS other_text,
        coalesce(
            figure.year IS NOT NULL AND plain_name(figure.stated_source) = plain_name(other.stated_source), false
        )                   AS is_error,
        [figure.line_start, other.line_start] AS numbers,
        least(figure.page, other.page)        AS first_page
    FROM figure
    JOIN figure AS other ON other.topic = figure.topic AND other.sequence > figure.sequence
    WHERE figure.value <> other.value
        AND abs(figure.value - other.value) > figure.half_step + other.half_step
        -- Less than a tenth is rather another thing.
        AND greatest(abs(figure.value), abs(other.value)) <= 10 * least(abs(figure.value), abs(other.value))
        -- Two in one passage are a range or two things told apart by words.
        AND coalesce(abs(figure.line_start - other.line_start) > 2, figure.page <> other.page)
    QUALIFY row_number() OVER (PARTITION BY figure.topic ORDER BY figure.sequence, other.sequence) = 1
)
SELECT
    compared.document_id,
    compared.coding_id,
    CASE WHEN is_error THEN 'error' ELSE 'warning' END AS severity,
    line_list(numbers)      AS lines,
    list_min(numbers)       AS line_start,
    list_max(numbers)       AS line_end,
    first_page              AS page,
    value_text || '; ' || other_text AS stated,
    NULL                    AS expected,
    format(
        '{}: para {}{} el plan da {} en un lugar y {} en otro.',
        indicator.label_es, coalesce(place_name, '–'), coalesce(' en ' || year, ''),
        amount_es(value, compared.unit_id, unit.symbol), amount_es(other_value, compared.unit_id, unit.symbol)
    )                       AS message_es,
    format(
        '{}: for {}{} the plan gives {} in one place and {} in another.',
        indicator.label_en, coalesce(place_name, '–'), coalesce(' in ' || year, ''),
        amount_en(value, compared.unit_id, unit.symbol), amount_en(other_value, compared.unit_id, unit.symbol)
    )                       AS message_en
FROM compared
JOIN indicator ON indicator.indicator_id = compared.indicator_id
JOIN unit ON unit.unit_id = compared.unit_id
ORDER BY compared.document_id, compared.coding_id, compared.sequence;
