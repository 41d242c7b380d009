package dev.plumbline.serde.report;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link WindowReportEncoder} wrote. Members that it does not know are passed over, so that reports of this version may
 * gain some; members of any order are read. Not thread-safe.
 */
public final class WindowReportDecoder {
    private final ReportReader reader =
            new ReportReader("window report", WindowReportFormat.FORMAT, WindowReportFormat.VERSION);

    /** A decoder; it holds no state between calls. */
    public WindowReportDecoder() {}

    /**
     * The report with the given bytes. Its metric has the default name, because names do not travel.
     *
     * @throws FormatException if it is not JSON, not a window report, of another version, or if a member is missing or impossible;
     *     the message says which
     */
    public WindowReport decode(byte[] value) throws FormatException {
        ReportMembers report = reader.read(value);
        ReportMembers window = report.object(WindowReportFormat.WINDOW);
        ReportMembers metric = report.object(WindowReportFormat.METRIC);
        try {
            return new WindowReport(
                    report.text(WindowReportFormat.MODEL),
                    report.text(WindowReportFormat.MODEL_VERSION),
                    report.object(WindowReportFormat.SLICE).texts(),
                    window.text(WindowReportFormat.SPEC),
                    window.integer(WindowReportFormat.START),
                    window.integer(WindowReportFormat.END),
                    report.bool(WindowReportFormat.FINAL),
                    partial(report),
                    report.object(WindowReportFormat.COUNTS).integer(WindowReportFormat.RECORDS),
                    config(metric),
                    new BinaryCrossentropyResult(
                            metric.number(WindowReportFormat.RESULT),
                            metric.number(WindowReportFormat.WEIGHTED_SUM),
                            metric.number(WindowReportFormat.WEIGHT_COUNT)),
                    CalibrationJson.read(report),
                    LabelCoverageJson.read(report));
        } catch (IllegalArgumentException e) {
            throw new FormatException("the window report is impossible: " + e.getMessage());
        }
    }

    private static BinaryCrossentropyConfig config(ReportMembers metric) throws FormatException {
        String floatx = metric.optional(WindowReportFormat.FLOATX);
        return BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(metric.text(WindowReportFormat.VARIANT)))
                .withDtype(DType.of(metric.text(WindowReportFormat.DTYPE)))
                .withFromLogits(metric.bool(WindowReportFormat.FROM_LOGITS))
                .withLabelSmoothing(metric.number(WindowReportFormat.LABEL_SMOOTHING))
                .withFloatx(floatx == null ? DType.FLOAT32 : DType.of(floatx));
    }

    private static @Nullable Partial partial(ReportMembers report) {
        String partial = report.optional(WindowReportFormat.PARTIAL);
        return partial == null ? null : Partial.of(partial);
    }
}
