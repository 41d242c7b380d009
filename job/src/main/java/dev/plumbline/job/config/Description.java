package dev.plumbline.job.config;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Cumulative;
import dev.plumbline.job.time.Sliding;
import dev.plumbline.job.time.Tumbling;
import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.SliceAttribute;
import dev.plumbline.serde.decode.TextSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a configuration by the same table of options by which it was read. */
final class Description {
    private final JobConfig config;
    private final OptionText text;

    Description(JobConfig config) {
        this.config = config;
        this.text = new OptionText(config.redactions());
    }

    String toYaml() {
        text.put(Options.JOB, config.job());
        source();
        fields(config.fields());
        metric(config.metric());
        calibration(config.calibration().orElse(null));
        for (int i = 0; i < config.windows().size(); i++) {
            window(i, config.windows().get(i));
        }
        if (!config.outputs().isEmpty()) {
            text.list(Options.OUTPUTS, config.outputs());
        }
        slices(config.slices());
        time(config.time());
        config.labels().ifPresent(labels -> new LabelsDescription(labels, config, text).write());
        text.put(Options.RECORD_BYTES, config.limits().recordBytes());
        text.put(Options.DEPTH, config.limits().depth());
        text.put(Options.ELEMENTS, config.limits().elements());
        text.put(Options.SERIES, config.limits().series());
        text.put(Options.SLICE_LIMIT, config.limits().slices());
        sink(Options.REPORTS, config.reports());
        sink(Options.DEAD_LETTERS, config.deadLetters());
        sink(Options.LEDGER, config.ledger());
        engine(config.engine());
        return text.yaml().toString();
    }

    private void source() {
        if (config.source() instanceof SourceConfig.Kafka kafka) {
            text.list(Options.SOURCE_BOOTSTRAP_SERVERS, OptionText.brokers(kafka.bootstrapServers()));
            text.list(Options.SOURCE_TOPICS, kafka.topics());
            if (config.redactions().get(Options.SOURCE_GROUP_ID.path()) != null
                    || !kafka.groupId().equals(config.job())) {
                text.put(Options.SOURCE_GROUP_ID, kafka.groupId());
            }
            text.put(Options.SOURCE_START, kafka.start());
            text.put(Options.SOURCE_STOP, kafka.stop());
            text.properties(Options.SOURCE_PROPERTIES, kafka.properties());
        } else if (config.source() instanceof SourceConfig.Files files) {
            text.put(Options.SOURCE_PATH, files.path());
        }
    }

    private void fields(FieldMapping fields) {
        text.source(Options.MODEL, Options.MODEL_CONSTANT, fields.model());
        if (fields.version() instanceof TextSource.Constant constant) {
            text.put(Options.VERSION_CONSTANT, constant.text());
        } else {
            text.put(Options.VERSION, optional(fields.version() instanceof TextSource.At at ? at.pointer() : null));
        }
        if (fields.id() != null) {
            text.put(Options.ID, fields.id());
        }
        text.put(Options.TIME, optional(fields.time()));
        text.put(Options.TIME_UNIT, fields.timeUnit());
        if (fields.yTrue() != null) {
            text.put(Options.Y_TRUE, fields.yTrue());
        }
        text.put(Options.Y_PRED, fields.yPred());
        text.put(Options.SAMPLE_WEIGHT, optional(fields.sampleWeight()));
        text.put(Options.NUMERIC_STRINGS, fields.numericStrings());
        Set<String> hidden = hiddenAttributes();
        for (SliceAttribute attribute : fields.slices()) {
            boolean byDefault = attribute.equals(SliceAttribute.named(attribute.name()));
            // A place that is given was given under the name in plain sight.
            if (!byDefault || !hidden.contains(attribute.name())) {
                String section = Options.SLICE_FIELDS.path();
                String path = section + "." + attribute.name();
                text.yaml().put(section, attribute.name(), text.shown(Options.SLICE_FIELDS, path, attribute.pointer()));
            }
        }
    }

    /** The names of attributes of slices that must not be seen. */
    private Set<String> hiddenAttributes() {
        Set<String> hidden = new HashSet<>();
        for (int i = 0; i < config.slices().size(); i++) {
            List<String> names = config.slices().get(i).names();
            for (int j = 0; j < names.size(); j++) {
                if (config.redactions().get(SlicesReader.path(Options.SLICE.at(i), names, j)) != null) {
                    hidden.add(names.get(j));
                }
            }
        }
        return hidden;
    }

    private static Optional<String> optional(@Nullable String pointer) {
        return Optional.ofNullable(pointer);
    }

