-- question: Where do the headings disagree on the year of the horizon?
-- pregunta: ¿Dónde no coinciden los encabezados en el año del horizonte?
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

-- A heading's year is one in the axis, or the deadline of a promise whose own words give no year.
WITH dated AS (
    SELECT document_id, coding_id, sequence, line_start, page_start, deadline AS horizon
    FROM commitment
    WHERE regexp_full_match(deadline, '\d{4}')
        AND NOT contains(concat_ws(' ', statement, verbatim), deadline)
    UNION ALL
    SELECT
        document_id,
        coding_id,
        sequence,
        line_start,
        page_start,
        unnest(regexp_extract_all(axis, '(?i)\bal (?:año )?(20\d\d)\b', 1)) AS horizon
    FROM commitment
),
heading AS (
    SELECT
        document_id,
        coding_id,
        horizon,
        count(*)                        AS promises,
        arg_min(line_start, sequence)   AS line_start,
        arg_min(page_start, sequence)   AS page
    FROM dated
    GROUP BY ALL
)
SELECT
    document_id,
    coding_id,
    'warning'                    AS severity,
    line_list(list(line_start))  AS lines,
    min(line_start)              AS line_start,
    max(line_start)              AS line_end,
    min(page)                    AS page,
    string_agg(horizon, '; ' ORDER BY horizon) AS stated,
    NULL                         AS expected,
    format(
        'Los encabezados sobre los compromisos dan años distintos del horizonte: {}.',
        string_agg(horizon || ' (' || promises || ')', ', ' ORDER BY horizon)
    )                            AS message_es,
    format(
        'The headings over the commitments give different years of the horizon: {}.',
        string_agg(horizon || ' (' || promises || ')', ', ' ORDER BY horizon)
    )                            AS message_en
FROM heading
GROUP BY document_id, coding_id
HAVING count(*) > 1
ORDER BY document_id, coding_id;
