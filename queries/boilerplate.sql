-- question: Which passages stand in many plans, and are they one organisation's template?
-- pregunta: ¿Qué pasajes están en muchos planes, y son la plantilla de una organización?
-- parameter document_id VARCHAR = NULL: only passages that this plan prints
-- column boilerplate_id: number of the passage: 1 is printed in the most plans
-- column plans: number of plans that print it, or a part of it
-- column plans_pct: percent of the plans whose text was read
-- column organisations: number of organisations, where known
-- column main_organisation: organisation of most of these plans
-- column main_organisation_pct: percent of the plans of a known organisation that are its
-- column words: words of the longest printing
-- column document_id: the plan of the longest printing
-- column document: title of that plan
-- column page: page there
-- column line_start: first line there
-- column line_end: last line there
-- column excerpt: how they begin
-- column text: the lines there
WITH filed AS (
    SELECT document_id, organisation, plain_name(organisation) AS name
    FROM document
),
printing AS (
    SELECT boilerplate_passage.*, filed.organisation, filed.name
    FROM boilerplate_passage
    JOIN filed ON filed.document_id = boilerplate_passage.document_id
    WHERE getvariable('document_id') IS NULL
        OR boilerplate_passage.boilerplate_id IN (
            SELECT boilerplate_id
            FROM boilerplate_passage
            WHERE document_id = getvariable('document_id')::VARCHAR
        )
),
plans_of_name AS (
    SELECT
        boilerplate_id,
        name,
        min(organisation)           AS organisation,
        count(DISTINCT document_id) AS plans
    FROM printing
    WHERE name IS NOT NULL
    GROUP BY boilerplate_id, name
),
main AS (
    SELECT
        boilerplate_id,
        count(*)                                            AS organisations,
        arg_max(organisation, (plans, name))                AS main_organisation,
        100 * max(plans) / sum(plans)                       AS main_organisation_pct
    FROM plans_of_name
    GROUP BY boilerplate_id
),
passage AS (
    SELECT
        boilerplate_id,
        count(DISTINCT document_id) AS plans,
        arg_max(
            {document_id: document_id, line_start: line_start, line_end: line_end, words: words},
            (words, document_id, line_start)
        ) AS longest
    FROM printing
    GROUP BY boilerplate_id
),
printed AS (
    SELECT
        passage.boilerplate_id,
        string_agg(line.text, ' ' ORDER BY line.line) AS text,
        min(line.page)                                AS page
    FROM passage
    JOIN line
        ON line.document_id = passage.longest.document_id
        AND line.line BETWEEN passage.longest.line_start AND passage.longest.line_end
    GROUP BY passage.boilerplate_id
)
SELECT
    passage.boilerplate_id,
    passage.plans,
    100 * passage.plans / (SELECT count(*) FROM document_words) AS plans_pct,
    coalesce(main.organisations, 0) AS organisations,
    main.main_organisation,
    main.main_organisation_pct,
    passage.longest.words           AS words,
    passage.longest.document_id     AS document_id,
    document.title                  AS document,
    printed.page,
    passage.longest.line_start      AS line_start,
    passage.longest.line_end        AS line_end,
    excerpt(printed.text) AS excerpt,
    printed.text
FROM passage
JOIN document ON document.document_id = passage.longest.document_id
LEFT JOIN main ON main.boilerplate_id = passage.boilerplate_id
LEFT JOIN printed ON printed.boilerplate_id = passage.boilerplate_id
ORDER BY passage.plans DESC, passage.boilerplate_id;
