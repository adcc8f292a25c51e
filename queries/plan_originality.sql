-- question: How much of each plan's text is its own?
-- pregunta: ¿Cuánto del texto de cada plan es propio?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column organisation: organisation that filed it
-- column place_name: municipality or region
-- column period_start: first year of the term
-- column words: number of words
-- column own_words: words in no passage of another plan
-- column reused_words: words in passages that few other plans have, wherever this one prints them
-- column boilerplate_words: words in passages of many plans
-- column own_pct: percent of its words that are own words
-- column reused_pct: percent that are reused words
-- column boilerplate_pct: percent that are boilerplate words
-- column plans_shared_with: number of plans with which it shares passages
-- column nearest_id: the plan that has the largest share of it
-- column nearest_document: title of that plan
-- column nearest_pct: percent of its words in passages of that plan
WITH passage AS (
    SELECT document_id, words, other_id
    FROM reused_passage
    UNION ALL
    SELECT other_id, other_words, document_id
    FROM reused_passage
),
pair AS (
    SELECT document_id, other_id, sum(words) AS words
    FROM passage
    GROUP BY document_id, other_id
),
nearest AS (
    SELECT
        document_id,
        count(*)                           AS plans,
        arg_max(other_id, (words, other_id)) AS other_id,
        max(words)                         AS words
    FROM pair
    GROUP BY document_id
)
SELECT
    document_words.document_id,
    document.title                AS document,
    document.organisation,
    document.place_name,
    document.period_start,
    document_words.words,
    document_words.words - document_words.reused_words - document_words.boilerplate_words AS own_words,
    document_words.reused_words,
    document_words.boilerplate_words,
    100 - 100 * (document_words.reused_words + document_words.boilerplate_words)
        / document_words.words    AS own_pct,
    100 * document_words.reused_words / document_words.words      AS reused_pct,
    100 * document_words.boilerplate_words / document_words.words AS boilerplate_pct,
    coalesce(nearest.plans, 0)    AS plans_shared_with,
    nearest.other_id              AS nearest_id,
    other.title                   AS nearest_document,
    CASE WHEN nearest.words > 0 THEN 100 * least(1, nearest.words / document_words.words) END AS nearest_pct
FROM document_words
JOIN document ON document.document_id = document_words.document_id
LEFT JOIN nearest ON nearest.document_id = document_words.document_id
LEFT JOIN document AS other ON other.document_id = nearest.other_id
WHERE (getvariable('document_id') IS NULL OR document_words.document_id = getvariable('document_id')::VARCHAR)
ORDER BY own_pct, document.title, document_words.document_id;
