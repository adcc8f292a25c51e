-- question: How far are the figures that plans state from the official ones of the same place and indicator?
-- pregunta: ¿Cuánto distan las cifras que dan los planes de las oficiales del mismo lugar e indicador?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column statistic_id: the statistic
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column place_id: INEI ubigeo of the place
-- column place_name: the place
-- column place_level: level of the place
-- column population_group: population the figure is limited to; official figures are of everybody
-- column value: the figure as stated
-- column unit_id: the unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column year: year the plan states it for
-- column official_value: the official figure of the nearest year
-- column official_year: its year
-- column official_source: where it was published
-- column difference: stated minus official, in the unit
-- column difference_pct: that difference as percent of the official figure
-- column page: page
-- column line_start: first line
-- column line_end: last line
SELECT
    plan_statistic.document_id,
    plan_statistic.document,
    plan_statistic.statistic_id,
    plan_statistic.indicator_id,
    plan_statistic.indicator_es,
    plan_statistic.indicator_en,
    plan_statistic.place_id,
    plan_statistic.place_name,
    plan_statistic.place_level,
    plan_statistic.population_group,
    plan_statistic.value,
    plan_statistic.unit_id,
    plan_statistic.unit_es,
    plan_statistic.unit_en,
    plan_statistic.unit_symbol,
    plan_statistic.year,
    reference_statistic.value  AS official_value,
    reference_statistic.year   AS official_year,
    reference_statistic.source AS official_source,
    plan_statistic.value - reference_statistic.value AS difference,
    100 * (plan_statistic.value - reference_statistic.value) / nullif(reference_statistic.value, 0)
        AS difference_pct,
    plan_statistic.page,
    plan_statistic.line_start,
    plan_statistic.line_end
FROM plan_statistic
JOIN reference_statistic
    ON reference_statistic.place_id = plan_statistic.place_id
    AND reference_statistic.indicator_id = plan_statistic.indicator_id
    AND reference_statistic.unit_id = plan_statistic.unit_id
WHERE plan_statistic.nature = 'observed'
    AND plan_statistic.population_group IS NULL
    AND plan_statistic.document_id = coalesce(getvariable('document_id')::VARCHAR, plan_statistic.document_id)
QUALIFY row_number() OVER (
    PARTITION BY plan_statistic.statistic_id
    ORDER BY abs(reference_statistic.year - plan_statistic.year) NULLS LAST, reference_statistic.year DESC
) = 1
ORDER BY plan_statistic.document, plan_statistic.document_id, plan_statistic.sequence, plan_statistic.statistic_id;
