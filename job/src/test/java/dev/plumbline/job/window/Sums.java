package dev.plumbline.job.window;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceSpan;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Partial sums for tests: so many records of prediction 0.5 and label 1. */
final class Sums {

    static final BinaryCrossentropyConfig METRIC = BinaryCrossentropyConfig.defaults();
    static final WindowAggregate AGGREGATE = new WindowAggregate(METRIC);

    private Sums() {}

    static PaneSum of(String model, long paneStart, int records) {
        return of(model, Map.of(), paneStart, records);
    }

    static PaneSum of(String model, Map<String, String> slice, long paneStart, int records) {
        WindowAccumulator accumulator = AGGREGATE.createAccumulator();
        for (int i = 0; i < records; i++) {
            AGGREGATE.add(Records.valid(model, 0, i, paneStart).prediction(), accumulator);
        }
        return new PaneSum(
                new SeriesKey(model, "7", new TreeMap<>(slice)),
                paneStart,
                accumulator,
                List.of(new SourceSpan("predictions", 3, 10, 10 + records - 1L, records)));
    }
}
