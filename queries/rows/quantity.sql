-- Rows of `quantity`.
SELECT
    format('{}:c{:04d}', coding_id, promised.sequence) AS commitment_id,
    coding_id,
    document_id,
    promised.position,
    promised.value,
    promised.unit AS unit_id,
    promised.comparator AS comparator_id,
    promised.subject,
    promised.subject_en,
    promised.value_text
FROM (
    SELECT coding_id, document_id, unnest(quantities) AS promised
    FROM (SELECT coding_id, document_id, quantities FROM coded ORDER BY place_in_corpus)
);
