-- The tables of plans.duckdb, in order of their references. Names are public: see ARCHITECTURE.md.

CREATE TABLE build (
    build_id         VARCHAR PRIMARY KEY,
    schema_version   INTEGER NOT NULL,
    version          VARCHAR NOT NULL,
    codebook_version VARCHAR NOT NULL,
    created_at       TIMESTAMP NOT NULL,
    inputs_sha256    VARCHAR NOT NULL,
    code_sha256      VARCHAR NOT NULL,
    documents        INTEGER NOT NULL,
    commitments      INTEGER NOT NULL,
    statistics       INTEGER NOT NULL
);

CREATE TABLE place (
    place_id   VARCHAR PRIMARY KEY,
    name       VARCHAR NOT NULL,
    level      VARCHAR NOT NULL,
    department VARCHAR,
    province   VARCHAR,
    district   VARCHAR,
    latitude   DOUBLE,
    longitude  DOUBLE,
    altitude_m DOUBLE,
    area_km2   DOUBLE
);

CREATE TABLE code (
    vocabulary     VARCHAR NOT NULL,
    code           VARCHAR NOT NULL,
    label_es       VARCHAR NOT NULL,
    label_en       VARCHAR NOT NULL,
    description_es VARCHAR,
    description_en VARCHAR,
    position       INTEGER NOT NULL,
    PRIMARY KEY (vocabulary, code)
);

CREATE TABLE dimension (
    dimension_id   VARCHAR PRIMARY KEY,
    label_es       VARCHAR NOT NULL,
    label_en       VARCHAR NOT NULL,
    description_es VARCHAR,
    description_en VARCHAR,
    position       INTEGER NOT NULL
);

CREATE TABLE theme (
    theme_id            VARCHAR PRIMARY KEY,
    label_es            VARCHAR NOT NULL,
    label_en            VARCHAR NOT NULL,
    description_es      VARCHAR,
    description_en      VARCHAR,
    cap_topics          VARCHAR,
    sdgs                VARCHAR,
    budget_functions    VARCHAR,
    budget_functions_es VARCHAR,
    position            INTEGER NOT NULL
);

CREATE TABLE theme_function (
    function_id    VARCHAR PRIMARY KEY,
    theme_id       VARCHAR NOT NULL REFERENCES theme (theme_id),
    label_es       VARCHAR NOT NULL,
    label_en       VARCHAR NOT NULL,
    description_es VARCHAR,
    description_en VARCHAR,
    position       INTEGER NOT NULL
);

CREATE TABLE competence (
    theme_id    VARCHAR NOT NULL REFERENCES theme (theme_id),
    function_id VARCHAR REFERENCES theme_function (function_id),
    level       VARCHAR NOT NULL CHECK (level IN ('district', 'province', 'region')),
    power       VARCHAR NOT NULL CHECK (power IN ('none', 'shared', 'exclusive')),
    law         VARCHAR,
    article     VARCHAR,
    numeral     VARCHAR,
    note_es     VARCHAR NOT NULL,
    note_en     VARCHAR NOT NULL,
    checked     VARCHAR NOT NULL CHECK (checked IN ('text', 'reading', 'secondary')),
    CHECK ((power = 'none') = (law IS NULL))
);

CREATE TABLE unit (
    unit_id  VARCHAR PRIMARY KEY,
    label_es VARCHAR NOT NULL,
    label_en VARCHAR NOT NULL,
    symbol   VARCHAR,
    position INTEGER NOT NULL
);

CREATE TABLE comparator (
    comparator_id  VARCHAR PRIMARY KEY,
    label_es       VARCHAR NOT NULL,
    label_en       VARCHAR NOT NULL,
    description_es VARCHAR,
    description_en VARCHAR,
    position       INTEGER NOT NULL
);

CREATE TABLE indicator (
    indicator_id   VARCHAR PRIMARY KEY,
    label_es       VARCHAR NOT NULL,
    label_en       VARCHAR NOT NULL,
    unit_id        VARCHAR REFERENCES unit (unit_id),
    polarity       VARCHAR NOT NULL CHECK (polarity IN ('higher_better', 'lower_better', 'neutral')),
    complement_id  VARCHAR,
    dimension_id   VARCHAR REFERENCES dimension (dimension_id),
    topic          VARCHAR,
    description_es VARCHAR,
    description_en VARCHAR,
    position       INTEGER NOT NULL
);

