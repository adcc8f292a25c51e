-- The places that the statistics of a coding name, where its commitments may name one too.
SELECT DISTINCT coding_id, place_name, place_level
FROM statistic
WHERE
    coding_id IN (SELECT coding_id FROM measured WHERE indicator IS NOT NULL)
    AND place_name IS NOT NULL
ORDER BY ALL;
