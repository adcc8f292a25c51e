-- question: In which numbered lists is a number repeated or missing?
-- pregunta: ¿En qué listas numeradas se repite o falta un número?
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

-- Items keep the number they are printed with only in verbatim texts. A list of which a quarter or
-- more is missing was not read whole: its gaps say nothing. A number that is not higher than the
-- one before starts a new list, unless it is the same: a repeat, when the words differ.
WITH cell AS (
    SELECT
        document_id,
        coding_id,
        section,
        coalesce(axis, dimension_id) AS heading,
        sequence,
        line_start,
        line_end,
        page_start,
        unnest(['problem', 'objective', 'target']) AS part,
        unnest([problem, objective, coalesce(verbatim, statement)]) AS words
    FROM commitment
),
item AS (
    SELECT
        *,
        -- "3.", "3.-", "3)" and, where no target may begin with a count, "3 Deficiente ...".
        coalesce(
            try_cast(regexp_extract(words, '^\s*(\d{1,2})\s*(?:\.-|\.|\)|-)\s*[^\d\s]', 1) AS INTEGER),
            CASE WHEN part <> 'target'
                THEN try_cast(regexp_extract(words, '^\s*([1-9]\d?)\s+\p{Lu}\p{L}', 1) AS INTEGER)
            END
        )       AS number
    FROM cell
    -- A cell that spans several rows is one item.
    QUALIFY words IS DISTINCT FROM lag(words) OVER (
        PARTITION BY coding_id, section, heading, part ORDER BY sequence
    )
),
followed AS (
    SELECT
        *,
        lag(number) OVER list         AS last_number,
        lag(words) OVER list          AS last_words,
        lag(line_start) OVER list     AS last_line
    FROM item
    WHERE number IS NOT NULL
    WINDOW list AS (PARTITION BY coding_id, section, heading, part ORDER BY sequence)
),
listed AS (
    SELECT
        *,
        sum(coalesce(number < last_number, false)::INTEGER) OVER (
            PARTITION BY coding_id, section, heading, part ORDER BY sequence
        ) AS list_number
    FROM followed
),
judged AS (
    SELECT
        *,
        count(*) OVER whole                    AS items,
        -- Numbers do not fall inside a list.
        count(*) FILTER (number IS DISTINCT FROM last_number) OVER whole AS read_numbers,
        max(number) OVER whole - min(number) OVER whole + 1 AS numbers
    FROM listed
    WINDOW whole AS (PARTITION BY coding_id, section, heading, part, list_number)
)
SELECT
    document_id,
    coding_id,
    'warning'                                AS severity,
    line_list([last_line, line_start])       AS lines,
    list_min([last_line, line_start])        AS line_start,
    list_max([last_line, line_start, line_end]) AS line_end,
    page_start                               AS page,
    last_number || '; ' || number            AS stated,
    (last_number + 1)::VARCHAR               AS expected,
    'Numeración' || coalesce(' de «' || heading || '»', '') || CASE WHEN number = last_number
        THEN format(': el {} se repite: «{}» y «{}».', number, excerpt(last_words), excerpt(words))
        ELSE format(': después del {} sigue el {}; falta el {}.', last_number, number, last_number + 1)
    END                                      AS message_es,
    'Numbering' || coalesce(' of "' || heading || '"', '') || CASE WHEN number = last_number
        THEN format(': {} is repeated: "{}" and "{}".', number, excerpt(last_words), excerpt(words))
        ELSE format(': {} is followed by {}; {} is missing.', last_number, number, last_number + 1)
    END                                      AS message_en
FROM judged
WHERE items >= 3
    AND read_numbers > 0.75 * numbers
    AND (
        number = last_number
        -- A cell may hold several items.
        OR (number > last_number + 1 AND NOT regexp_matches(last_words, '(^|\s)' || last_number + 1 || '\s*[.)-]'))
    )
ORDER BY document_id, coding_id, sequence, part;
