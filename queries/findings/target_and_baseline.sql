-- question: Which targets are on the wrong side of their baseline?
-- pregunta: ¿Qué metas están del lado equivocado de su línea de base?
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

-- The baseline on the target's scale is 100 minus it for a complement. A link whose relation nobody
-- stated counts where either reading is wrong; a coverage may be meant to fall: both are arguable.
WITH linked AS (
    SELECT
        commitment.document_id,
        commitment.coding_id,
        commitment.sequence,
        quantity.position,
        commitment.line_start,
        commitment.line_end,
        commitment.page_start AS page,
        statistic.line_start  AS baseline_line,
        quantity.value,
        quantity.unit_id,
        quantity.comparator_id,
        coalesce(quantity.value_text, number_plain(quantity.value)) AS value_text,
        '«' || excerpt(commitment.statement) || '»' AS what_es,
        '"' || excerpt(coalesce(commitment.statement_en, commitment.statement)) || '"' AS what_en,
        baseline_link.relation,
        baseline_link.baseline_value AS baseline,
        CASE WHEN baseline_link.relation = 'complement' THEN 100 - baseline_link.baseline_value
            ELSE baseline_link.baseline_value
        END                   AS start,
        coalesce(target.polarity, '') AS polarity,
        (
            printed_step(quantity.value, coalesce(quantity.value_text, ''))
            + printed_step(baseline_link.baseline_value, coalesce(statistic.value_text, ''))
        ) / 2                 AS tolerance
    FROM baseline_link
    JOIN quantity
        ON quantity.commitment_id = baseline_link.commitment_id
        AND quantity.position = baseline_link.position
    JOIN commitment ON commitment.commitment_id = baseline_link.commitment_id
    LEFT JOIN statistic ON statistic.statistic_id = baseline_link.statistic_id
    LEFT JOIN indicator AS target ON target.indicator_id = baseline_link.indicator_id
    WHERE baseline_link.baseline_unit = quantity.unit_id
        AND coalesce(baseline_link.relation, '') <> 'related'
),
judged AS (
    SELECT
        *,
        CASE
            WHEN comparator_id = 'reduce_to' AND value > start + tolerance THEN 'below'
            WHEN comparator_id = 'increase_to' AND value < start - tolerance
                AND (relation IS NOT NULL OR unit_id <> 'percent' OR value < 100 - start - tolerance)
                THEN 'above'
            WHEN comparator_id = 'achieve_share' AND relation IS NOT NULL
                AND polarity <> 'lower_better' AND value < start - tolerance
                THEN 'above'
        END AS side
    FROM linked
)
SELECT
    document_id,
    coding_id,
    CASE WHEN relation IS NULL OR comparator_id = 'achieve_share' THEN 'warning' ELSE 'error' END AS severity,
    line_list([line_start, baseline_line])           AS lines,
    list_min([line_start, baseline_line])            AS line_start,
    list_max([line_end, line_start, baseline_line])  AS line_end,
    page,
    value_text              AS stated,
    CASE side WHEN 'below' THEN '< ' ELSE '> ' END || number_plain(start) AS expected,
    format(
        '{}: la meta es {} a {}, pero el plan parte de {}.',
        what_es, CASE side WHEN 'below' THEN 'bajar' ELSE 'subir' END,
        amount_es(value, unit_id, symbol), amount_es(start, unit_id, symbol)
    )                       AS message_es,
    format(
        '{}: the target is to {} to {}, but the plan starts from {}.',
        what_en, CASE side WHEN 'below' THEN 'fall' ELSE 'rise' END,
        amount_en(value, unit_id, symbol), amount_en(start, unit_id, symbol)
    )                       AS message_en
FROM judged
JOIN unit USING (unit_id)
WHERE side IS NOT NULL
ORDER BY document_id, coding_id, sequence, judged.position;