    private void metric(BinaryCrossentropyConfig metric) {
        text.put(Options.VARIANT, metric.variant());
        text.put(Options.DTYPE, metric.dtype());
        text.put(Options.FROM_LOGITS, metric.fromLogits());
        text.put(Options.LABEL_SMOOTHING, metric.labelSmoothing());
    }

    private void calibration(@Nullable CalibrationConfig calibration) {
        List<String> metrics = new ArrayList<>();
        Set<CalibrationMetric> chosen = calibration == null ? Set.of() : calibration.metrics();
        String whole = config.redactions().get(Options.CALIBRATION_METRICS.path());
        for (Set<CalibrationMetric> word : CalibrationReader.words(chosen)) {
            metrics.add(text.shown(
                    Options.CALIBRATION_METRICS, Options.CALIBRATION_METRICS.path() + "." + metrics.size(), word));
        }
        if (whole == null) {
            text.yaml().putList(Options.CALIBRATION_METRICS.path(), metrics);
        } else {
            text.yaml().put(Options.CALIBRATION_METRICS.path(), whole);
        }
        if (calibration != null) {
            text.put(Options.CALIBRATION_BINS, calibration.bins());
            text.put(Options.CALIBRATION_EXACT_SCORES, calibration.exactScores());
            text.put(Options.CALIBRATION_CELL_BITS, calibration.cellBits());
        }
    }

    private void window(int position, WindowSpec window) {
        if (window instanceof Tumbling tumbling) {
            WindowOptions options = Options.TUMBLING_WINDOW;
            boolean hidden = config.redactions().get(options.size().at(position)) != null
                    || config.redactions().get(options.offset().at(position)) != null;
            if (tumbling.offset() == 0 && !hidden) {
                text.put(Options.TUMBLING, Options.TUMBLING.at(position), Duration.ofMillis(tumbling.size()));
            } else {
                lengths(position, options, tumbling.size(), 0, tumbling.offset());
            }
        } else if (window instanceof Sliding sliding) {
            lengths(position, Options.SLIDING_WINDOW, sliding.size(), sliding.slide(), sliding.offset());
        } else if (window instanceof Cumulative cumulative) {
            lengths(position, Options.CUMULATIVE_WINDOW, cumulative.size(), cumulative.step(), cumulative.offset());
        }
    }

    private void lengths(int position, WindowOptions options, long size, long distance, long offset) {
        text.put(options.size(), options.size().at(position), Duration.ofMillis(size));
        if (options.distance() != null) {
            text.put(options.distance(), options.distance().at(position), Duration.ofMillis(distance));
        }
        text.put(options.offset(), options.offset().at(position), Duration.ofMillis(offset));
    }

    private void slices(List<Slicing> slices) {
        List<List<String>> entries = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            List<String> names = slices.get(i).names();
            List<String> entry = new ArrayList<>();
            for (int j = 0; j < names.size(); j++) {
                String path = SlicesReader.path(Options.SLICE.at(i), names, j);
                entry.add(text.shown(Options.SLICE, path, names.get(j)));
            }
            entries.add(entry);
        }
        if (!entries.isEmpty()) {
            text.yaml().putLists(Options.SLICES.path(), entries);
        }
    }

    private void time(TimeConfig time) {
        text.put(Options.OUT_OF_ORDERNESS, time.outOfOrderness());
        text.put(Options.ALLOWED_LATENESS, time.allowedLateness());
        text.put(Options.IDLENESS, time.idleness());
        text.put(Options.MAX_FUTURE, time.maxFuture());
        text.put(Options.MIN, time.min());
        text.put(Options.MAX, time.max());
    }

    private void sink(SinkOptions options, SinkConfig sink) {
        if (sink instanceof SinkConfig.Kafka kafka) {
            text.list(options.bootstrapServers(), OptionText.brokers(kafka.bootstrapServers()));
            text.put(options.topic(), kafka.topic());
            text.put(options.delivery(), kafka.delivery());
            text.put(options.transactionTimeout(), kafka.transactionTimeout());
            text.properties(options.properties(), kafka.properties());
        } else if (sink instanceof SinkConfig.Files files) {
            text.put(options.files(), files.path());
        } else {
            text.yaml().putEmpty(options.console().path());
        }
    }

    private void engine(EngineConfig engine) {
        engine.parallelism().ifPresent(parallelism -> text.put(Options.PARALLELISM, parallelism));
        text.put(Options.MAX_PARALLELISM, engine.maxParallelism());
        text.put(Options.CHECKPOINT_INTERVAL, engine.checkpointInterval());
        text.put(Options.CHECKPOINT_TIMEOUT, engine.checkpointTimeout());
        text.put(Options.PANE_BUFFER, engine.paneBuffer());
        text.put(Options.WATERMARK_INTERVAL, engine.watermarkInterval());
    }
}
