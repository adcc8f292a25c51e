-- question: What share of people or dwellings has each basic service, by the plans' own figures?
-- pregunta: ¿Qué parte de la población o de las viviendas tiene cada servicio básico, según los propios planes?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column statistic_id: the statistic
-- column topic: topic of the indicator
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column place_name: place the figure is about
-- column place_level: level of the place
-- column population_group: population the figure is limited to
-- column population_group_es: population group, in Spanish
-- column population_group_en: population group, in English
-- column stated_pct: the percentage as stated
-- column measures: access or lack, as the indicator is defined
-- column lacking_pct: percent without the service: as stated, or 100 minus a stated access
-- column year: year of the figure
-- column nature: observed or projection
-- column page: page
-- column line_start: first line
-- column line_end: last line
SELECT
    plan_statistic.document_id,
    plan_statistic.document,
    plan_statistic.statistic_id,
    plan_statistic.topic,
    plan_statistic.indicator_id,
    plan_statistic.indicator_es,
    plan_statistic.indicator_en,
    plan_statistic.place_name,
    plan_statistic.place_level,
    plan_statistic.population_group,
    plan_statistic.population_group_es,
    plan_statistic.population_group_en,
    plan_statistic.value AS stated_pct,
    CASE plan_statistic.polarity WHEN 'lower_better' THEN 'lack' ELSE 'access' END AS measures,
    CASE plan_statistic.polarity
        WHEN 'lower_better' THEN plan_statistic.value
        ELSE 100 - plan_statistic.value
    END AS lacking_pct,
    plan_statistic.year,
    plan_statistic.nature,
    plan_statistic.page,
    plan_statistic.line_start,
    plan_statistic.line_end
FROM plan_statistic
WHERE plan_statistic.topic IN ('water_sanitation', 'energy', 'housing', 'health')
    AND plan_statistic.unit_id = 'percent'
    AND plan_statistic.polarity <> 'neutral'
    AND (getvariable('document_id') IS NULL OR plan_statistic.document_id = getvariable('document_id')::VARCHAR)
ORDER BY plan_statistic.document, plan_statistic.document_id, plan_statistic.sequence;
