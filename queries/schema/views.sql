-- The views for reading: the preferred coding of each document, labels joined.

CREATE VIEW plan_commitment AS
SELECT
    commitment.commitment_id,
    commitment.document_id,
    document.title          AS document,
    document.organisation,
    document.place_id,
    document.place_name,
    document.level,
    place.department,
    document.election_year,
    document.period_start,
    document.period_end,
    coding.coder,
    coding.method,
    commitment.sequence,
    commitment.kind,
    kind.label_es           AS kind_es,
    kind.label_en           AS kind_en,
    commitment.section,
    section.label_es        AS section_es,
    section.label_en        AS section_en,
    commitment.dimension_id,
    dimension.label_es      AS dimension_es,
    dimension.label_en      AS dimension_en,
    commitment.axis,
    commitment.problem,
    commitment.objective,
    commitment.indicator_text,
    commitment.statement,
    commitment.statement_en,
    commitment.verbatim,
    commitment.page_start,
    commitment.page_end,
    commitment.line_start,
    commitment.line_end,
    commitment.deadline,
    coalesce(deadline.label_es, commitment.deadline) AS deadline_es,
    coalesce(deadline.label_en, commitment.deadline) AS deadline_en,
    commitment.deadline_year,
    commitment.measurability,
    measurability.label_es  AS measurability_es,
    measurability.label_en  AS measurability_en,
    commitment.accomplished,
    commitment.baseline_value,
    commitment.baseline_unit,
    commitment.baseline_relation,
    commitment.notes
FROM commitment
JOIN coding ON coding.coding_id = commitment.coding_id AND coding.is_preferred
JOIN document ON document.document_id = commitment.document_id
LEFT JOIN place ON place.place_id = document.place_id
LEFT JOIN dimension ON dimension.dimension_id = commitment.dimension_id
LEFT JOIN code AS kind ON kind.vocabulary = 'kinds' AND kind.code = commitment.kind
LEFT JOIN code AS section ON section.vocabulary = 'sections' AND section.code = commitment.section
LEFT JOIN code AS measurability
    ON measurability.vocabulary = 'measurability' AND measurability.code = commitment.measurability
LEFT JOIN code AS deadline
    ON deadline.vocabulary = 'deadlines' AND deadline.code = commitment.deadline;

CREATE VIEW plan_quantity AS
SELECT
    plan_commitment.commitment_id,
    quantity.position,
    quantity.document_id,
    plan_commitment.document,
    plan_commitment.place_id,
    plan_commitment.place_name,
    plan_commitment.dimension_id,
    plan_commitment.dimension_es,
    plan_commitment.dimension_en,
    plan_commitment.statement,
    plan_commitment.statement_en,
    quantity.value,
    quantity.unit_id,
    unit.label_es       AS unit_es,
    unit.label_en       AS unit_en,
    unit.symbol         AS unit_symbol,
    quantity.comparator_id,
    comparator.label_es AS comparator_es,
    comparator.label_en AS comparator_en,
    quantity.subject,
    quantity.subject_en,
    quantity.value_text,
    plan_commitment.deadline,
    plan_commitment.deadline_es,
    plan_commitment.deadline_en,
    plan_commitment.deadline_year,
    plan_commitment.page_start,
    plan_commitment.line_start,
    plan_commitment.line_end
FROM quantity
JOIN plan_commitment ON plan_commitment.commitment_id = quantity.commitment_id
JOIN unit ON unit.unit_id = quantity.unit_id
JOIN comparator ON comparator.comparator_id = quantity.comparator_id;

CREATE VIEW plan_theme AS
SELECT
    plan_commitment.commitment_id,
    commitment_theme.position,
    commitment_theme.document_id,
    plan_commitment.document,
    plan_commitment.place_id,
    plan_commitment.place_name,
    commitment_theme.theme_id,
    theme.label_es AS theme_es,
    theme.label_en AS theme_en,
    theme.cap_topics,
    theme.sdgs,
    theme.budget_functions,
    commitment_theme.terms,
    commitment_theme.found_in,
    commitment_theme.weight,
    plan_commitment.kind,
    plan_commitment.dimension_id,
    plan_commitment.dimension_es,
    plan_commitment.dimension_en,
    plan_commitment.statement,
    plan_commitment.statement_en,
    plan_commitment.measurability,
    plan_commitment.page_start,
    plan_commitment.line_start,
    plan_commitment.line_end
FROM commitment_theme
JOIN plan_commitment ON plan_commitment.commitment_id = commitment_theme.commitment_id
JOIN theme ON theme.theme_id = commitment_theme.theme_id;

