package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import java.io.IOException;

/**
 * Reads what {@link WindowReportEncoder} wrote. Members that it does not know are passed over, so that reports of this version may
 * gain some; members of any order are read. Not thread-safe.
 */
public final class WindowReportDecoder {
    private final JsonFactory factory = new JsonFactory();

    /** A decoder; it holds no state between calls. */
    public WindowReportDecoder() {}

    /**
     * The report with the given bytes. Its metric has the default name, because names do not travel.
     *
     * @throws FormatException if it is not JSON, not a window report, of another version, or if a member is missing or impossible;
     *     the message says which
     */
    public WindowReport decode(byte[] value) throws FormatException {
        ReportMembers report = read(value);
        requireFormat(report);
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
                    report.object(WindowReportFormat.COUNTS).integer(WindowReportFormat.RECORDS),
                    config(metric),
                    new BinaryCrossentropyResult(
                            metric.number(WindowReportFormat.RESULT),
                            metric.number(WindowReportFormat.WEIGHTED_SUM),
                            metric.number(WindowReportFormat.WEIGHT_COUNT)));
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

    private static void requireFormat(ReportMembers report) throws FormatException {
        String format = report.optional(WindowReportFormat.FORMAT_NAME);
        if (!WindowReportFormat.FORMAT.equals(format)) {
            throw new FormatException("format is " + format + ", not " + WindowReportFormat.FORMAT
                    + "; read a topic that holds window reports");
        }
        String version = report.optional(WindowReportFormat.FORMAT_VERSION);
        if (!Integer.toString(WindowReportFormat.VERSION).equals(version)) {
            throw new FormatException("format_version is " + version + ", this reader knows "
                    + WindowReportFormat.VERSION + "; use the reader of the release that wrote the report");
        }
    }

    private ReportMembers read(byte[] value) throws FormatException {
        try (JsonParser parser = factory.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new FormatException("the value is not a JSON object; read a topic that holds window reports");
            }
            ReportMembers report = ReportMembers.read(parser, "");
            if (parser.nextToken() != null) {
                throw new FormatException("something follows the window report; write one report per record");
            }
            return report;
        } catch (JsonProcessingException e) {
            throw new FormatException(
                    "the value is not JSON: " + e.getOriginalMessage() + "; read a topic that holds window reports");
        } catch (IOException e) {
            throw new FormatException(
                    "the value is not UTF-8: " + e.getMessage() + "; read a topic that holds window reports");
        }
    }
}
