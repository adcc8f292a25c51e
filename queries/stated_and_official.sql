-- question: How do the figures that plans state about places compare with the official ones nearest in time?
-- pregunta: ¿Cómo se comparan las cifras de los planes sobre los lugares con las oficiales más cercanas en el tiempo?
-- parameter document_id VARCHAR = NULL: only this plan
-- column statistic_id: the statistic of the plan
-- column document_id: the plan
-- column document: title of the plan
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column place_id: the place, as UBIGEO code
-- column place_name: place the figure is about
-- column place_level: level of the place
-- column value: the plan's value
-- column unit_id: unit of both values
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column year: year of the plan's figure; blank when not stated
-- column stated_source: source the plan names
-- column official_value: the official value of the year nearest to it (nearest in value when the plan states no year)
-- column official_year: year of the official value
-- column official_source: where the official value is from
-- column difference: the plan's value minus the official one, in the unit (percentage points of a share)
-- column difference_pct: the same in percent of the official value
-- column page: page of the plan's figure
-- column line_start: first line
-- column line_end: last line
WITH nearest AS (
    SELECT
        statistic.statistic_id,
        arg_min(
            reference_statistic,
            (
                coalesce(
                    abs(statistic.year - reference_statistic.year),
                    abs(statistic.value - reference_statistic.value)
                ),
                -reference_statistic.year
            )
        ) AS official
    FROM statistic
    JOIN reference_statistic
        ON reference_statistic.place_id = statistic.place_id
        AND reference_statistic.indicator_id = statistic.indicator_id
        AND reference_statistic.unit_id = statistic.unit_id
    WHERE (getvariable('document_id') IS NULL OR statistic.document_id = getvariable('document_id')::VARCHAR)
        AND statistic.population_group IS NULL
        AND statistic.nature = 'observed'
        -- How an index is computed is revised: values of two years are not of one scale.
        AND (statistic.unit_id <> 'index' OR statistic.year = reference_statistic.year)
    GROUP BY statistic.statistic_id
)
SELECT
    stated.statistic_id,
    stated.document_id,
    stated.document,
    stated.indicator_id,
    stated.indicator_es,
    stated.indicator_en,
    stated.place_id,
    stated.place_name,
    stated.place_level,
    stated.value,
    stated.unit_id,
    stated.unit_es,
    stated.unit_en,
    stated.unit_symbol,
    stated.year,
    stated.stated_source,
    nearest.official.value                                AS official_value,
    nearest.official.year                                 AS official_year,
    nearest.official.source                               AS official_source,
    round(stated.value - nearest.official.value, 6)       AS difference,
    round(100 * (stated.value - nearest.official.value) / nullif(nearest.official.value, 0), 6) AS difference_pct,
    stated.page,
    stated.line_start,
    stated.line_end
FROM nearest
JOIN plan_statistic AS stated ON stated.statistic_id = nearest.statistic_id
ORDER BY stated.document, stated.document_id, stated.sequence;
