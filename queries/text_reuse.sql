-- question: Which plans share text, how much of each, and which is the earlier one?
-- pregunta: ¿Qué planes comparten texto, cuánto de cada uno, y cuál es el anterior?
-- parameter document_id VARCHAR = NULL: only pairs of this plan, which then stands first
-- column document_id: a plan; the earlier of the two, where their terms differ
-- column document: title of the plan
-- column organisation: organisation that filed it
-- column place_name: municipality or region
-- column period_start: first year of its term
-- column other_id: the plan it shares text with
-- column other_document: title of the other plan
-- column other_organisation: organisation that filed the other
-- column other_place_name: municipality or region of the other
-- column other_period_start: first year of the other's term
-- column same_organisation: whether one organisation filed both; blank where it is not known
-- column passages: number of passages they share
-- column words: words of the plan in them
-- column share_pct: percent of the plan's words in them
-- column other_words: words of the other in them
-- column other_share_pct: percent of the other's words in them
-- column longest: words of the longest passage
-- column similarity_pct: percent of the words of the passages that are the same
WITH passage AS (
    SELECT document_id, words, other_id, other_words, similarity
    FROM reused_passage
    UNION ALL
    SELECT other_id, other_words, document_id, words, similarity
    FROM reused_passage
),
pair AS (
    SELECT
        document_id,
        other_id,
        count(*)                                         AS passages,
        sum(words)::BIGINT                               AS words,
        sum(other_words)::BIGINT                         AS other_words,
        max(words)                                       AS longest,
        100 * sum(similarity * words) / sum(words)       AS similarity_pct
    FROM passage
    GROUP BY document_id, other_id
)
SELECT
    pair.document_id,
    document.title          AS document,
    document.organisation,
    document.place_name,
    document.period_start,
    pair.other_id,
    other.title             AS other_document,
    other.organisation      AS other_organisation,
    other.place_name        AS other_place_name,
    other.period_start      AS other_period_start,
    plain_name(document.organisation) = plain_name(other.organisation) AS same_organisation,
    pair.passages,
    least(pair.words, mine.words)         AS words,
    100 * least(1, pair.words / mine.words) AS share_pct,
    least(pair.other_words, theirs.words) AS other_words,
    100 * least(1, pair.other_words / theirs.words) AS other_share_pct,
    pair.longest,
    pair.similarity_pct
FROM pair
JOIN document ON document.document_id = pair.document_id
JOIN document AS other ON other.document_id = pair.other_id
JOIN document_words AS mine ON mine.document_id = pair.document_id
JOIN document_words AS theirs ON theirs.document_id = pair.other_id
WHERE CASE
    WHEN getvariable('document_id') IS NOT NULL
        THEN pair.document_id = getvariable('document_id')::VARCHAR
    ELSE (coalesce(document.period_start, 9999), pair.document_id)
        < (coalesce(other.period_start, 9999), pair.other_id)
END
ORDER BY greatest(share_pct, other_share_pct) DESC, words DESC, pair.document_id, pair.other_id;
