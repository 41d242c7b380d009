package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;

/**
 * What a query reads, and the loss in SQL.
 *
 * @param columns the columns of the source table, the event time {@code ts} apart
 * @param time where epoch milliseconds are
 * @param model where the model's name is
 * @param loss weight times loss of one record
 * @param weight where the weight is
 */
record SqlQuery(String columns, String time, String model, String loss, String weight) {

    /** The best form that was found: no column that is not needed, and one logarithm per record. */
    static SqlQuery best(Layout layout) {
        return switch (layout) {
            case DEFAULT ->
                new SqlQuery(
                        "model STRING, `time` BIGINT, y_pred DOUBLE, y_true DOUBLE, sample_weight DOUBLE",
                        "`time`",
                        "model",
                        "-sample_weight * LN(CASE WHEN y_true = 1 THEN y_pred ELSE 1 - y_pred END)",
                        "sample_weight");
            case FOREIGN ->
                new SqlQuery(
                        "meta ROW<svc STRING, ts BIGINT>, scores ARRAY<DOUBLE>, outcome BOOLEAN, w DOUBLE",
                        "meta.ts",
                        "meta.svc",
                        "-w * LN(CASE WHEN outcome THEN scores[2] ELSE 1 - scores[2] END)",
                        "w");
            case UNLABELLED -> throw new IllegalArgumentException("the queries know records with their labels only");
        };
    }

    /** As one writes it first: the table as the record is, the formula as the book has it. */
    static SqlQuery first(Layout layout) {
        if (layout != Layout.DEFAULT) {
            throw new IllegalArgumentException("the first attempt in SQL knows the default record only");
        }
        return new SqlQuery(
                "model STRING, version STRING, id STRING, `time` BIGINT, y_pred DOUBLE, y_true DOUBLE,"
                        + " sample_weight DOUBLE, slices MAP<STRING, STRING>",
                "`time`",
                "model",
                "-sample_weight * (y_true * LN(y_pred) + (1 - y_true) * LN(1 - y_pred))",
                "sample_weight");
    }
}
