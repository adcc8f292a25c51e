-- The places that statistics name, each with the province or region of the plan that names it.
SELECT DISTINCT stated.place AS name, stated.place_level AS level, province AS near
FROM (SELECT province, unnest(statistics) AS stated FROM coded)
WHERE stated.place IS NOT NULL AND stated.place_level IS NOT NULL
ORDER BY ALL;