CREATE TABLE document (
    document_id     VARCHAR PRIMARY KEY,
    title           VARCHAR NOT NULL,
    organisation    VARCHAR,
    place_id        VARCHAR REFERENCES place (place_id),
    place_name      VARCHAR,
    level           VARCHAR,
    place_source    VARCHAR CHECK (place_source IN ('registry', 'text')),
    election_year   INTEGER,
    period_start    INTEGER,
    period_end      INTEGER,
    file_name       VARCHAR,
    media_type      VARCHAR,
    sha256          VARCHAR,
    pages           INTEGER,
    lines           INTEGER,
    coverage        VARCHAR NOT NULL CHECK (coverage IN ('coded', 'no_commitments', 'unreadable', 'pending')),
    coverage_reason VARCHAR
);

CREATE TABLE heading (
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    position     INTEGER NOT NULL,
    part         VARCHAR NOT NULL CHECK (part IN ('contents', 'body')),
    number       VARCHAR,
    text         VARCHAR NOT NULL,
    depth        INTEGER,
    role         VARCHAR,
    dimension_id VARCHAR REFERENCES dimension (dimension_id),
    page         INTEGER,
    line         INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
);

CREATE TABLE line (
    document_id VARCHAR NOT NULL,
    line        INTEGER NOT NULL,
    page        INTEGER,
    text        VARCHAR NOT NULL
);

CREATE TABLE coding (
    coding_id        VARCHAR PRIMARY KEY,
    document_id      VARCHAR NOT NULL REFERENCES document (document_id),
    coder            VARCHAR NOT NULL,
    method           VARCHAR NOT NULL CHECK (method IN ('manual', 'automatic')),
    codebook_version VARCHAR NOT NULL,
    is_preferred     BOOLEAN NOT NULL
);

CREATE TABLE commitment (
    commitment_id  VARCHAR PRIMARY KEY,
    coding_id      VARCHAR NOT NULL REFERENCES coding (coding_id),
    document_id    VARCHAR NOT NULL REFERENCES document (document_id),
    sequence       INTEGER NOT NULL,
    kind           VARCHAR NOT NULL,
    section        VARCHAR NOT NULL,
    dimension_id   VARCHAR REFERENCES dimension (dimension_id),
    axis           VARCHAR,
    problem        VARCHAR,
    objective      VARCHAR,
    indicator_text VARCHAR,
    statement      VARCHAR NOT NULL,
    statement_en   VARCHAR,
    verbatim       VARCHAR,
    page_start     INTEGER,
    page_end       INTEGER,
    line_start     INTEGER,
    line_end       INTEGER,
    deadline       VARCHAR,
    deadline_year  INTEGER,
    measurability  VARCHAR,
    accomplished   BOOLEAN,
    baseline_value DOUBLE,
    baseline_unit  VARCHAR REFERENCES unit (unit_id),
    baseline_relation VARCHAR CHECK (baseline_relation IN ('same', 'complement', 'related')),
    notes          VARCHAR,
    UNIQUE (coding_id, sequence),
    CHECK (line_end >= line_start),
    CHECK (page_end >= page_start),
    CHECK (line_start IS NOT NULL OR page_start IS NOT NULL)
);

CREATE TABLE outcome (
    commitment_id VARCHAR NOT NULL REFERENCES commitment (commitment_id),
    coder         VARCHAR NOT NULL,
    date          DATE NOT NULL,
    status        VARCHAR NOT NULL CHECK (status IN ('kept', 'partly_kept', 'broken', 'in_progress', 'not_rated')),
    evidence_url  VARCHAR,
    quotation     VARCHAR,
    notes         VARCHAR,
    PRIMARY KEY (commitment_id, coder, date),
    CHECK (status = 'not_rated' OR (evidence_url IS NOT NULL AND quotation IS NOT NULL))
);

CREATE TABLE commitment_theme (
    commitment_id VARCHAR NOT NULL REFERENCES commitment (commitment_id),
    coding_id     VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    position      INTEGER NOT NULL,
    weight        DOUBLE NOT NULL,
    terms         VARCHAR,
    found_in      VARCHAR CHECK (found_in IN ('statement', 'objective', 'problem')),
    PRIMARY KEY (commitment_id, theme_id),
    CHECK ((theme_id = 'other') = (found_in IS NULL))
);

CREATE TABLE commitment_function (
    commitment_id VARCHAR NOT NULL REFERENCES commitment (commitment_id),
    function_id   VARCHAR NOT NULL REFERENCES theme_function (function_id),
    terms         VARCHAR NOT NULL,
    PRIMARY KEY (commitment_id, function_id)
);

