-- Rows of `commitment_theme`.
SELECT
    format('{}:c{:04d}', coding_id, found.sequence) AS commitment_id,
    found.theme AS theme_id,
    found.position,
    found.terms,
    found.found_in
FROM (
    SELECT coding_id, unnest(themes) AS found
    FROM (SELECT coding_id, themes FROM coded ORDER BY place_in_corpus)
);
