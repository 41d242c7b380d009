package dev.plumbline.serde.report;

import java.nio.charset.StandardCharsets;

/** Names and contents of the headers beside a window report or a ledger balance, so that readers can tell them without parsing. */
public final class ReportHeaders {
    /** How often the window was published before, as decimal digits: 0 for the first time. Depends on the run. */
    public static final String REVISION = "plumbline.revision";

    /** The value's format: {@value WindowReportFormat#FORMAT} or {@value LedgerFormat#FORMAT}. */
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

    /** The content of {@link #FORMAT} beside a window report. */
    public static byte[] format() {
        return WindowReportFormat.FORMAT.getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of {@link #FORMAT_VERSION} beside a window report. */
    public static byte[] formatVersion() {
        return Integer.toString(WindowReportFormat.VERSION).getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of {@link #FORMAT} beside a ledger balance. */
    public static byte[] ledgerFormat() {
        return LedgerFormat.FORMAT.getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of {@link #FORMAT_VERSION} beside a ledger balance. */
    public static byte[] ledgerFormatVersion() {
        return Integer.toString(LedgerFormat.VERSION).getBytes(StandardCharsets.US_ASCII);
    }
}
