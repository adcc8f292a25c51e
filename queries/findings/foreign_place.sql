-- question: Where does a plan name another municipality as if it were its own?
-- pregunta: ¿Dónde nombra un plan otra municipalidad como si fuera la suya?
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

-- What a plan copied may have left of its source. Neighbours, the districts of a province and
-- places to compare with are named too, so a place counts only where its municipality is named on
-- two lines or more, or where it stands in a passage shared with the plan of that very place.
-- A name may go on in the next line; what begins there is counted there.
WITH spoken AS (
    SELECT
        line.document_id,
        line.line,
        line.page,
        plain_name(line.text) || ' ' || regexp_replace(
            coalesce(plain_name(following.text), ''),
            '\b(?:municipalidad(?: distrital| provincial)?|distrito|provincia) de .*',
            ''
        ) AS text
    FROM line
    LEFT JOIN line AS following
        ON following.document_id = line.document_id
        AND following.line = line.line + 1
    WHERE regexp_matches(line.text, '(?i)municipalidad|distrito de|provincia de|distrito$|provincia$')
),
named AS (
    SELECT
        document_id,
        line,
        page,
        unnest(regexp_extract_all(
            text, '\b(?:municipalidad(?: distrital| provincial)?|distrito|provincia) de [a-z]+(?: [a-z]+){0,5}'
        )) AS words
    FROM spoken
),
divided AS (
    SELECT
        document_id,
        line,
        page,
        regexp_extract(words, '^(.*?) de ', 1)          AS form,
        string_split(regexp_extract(words, '^.*? de (.*)$', 1), ' ') AS words
    FROM named
),
-- The longest name of a place that the words begin with: Santa Rosa, not Santa.
mention AS (
    SELECT
        divided.document_id,
        divided.line,
        divided.page,
        starts_with(divided.form, 'municipalidad') AS is_municipality,
        max_by(prefix.name, length(prefix.name)) AS name
    FROM divided, unnest([
        array_to_string(divided.words[:size], ' ') FOR size IN range(1, 7) IF size <= len(divided.words)
    ]) AS prefix (name)
    JOIN (SELECT DISTINCT plain_name(name) AS name FROM place) AS known ON known.name = prefix.name
    GROUP BY divided.document_id, divided.line, divided.page, is_municipality, divided.words
),
-- Names that are no name of the plan's own place, of what it lies in or of what lies in it, nor
-- like it in writing.
foreign_mention AS (
    SELECT mention.*, document.place_id AS own_id, document.place_name AS own_name
    FROM mention
    JOIN document ON document.document_id = mention.document_id AND document.place_id IS NOT NULL
    WHERE NOT contains(plain_name(document.place_name), mention.name)
        AND NOT contains(mention.name, plain_name(document.place_name))
        AND levenshtein(mention.name, plain_name(document.place_name)) > 2
        AND NOT EXISTS (
            FROM place
            WHERE plain_name(place.name) = mention.name
                AND (starts_with(place.place_id, document.place_id) OR starts_with(document.place_id, place.place_id))
        )
),
shared AS (
    SELECT document_id, line_start, line_end, other_id
    FROM reused_passage
    UNION ALL
    SELECT other_id, other_line_start, other_line_end, document_id
    FROM reused_passage
),
copied AS (
    SELECT DISTINCT
        foreign_mention.document_id,
        foreign_mention.line,
        foreign_mention.name
    FROM foreign_mention
    JOIN shared
        ON shared.document_id = foreign_mention.document_id
        AND foreign_mention.line BETWEEN shared.line_start AND shared.line_end
    JOIN document
        ON document.document_id = shared.other_id
        AND plain_name(document.place_name) = foreign_mention.name
),
judged AS (
    SELECT
        foreign_mention.*,
        copied.line IS NOT NULL AS is_copied
    FROM foreign_mention
    LEFT JOIN copied
        ON copied.document_id = foreign_mention.document_id
        AND copied.line = foreign_mention.line
        AND copied.name = foreign_mention.name
    WHERE foreign_mention.is_municipality OR copied.line IS NOT NULL
),
found AS (
    SELECT
        judged.document_id,
        judged.name,
        any_value(judged.own_name)   AS own_name,
        line_list(list(judged.line)) AS lines,
        count(DISTINCT judged.line)  AS mentions,
        min(judged.line)             AS line_start,
        max(judged.line)             AS line_end,
        min(judged.page)             AS page,
        bool_or(judged.is_copied)    AS is_copied
    FROM judged
    GROUP BY judged.document_id, judged.name
    HAVING mentions > 1 OR is_copied
)
SELECT
    found.document_id,
    coding.coding_id,
    'warning'        AS severity,
    found.lines,
    found.line_start,
    found.line_end,
    found.page,
    named_place.name AS stated,
    found.own_name   AS expected,
    format(
        'El plan es de {}, pero nombra como si fuera el suyo a {}{}.',
        found.own_name,
        named_place.name,
        CASE WHEN found.is_copied THEN ', en un pasaje que comparte con un plan de allí' ELSE '' END
    )                AS message_es,
    format(
        'The plan is of {}, but names {} as if it were its own{}.',
        found.own_name,
        named_place.name,
        CASE WHEN found.is_copied THEN ', in a passage it shares with a plan of that place' ELSE '' END
    )                AS message_en
FROM found
JOIN coding ON coding.document_id = found.document_id AND coding.is_preferred
JOIN (SELECT plain_name(name) AS plain, min(name) AS name FROM place GROUP BY plain_name(name)) AS named_place
    ON named_place.plain = found.name
ORDER BY found.document_id, found.line_start, found.name;