CREATE TABLE quantity (
    commitment_id VARCHAR NOT NULL REFERENCES commitment (commitment_id),
    coding_id     VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    value         DOUBLE NOT NULL,
    unit_id       VARCHAR NOT NULL REFERENCES unit (unit_id),
    comparator_id VARCHAR NOT NULL REFERENCES comparator (comparator_id),
    subject       VARCHAR,
    subject_en    VARCHAR,
    value_text    VARCHAR,
    PRIMARY KEY (commitment_id, position)
);

CREATE TABLE statistic (
    statistic_id     VARCHAR PRIMARY KEY,
    coding_id        VARCHAR NOT NULL REFERENCES coding (coding_id),
    document_id      VARCHAR NOT NULL REFERENCES document (document_id),
    sequence         INTEGER NOT NULL,
    indicator_id     VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    place_name       VARCHAR,
    place_level      VARCHAR,
    place_id         VARCHAR REFERENCES place (place_id),
    value            DOUBLE NOT NULL,
    unit_id          VARCHAR NOT NULL REFERENCES unit (unit_id),
    year_start       INTEGER,
    year             INTEGER,
    population_group VARCHAR,
    nature           VARCHAR NOT NULL,
    stated_source    VARCHAR,
    value_text       VARCHAR NOT NULL,
    page             INTEGER,
    line_start       INTEGER,
    line_end         INTEGER,
    context          VARCHAR,
    notes            VARCHAR,
    UNIQUE (coding_id, sequence),
    CHECK (line_end >= line_start),
    CHECK (line_start IS NOT NULL OR page IS NOT NULL)
);

CREATE TABLE baseline_link (
    commitment_id  VARCHAR NOT NULL,
    position       INTEGER NOT NULL,
    statistic_id   VARCHAR REFERENCES statistic (statistic_id),
    indicator_id   VARCHAR REFERENCES indicator (indicator_id),
    baseline_value DOUBLE,
    baseline_unit  VARCHAR REFERENCES unit (unit_id),
    baseline_year  INTEGER,
    relation       VARCHAR CHECK (relation IN ('same', 'complement', 'related')),
    method         VARCHAR NOT NULL CHECK (method IN ('same_row', 'same_indicator', 'complement')),
    PRIMARY KEY (commitment_id, position),
    FOREIGN KEY (commitment_id, position) REFERENCES quantity (commitment_id, position)
);

CREATE TABLE finding (
    finding_id  VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    coding_id   VARCHAR NOT NULL REFERENCES coding (coding_id),
    rule        VARCHAR NOT NULL,
    severity    VARCHAR NOT NULL CHECK (severity IN ('error', 'warning')),
    lines       VARCHAR,
    line_start  INTEGER,
    line_end    INTEGER,
    page        INTEGER,
    stated      VARCHAR,
    expected    VARCHAR,
    message_es  VARCHAR NOT NULL,
    message_en  VARCHAR NOT NULL,
    CHECK (line_end >= line_start)
);

CREATE TABLE reference_statistic (
    place_id     VARCHAR NOT NULL REFERENCES place (place_id),
    indicator_id VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    year         INTEGER NOT NULL,
    value        DOUBLE NOT NULL,
    unit_id      VARCHAR NOT NULL REFERENCES unit (unit_id),
    source       VARCHAR NOT NULL,
    PRIMARY KEY (place_id, indicator_id, year)
);

CREATE TABLE reused_passage (
    document_id      VARCHAR NOT NULL REFERENCES document (document_id),
    line_start       INTEGER NOT NULL,
    line_end         INTEGER NOT NULL,
    words            INTEGER NOT NULL,
    other_id         VARCHAR NOT NULL REFERENCES document (document_id),
    other_line_start INTEGER NOT NULL,
    other_line_end   INTEGER NOT NULL,
    other_words      INTEGER NOT NULL,
    similarity       DOUBLE NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    kind             VARCHAR NOT NULL CHECK (kind IN ('copy', 'near')),
    CHECK (document_id <> other_id)
);

CREATE TABLE boilerplate_passage (
    boilerplate_id INTEGER NOT NULL,
    document_id    VARCHAR NOT NULL REFERENCES document (document_id),
    line_start     INTEGER NOT NULL,
    line_end       INTEGER NOT NULL,
    words          INTEGER NOT NULL
);

CREATE TABLE document_words (
    document_id       VARCHAR PRIMARY KEY REFERENCES document (document_id),
    words             INTEGER NOT NULL,
    reused_words      INTEGER NOT NULL,
    boilerplate_words INTEGER NOT NULL,
    CHECK (reused_words + boilerplate_words <= words)
);