CREATE VIEW commitment_competence AS
WITH level AS (
    SELECT
        coding.coding_id,
        coalesce(place.level, document.level) AS level
    FROM coding
    JOIN document ON document.document_id = coding.document_id
    LEFT JOIN place ON place.place_id = document.place_id
    WHERE coding.is_preferred
),
named AS (
    SELECT
        commitment_function.commitment_id,
        theme_function.theme_id,
        theme_function.function_id
    FROM commitment_function
    JOIN theme_function ON theme_function.function_id = commitment_function.function_id
),
rule AS (
    SELECT
        *,
        list_position(['none', 'shared', 'exclusive'], power) - 1 AS strength
    FROM competence
)
SELECT
    commitment_theme.commitment_id,
    commitment_theme.coding_id,
    commitment_theme.document_id,
    commitment_theme.position,
    level.level,
    commitment_theme.theme_id,
    named.function_id,
    rule.power,
    rule.strength,
    rule.law,
    rule.article,
    rule.numeral,
    rule.note_es,
    rule.note_en,
    rule.checked
FROM commitment_theme
JOIN level ON level.coding_id = commitment_theme.coding_id
LEFT JOIN named
    ON named.commitment_id = commitment_theme.commitment_id
    AND named.theme_id = commitment_theme.theme_id
LEFT JOIN rule
    ON rule.theme_id = commitment_theme.theme_id
    AND rule.level = level.level
    AND rule.function_id IS NOT DISTINCT FROM named.function_id;

CREATE VIEW plan_competence AS
SELECT
    commitment_competence.commitment_id,
    commitment_competence.position,
    commitment_competence.document_id,
    document.title          AS document,
    commitment_competence.level,
    commitment_competence.theme_id,
    theme.label_es          AS theme_es,
    theme.label_en          AS theme_en,
    commitment_competence.function_id,
    theme_function.label_es AS function_es,
    theme_function.label_en AS function_en,
    commitment_competence.power,
    power.label_es          AS power_es,
    power.label_en          AS power_en,
    commitment_competence.strength,
    commitment_competence.law,
    commitment_competence.article,
    commitment_competence.numeral,
    commitment_competence.note_es,
    commitment_competence.note_en,
    commitment_competence.checked,
    commitment.kind,
    commitment.statement,
    commitment.statement_en,
    commitment.page_start,
    commitment.line_start,
    commitment.line_end
FROM commitment_competence
JOIN commitment ON commitment.commitment_id = commitment_competence.commitment_id
JOIN document ON document.document_id = commitment_competence.document_id
JOIN theme ON theme.theme_id = commitment_competence.theme_id
LEFT JOIN theme_function ON theme_function.function_id = commitment_competence.function_id
LEFT JOIN code AS power
    ON power.vocabulary = 'powers' AND power.code = commitment_competence.power;

CREATE VIEW plan_statistic AS
SELECT
    statistic.statistic_id,
    statistic.document_id,
    document.title           AS document,
    document.place_name      AS document_place,
    coding.coder,
    coding.method,
    statistic.sequence,
    statistic.indicator_id,
    indicator.label_es       AS indicator_es,
    indicator.label_en       AS indicator_en,
    indicator.polarity,
    indicator.topic,
    indicator.dimension_id,
    statistic.place_name,
    statistic.place_level,
    place_level.label_es     AS place_level_es,
    place_level.label_en     AS place_level_en,
    statistic.place_id,
    statistic.value,
    statistic.unit_id,
    unit.label_es            AS unit_es,
    unit.label_en            AS unit_en,
    unit.symbol              AS unit_symbol,
    statistic.year_start,
    statistic.year,
    statistic.population_group,
    population_group.label_es AS population_group_es,
    population_group.label_en AS population_group_en,
    statistic.nature,
    nature.label_es          AS nature_es,
    nature.label_en          AS nature_en,
    statistic.stated_source,
    statistic.value_text,
    statistic.page,
    statistic.line_start,
    statistic.line_end,
    statistic.context,
    statistic.notes
FROM statistic
JOIN coding ON coding.coding_id = statistic.coding_id AND coding.is_preferred
JOIN document ON document.document_id = statistic.document_id
JOIN indicator ON indicator.indicator_id = statistic.indicator_id
JOIN unit ON unit.unit_id = statistic.unit_id
LEFT JOIN code AS place_level
    ON place_level.vocabulary = 'place_levels' AND place_level.code = statistic.place_level
LEFT JOIN code AS population_group
    ON population_group.vocabulary = 'population_groups'
    AND population_group.code = statistic.population_group
LEFT JOIN code AS nature ON nature.vocabulary = 'natures' AND nature.code = statistic.nature;
