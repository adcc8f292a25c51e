-- What quantities of commitments measure, by their words alone (extraction.measured).
SELECT
    coding_id,
    format('{}:c{:04d}', coding_id, found.sequence) AS commitment_id,
    found.position,
    found.indicator,
    found.population_group,
    found.phrase,
    found.prints_baseline
FROM (SELECT coding_id, unnest(measured) AS found FROM coded);
