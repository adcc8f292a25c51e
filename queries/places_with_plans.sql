-- question: For which places are there plans, how much do they promise there, and what does an indicator say of the place?
-- pregunta: ¿Para qué lugares hay planes, cuánto prometen en cada uno, y qué dice un indicador del lugar?
-- parameter department VARCHAR = NULL: only this region (departamento), by name
-- parameter indicator_id VARCHAR = NULL: the indicator to show; poverty_rate when none is given
-- parameter place_level VARCHAR = NULL: province or region, to add up the plans of the places inside
-- column place_id: INEI ubigeo; blank for plans whose place is not known
-- column place_name: the place; of an unknown one, the name the plan gives
-- column place_level: region, province or district
-- column place_level_es: level, in Spanish
-- column place_level_en: level, in English
-- column department: region (departamento) of the place
-- column province: province of the place
-- column latitude: degrees north; blank when not known
-- column longitude: degrees east; blank when not known
-- column plans: number of plans
-- column commitments: number of their commitments
-- column quantified: number of commitments with at least one quantity
-- column quantified_pct: percent of commitments with at least one quantity
-- column leading_dimension_id: dimension with most commitments; blank when it is another axis
-- column leading_dimension_es: that dimension, in Spanish; blank without commitments
-- column leading_dimension_en: that dimension, in English; blank without commitments
-- column indicator_id: the indicator shown
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column unit_id: unit of the indicator
-- column unit_symbol: symbol of the unit
-- column stated_value: median of what plans state of the place itself, of each its latest figure
-- column stated_year: latest year that plans state it for
-- column official_value: latest official figure of the place
-- column official_year: year of the official figure
-- column indicator_value: the official figure, else what plans state
-- column indicator_basis: official or stated
-- column indicator_basis_es: whose figure it is, in Spanish
-- column indicator_basis_en: whose figure it is, in English
WITH wanted AS (
    SELECT
        indicator.indicator_id,
        indicator.label_es AS indicator_es,
        indicator.label_en AS indicator_en,
        indicator.unit_id,
        unit.symbol        AS unit_symbol
    FROM indicator
    LEFT JOIN unit ON unit.unit_id = indicator.unit_id
    WHERE indicator.indicator_id = coalesce(getvariable('indicator_id')::VARCHAR, 'poverty_rate')
),
located AS (
    SELECT
        document.document_id,
        CASE getvariable('place_level')::VARCHAR
            WHEN 'region' THEN left(document.place_id, 2)
            WHEN 'province' THEN left(document.place_id, 4)
            ELSE document.place_id
        END AS place_id,
        CASE
            WHEN document.place_id IS NULL AND getvariable('place_level') IS NULL THEN document.place_name
        END AS printed_name
    FROM document
    LEFT JOIN place ON place.place_id = document.place_id
    WHERE getvariable('department') IS NULL OR place.department = getvariable('department')::VARCHAR
),
plans AS (
    SELECT
        place_id,
        printed_name,
        count(*) AS plans
    FROM located
    GROUP BY place_id, printed_name
),
quantified AS (
    SELECT DISTINCT commitment_id
    FROM quantity
),
counted AS (
    SELECT
        commitment.coding_id,
        commitment.dimension_id,
        count(*)                        AS commitments,
        count(quantified.commitment_id) AS quantified
    FROM commitment
    LEFT JOIN quantified ON quantified.commitment_id = commitment.commitment_id
    GROUP BY commitment.coding_id, commitment.dimension_id
),
by_dimension AS (
    SELECT
        located.place_id,
        located.printed_name,
        counted.dimension_id,
        sum(counted.commitments)::BIGINT AS commitments,
        sum(counted.quantified)::BIGINT  AS quantified
    FROM counted
    JOIN coding ON coding.coding_id = counted.coding_id AND coding.is_preferred
    JOIN located ON located.document_id = coding.document_id
    GROUP BY located.place_id, located.printed_name, counted.dimension_id
),
promised AS (
    SELECT
        by_dimension.place_id,
        by_dimension.printed_name,
        sum(by_dimension.commitments)::BIGINT AS commitments,
        sum(by_dimension.quantified)::BIGINT  AS quantified,
        first(
            {
                'dimension_id': by_dimension.dimension_id,
                'es': coalesce(dimension.label_es, 'Otro eje'),
                'en': coalesce(dimension.label_en, 'Other axis')
            }
            ORDER BY by_dimension.commitments DESC, dimension.position NULLS LAST
        ) AS leading
    FROM by_dimension
    LEFT JOIN dimension ON dimension.dimension_id = by_dimension.dimension_id
    GROUP BY by_dimension.place_id, by_dimension.printed_name
),
latest_stated AS (
    SELECT
        plan_statistic.place_id,
        plan_statistic.value,
        plan_statistic.year
    FROM plan_statistic
    JOIN wanted
        ON wanted.indicator_id = plan_statistic.indicator_id AND wanted.unit_id = plan_statistic.unit_id
    WHERE plan_statistic.nature = 'observed' AND plan_statistic.population_group IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY plan_statistic.document_id, plan_statistic.place_id
        ORDER BY plan_statistic.year DESC NULLS LAST, plan_statistic.sequence
    ) = 1
),
stated AS (
    SELECT
        place_id,
        median(value) AS value,
        max(year)     AS year
    FROM latest_stated
    GROUP BY place_id
),
official AS (
    SELECT
        reference_statistic.place_id,
        reference_statistic.value,
        reference_statistic.year
    FROM reference_statistic
    JOIN wanted
        ON wanted.indicator_id = reference_statistic.indicator_id
        AND wanted.unit_id = reference_statistic.unit_id
    QUALIFY row_number() OVER (
        PARTITION BY reference_statistic.place_id ORDER BY reference_statistic.year DESC
    ) = 1
)
SELECT
    plans.place_id,
    coalesce(place.name, plans.printed_name) AS place_name,
    place.level                              AS place_level,
    place_level.label_es                     AS place_level_es,
    place_level.label_en                     AS place_level_en,
    place.department,
    place.province,
    place.latitude,
    place.longitude,
    plans.plans,
    coalesce(promised.commitments, 0)        AS commitments,
    coalesce(promised.quantified, 0)         AS quantified,
    100 * promised.quantified / promised.commitments AS quantified_pct,
    promised.leading.dimension_id            AS leading_dimension_id,
    promised.leading.es                      AS leading_dimension_es,
    promised.leading.en                      AS leading_dimension_en,
    wanted.indicator_id,
    wanted.indicator_es,
    wanted.indicator_en,
    wanted.unit_id,
    wanted.unit_symbol,
    stated.value                             AS stated_value,
    stated.year                              AS stated_year,
    official.value                           AS official_value,
    official.year                            AS official_year,
    coalesce(official.value, stated.value)   AS indicator_value,
    CASE
        WHEN official.value IS NOT NULL THEN 'official'
        WHEN stated.value IS NOT NULL THEN 'stated'
    END                                      AS indicator_basis,
    CASE indicator_basis WHEN 'official' THEN 'Oficial' WHEN 'stated' THEN 'Del plan' END
        AS indicator_basis_es,
    CASE indicator_basis WHEN 'official' THEN 'Official' WHEN 'stated' THEN 'Of the plan' END
        AS indicator_basis_en
FROM plans
CROSS JOIN wanted
LEFT JOIN place ON place.place_id = plans.place_id
LEFT JOIN code AS place_level
    ON place_level.vocabulary = 'place_levels' AND place_level.code = place.level
LEFT JOIN promised
    ON promised.place_id IS NOT DISTINCT FROM plans.place_id
    AND promised.printed_name IS NOT DISTINCT FROM plans.printed_name
LEFT JOIN stated ON stated.place_id = plans.place_id
LEFT JOIN official ON official.place_id = plans.place_id
ORDER BY plans.place_id NULLS LAST, place_name;
