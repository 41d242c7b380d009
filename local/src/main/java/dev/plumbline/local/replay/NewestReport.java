package dev.plumbline.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * A report that may be the one to tell of its model and version at the end: whole windows come before partial ones, then the
 * longest, then the newest. Which of many wins does not depend on their order.
 *
 * @param series model and version as a JSON array, which is also how they are ordered
 * @param whole whether the window was read wholly
 * @param length the window's length in milliseconds
 * @param end the first millisecond after it
 * @param value the report as it was published
 */
record NewestReport(String series, boolean whole, long length, long end, String value) {
    /** What a line begins with; nothing else in a tally does. */
    static final String MARK = "newest\t";

    private static final JsonFactory JSON = new JsonFactory();
    // Windows of two specifications may have the same times.
    private static final Comparator<NewestReport> ORDER = Comparator.comparing(NewestReport::whole)
            .thenComparing(NewestReport::length)
            .thenComparing(NewestReport::end)
            .thenComparing(NewestReport::value);

    static NewestReport of(WindowReport report) {
        return new NewestReport(
                series(report),
                report.partial() == null,
                report.end() - report.start(),
                report.end(),
                new String(new WindowReportEncoder().value(report), StandardCharsets.UTF_8));
    }

    private static String series(WindowReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeArray(new String[] {report.model(), report.version()}, 0, 2);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /** As a line: its parts with tabs between them, which JSON has none of. */
    String line() {
        return MARK + series + "\t" + whole + "\t" + length + "\t" + end + "\t" + value;
    }

    /** Reads a line. */
    static NewestReport parse(String line) {
        String[] parts = line.split("\t", -1);
        return new NewestReport(
                parts[1], Boolean.parseBoolean(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4]), parts[5]);
    }

    /** The one of both that comes first. */
    NewestReport or(NewestReport other) {
        return ORDER.compare(this, other) >= 0 ? this : other;
    }

    /** The report. */
    WindowReport report() {
        try {
            return new WindowReportDecoder().decode(value.getBytes(StandardCharsets.UTF_8));
        } catch (FormatException e) {
            throw new IllegalStateException("the tally holds what is no report", e);
        }
    }
}
