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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a configuration by the same table of options by which it was read. */
final class Description {
    private final JobConfig config;
    private final YamlText yaml = new YamlText();

    Description(JobConfig config) {
        this.config = config;
    }

    String toYaml() {
        put(Options.JOB, config.job());
        source();
        fields(config.fields());
        metric(config.metric());
        calibration(config.calibration().orElse(null));
        for (int i = 0; i < config.windows().size(); i++) {
            window(i, config.windows().get(i));
        }
        if (!config.outputs().isEmpty()) {
            list(Options.OUTPUTS, config.outputs());
        }
        slices(config.slices());
        time(config.time());
        put(Options.RECORD_BYTES, config.limits().recordBytes());
        put(Options.DEPTH, config.limits().depth());
        put(Options.ELEMENTS, config.limits().elements());
        put(Options.SERIES, config.limits().series());
        put(Options.SLICE_LIMIT, config.limits().slices());
        sink(Options.REPORTS, config.reports());
        sink(Options.DEAD_LETTERS, config.deadLetters());
        sink(Options.LEDGER, config.ledger());
        engine(config.engine());
        return yaml.toString();
    }

    private void source() {
        if (config.source() instanceof SourceConfig.Kafka kafka) {
            list(Options.SOURCE_BOOTSTRAP_SERVERS, brokers(kafka.bootstrapServers()));
            list(Options.SOURCE_TOPICS, kafka.topics());
            if (config.redactions().get(Options.SOURCE_GROUP_ID.path()) != null
                    || !kafka.groupId().equals(config.job())) {
                put(Options.SOURCE_GROUP_ID, kafka.groupId());
            }
            put(Options.SOURCE_START, kafka.start());
            put(Options.SOURCE_STOP, kafka.stop());
            properties(Options.SOURCE_PROPERTIES, kafka.properties());
        } else if (config.source() instanceof SourceConfig.Files files) {
            put(Options.SOURCE_PATH, files.path());
        }
    }

