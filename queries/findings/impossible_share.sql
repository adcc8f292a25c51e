-- question: Which shares of a whole are above 100% or below 0%?
-- pregunta: ¿Qué partes de un todo pasan de 100 % o bajan de 0 %?
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

WITH stated_share AS (
    SELECT
        statistic.document_id,
        statistic.coding_id,
        statistic.sequence,
        0                   AS position,
        statistic.value,
        statistic.value_text,
        printed_step(statistic.value, statistic.value_text) / 2 AS half_step,
        statistic.line_start,
        statistic.line_end,
        statistic.page,
        indicator.label_es  AS what_es,
        indicator.label_en  AS what_en
    FROM statistic
    JOIN indicator ON indicator.indicator_id = statistic.indicator_id
    WHERE statistic.unit_id = 'percent'
        -- A large number without a sign of its own is rather a count taken for a share.
        AND (statistic.value <= 1000 OR regexp_matches(statistic.value_text, '%|(?i)por ?ciento'))
        AND regexp_matches(statistic.indicator_id, '_(rate|share|coverage|remaining)(_|$)')
        AND NOT regexp_matches(statistic.indicator_id, 'growth|migration|change|increase')
),
promised_share AS (
    SELECT
        commitment.document_id,
        commitment.coding_id,
        commitment.sequence,
        quantity.position,
        quantity.value,
        coalesce(quantity.value_text, number_plain(quantity.value)) AS value_text,
        printed_step(quantity.value, coalesce(quantity.value_text, '')) / 2 AS half_step,
        commitment.line_start,
        commitment.line_end,
        commitment.page_start AS page,
        '«' || excerpt(commitment.statement) || '»' AS what_es,
        '"' || excerpt(coalesce(commitment.statement_en, commitment.statement)) || '"' AS what_en
    FROM quantity
    JOIN commitment ON commitment.commitment_id = quantity.commitment_id
    WHERE quantity.unit_id = 'percent' AND quantity.comparator_id IN ('achieve_share', 'reduce_by')
),
combined AS (
    FROM stated_share
    UNION ALL BY NAME
    FROM promised_share
)
SELECT
    document_id,
    coding_id,
    'error'                 AS severity,
    line_list([line_start]) AS lines,
    line_start,
    line_end,
    page,
    value_text              AS stated,
    CASE WHEN value > 100 THEN '≤ 100%' ELSE '≥ 0%' END AS expected,
    format(
        '{}: {} es imposible en una parte de un todo, que va de 0 a 100 %.',
        what_es, amount_es(value, 'percent', '%')
    )                       AS message_es,
    format(
        '{}: {} is impossible for a part of a whole, which lies between 0 and 100%.',
        what_en, amount_en(value, 'percent', '%')
    )                       AS message_en
FROM combined
WHERE value > 100 + half_step OR value < 0
ORDER BY document_id, coding_id, line_start, page, position, sequence;
