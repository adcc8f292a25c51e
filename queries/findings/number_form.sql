-- question: Which numbers are printed with a redundant "mil" or a doubled percent sign?
-- pregunta: ¿Qué números llevan un «mil» que sobra o el signo de porcentaje repetido?
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

WITH printed AS (
    SELECT document_id, coding_id, sequence, 0 AS position, value, value_text, line_start, line_end, page
    FROM statistic
    UNION ALL
    SELECT
        commitment.document_id,
        commitment.coding_id,
        commitment.sequence,
        quantity.position,
        quantity.value,
        quantity.value_text,
        commitment.line_start,
        commitment.line_end,
        commitment.page_start
    FROM quantity
    JOIN commitment ON commitment.commitment_id = quantity.commitment_id
),
formed AS (
    SELECT
        *,
        regexp_matches(value_text, '%\s*%') AS has_double_sign,
        -- The coder read the figure without the word: its whole part has no more digits than stand
        -- before "mil". A true "mil" (2 mil, 2,5 mil) has multiplied it.
        regexp_matches(value_text, '(?i)\d\s+mil($|[^a-z])')
        AND NOT regexp_matches(value_text, '(?i)\smil\s+millon')
        AND length(trunc(abs(value))::HUGEINT::VARCHAR)
            <= length(regexp_replace(regexp_extract(value_text, '(?i)^(.*)\smil', 1), '\D', '', 'g'))
                             AS has_redundant_word
    FROM printed
)
SELECT
    document_id,
    coding_id,
    'warning'               AS severity,
    line_list([line_start]) AS lines,
    line_start,
    line_end,
    page,
    value_text              AS stated,
    number_plain(value)     AS expected,
    CASE WHEN has_double_sign
        THEN format('En «{}» el signo de porcentaje está repetido: se lee {}.', value_text, number_es(value))
        ELSE format('En «{}» sobra la palabra «mil»: se lee {}.', value_text, number_es(value))
    END                     AS message_es,
    CASE WHEN has_double_sign
        THEN format('In "{}" the percent sign is printed twice: it is read as {}.', value_text, number_en(value))
        ELSE format('In "{}" the word "mil" (thousand) is redundant: it is read as {}.', value_text, number_en(value))
    END                     AS message_en
FROM formed
WHERE has_double_sign OR has_redundant_word
ORDER BY document_id, coding_id, line_start, page, position, sequence;
