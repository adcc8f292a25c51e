-- question: What figures do plans state of each place, and what is the official one?
-- pregunta: ¿Qué cifras dan los planes de cada lugar, y cuál es la oficial?
-- parameter department VARCHAR = NULL: only this region (departamento), by name
-- parameter indicator_id VARCHAR = NULL: only this indicator
-- column place_id: INEI ubigeo
-- column place_name: the place
-- column place_level: region, province or district
-- column place_level_es: level, in Spanish
-- column place_level_en: level, in English
-- column department: region (departamento) of the place
-- column province: province of the place
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column unit_id: the unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column plans: number of plans that state it; 0 where there is an official figure only
-- column stated_min: lowest stated value, of everybody and observed
-- column stated_max: highest stated value
-- column stated_year: latest year stated
-- column official_value: latest official figure
-- column official_year: its year
-- column official_source: where it was published
WITH stated AS (
    SELECT
        statistic.place_id,
        statistic.indicator_id,
        statistic.unit_id,
        count(DISTINCT statistic.document_id) AS plans,
        min(statistic.value)                  AS stated_min,
        max(statistic.value)                  AS stated_max,
        max(statistic.year)                   AS stated_year
    FROM statistic
    JOIN coding ON coding.coding_id = statistic.coding_id AND coding.is_preferred
    WHERE statistic.place_id IS NOT NULL
        AND statistic.nature = 'observed'
        AND statistic.population_group IS NULL
        AND statistic.indicator_id <> 'other'
    GROUP BY statistic.place_id, statistic.indicator_id, statistic.unit_id
),
official AS (
    SELECT *
    FROM reference_statistic
    QUALIFY row_number() OVER (PARTITION BY place_id, indicator_id, unit_id ORDER BY year DESC) = 1
),
beside AS (
    SELECT
        coalesce(stated.place_id, official.place_id)         AS place_id,
        coalesce(stated.indicator_id, official.indicator_id) AS indicator_id,
        coalesce(stated.unit_id, official.unit_id)           AS unit_id,
        coalesce(stated.plans, 0)                            AS plans,
        stated.stated_min,
        stated.stated_max,
        stated.stated_year,
        official.value                                       AS official_value,
        official.year                                        AS official_year,
        official.source                                      AS official_source
    FROM stated
    FULL JOIN official
        ON official.place_id = stated.place_id
        AND official.indicator_id = stated.indicator_id
        AND official.unit_id = stated.unit_id
)
SELECT
    beside.place_id,
    place.name         AS place_name,
    place.level        AS place_level,
    place_level.label_es AS place_level_es,
    place_level.label_en AS place_level_en,
    place.department,
    place.province,
    beside.indicator_id,
    indicator.label_es AS indicator_es,
    indicator.label_en AS indicator_en,
    beside.unit_id,
    unit.label_es      AS unit_es,
    unit.label_en      AS unit_en,
    unit.symbol        AS unit_symbol,
    beside.plans,
    beside.stated_min,
    beside.stated_max,
    beside.stated_year,
    beside.official_value,
    beside.official_year,
    beside.official_source
FROM beside
JOIN place ON place.place_id = beside.place_id
LEFT JOIN code AS place_level
    ON place_level.vocabulary = 'place_levels' AND place_level.code = place.level
JOIN indicator ON indicator.indicator_id = beside.indicator_id
JOIN unit ON unit.unit_id = beside.unit_id
WHERE (beside.plans > 0 OR beside.place_id IN (SELECT document.place_id FROM document))
    AND (getvariable('department') IS NULL OR place.department = getvariable('department')::VARCHAR)
    AND (getvariable('indicator_id') IS NULL OR beside.indicator_id = getvariable('indicator_id')::VARCHAR)
ORDER BY beside.place_id, beside.indicator_id, beside.unit_id;
