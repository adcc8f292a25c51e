-- Rows of `heading`.
SELECT
    document_id,
    position,
    title.part,
    title.number,
    title.text,
    title.depth,
    title.role,
    title.dimension AS dimension_id,
    title.page,
    title.line
FROM (
    SELECT document_id, unnest(titles) AS title, generate_subscripts(titles, 1) AS position
    FROM (SELECT document_id, titles FROM coded ORDER BY place_in_corpus)
);
