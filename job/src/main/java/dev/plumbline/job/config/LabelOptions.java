package dev.plumbline.job.config;

import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.serde.decode.EpochUnit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of labels that come on a topic of their own; {@link Options} has them in its table. */
final class LabelOptions {
    static final String SECTION = "labels";

    private static final String KAFKA = SECTION + ".kafka.";
    private static final String FIELDS = SECTION + ".fields.";
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    static final Option<String> BOOTSTRAP_SERVERS = Option.open(
                    KAFKA + "bootstrap_servers",
                    ValueType.broker(),
                    "the source's",
                    "Brokers to read labels from, a list or separated by commas. Left out, the source's properties hold too.")
            .with(Option.Arity.LIST);
    static final Option<String> TOPICS = Option.required(
                    KAFKA + "topics", ValueType.topic(), "Topics with labels, a list or separated by commas.")
            .with(Option.Arity.LIST);
    static final Option<StartPosition> START = Option.open(
            KAFKA + "start",
            Positions.start(),
            "the source's",
            "Where the first start begins to read labels. Of the source's, a time counts less `labels.early`, and offsets stand for"
                    + " `earliest`.");
    static final Option<String> PROPERTIES = Option.open(
                    KAFKA + "properties",
                    ValueType.property(),
                    "the source's",
                    "Properties for the Kafka consumer of labels, passed on as they are; they go before the source's.")
            .with(Option.Arity.NAMED);
    static final Option<String> PATH = Option.required(
            SECTION + ".files.path",
            ValueType.path(),
            "A JSON Lines file with labels, or a folder of them, if the predictions come from files.");

    static final Option<String> MODEL = Option.of(
            FIELDS + "model",
            Pointers.type(),
            "/model",
            "Where the model's name is; a string or an integer. Not read if labels are joined by `id`.");
    static final Option<String> MODEL_CONSTANT = Option.open(
            FIELDS + "model.constant",
            ValueType.text("text"),
            "none",
            "The model's name for every label: `model: {constant: ctr}`.");
    static final Option<String> VERSION = Option.of(
            FIELDS + "version",
            Pointers.type(),
            "/version",
            "Where the model's version is; absent in a label, it is the empty version. Only read if labels are joined by"
                    + " `model_version_and_id`.");
    static final Option<String> VERSION_CONSTANT = Option.open(
            FIELDS + "version.constant",
            ValueType.text("text"),
            "none",
            "The version for every label: `version: {constant: 7}`.");
    static final Option<String> ID = Option.of(
            FIELDS + "id", Pointers.type(), "/id", "Where the id of the prediction is; a string or an integer.");
    static final Option<Optional<String>> TIME = Option.of(
            FIELDS + "time",
            ValueType.orNone(Pointers.type(), "none"),
            "/time",
            "Where the time is at which the label became known. Absent or `none`: the label's Kafka timestamp.");
    static final Option<EpochUnit> TIME_UNIT = Option.of(
            FIELDS + "time_unit",
            EpochUnits.type(),
            EpochUnit.MILLISECONDS.id(),
            "Unit of a time that is a number; ISO-8601 texts are always understood.");
    static final Option<String> Y_TRUE = Option.of(
            FIELDS + "y_true",
            Pointers.type(),
            "/y_true",
            "Where the label is; a number, a boolean, or nested arrays.");
    static final Option<Boolean> NUMERIC_STRINGS = Option.of(
            FIELDS + "numeric_strings",
            ValueType.bool(),
            "false",
            "Whether texts such as `\"0.25\"` are taken as numbers.");

    static final Option<Duration> HORIZON = Option.required(
            SECTION + ".horizon",
            ValueType.duration(MILLISECOND),
            "How long after its prediction a label is waited for. A report is final that much later, and a prediction stays in"
                    + " state as long.");
    static final Option<AbsencePolicy> ABSENCE = Option.of(
            SECTION + ".absence",
            words(AbsencePolicy.values()),
            "ignore",
            "What a prediction is worth for which no label came: nothing, or a label of 0.");
    static final Option<ConflictPolicy> CONFLICTS = Option.of(
            SECTION + ".conflicts",
            words(ConflictPolicy.values()),
            "first",
            "Which label counts if those of a prediction do not agree: the `first` by its time, the `last`, or none, and then the"
                    + " prediction is not counted either. The latter two are decided at the horizon.");
    static final Option<Duration> EARLY = Option.of(
            SECTION + ".early",
            ValueType.duration(Duration.ZERO),
            "0s",
            "How long before its prediction the time of a label may be.");
    static final Option<Duration> REMEMBER = Option.open(
            SECTION + ".remember",
            ValueType.duration(Duration.ZERO),
            "`labels.horizon`",
            "For how long after the horizon a label is told from one that belongs to no prediction.");
    static final Option<JoinKeying> JOIN_BY = Option.of(
            SECTION + ".join_by",
            words(JoinKeying.values()),
            "model_and_id",
            "By what predictions and labels find each other. With `id`, labels name no model, and each is for every version of every"
                    + " model that predicted the id.");
    static final Option<WindowTime> WINDOWS = Option.of(
            SECTION + ".windows",
            words(WindowTime.values()),
            "prediction",
            "By which time windows are filled: that of the `prediction`, so that a window is a cohort whose labels come in over the"
                    + " horizon; or that of the `label`.");
    static final Option<Optional<Duration>> REPORT_AT = Option.of(
                    SECTION + ".report_at",
                    ValueType.orNone(ValueType.duration(Duration.ZERO), "none"),
                    "0s",
                    "How long after its end a cohort is reported before it is final, a list or separated by commas, each below the"
                            + " horizon; `none` for final reports only. Only for windows by the time of the prediction.")
            .with(Option.Arity.LIST);
    static final Option<Optional<Duration>> IDLENESS = Option.of(
            SECTION + ".idleness",
            ValueType.orNone(ValueType.duration(MILLISECOND), "off"),
            "10m",
            "After how long without valid labels a partition of theirs no longer holds results back. Not used in bounded reads.");

    /** The whole section, in the order of the documentation. */
    static final List<Option<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            TOPICS,
            START,
            PROPERTIES,
            PATH,
            MODEL,
            MODEL_CONSTANT,
            VERSION,
            VERSION_CONSTANT,
            ID,
            TIME,
            TIME_UNIT,
            Y_TRUE,
            NUMERIC_STRINGS,
            HORIZON,
            ABSENCE,
            CONFLICTS,
            EARLY,
            REMEMBER,
            JOIN_BY,
            WINDOWS,
            REPORT_AT,
            IDLENESS);

    private LabelOptions() {}

    /** The names of the constants, in small letters. */
    private static <E extends Enum<E>> ValueType<E> words(E[] constants) {
        return ValueType.choice(constant -> constant.name().toLowerCase(Locale.ROOT), constants);
    }
}
