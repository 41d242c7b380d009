package dev.plumbline.serde.report;

/** The names in a window report, version 1, in the order in which they are written. The layout is in {@code docs/FORMATS.md}. */
final class WindowReportFormat {
    static final String FORMAT = "plumbline.window-report";
    static final int VERSION = 1;

    static final String FORMAT_NAME = "format";
    static final String FORMAT_VERSION = "format_version";
    static final String MODEL = "model";
    static final String MODEL_VERSION = "version";
    static final String SLICE = "slice";
    static final String WINDOW = "window";
    static final String SPEC = "spec";
    static final String START = "start";
    static final String END = "end";
    static final String FINAL = "final";
    static final String PARTIAL = "partial";
    static final String COUNTS = "counts";
    static final String RECORDS = "records";

    static final String LABELS = "labels";
    static final String PREDICTED = "predicted";
    static final String LABELLED = "labelled";
    static final String NEGATIVE = "negative";
    static final String UNLABELLED = "unlabelled";
    static final String CONFLICTED = "conflicted";
    static final String COVERAGE = "coverage";
    static final String AWAITED = "awaited_ms";
    static final String AGE = "age_ms";
    static final String MEAN = "mean";
    static final String MAX = "max";

    static final String METRIC = "binary_crossentropy";
    static final String VARIANT = "variant";
    static final String DTYPE = "dtype";
    static final String FROM_LOGITS = "from_logits";
    static final String LABEL_SMOOTHING = "label_smoothing";
    static final String FLOATX = "floatx";
    static final String RESULT = "result";
    static final String WEIGHTED_SUM = "weighted_sum";
    static final String WEIGHT_COUNT = "weight_count";

    static final String CALIBRATION = "calibration";
    static final String ROWS = "rows";
    static final String WEIGHTED_ROWS = "weighted_rows";
    static final String RELIABILITY_BINS = "reliability_bins";
    static final String EQUAL_MASS_BINS = "equal_mass_bins";

    private WindowReportFormat() {}
}
