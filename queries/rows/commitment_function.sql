-- Rows of `commitment_function`.
SELECT
    format('{}:c{:04d}', coding_id, found.sequence) AS commitment_id,
    found.function AS function_id,
    found.terms
FROM (
    SELECT coding_id, unnest(functions) AS found
    FROM (SELECT coding_id, functions FROM coded ORDER BY place_in_corpus)
);
