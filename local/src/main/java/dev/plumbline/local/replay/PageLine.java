package dev.plumbline.local.replay;

import dev.plumbline.local.html.ReportRow;
import dev.plumbline.serde.report.WindowReport;

/**
 * A final report as a line of the file from which the page is made: its parts with tabs between them, in ASCII without control
 * characters.
 *
 * @param everyone whether it is of the whole population
 * @param series as {@link ReportRow#series} writes it
 * @param spec the specification of the window
 * @param start the window's first millisecond
 * @param end the first millisecond after it
 * @param records the records in it
 * @param numbers as {@link ReportRow#numbers} writes them
 * @param bins as {@link ReportRow#bins} writes them
 */
record PageLine(
        boolean everyone, String series, String spec, long start, long end, long records, String numbers, String bins) {
    private static final int PARTS = 8;

    static PageLine of(WindowReport report) {
        return new PageLine(
                report.slice().isEmpty(),
                ReportRow.series(report),
                report.window(),
                report.start(),
                report.end(),
                report.records(),
                ReportRow.numbers(report),
                ReportRow.bins(report));
    }

    /** The line, without its end. */
    String text() {
        return String.join(
                "\t",
                everyone ? "1" : "0",
                series,
                spec,
                Long.toString(start),
                Long.toString(end),
                Long.toString(records),
                numbers,
                bins);
    }

    static PageLine parse(String text) {
        String[] parts = text.split("\t", -1);
        if (parts.length != PARTS) {
            throw new IllegalStateException("a line of the page's reports has " + parts.length + " parts, not " + PARTS
                    + "; somebody has changed the file");
        }
        return new PageLine(
                parts[0].equals("1"),
                parts[1],
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                parts[6],
                parts[7]);
    }
}
