-- question: Where does the table of contents give another year than the title it announces?
-- pregunta: ¿Dónde da el índice un año distinto del título que anuncia?
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

-- An entry announces the title that has its number and begins with the same word, or its words.
-- Titles with two years (a term) are left out; so are titles whose own texts differ in their year.
WITH dated AS (
    SELECT
        document_id,
        part,
        number,
        line,
        page,
        text,
        regexp_extract(text, '\b(20\d\d)\b', 1) AS year,
        trim(regexp_replace(lower(strip_accents(text)), '[^a-z]+', ' ', 'g')) AS wording,
        regexp_extract(wording, '[a-z]{4,}') AS first_word
    FROM heading
    WHERE len(regexp_extract_all(text, '\b20\d\d\b')) = 1
),
keyed AS (
    SELECT
        *,
        unnest(list_distinct(
            [wording] || CASE WHEN number IS NULL THEN [] ELSE [number || ' ' || first_word] END
        )) AS key
    FROM dated
    WHERE first_word <> ''
),
title AS (
    SELECT
        document_id,
        key,
        min(year) AS expected,
        min(line) AS line
    FROM keyed
    WHERE part = 'body'
    GROUP BY document_id, key
    HAVING min(year) = max(year)
),
announced AS (
    SELECT DISTINCT
        entry.document_id,
        entry.year     AS stated,
        title.expected,
        entry.line     AS entry_line,
        title.line     AS title_line,
        entry.page,
        entry.text     AS entry_text
    FROM keyed AS entry
    JOIN title USING (document_id, key)
    WHERE entry.part = 'contents'
),
disagreement AS (
    SELECT
        document_id,
        stated,
        expected,
        list_concat(list(entry_line), list(title_line)) AS all_lines,
        min(page)                                       AS page,
        min_by(entry_text, entry_line)                  AS example
    FROM announced
    WHERE stated <> expected
    GROUP BY document_id, stated, expected
)
SELECT
    document_id,
    coding_id,
    'error'               AS severity,
    line_list(all_lines)  AS lines,
    list_min(all_lines)   AS line_start,
    list_max(all_lines)   AS line_end,
    page,
    stated,
    expected,
    format('El índice dice {} donde los títulos del plan dicen {}: «{}».', stated, expected, excerpt(example))
                          AS message_es,
    format('The table of contents says {} where the plan''s titles say {}: "{}".', stated, expected, excerpt(example))
                          AS message_en
FROM disagreement
JOIN coding USING (document_id)
ORDER BY document_id, coding_id, line_start, stated, expected;
