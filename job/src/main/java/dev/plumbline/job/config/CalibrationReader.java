package dev.plumbline.job.config;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code calibration}. */
final class CalibrationReader {
    private static final String ALL = "all";
    private static final String NONE = "none";

    private final Settings settings;

    CalibrationReader(Settings settings) {
        this.settings = settings;
    }

    /** The key of a metric, or a word for all of them or none. */
    static ValueType<Set<CalibrationMetric>> metrics() {
        Map<String, Set<CalibrationMetric>> words = new LinkedHashMap<>();
        words.put(ALL, EnumSet.allOf(CalibrationMetric.class));
        words.put(NONE, EnumSet.noneOf(CalibrationMetric.class));
        Arrays.stream(CalibrationMetric.values()).forEach(metric -> words.put(metric.key(), EnumSet.of(metric)));
        return ValueType.choice(words);
    }

    /** How the metrics are written: one word for all, else the key of each, in their order. */
    static List<Set<CalibrationMetric>> words(Set<CalibrationMetric> metrics) {
        return metrics.isEmpty() || metrics.size() == CalibrationMetric.values().length
                ? List.of(metrics)
                : metrics.stream().<Set<CalibrationMetric>>map(EnumSet::of).toList();
    }

    /** What to measure beside the loss; empty if nothing, and after a problem with the list. */
    Optional<CalibrationConfig> read(BinaryCrossentropyConfig metric) {
        Set<CalibrationMetric> chosen = EnumSet.noneOf(CalibrationMetric.class);
        if (settings.has(Options.CALIBRATION_METRICS.path())) {
            settings.list(Options.CALIBRATION_METRICS).forEach(chosen::addAll);
        } else {
            chosen.addAll(Options.CALIBRATION_METRICS.defaultValue());
        }
        int bins = settings.get(Options.CALIBRATION_BINS);
        int exactScores = settings.get(Options.CALIBRATION_EXACT_SCORES);
        int cellBits = settings.get(Options.CALIBRATION_CELL_BITS);
        return chosen.isEmpty()
                ? Optional.empty()
                : Optional.of(new CalibrationConfig(metric, chosen, bins, exactScores, cellBits));
    }
}
