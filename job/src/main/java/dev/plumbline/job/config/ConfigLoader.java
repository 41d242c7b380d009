package dev.plumbline.job.config;

import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.decode.FieldMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes a {@link JobConfig} out of a YAML text. */
public final class ConfigLoader {
    /** So many names, if someone makes them up, fill some hundred megabytes of window state and not more. */
    private static final int SERIES = 250_000;

    private static final int CALIBRATED_SERIES = 25_000;

    /** Open sums of 300 bytes, or of 10,000 and more if they hold scores: in either case some tens of megabytes at most. */
    private static final int SUMS = 131_072;

    private static final int SUMS_WITH_SCORES = 8_192;

    private final Settings settings;
    private final Problems problems;

    private ConfigLoader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * Reads, checks and completes a configuration.
     *
     * @param yamlText the whole file; may be empty if the overrides say everything
     * @param sourceName the file's name, for messages
     * @param overrides {@code path=value} each, the value being YAML; later ones win; {@code null} as value removes the option
     * @param environment the variables that {@code ${NAME}} may refer to
     * @throws ConfigException with one line per problem, if anything is unknown, wrong, missing or contradictory
     */
    public static JobConfig load(
            String yamlText, String sourceName, List<String> overrides, Map<String, String> environment) {
        Problems problems = new Problems();
        Schema schema = new Schema(problems);
        YamlReader reader = new YamlReader(problems);
        YamlNode.Section root = reader.readFile(yamlText, sourceName);
        if (root == null) {
            throw problems.toException();
        }
        Overrides command = new Overrides(reader, schema, problems);
        for (String override : overrides) {
            command.apply(override, root);
        }
        addDefaultWindows(reader, root);
        new Interpolation(environment, problems).fillIn(root);
        schema.check(root);
        return new ConfigLoader(new Settings(root, schema, problems), problems).read();
    }

    private static void addDefaultWindows(YamlReader reader, YamlNode.Section root) {
        String path = Options.WINDOWS.path();
        String text = Options.WINDOWS.defaultText();
        if (text != null && !root.entries().containsKey(path)) {
            YamlNode windows = reader.readOverride(text, path, new Origin("default", 1));
            if (windows != null) {
                root.entries().put(path, windows);
            }
        }
    }

    private JobConfig read() {
        List.of("fields", "metric", "calibration", "time", "limits", "engine").forEach(settings::mustBeSection);
        String job = settings.get(Options.JOB);
        SourceConfig source = new SourceReader(settings).read(job);
        SinkReader sinks = new SinkReader(settings);
        SinkConfig reports = sinks.reports(source);
        SinkConfig deadLetters = sinks.deadLetters(job, source, reports);
        SinkConfig ledger = sinks.ledger(job, source, reports);
        boolean byOutput = settings.has(Options.OUTPUTS.path());
        List<String> outputs = new OutputsReader(settings).read();
        List<List<String>> slices = new SlicesReader(settings).read(byOutput);
        boolean awaitsLabels = settings.has(LabelOptions.SECTION);
        LabelsConfig labels = awaitsLabels ? new LabelsReader(settings, problems).read(source) : null;
        FieldMapping fields = new FieldsReader(settings, problems)
                .read(SlicesReader.attributes(slices, byOutput), byOutput, awaitsLabels);
        BinaryCrossentropyConfig metric = metric();
        Optional<CalibrationConfig> calibration = new CalibrationReader(settings).read(metric);
        List<WindowSpec> windows = new WindowsReader(settings).read();
        TimeConfig time = time();
        LimitsConfig limits = limits(calibration.isPresent());
        EngineConfig engine =
                engine(calibration.filter(CalibrationConfig::needsScores).isPresent());
        Contradictions contradictions = new Contradictions(settings);
        contradictions.check(time, engine);
        contradictions.check(outputs, limits);
        contradictions.check(source, reports, deadLetters, ledger);
        if (labels != null) {
            contradictions.check(labels.source(), source, reports, deadLetters, ledger);
        }
        contradictions.check(engine, reports, Options.REPORTS);
        contradictions.check(engine, deadLetters, Options.DEAD_LETTERS);
        contradictions.check(engine, ledger, Options.LEDGER);
        problems.throwIfAny();
        return new JobConfig(
                job,
                present(source),
                present(fields),
                Optional.ofNullable(labels),
                metric,
                calibration,
                windows,
                outputs,
                SlicesReader.bind(slices, fields, outputs),
                time,
                limits,
                present(reports),
                present(deadLetters),
                present(ledger),
                engine,
                settings.redactions());
    }

    /** A part that is missing only after a problem, so never here. */
    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a part of the configuration is missing without a problem");
        }
        return part;
    }

    private BinaryCrossentropyConfig metric() {
        var dtype = settings.get(Options.DTYPE);
        // Keras' global float type follows the metric's: tf2.3 would refuse to smooth float64 labels in float32.
        return BinaryCrossentropyConfig.defaults()
                .withVariant(settings.get(Options.VARIANT))
                .withDtype(dtype)
                .withFloatx(dtype)
                .withFromLogits(settings.get(Options.FROM_LOGITS))
                .withLabelSmoothing(settings.get(Options.LABEL_SMOOTHING));
    }

    private TimeConfig time() {
        return new TimeConfig(
                settings.get(Options.OUT_OF_ORDERNESS),
                settings.get(Options.ALLOWED_LATENESS),
                settings.get(Options.IDLENESS),
                settings.get(Options.MAX_FUTURE),
                settings.get(Options.MIN),
                settings.get(Options.MAX));
    }

    private LimitsConfig limits(boolean calibrated) {
        Integer series = settings.optional(Options.SERIES, Options.SERIES.path());
        return new LimitsConfig(
                settings.get(Options.RECORD_BYTES),
                settings.get(Options.DEPTH),
                settings.get(Options.ELEMENTS),
                series != null ? series : calibrated ? CALIBRATED_SERIES : SERIES,
                settings.get(Options.SLICE_LIMIT));
    }

    private EngineConfig engine(boolean scores) {
        Integer paneBuffer = settings.optional(Options.PANE_BUFFER, Options.PANE_BUFFER.path());
        Integer parallelism = settings.optional(Options.PARALLELISM, Options.PARALLELISM.path());
        return new EngineConfig(
                parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism),
                settings.get(Options.MAX_PARALLELISM),
                settings.get(Options.CHECKPOINT_INTERVAL),
                settings.get(Options.CHECKPOINT_TIMEOUT),
                paneBuffer != null ? paneBuffer : scores ? SUMS_WITH_SCORES : SUMS,
                settings.get(Options.WATERMARK_INTERVAL));
    }
}
