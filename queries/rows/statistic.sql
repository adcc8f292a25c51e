-- Rows of `statistic`. A span of years is from year_start to year.
SELECT
    format('{}:s{:04d}', coding_id, stated.sequence) AS statistic_id,
    coding_id,
    document_id,
    stated.sequence,
    stated.indicator AS indicator_id,
    stated.place AS place_name,
    stated.place_level,
    named_place.place_id,
    stated.value,
    stated.unit AS unit_id,
    CASE WHEN contains(stated.year, '-') THEN split_part(stated.year, '-', 1)::INTEGER END
        AS year_start,
    split_part(stated.year, '-', -1)::INTEGER AS year,
    stated.population_group,
    stated.nature,
    stated.stated_source,
    stated.value_text,
    stated.page,
    stated.line_start,
    stated.line_end,
    stated.context,
    stated.notes
FROM (
    SELECT place_in_corpus, coding_id, document_id, province, unnest(statistics) AS stated
    FROM coded
)
LEFT JOIN named_place
    ON named_place.name = stated.place
    AND named_place.level = stated.place_level
    AND named_place.near IS NOT DISTINCT FROM province
ORDER BY place_in_corpus, stated.sequence;
