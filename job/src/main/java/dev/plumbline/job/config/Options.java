package dev.plumbline.job.config;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.metric.calibration.CalibrationMetric;
import dev.plumbline.serde.decode.EpochUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The table of all options, in the order of the documentation. */
final class Options {
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    static final Option<String> JOB = Option.of(
            "job",
            ValueType.jobName(),
            "plumbline",
            "Name of the job in Flink, and the stem of its transactional ids, consumer group and default topics. Unique per Kafka"
                    + " cluster, and the same over restarts.");

    static final Option<String> SOURCE_BOOTSTRAP_SERVERS = Option.required(
                    "source.kafka.bootstrap_servers",
                    ValueType.broker(),
                    "Brokers to read from, a list or separated by commas.")
            .with(Option.Arity.LIST);
    static final Option<String> SOURCE_TOPICS = Option.required(
                    "source.kafka.topics", ValueType.topic(), "Topics with predictions, a list or separated by commas.")
            .with(Option.Arity.LIST);
    static final Option<String> SOURCE_GROUP_ID = Option.open(
            "source.kafka.group_id",
            ValueType.text("text"),
            "the job's name",
            "Consumer group under which offsets are committed, so that tools show the lag; the job itself resumes from its"
                    + " checkpoints.");
    static final Option<StartPosition> SOURCE_START = Option.of(
            "source.kafka.start",
            Positions.start(),
            "earliest",
            "Where the first start begins to read. `committed` begins at the oldest record where the group has no offset."
                    + " Offsets are written `0=100,1=250`, or `topic:0=100` with several topics; other partitions are read from"
                    + " their oldest record.");
    static final Option<StopPosition> SOURCE_STOP = Option.of(
            "source.kafka.stop",
            Positions.stop(),
            "never",
            "Where reading ends: `latest` is the end at the time of the start, a time ends before the first record from then on."
                    + " Offsets name the first record that is not read; other partitions are read to their end at the time of"
                    + " the start.");
    static final Option<String> SOURCE_PROPERTIES = Option.open(
                    "source.kafka.properties",
                    ValueType.property(),
                    "none",
                    "Properties for the Kafka consumer, passed on as they are.")
            .with(Option.Arity.NAMED);
    static final Option<String> SOURCE_PATH = Option.required(
            "source.files.path", ValueType.path(), "A JSON Lines file, or a folder of them, read once to the end.");

    static final Option<String> MODEL =
            Option.of("fields.model", Pointers.type(), "/model", "Where the model's name is; a string or an integer.");
    static final Option<String> MODEL_CONSTANT = Option.open(
            "fields.model.constant",
            ValueType.text("text"),
            "none",
            "The model's name for every record: `model: {constant: ctr}`.");
    static final Option<Optional<String>> VERSION = Option.of(
            "fields.version",
            ValueType.orNone(Pointers.type(), "none"),
            "/version",
            "Where the model's version is. Absent or `none`: the empty version.");
    static final Option<String> VERSION_CONSTANT = Option.open(
            "fields.version.constant",
            ValueType.text("text"),
            "none",
            "The version for every record: `version: {constant: 7}`.");
    static final Option<String> ID = Option.of(
            "fields.id",
            Pointers.type(),
            "/id",
            "Where the id is by which a label finds its prediction; a string or an integer. Only read if `labels` is given.");
    static final Option<Optional<String>> TIME = Option.of(
            "fields.time",
            ValueType.orNone(Pointers.type(), "none"),
            "/time",
            "Where the time of the prediction is. Absent or `none`: the record's Kafka timestamp.");
    static final Option<EpochUnit> TIME_UNIT = Option.of(
            "fields.time_unit",
            EpochUnits.type(),
            EpochUnit.MILLISECONDS.id(),
            "Unit of a time that is a number; ISO-8601 texts are always understood.");
    static final Option<String> Y_TRUE = Option.of(
            "fields.y_true",
            Pointers.type(),
            "/y_true",
            "Where the label is; a number, a boolean, or nested arrays. Left out if `labels` is given.");
    static final Option<String> Y_PRED = Option.of(
            "fields.y_pred", Pointers.type(), "/y_pred", "Where the prediction is; a number, or nested arrays.");
    static final Option<Optional<String>> SAMPLE_WEIGHT = Option.of(
            "fields.sample_weight",
            ValueType.orNone(Pointers.type(), "none"),
            "/sample_weight",
            "Where the sample weight is. Absent or `none`: 1.");
    static final Option<Boolean> NUMERIC_STRINGS = Option.of(
            "fields.numeric_strings",
            ValueType.bool(),
            "false",
            "Whether texts such as `\"0.25\"` are taken as numbers.");

