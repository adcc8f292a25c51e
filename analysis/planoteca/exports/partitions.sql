SELECT
    {table}.*,
    -- A path must need no escape: la-libertad, ancash.
    replace(plain_name(place.department), ' ', '-') AS plan_department,
    document.period_start                           AS plan_year
FROM {table}
JOIN document ON document.document_id = {table}.document_id
LEFT JOIN place ON place.place_id = document.place_id
