-- question: What do plans promise where poverty is highest, by official figures or by what plans state?
-- pregunta: ¿Qué prometen los planes donde hay más pobreza, según cifras oficiales o lo que dicen los planes?
-- parameter department VARCHAR = NULL: only this region (departamento), by name
-- column poverty_rank: 1 for the poorest place; rates rank before numbers of people; blank without figure
-- column place_id: INEI ubigeo of the plans' place
-- column place_name: the place
-- column place_level: region, province or district
-- column place_level_es: level, in Spanish
-- column place_level_en: level, in English
-- column department: region (departamento) of the place
-- column plans: number of plans
-- column poverty_indicator_id: the indicator that ranks the place: poverty_rate, else poverty_population
-- column poverty_indicator_es: that indicator, in Spanish
-- column poverty_indicator_en: that indicator, in English
-- column poverty_value: its value
-- column poverty_unit_id: its unit
-- column poverty_unit_es: its unit, in Spanish
-- column poverty_unit_en: its unit, in English
-- column poverty_unit_symbol: symbol of the unit
-- column poverty_year: year it is for; blank when the plan does not say
-- column poverty_basis: official, or stated by plans
-- column poverty_basis_es: whose figure it is, in Spanish
-- column poverty_basis_en: whose figure it is, in English
-- column commitments: number of commitments
-- column social_pct: percent of commitments in the social dimension
-- column economic_pct: percent in the economic dimension
-- column environmental_pct: percent in the environmental dimension
-- column institutional_pct: percent in the institutional dimension
-- column other_axis_pct: percent under another axis, without dimension
-- column poverty_commitments: number of commitments that name poverty
WITH located AS (
    SELECT
        document.document_id,
        place.*
    FROM document
    JOIN place ON place.place_id = document.place_id
    WHERE getvariable('department') IS NULL OR place.department = getvariable('department')::VARCHAR
),
plans AS (
    SELECT
        place_id,
        any_value(name)       AS place_name,
        any_value(level)      AS place_level,
        any_value(department) AS department,
        count(*)              AS plans
    FROM located
    GROUP BY place_id
),
counted AS (
    SELECT
        coding_id,
        count(*)                                               AS commitments,
        count(*) FILTER (WHERE dimension_id = 'social')        AS social,
        count(*) FILTER (WHERE dimension_id = 'economic')      AS economic,
        count(*) FILTER (WHERE dimension_id = 'environmental') AS environmental,
        count(*) FILTER (WHERE dimension_id = 'institutional') AS institutional,
        count(*) FILTER (WHERE dimension_id IS NULL)           AS other_axis
    FROM commitment
    GROUP BY coding_id
),
promised AS (
    SELECT
        located.place_id,
        sum(counted.commitments)::BIGINT   AS commitments,
        sum(counted.social)::BIGINT        AS social,
        sum(counted.economic)::BIGINT      AS economic,
        sum(counted.environmental)::BIGINT AS environmental,
        sum(counted.institutional)::BIGINT AS institutional,
        sum(counted.other_axis)::BIGINT    AS other_axis
    FROM counted
    JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
    JOIN located ON located.document_id = coding.document_id
    GROUP BY located.place_id
),
on_poverty AS (
    SELECT
        place_id,
        count(*) AS commitments
    FROM commitments_on_poverty
    GROUP BY place_id
),
latest_stated AS (
    SELECT
        place_id,
        indicator_id,
        value,
        year
    FROM plan_statistic
    WHERE indicator_id IN ('poverty_rate', 'poverty_population')
        AND unit_id = CASE indicator_id WHEN 'poverty_rate' THEN 'percent' ELSE 'people' END
        AND nature = 'observed'
        AND population_group IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY document_id, place_id, indicator_id ORDER BY year DESC NULLS LAST, sequence
    ) = 1
),
figures AS (
    SELECT
        place_id,
        indicator_id,
        value,
        year,
        'official' AS basis
    FROM reference_statistic
    WHERE indicator_id IN ('poverty_rate', 'poverty_population')
        AND unit_id = CASE indicator_id WHEN 'poverty_rate' THEN 'percent' ELSE 'people' END
    QUALIFY row_number() OVER (PARTITION BY place_id, indicator_id ORDER BY year DESC) = 1
    UNION ALL
    SELECT
        place_id,
        indicator_id,
        median(value),
        max(year),
        'stated'
    FROM latest_stated
    GROUP BY place_id, indicator_id
),
poverty AS (
    SELECT *
    FROM figures
    QUALIFY row_number() OVER (
        PARTITION BY place_id ORDER BY indicator_id = 'poverty_rate' DESC, basis = 'official' DESC
    ) = 1
)
SELECT
    CASE
        WHEN poverty.value IS NOT NULL THEN rank() OVER (
            ORDER BY poverty.indicator_id = 'poverty_rate' DESC NULLS LAST, poverty.value DESC NULLS LAST
        )
    END                                             AS poverty_rank,
    plans.place_id,
    plans.place_name,
    plans.place_level,
    place_level.label_es                            AS place_level_es,
    place_level.label_en                            AS place_level_en,
    plans.department,
    plans.plans,
    poverty.indicator_id                            AS poverty_indicator_id,
    indicator.label_es                              AS poverty_indicator_es,
    indicator.label_en                              AS poverty_indicator_en,
    poverty.value                                   AS poverty_value,
    indicator.unit_id                               AS poverty_unit_id,
    unit.label_es                                   AS poverty_unit_es,
    unit.label_en                                   AS poverty_unit_en,
    unit.symbol                                     AS poverty_unit_symbol,
    poverty.year                                    AS poverty_year,
    poverty.basis                                   AS poverty_basis,
    CASE poverty.basis WHEN 'official' THEN 'Oficial' WHEN 'stated' THEN 'Del plan' END AS poverty_basis_es,
    CASE poverty.basis WHEN 'official' THEN 'Official' WHEN 'stated' THEN 'Of the plan' END AS poverty_basis_en,
    coalesce(promised.commitments, 0)               AS commitments,
    100 * promised.social / promised.commitments        AS social_pct,
    100 * promised.economic / promised.commitments      AS economic_pct,
    100 * promised.environmental / promised.commitments AS environmental_pct,
    100 * promised.institutional / promised.commitments AS institutional_pct,
    100 * promised.other_axis / promised.commitments    AS other_axis_pct,
    coalesce(on_poverty.commitments, 0)             AS poverty_commitments
FROM plans
LEFT JOIN code AS place_level
    ON place_level.vocabulary = 'place_levels' AND place_level.code = plans.place_level
LEFT JOIN promised ON promised.place_id = plans.place_id
LEFT JOIN on_poverty ON on_poverty.place_id = plans.place_id
LEFT JOIN poverty ON poverty.place_id = plans.place_id
LEFT JOIN indicator ON indicator.indicator_id = poverty.indicator_id
LEFT JOIN unit ON unit.unit_id = indicator.unit_id
ORDER BY poverty_rank NULLS LAST, plans.place_id;