    private void fields(FieldMapping fields) {
        if (fields.model() instanceof TextSource.Constant constant) {
            put(Options.MODEL_CONSTANT, constant.text());
        } else if (fields.model() instanceof TextSource.At at) {
            put(Options.MODEL, at.pointer());
        }
        if (fields.version() instanceof TextSource.Constant constant) {
            put(Options.VERSION_CONSTANT, constant.text());
        } else {
            put(Options.VERSION, optional(fields.version() instanceof TextSource.At at ? at.pointer() : null));
        }
        put(Options.TIME, optional(fields.time()));
        put(Options.TIME_UNIT, fields.timeUnit());
        String yTrue = fields.yTrue();
        if (yTrue != null) {
            put(Options.Y_TRUE, yTrue);
        }
        put(Options.Y_PRED, fields.yPred());
        put(Options.SAMPLE_WEIGHT, optional(fields.sampleWeight()));
        put(Options.NUMERIC_STRINGS, fields.numericStrings());
        Set<String> hidden = hiddenAttributes();
        for (SliceAttribute attribute : fields.slices()) {
            boolean byDefault = attribute.equals(SliceAttribute.named(attribute.name()));
            // A place that is given was given under the name in plain sight.
            if (!byDefault || !hidden.contains(attribute.name())) {
                String section = Options.SLICE_FIELDS.path();
                String path = section + "." + attribute.name();
                yaml.put(section, attribute.name(), shown(Options.SLICE_FIELDS, path, attribute.pointer()));
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
        put(Options.VARIANT, metric.variant());
        put(Options.DTYPE, metric.dtype());
        put(Options.FROM_LOGITS, metric.fromLogits());
        put(Options.LABEL_SMOOTHING, metric.labelSmoothing());
    }

    private void calibration(@Nullable CalibrationConfig calibration) {
        List<String> metrics = new ArrayList<>();
        Set<CalibrationMetric> chosen = calibration == null ? Set.of() : calibration.metrics();
        String whole = config.redactions().get(Options.CALIBRATION_METRICS.path());
        for (Set<CalibrationMetric> word : CalibrationReader.words(chosen)) {
            metrics.add(shown(
                    Options.CALIBRATION_METRICS, Options.CALIBRATION_METRICS.path() + "." + metrics.size(), word));
        }
        if (whole == null) {
            yaml.putList(Options.CALIBRATION_METRICS.path(), metrics);
        } else {
            yaml.put(Options.CALIBRATION_METRICS.path(), whole);
        }
        if (calibration != null) {
            put(Options.CALIBRATION_BINS, calibration.bins());
            put(Options.CALIBRATION_EXACT_SCORES, calibration.exactScores());
            put(Options.CALIBRATION_CELL_BITS, calibration.cellBits());
        }
    }

    private void window(int position, WindowSpec window) {
        if (window instanceof Tumbling tumbling) {
            WindowOptions options = Options.TUMBLING_WINDOW;
            boolean hidden = config.redactions().get(options.size().at(position)) != null
                    || config.redactions().get(options.offset().at(position)) != null;
            if (tumbling.offset() == 0 && !hidden) {
                put(Options.TUMBLING, Options.TUMBLING.at(position), Duration.ofMillis(tumbling.size()));
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
        put(options.size(), options.size().at(position), Duration.ofMillis(size));
        if (options.distance() != null) {
            put(options.distance(), options.distance().at(position), Duration.ofMillis(distance));
        }
        put(options.offset(), options.offset().at(position), Duration.ofMillis(offset));
    }

    private void slices(List<Slicing> slices) {
        List<List<String>> entries = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            List<String> names = slices.get(i).names();
            List<String> entry = new ArrayList<>();
            for (int j = 0; j < names.size(); j++) {
                String path = SlicesReader.path(Options.SLICE.at(i), names, j);
                entry.add(shown(Options.SLICE, path, names.get(j)));
            }
            entries.add(entry);
        }
        if (!entries.isEmpty()) {
            yaml.putLists(Options.SLICES.path(), entries);
        }
    }

    private void time(TimeConfig time) {
        put(Options.OUT_OF_ORDERNESS, time.outOfOrderness());
        put(Options.ALLOWED_LATENESS, time.allowedLateness());
        put(Options.IDLENESS, time.idleness());
        put(Options.MAX_FUTURE, time.maxFuture());
        put(Options.MIN, time.min());
        put(Options.MAX, time.max());
    }

    private void sink(SinkOptions options, SinkConfig sink) {
        if (sink instanceof SinkConfig.Kafka kafka) {
            list(options.bootstrapServers(), brokers(kafka.bootstrapServers()));
            put(options.topic(), kafka.topic());
            put(options.delivery(), kafka.delivery());
            put(options.transactionTimeout(), kafka.transactionTimeout());
            properties(options.properties(), kafka.properties());
        } else if (sink instanceof SinkConfig.Files files) {
            put(options.files(), files.path());
        } else {
            yaml.putEmpty(options.console().path());
        }
    }

    private void engine(EngineConfig engine) {
        engine.parallelism().ifPresent(parallelism -> put(Options.PARALLELISM, parallelism));
        put(Options.MAX_PARALLELISM, engine.maxParallelism());
        put(Options.CHECKPOINT_INTERVAL, engine.checkpointInterval());
        put(Options.CHECKPOINT_TIMEOUT, engine.checkpointTimeout());
        put(Options.PANE_BUFFER, engine.paneBuffer());
        put(Options.WATERMARK_INTERVAL, engine.watermarkInterval());
    }

    private static List<String> brokers(String servers) {
        return Arrays.asList(servers.split(",", -1));
    }

    /** One text if the list was written as one and must not be seen, else one text for each value. */
    private void list(Option<String> option, List<String> values) {
        String whole = config.redactions().get(option.path());
        if (whole != null) {
            yaml.put(option.path(), whole);
            return;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(shown(option, option.path() + "." + i, values.get(i)));
        }
        yaml.putList(option.path(), texts);
    }

    private void properties(Option<String> option, ClientProperties properties) {
        properties.asMap().forEach((name, value) -> {
            String path = option.path() + "." + name;
            yaml.put(option.path(), name, shown(option, path, value));
        });
    }

    private <T> void put(Option<T> option, T value) {
        put(option, option.path(), value);
    }

    private <T> void put(Option<T> option, String path, T value) {
        yaml.put(path, shown(option, path, value));
    }

    private <T> String shown(Option<T> option, String path, T value) {
        String shown = config.redactions().get(path);
        return shown == null ? option.type().print().apply(value).replace("${", "$${") : shown;
    }
}