    static final Option<String> SLICE_FIELDS = Option.open(
                    "fields.slices",
                    Pointers.type(),
                    "`/slices/<name>` each",
                    "Where the attributes are that `slices` names, by their names; a string, an integer or a boolean each.")
            .with(Option.Arity.NAMED);

    static final Option<Variant> VARIANT = Option.of(
            "metric.variant",
            ValueType.choice(Variant::id, Variant.values()),
            Variant.KERAS3.id(),
            "Which Keras is followed to the last bit.");
    static final Option<DType> DTYPE = Option.of(
            "metric.dtype",
            ValueType.choice(DType::id, DType.values()),
            DType.FLOAT32.id(),
            "Float type of the metric, and of Keras' global `floatx`. It rounds inputs and losses; sums are always exact.");
    static final Option<Boolean> FROM_LOGITS = Option.of(
            "metric.from_logits",
            ValueType.bool(),
            "false",
            "Whether predictions are logits (any real number) and not probabilities (0 to 1).");
    static final Option<Double> LABEL_SMOOTHING =
            Option.of("metric.label_smoothing", ValueType.fraction(), "0", "a in y' = y(1 - a) + a/2.");

    static final Option<Set<CalibrationMetric>> CALIBRATION_METRICS = Option.of(
                    "calibration.metrics",
                    CalibrationReader.metrics(),
                    "all",
                    "What reports tell beside the loss, a list or separated by commas; `none` for the loss alone, which is cheapest.")
            .with(Option.Arity.LIST);
    static final Option<Integer> CALIBRATION_BINS = Option.of(
            "calibration.bins",
            ValueType.integer(1, 1000),
            "20",
            "How many bins a reliability diagram has, and the errors that are read from it.");
    static final Option<Integer> CALIBRATION_EXACT_SCORES = Option.of(
            "calibration.exact_scores",
            ValueType.integer(0, 65_536),
            "256",
            "How many different scores a window holds one by one, so that ranks are exact; more are held in cells, with a bound on the"
                    + " error.");
    static final Option<Integer> CALIBRATION_CELL_BITS = Option.of(
            "calibration.cell_bits",
            ValueType.integer(0, 10),
            "6",
            "How fine the cells are: 2 to this power of them between a score and its double.");

    static final Option<String> WINDOWS = Option.of(
                    "windows",
                    ValueType.text("list of windows"),
                    "[{tumbling: 1m}]",
                    "Any number of windows; each entry is one of the following.")
            .with(Option.Arity.LIST);
    static final Option<Duration> TUMBLING =
            Option.open("windows.*.tumbling", duration(), "none", "Short for `tumbling: {size: ...}`.");
    static final WindowOptions TUMBLING_WINDOW = WindowOptions.of(
            "tumbling",
            "Windows of this length, one after the other.",
            null,
            null,
            "Shift against UTC, below the size.");
    static final WindowOptions SLIDING_WINDOW = WindowOptions.of(
            "sliding",
            "Overlapping windows of this length.",
            "slide",
            "A new window starts this often; at most the size.",
            "Shift of the starts against UTC, below the slide.");
    static final WindowOptions CUMULATIVE_WINDOW = WindowOptions.of(
            "cumulative",
            "Windows that start together this often and grow up to this length.",
            "step",
            "Each window is this much longer than the one before; divides the size.",
            "Shift of the starts against UTC, below the size.");

