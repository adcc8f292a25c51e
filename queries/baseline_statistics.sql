-- question: What figures does each plan give about the place, and where do they stand in it?
-- pregunta: ¿Qué cifras da cada plan sobre el lugar, y dónde están en él?
-- parameter document_id VARCHAR = NULL: only this plan
-- parameter indicator_id VARCHAR = NULL: only this indicator
-- parameter topic VARCHAR = NULL: only this topic of the vocabulary topics
-- column document_id: the plan
-- column document: title of the plan
-- column statistic_id: the statistic
-- column topic: topic of the indicator
-- column indicator_id: the indicator
-- column indicator_es: indicator, in Spanish
-- column indicator_en: indicator, in English
-- column place_name: place the figure is about
-- column place_level: level of the place
-- column place_level_es: level, in Spanish
-- column place_level_en: level, in English
-- column value: the value
-- column unit_id: the unit
-- column unit_es: unit, in Spanish
-- column unit_en: unit, in English
-- column unit_symbol: symbol of the unit
-- column year_start: first year where it covers several
-- column year: year of the figure
-- column population_group: population the figure is limited to
-- column population_group_es: population group, in Spanish
-- column population_group_en: population group, in English
-- column nature: observed or projection
-- column nature_es: nature, in Spanish
-- column nature_en: nature, in English
-- column stated_source: source the plan names
-- column value_text: the figure exactly as printed
-- column context: what the figure says
-- column page: page
-- column line_start: first line
-- column line_end: last line
SELECT
    document_id,
    document,
    statistic_id,
    topic,
    indicator_id,
    indicator_es,
    indicator_en,
    place_name,
    place_level,
    place_level_es,
    place_level_en,
    value,
    unit_id,
    unit_es,
    unit_en,
    unit_symbol,
    year_start,
    year,
    population_group,
    population_group_es,
    population_group_en,
    nature,
    nature_es,
    nature_en,
    stated_source,
    value_text,
    context,
    page,
    line_start,
    line_end
FROM plan_statistic
WHERE (getvariable('document_id') IS NULL OR document_id = getvariable('document_id')::VARCHAR)
    AND (getvariable('indicator_id') IS NULL OR indicator_id = getvariable('indicator_id')::VARCHAR)
    AND (getvariable('topic') IS NULL OR topic = getvariable('topic')::VARCHAR)
ORDER BY document, document_id, sequence;
