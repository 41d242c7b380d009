package dev.plumbline.serde.report;

import java.nio.charset.StandardCharsets;

/** Names and contents of the headers beside a window report: what depends on the run and so must not be in its value. */
public final class ReportHeaders {
    /** How often the window was published before, as decimal digits: 0 for the first time. */
    public static final String REVISION = "plumbline.revision";

    /** The value's format, so that readers can tell it without parsing: {@value WindowReportFormat#FORMAT}. */
    public static final String FORMAT = "plumbline.format";

    /** The version of the value's format, as decimal digits. */
    public static final String FORMAT_VERSION = "plumbline.format_version";

    private ReportHeaders() {}

    /** The content of {@link #REVISION}; {@link IllegalArgumentException} if negative. */
    public static byte[] revision(long revision) {
        if (revision < 0) {
            throw new IllegalArgumentException("the revision is " + revision + "; it counts from 0");
        }
        return Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of {@link #FORMAT}. */
    public static byte[] format() {
        return WindowReportFormat.FORMAT.getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of {@link #FORMAT_VERSION}. */
    public static byte[] formatVersion() {
        return Integer.toString(WindowReportFormat.VERSION).getBytes(StandardCharsets.US_ASCII);
    }
}
