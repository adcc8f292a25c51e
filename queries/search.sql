-- question: Which lines of the plans have these words? Accents, case and line breaks are ignored.
-- pregunta: ¿Qué líneas de los planes tienen estas palabras? No importan tildes, mayúsculas ni saltos de línea.
-- parameter text VARCHAR: words, with * for any letters and ? for one; or a regular expression
-- parameter is_regex BOOLEAN = false: whether the text is a regular expression (RE2) within a line
-- parameter source VARCHAR = NULL: only line or only statement; else lines, and statements of plans without lines
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter place_id VARCHAR = NULL: only the plans of this place
-- parameter department VARCHAR = NULL: only the plans of this department
-- parameter organisation VARCHAR = NULL: only the plans of this organisation
-- parameter dimension_id VARCHAR = NULL: only under headings, or in commitments, of this dimension
-- parameter at_most INTEGER = 1000: only so many of them, the first
-- column source: line of the document, or statement of a commitment
-- column document_id: the plan
-- column document: title of the plan
-- column commitment_id: the commitment whose statement it is
-- column page: page
-- column line: line; of a statement, its first
-- column before: the three lines before
-- column text: the line or the statement
-- column after: the three lines after
-- column found: how many there are, with those beyond the limit
WITH sought AS (
    SELECT
        document.document_id,
        document.title AS document
    FROM document
    LEFT JOIN place ON place.place_id = document.place_id
    WHERE (getvariable('document_id') IS NULL OR document.document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('place_id') IS NULL OR document.place_id = getvariable('place_id')::VARCHAR)
        AND (getvariable('department') IS NULL OR place.department = getvariable('department')::VARCHAR)
        AND (getvariable('organisation') IS NULL OR document.organisation = getvariable('organisation')::VARCHAR)
),
-- A line that has the words, or the first of them at its end.
candidate AS (
    SELECT
        line.document_id,
        line.line,
        line.page,
        line.text,
        coalesce(getvariable('is_regex')::BOOLEAN, false) OR regexp_matches(
            line.text, search_alone(search_phrase(search_words(getvariable('text')::VARCHAR)))
        ) AS is_whole
    FROM line
    JOIN sought ON sought.document_id = line.document_id
    WHERE coalesce(getvariable('source')::VARCHAR, 'line') = 'line'
        AND regexp_matches(line.text, CASE
            WHEN coalesce(getvariable('is_regex')::BOOLEAN, false) THEN '(?i)' || getvariable('text')::VARCHAR
            ELSE search_alone(concat_ws(
                '|',
                search_phrase(search_words(getvariable('text')::VARCHAR)),
                nullif(search_begun(search_words(getvariable('text')::VARCHAR)), '')
            ))
        END)
),
hit AS (
    SELECT document_id, line, page, text FROM candidate WHERE is_whole
    UNION ALL
    SELECT candidate.document_id, candidate.line, candidate.page, candidate.text
    FROM candidate
    JOIN line AS next ON next.document_id = candidate.document_id AND next.line = candidate.line + 1
    WHERE NOT candidate.is_whole
        AND regexp_matches(
            candidate.text || chr(10) || next.text,
            search_alone(search_broken(search_words(getvariable('text')::VARCHAR)))
        )
),
dimension_of_heading AS (
    SELECT document_id, line, dimension_id
    FROM heading
    WHERE getvariable('dimension_id') IS NOT NULL AND part = 'body' AND dimension_id IS NOT NULL
),
found_line AS (
    -- No ASOF LEFT JOIN: in DuckDB 1.4 it loses every row when no heading is there to join.
    SELECT hit.*
    FROM hit
    WHERE getvariable('dimension_id') IS NULL
        OR getvariable('dimension_id')::VARCHAR = (
            SELECT max_by(above.dimension_id, above.line)
            FROM dimension_of_heading AS above
            WHERE above.document_id = hit.document_id AND above.line <= hit.line
        )
),
found_statement AS (
    SELECT
        commitment.document_id,
        commitment.commitment_id,
        coalesce(commitment.line_start, 0) AS line,
        commitment.page_start AS page,
        commitment.statement AS text
    FROM commitment
    JOIN coding ON coding.coding_id = commitment.coding_id AND coding.is_preferred
    JOIN sought ON sought.document_id = commitment.document_id
    WHERE (
        getvariable('source')::VARCHAR = 'statement'
        OR getvariable('source') IS NULL
        AND commitment.document_id NOT IN (SELECT DISTINCT document_id FROM line)
    )
    AND (getvariable('dimension_id') IS NULL OR commitment.dimension_id = getvariable('dimension_id')::VARCHAR)
    AND regexp_matches(commitment.statement, CASE
        WHEN coalesce(getvariable('is_regex')::BOOLEAN, false) THEN '(?i)' || getvariable('text')::VARCHAR
        ELSE search_alone(search_phrase(search_words(getvariable('text')::VARCHAR)))
    END)
),
found AS (
    SELECT 'line' AS source, document_id, NULL AS commitment_id, page, line, text FROM found_line
    UNION ALL
    SELECT 'statement', document_id, commitment_id, page, line, text FROM found_statement
),
listed AS (
    SELECT found.*, sought.document, count(*) OVER () AS found
    FROM found
    JOIN sought USING (document_id)
    ORDER BY sought.document, document_id, source, line, commitment_id
    LIMIT coalesce(getvariable('at_most')::INTEGER, 1000)
),
around AS (
    SELECT
        listed.document_id,
        listed.line,
        string_agg(line.text, ' ' ORDER BY line.line) FILTER (line.line < listed.line) AS before,
        string_agg(line.text, ' ' ORDER BY line.line) FILTER (line.line > listed.line) AS after
    FROM listed
    JOIN line
        ON line.document_id = listed.document_id
        AND line.line BETWEEN listed.line - 3 AND listed.line + 3
    WHERE listed.source = 'line'
    GROUP BY ALL
)
SELECT
    listed.source,
    listed.document_id,
    listed.document,
    listed.commitment_id,
    listed.page,
    listed.line,
    around.before,
    listed.text,
    around.after,
    listed.found
FROM listed
LEFT JOIN around
    ON listed.source = 'line' AND around.document_id = listed.document_id AND around.line = listed.line
ORDER BY listed.document, listed.document_id, listed.source, listed.line, listed.commitment_id;
