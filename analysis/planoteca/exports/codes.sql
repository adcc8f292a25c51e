SELECT vocabulary, code, position AS number, label_es, label_en, description_es, description_en
FROM (
    FROM code
    UNION ALL BY NAME
    SELECT 'dimensions' AS vocabulary, dimension_id AS code, * EXCLUDE (dimension_id) FROM dimension
    UNION ALL BY NAME
    SELECT 'themes' AS vocabulary, theme_id AS code, * EXCLUDE (theme_id) FROM theme
    UNION ALL BY NAME
    SELECT 'functions' AS vocabulary, function_id AS code, * EXCLUDE (function_id, theme_id)
    FROM theme_function
    UNION ALL BY NAME
    SELECT 'units' AS vocabulary, unit_id AS code, label_es, label_en, position FROM unit
    UNION ALL BY NAME
    SELECT 'comparators' AS vocabulary, comparator_id AS code, * EXCLUDE (comparator_id)
    FROM comparator
    UNION ALL BY NAME
    SELECT
        'indicators' AS vocabulary,
        indicator_id AS code,
        label_es,
        label_en,
        description_es,
        description_en,
        position
    FROM indicator
)
ORDER BY vocabulary, number, code;
