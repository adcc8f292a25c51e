-- The quantities of the commitments that may be linked, with what their words measure.
SELECT
    quantity.commitment_id,
    quantity.position,
    quantity.value,
    quantity.unit_id,
    measured.indicator,
    measured.population_group,
    measured.phrase
FROM quantity
JOIN commitment ON commitment.commitment_id = quantity.commitment_id
LEFT JOIN measured
    ON measured.commitment_id = quantity.commitment_id AND measured.position = quantity.position
WHERE
    commitment.baseline_value IS NOT NULL
    OR quantity.commitment_id IN (SELECT commitment_id FROM measured)
ORDER BY quantity.commitment_id, quantity.position;
