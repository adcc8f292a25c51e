-- The statistics that a commitment of the same coding may start from: equal to the baseline of its
-- row, or of the indicator its words name, or of the complement of that, in the same unit.
WITH wanted AS (
    SELECT measured.coding_id, named.indicator_id, quantity.unit_id
    FROM measured
    JOIN quantity
        ON quantity.commitment_id = measured.commitment_id
        AND quantity.position = measured.position
    JOIN indicator ON indicator.indicator_id = measured.indicator
    CROSS JOIN LATERAL (
        SELECT unnest([indicator.indicator_id, indicator.complement_id]) AS indicator_id
    ) AS named
)
SELECT
    statistic_id,
    coding_id,
    sequence,
    indicator_id,
    place_name,
    place_level,
    place_id,
    value,
    unit_id,
    year_start,
    year,
    population_group,
    nature,
    value_text,
    page,
    line_start,
    context
FROM statistic
WHERE
    (coding_id, value, unit_id) IN (
        SELECT (coding_id, baseline_value, baseline_unit) FROM commitment
        WHERE baseline_value IS NOT NULL
    )
    OR (coding_id, indicator_id, unit_id) IN (
        SELECT (coding_id, indicator_id, unit_id) FROM wanted
    )
ORDER BY coding_id, sequence;
