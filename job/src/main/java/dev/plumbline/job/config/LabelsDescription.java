package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.serde.decode.LabelMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes the section {@code labels}. Where reading them ends is not an option, but follows from the source. */
final class LabelsDescription {
    private final LabelsConfig labels;
    private final JobConfig config;
    private final OptionText text;

    LabelsDescription(LabelsConfig labels, JobConfig config, OptionText text) {
        this.labels = labels;
        this.config = config;
        this.text = text;
    }

    void write() {
        source();
        fields(labels.fields());
        JoinPolicy policy = labels.policy();
        text.put(LabelOptions.HORIZON, Duration.ofMillis(policy.horizon()));
        text.put(LabelOptions.ABSENCE, policy.absence());
        text.put(LabelOptions.CONFLICTS, policy.conflicts());
        text.put(LabelOptions.EARLY, Duration.ofMillis(policy.early()));
        text.put(LabelOptions.REMEMBER, Duration.ofMillis(policy.remember()));
        text.put(LabelOptions.JOIN_BY, policy.keying());
        text.put(LabelOptions.WINDOWS, labels.windows());
        if (labels.windows() == WindowTime.PREDICTION) {
            List<Optional<Duration>> ages =
                    labels.reportAges().stream().map(Optional::of).toList();
            text.list(LabelOptions.REPORT_AT, ages.isEmpty() ? List.of(Optional.empty()) : ages);
        }
        text.put(LabelOptions.IDLENESS, labels.idleness());
    }

    private void source() {
        if (labels.source() instanceof SourceConfig.Kafka kafka) {
            text.list(LabelOptions.BOOTSTRAP_SERVERS, OptionText.brokers(kafka.bootstrapServers()));
            text.list(LabelOptions.TOPICS, kafka.topics());
            if (!followsHiddenStart(kafka.start())) {
                text.put(LabelOptions.START, kafka.start());
            }
            text.properties(LabelOptions.PROPERTIES, kafka.properties());
        } else if (labels.source() instanceof SourceConfig.Files files) {
            text.put(LabelOptions.PATH, files.path());
        }
    }

    /** Whether the start would show one that must not be seen; left out, it follows from that one again. */
    private boolean followsHiddenStart(StartPosition start) {
        return config.redactions().get(Options.SOURCE_START.path()) != null
                && config.redactions().get(LabelOptions.START.path()) == null
                && config.source() instanceof SourceConfig.Kafka source
                && start.equals(LabelRange.start(
                        source.start(), Duration.ofMillis(labels.policy().early())));
    }

    private void fields(LabelMapping fields) {
        if (fields.model() != null) {
            text.source(LabelOptions.MODEL, LabelOptions.MODEL_CONSTANT, fields.model());
        }
        if (fields.version() != null) {
            text.source(LabelOptions.VERSION, LabelOptions.VERSION_CONSTANT, fields.version());
        }
        text.put(LabelOptions.ID, fields.id());
        text.put(LabelOptions.TIME, Optional.ofNullable(fields.time()));
        text.put(LabelOptions.TIME_UNIT, fields.timeUnit());
        text.put(LabelOptions.Y_TRUE, fields.yTrue());
        text.put(LabelOptions.NUMERIC_STRINGS, fields.numericStrings());
    }
}
