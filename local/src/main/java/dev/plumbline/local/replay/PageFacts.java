package dev.plumbline.local.replay;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.config.StopPosition;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.local.html.ReplayFacts;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Puts together what the page of a replay tells beside the reports. The range is told as it was asked for and in offsets: up to which
 * time it covers windows depends on when somebody looks, if it ends at the latest record.
 */
final class PageFacts {
    private PageFacts() {}

    /** The facts; {@code config} is what was asked for, {@code reading} what was found. */
    static ReplayFacts of(JobConfig config, Reading reading, Tally tally) {
        return new ReplayFacts(
                config.job(),
                source(config.source())
                        + config.labels()
                                .map(labels -> ", labels from " + source(labels.source()))
                                .orElse(""),
                reading.length(),
                reading.partitions(),
                config.source() instanceof SourceConfig.Kafka kafka ? from(kafka.start()) : "",
                config.source() instanceof SourceConfig.Kafka kafka ? to(kafka.stop()) : "",
                config.metric(),
                values(config),
                config.windows().stream().map(WindowSpec::name).toList(),
                records(tally.balances()),
                Map.of(
                        "whole",
                        tally.whole(),
                        Partial.START.id(),
                        tally.partial(Partial.START),
                        Partial.END.id(),
                        tally.partial(Partial.END),
                        Partial.BOTH.id(),
                        tally.partial(Partial.BOTH)));
    }

    /** What every report of this job has, since the configuration alone decides about it. */
    private static List<String> values(JobConfig config) {
        return config.calibration()
                .map(calibration -> List.copyOf(new CalibrationAccumulator(calibration)
                        .result()
                        .values()
                        .keySet()))
                .orElse(List.of());
    }

    private static String source(SourceConfig source) {
        return source instanceof SourceConfig.Kafka kafka
                ? String.join(", ", kafka.topics())
                : ((SourceConfig.Files) source).path();
    }

    private static String from(StartPosition start) {
        if (start instanceof StartPosition.At at) {
            return at.time().toString();
        }
        if (start instanceof StartPosition.AtOffsets at) {
            return at.offsets().toString();
        }
        return start instanceof StartPosition.Earliest ? "earliest" : "committed";
    }

    private static String to(StopPosition stop) {
        if (stop instanceof StopPosition.At at) {
            return at.time().toString();
        }
        return stop instanceof StopPosition.AtOffsets at ? at.offsets().toString() : "latest";
    }

    /**
     * Where the predictions went; what only labels of their own bring about is left out where there is none. Labels are told apart, lest
     * a prediction with its label be counted twice.
     */
    static Map<String, Long> records(List<LedgerBalance> balances) {
        List<LedgerBalance> predictions = new ArrayList<>();
        List<LedgerBalance> labels = new ArrayList<>();
        balances.forEach(
                balance -> (balance.account().equals(LedgerAccount.LABELS) ? labels : predictions).add(balance));
        Map<String, Long> records = new TreeMap<>();
        records.put("in", sum(predictions, LedgerBalance::in));
        records.put("counted", sum(predictions, LedgerBalance::counted));
        records.put("pending", sum(predictions, LedgerBalance::pending));
        records.put("late", sum(predictions, LedgerBalance::late));
        records.put("dead_lettered", sum(predictions, LedgerBalance::deadLettered));
        if (!labels.isEmpty()) {
            records.put("duplicate", sum(predictions, LedgerBalance::duplicate));
            records.put("unlabelled", sum(predictions, LedgerBalance::unlabelled));
            records.put("labels", sum(labels, LedgerBalance::in));
            records.put("labels_used", sum(labels, LedgerBalance::counted));
        }
        return records;
    }

    private static long sum(List<LedgerBalance> balances, ToLongFunction<LedgerBalance> column) {
        return balances.stream().mapToLong(column).sum();
    }
}
