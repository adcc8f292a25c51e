-- Rows of `commitment_theme`.
SELECT
    format('{}:c{:04d}', coding_id, found.sequence) AS commitment_id,
    coding_id,
    document_id,
    found.theme AS theme_id,
    found.position,
    1 / count(*) OVER (PARTITION BY coding_id, found.sequence) AS weight,
    found.terms,
    found.found_in
FROM (
    SELECT coding_id, document_id, place_in_corpus, unnest(themes) AS found
    FROM coded
)
ORDER BY place_in_corpus, coding_id, found.sequence, found.position;