    static final Option<String> OUTPUTS = Option.open(
                    "outputs",
                    OutputsReader.name(),
                    "none",
                    "Names of the outputs of a model that has several, in the order of the elements along the last axis of `y_pred`; a list or"
                            + " separated by commas, at most 64. Each becomes a slice, and records of another number are refused.")
            .with(Option.Arity.LIST);

    static final Option<String> SLICES = Option.open(
                    "slices",
                    ValueType.text("list of slices"),
                    "none",
                    "Segments of the population that get windows of their own beside everyone's, at most 16; each entry is the"
                            + " following.")
            .with(Option.Arity.LIST);
    static final Option<String> SLICE = Option.open(
                    "slices.*",
                    SlicesReader.attribute(),
                    "none",
                    "A name such as `country`, for one slice per value, or several such as `[country, device]`, for one per"
                            + " combination of values.")
            .with(Option.Arity.LIST);

    static final Option<Duration> OUT_OF_ORDERNESS = Option.of(
            "time.out_of_orderness",
            duration(Duration.ZERO),
            "5s",
            "How far behind the largest time of its partition a record may lie and be on time.");
    static final Option<Duration> ALLOWED_LATENESS = Option.of(
            "time.allowed_lateness",
            duration(Duration.ZERO),
            "1m",
            "How much later it may still come and revise a published window. Later than that it becomes a dead letter.");
    static final Option<Optional<Duration>> IDLENESS = Option.of(
            "time.idleness",
            ValueType.orNone(duration(), "off"),
            "30s",
            "After how long without valid records a partition no longer holds the others back. Not used in bounded reads.");
    static final Option<Duration> MAX_FUTURE = Option.of(
            "time.max_future",
            duration(Duration.ZERO),
            "1h",
            "How far a record's time may lie after its own Kafka timestamp.");
    static final Option<Instant> MIN =
            Option.of("time.min", ValueType.instant(), "2000-01-01T00:00:00Z", "Earliest plausible time of a record.");
    static final Option<Instant> MAX =
            Option.of("time.max", ValueType.instant(), "2200-01-01T00:00:00Z", "Latest plausible time of a record.");

    static final Option<Integer> RECORD_BYTES = Option.of(
            "limits.record_bytes",
            ValueType.integer(1, 1 << 30),
            "1048576",
            "Longest record that is parsed, in bytes.");
    static final Option<Integer> DEPTH =
            Option.of("limits.depth", ValueType.integer(1, 1000), "64", "Deepest nesting of objects and arrays.");
    static final Option<Integer> ELEMENTS =
            Option.of("limits.elements", ValueType.integer(1, 1 << 24), "65536", "Most numbers in one array.");

    static final Option<Integer> SERIES = Option.open(
            "limits.series",
            ValueType.integer(1, 1 << 24),
            "`250000`; `25000` with calibration metrics",
            "Most names that one partition brings over the life of the job: each model is one, and so is each version of it, for"
                    + " everyone, for each slice, and for the overflow slice of each entry of `slices`. A model or a version beyond"
                    + " it is a dead letter, a slice goes into the overflow slice.");
    /** Every country on four devices fits; and what somebody makes up takes 10 MB per open window where sums hold scores. */
    static final Option<Integer> SLICE_LIMIT = Option.of(
            "limits.slices",
            ValueType.integer(1, 1 << 24),
            "1000",
            "Most slices of one entry of `slices` that one partition brings for one version of a model over the life of the job."
                    + " Records of further ones count in the entry's overflow slice.");

    static final SinkOptions REPORTS =
            SinkOptions.of("reports", "window reports", Option.REQUIRED, "when no other is given");
    static final SinkOptions DEAD_LETTERS = SinkOptions.of(
            "dead_letters",
            "dead letters",
            "`<job>.dead-letters`",
            "when no other is given and reports do not go to Kafka");
    static final SinkOptions LEDGER = SinkOptions.of(
            "ledger",
            "the ledger's balances",
            "`<job>.ledger`",
            "when no other is given and reports do not go to Kafka");

