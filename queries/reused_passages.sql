-- question: Which passages do two plans share, side by side?
-- pregunta: ¿Qué pasajes comparten dos planes, uno junto al otro?
-- parameter document_id VARCHAR = NULL: only passages of this plan, which then stands first
-- parameter other_id VARCHAR = NULL: only those it shares with this plan
-- parameter longest INTEGER = 1000: so many passages, the longest
-- column document_id: a plan
-- column document: title of the plan
-- column page: page on which the passage begins
-- column line_start: first line
-- column line_end: last line
-- column words: words of the passage
-- column text: the lines of the passage
-- column other_id: the plan it shares the passage with
-- column other_document: title of the other plan
-- column other_page: page on which the passage begins in the other
-- column other_line_start: first line in the other
-- column other_line_end: last line in the other
-- column other_words: words of the passage in the other
-- column other_text: the lines of the passage in the other
-- column similarity_pct: percent of the words that are the same, in the same order
-- column kind: copy (95 % or more are the same) or near (words were changed)
WITH either AS (
    SELECT *
    FROM reused_passage
    UNION ALL BY NAME
    SELECT
        other_id         AS document_id,
        other_line_start AS line_start,
        other_line_end   AS line_end,
        other_words      AS words,
        document_id      AS other_id,
        line_start       AS other_line_start,
        line_end         AS other_line_end,
        words            AS other_words,
        similarity,
        kind
    FROM reused_passage
    WHERE coalesce(getvariable('document_id'), getvariable('other_id')) IS NOT NULL
),
longest AS (
    SELECT *
    FROM either
    WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
        AND (getvariable('other_id') IS NULL OR other_id = getvariable('other_id')::VARCHAR)
    ORDER BY words DESC, document_id, other_id, line_start, other_line_start
    LIMIT coalesce(getvariable('longest')::INTEGER, 1000)
),
chosen AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY words DESC, document_id, other_id, line_start, other_line_start
        ) AS position
    FROM longest
),
printed AS (
    SELECT
        chosen.position,
        string_agg(line.text, ' ' ORDER BY line.line) AS text,
        min(line.page)                                AS page
    FROM chosen
    JOIN line
        ON line.document_id = chosen.document_id
        AND line.line BETWEEN chosen.line_start AND chosen.line_end
    GROUP BY chosen.position
),
printed_other AS (
    SELECT
        chosen.position,
        string_agg(line.text, ' ' ORDER BY line.line) AS text,
        min(line.page)                                AS page
    FROM chosen
    JOIN line
        ON line.document_id = chosen.other_id
        AND line.line BETWEEN chosen.other_line_start AND chosen.other_line_end
    GROUP BY chosen.position
)
SELECT
    chosen.document_id,
    document.title          AS document,
    printed.page,
    chosen.line_start,
    chosen.line_end,
    chosen.words,
    printed.text,
    chosen.other_id,
    other.title             AS other_document,
    printed_other.page      AS other_page,
    chosen.other_line_start,
    chosen.other_line_end,
    chosen.other_words,
    printed_other.text      AS other_text,
    100 * chosen.similarity AS similarity_pct,
    chosen.kind
FROM chosen
JOIN document ON document.document_id = chosen.document_id
JOIN document AS other ON other.document_id = chosen.other_id
JOIN printed ON printed.position = chosen.position
JOIN printed_other ON printed_other.position = chosen.position
ORDER BY
    chosen.words DESC,
    chosen.document_id,
    chosen.other_id,
    chosen.line_start,
    chosen.other_line_start;
