-- One plan of so many figures and as many promises (variable figures), the figures of so many about
-- one place and the promises of so many comparable (variable alike). Every rule has rows to compare.

INSERT INTO document BY NAME
SELECT 'large' AS document_id, 'large' AS title, 'coded' AS coverage;

INSERT INTO coding BY NAME
SELECT
    'large' AS coding_id, 'large' AS document_id, 'machine' AS coder, 'automatic' AS method,
    '' AS codebook_version, true AS is_preferred;

INSERT INTO statistic BY NAME
WITH kind AS (
    FROM (VALUES
        (0, 'population', 'people', NULL, 'observed', 2017),
        (1, 'population', 'people', NULL, 'projection', 2022),
        (2, 'population', 'people', 'urban', 'observed', 2017),
        (3, 'population', 'people', 'rural', 'observed', 2017),
        (4, 'population_change', 'people', NULL, 'observed', 2017),
        (5, 'population_growth_rate', 'percent', NULL, 'observed', 2017),
        (6, 'population_density', 'people_per_km2', NULL, 'observed', 2017),
        (7, 'area', 'km2', NULL, 'observed', NULL),
        (8, 'crop_area_total', 'ha', NULL, 'observed', 2017),
        (9, 'crop_area_potato', 'ha', NULL, 'observed', 2017),
        (10, 'water_access_rate', 'percent', NULL, 'observed', 2017),
        (11, 'water_no_access_rate', 'percent', NULL, 'observed', 2017)
    ) AS kinds (kind, indicator_id, unit_id, population_group, nature, year)
)
SELECT
    'large:' || n                              AS statistic_id,
    'large'                                    AS coding_id,
    'large'                                    AS document_id,
    n                                          AS sequence,
    kind.* EXCLUDE (kind),
    'Lugar ' || n // getvariable('alike')      AS place_name,
    CASE WHEN n % 5 = 0 THEN 'province' ELSE 'district' END AS place_level,
    40 + n % 7                                 AS value,
    (40 + n % 7)::VARCHAR                      AS value_text,
    n + 1                                      AS line_start,
    n + 1                                      AS line_end
FROM range(getvariable('figures')) AS numbers (n)
JOIN kind ON kind.kind = n % 12;

INSERT INTO commitment BY NAME
SELECT
    'large:' || n                              AS commitment_id,
    'large'                                    AS coding_id,
    'large'                                    AS document_id,
    n                                          AS sequence,
    'target'                                   AS kind,
    CASE WHEN n % 2 = 0 THEN 'summary_table' ELSE 'metas_list' END AS section,
    -- Eight words of ten thousand, so that hardly two promises are alike.
    n % 40 + 1 || '. Reducir ' || array_to_string([
        translate(lpad((hash(n, word) % 10000)::VARCHAR, 5, '0'), '0123456789', 'abcdefghij')
        FOR word IN range(8)
    ], ' ')                                    AS statement,
    n + 1                                      AS line_start,
    n + 1                                      AS line_end
FROM range(getvariable('figures')) AS numbers (n);

INSERT INTO quantity BY NAME
SELECT
    commitment_id,
    1 + sequence // getvariable('alike')       AS position,
    sequence % 120                             AS value,
    'percent'                                  AS unit_id,
    'reduce_to'                                AS comparator_id
FROM commitment
WHERE coding_id = 'large';
