-- question: What do the plans say about poverty and extreme poverty, place by place?
-- pregunta: ¿Qué dicen los planes sobre pobreza y pobreza extrema, lugar por lugar?
-- parameter document_id VARCHAR = NULL: only this plan
-- column document_id: the plan
-- column document: title of the plan
-- column statistic_id: the statistic
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column place_name: place the figure is about
-- column place_level: level of the place
-- column population_group: population the figure is limited to
-- column population_group_es: population group, in Spanish
-- column population_group_en: population group, in English
-- column value: the value
-- column unit_id: the unit
-- column year: year of the figure
-- column nature: observed or projection
-- column page: page
-- column line_start: first line
-- column line_end: last line
SELECT
    document_id,
    document,
    statistic_id,
    indicator_id,
    indicator_es,
    indicator_en,
    place_name,
    place_level,
    population_group,
    population_group_es,
    population_group_en,
    value,
    unit_id,
    year,
    nature,
    page,
    line_start,
    line_end
FROM plan_statistic
WHERE topic = 'poverty'
    AND (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
ORDER BY document, document_id, sequence;