    static final Option<Integer> PARALLELISM = Option.open(
            "engine.parallelism", ValueType.integer(1, 32_768), "the cluster's", "How many tasks work side by side.");
    static final Option<Integer> MAX_PARALLELISM = Option.of(
            "engine.max_parallelism",
            ValueType.integer(1, 32_768),
            "128",
            "How far the job can ever be rescaled. It never changes while its state lives.");
    static final Option<Duration> CHECKPOINT_INTERVAL = Option.of(
            "engine.checkpoint_interval",
            duration(Duration.ofMillis(10)),
            "10s",
            "From one checkpoint to the next: exactly-once results become visible this often.");
    static final Option<Duration> CHECKPOINT_TIMEOUT = Option.of(
            "engine.checkpoint_timeout",
            duration(Duration.ofMillis(10)),
            "5m",
            "After which a checkpoint that has not finished is given up.");
    static final Option<Integer> PANE_BUFFER = Option.open(
            "engine.pane_buffer",
            ValueType.integer(1, 1 << 24),
            "`131072`; `8192` if a metric needs scores",
            "Most open sums, one per series and pane, that a task holds before it sends them on.");
    static final Option<Duration> WATERMARK_INTERVAL =
            Option.of("engine.watermark_interval", duration(), "200ms", "How often watermarks are emitted.");

    /** Every option there is. */
    static final List<Option<?>> ALL = Stream.of(
                    List.of(
                            JOB,
                            SOURCE_BOOTSTRAP_SERVERS,
                            SOURCE_TOPICS,
                            SOURCE_GROUP_ID,
                            SOURCE_START,
                            SOURCE_STOP,
                            SOURCE_PROPERTIES,
                            SOURCE_PATH),
                    List.of(MODEL, MODEL_CONSTANT, VERSION, VERSION_CONSTANT, ID, TIME, TIME_UNIT, Y_TRUE, Y_PRED),
                    List.of(SAMPLE_WEIGHT, NUMERIC_STRINGS, SLICE_FIELDS),
                    List.of(VARIANT, DTYPE, FROM_LOGITS, LABEL_SMOOTHING),
                    List.of(CALIBRATION_METRICS, CALIBRATION_BINS, CALIBRATION_EXACT_SCORES, CALIBRATION_CELL_BITS),
                    List.of(WINDOWS, TUMBLING),
                    TUMBLING_WINDOW.all(),
                    SLIDING_WINDOW.all(),
                    CUMULATIVE_WINDOW.all(),
                    List.of(OUTPUTS),
                    List.of(SLICES, SLICE),
                    List.of(OUT_OF_ORDERNESS, ALLOWED_LATENESS, IDLENESS, MAX_FUTURE, MIN, MAX),
                    LabelOptions.ALL,
                    List.of(RECORD_BYTES, DEPTH, ELEMENTS, SERIES, SLICE_LIMIT),
                    REPORTS.all(),
                    DEAD_LETTERS.all(),
                    LEDGER.all(),
                    List.of(PARALLELISM, MAX_PARALLELISM, CHECKPOINT_INTERVAL, CHECKPOINT_TIMEOUT, PANE_BUFFER),
                    List.of(WATERMARK_INTERVAL))
            .<Option<?>>flatMap(List::stream)
            .toList();

    private Options() {}

    /** Whether the path is that of a property that is passed on to a Kafka client. */
    static boolean isClientProperty(String path) {
        return Stream.of(
                        SOURCE_PROPERTIES,
                        LabelOptions.PROPERTIES,
                        REPORTS.properties(),
                        DEAD_LETTERS.properties(),
                        LEDGER.properties())
                .anyMatch(option -> path.startsWith(option.path() + "."));
    }

    private static ValueType<Duration> duration() {
        return ValueType.duration(MILLISECOND);
    }

    private static ValueType<Duration> duration(Duration least) {
        return ValueType.duration(least);
    }
}
