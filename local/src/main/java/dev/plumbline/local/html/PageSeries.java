package dev.plumbline.local.html;

import java.util.List;

/**
 * Windows of one model, version, slice and specification on a page.
 *
 * @param series as {@link ReportRow#series} writes it
 * @param spec the specification of the windows
 * @param windows a JSON array each, the oldest first: {@link ReportRow#numbers}, then {@link ReportRow#bins} unless they were left out
 */
public record PageSeries(String series, String spec, List<String> windows) {
    /** Copies the list. */
    public PageSeries {
        windows = List.copyOf(windows);
    }
}
