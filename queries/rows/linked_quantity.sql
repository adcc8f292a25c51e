-- The quantities of the commitments that may be linked, with what their words measure.
SELECT
    quantity.commitment_id,
    quantity.position,
    quantity.value,
    quantity.unit_id,
    measured.indicator,
    measured.population_group,
    measured.phrase,
    coalesce(measured.prints_baseline, false) AS prints_baseline
FROM quantity
LEFT JOIN measured
    ON measured.commitment_id = quantity.commitment_id AND measured.position = quantity.position
WHERE quantity.commitment_id IN (SELECT commitment_id FROM measured)
ORDER BY quantity.commitment_id, quantity.position;
