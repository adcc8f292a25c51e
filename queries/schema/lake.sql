-- The tables of plans.duckdb over the Parquet files of a lake (planoteca export --format lake).
-- SET VARIABLE lake = '...' before says where it is: a folder or its address (s3://..., https://...).

SET VARIABLE lake = coalesce(rtrim(getvariable('lake')::VARCHAR, '/'), '.');

-- A list of files, since folders of a web server cannot be searched.
SET VARIABLE lake_files = (
    SELECT map(list(relation), list(files))
    FROM (
        SELECT
            relation,
            list(getvariable('lake') || '/' || file ORDER BY file) AS files
        FROM read_csv(getvariable('lake') || '/files.csv', header = true, all_varchar = true)
        GROUP BY relation
    )
);

-- Without the columns of the partitions, which the tables of the database do not have.
CREATE MACRO lake_table(name) AS TABLE
    SELECT COLUMNS(lambda c: c NOT IN ('plan_department', 'plan_year'))
    FROM read_parquet(getvariable('lake_files')[name], hive_partitioning = true);

CREATE VIEW build AS FROM lake_table('build');
CREATE VIEW place AS FROM lake_table('place');
CREATE VIEW code AS FROM lake_table('code');
CREATE VIEW dimension AS FROM lake_table('dimension');
CREATE VIEW theme AS FROM lake_table('theme');
CREATE VIEW theme_function AS FROM lake_table('theme_function');
CREATE VIEW competence AS FROM lake_table('competence');
CREATE VIEW unit AS FROM lake_table('unit');
CREATE VIEW comparator AS FROM lake_table('comparator');
CREATE VIEW indicator AS FROM lake_table('indicator');
CREATE VIEW document AS FROM lake_table('document');
CREATE VIEW heading AS FROM lake_table('heading');
CREATE VIEW line AS FROM lake_table('line');
CREATE VIEW coding AS FROM lake_table('coding');
CREATE VIEW commitment AS FROM lake_table('commitment');
CREATE VIEW outcome AS FROM lake_table('outcome');
CREATE VIEW commitment_theme AS FROM lake_table('commitment_theme');
CREATE VIEW commitment_function AS FROM lake_table('commitment_function');
CREATE VIEW quantity AS FROM lake_table('quantity');
CREATE VIEW statistic AS FROM lake_table('statistic');
CREATE VIEW baseline_link AS FROM lake_table('baseline_link');
CREATE VIEW finding AS FROM lake_table('finding');
CREATE VIEW reference_statistic AS FROM lake_table('reference_statistic');
CREATE VIEW reused_passage AS FROM lake_table('reused_passage');
CREATE VIEW boilerplate_passage AS FROM lake_table('boilerplate_passage');
CREATE VIEW document_words AS FROM lake_table('document_words');
