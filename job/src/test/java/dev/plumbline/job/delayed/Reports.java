package dev.plumbline.job.delayed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reports: the bytes of the final ones, and whether each window ripens as it should. */
final class Reports implements Book.Consumer<RevisedReport> {

    private record Last(
            long revision, boolean isFinal, @Nullable LabelCoverage labels) {}

    private final boolean mayRepeat;
    private final WindowReportEncoder encoder = new WindowReportEncoder();
    private final SortedMap<String, String> finals = new TreeMap<>();
    private final Map<Long, SortedMap<String, String>> early = new TreeMap<>();
    private final Map<String, Last> last = new HashMap<>();
    private @Nullable String firstFlaw;
    private long notFinal;

    /** @param mayRepeat whether the job starts again from a checkpoint, after which it says once more what it has said since */
    Reports(boolean mayRepeat) {
        this.mayRepeat = mayRepeat;
    }

    @Override
    public synchronized void take(RevisedReport revised) {
        WindowReport report = revised.report();
        String key = new String(encoder.key(report), UTF_8);
        String value = new String(encoder.value(report), UTF_8);
        if (report.isFinal()) {
            String before = finals.put(key, value);
            if (before != null && !(mayRepeat && before.equals(value))) {
                flaw("final twice: " + before + " and " + value);
            }
        } else if (report.labels() != null && report.labels().cohort() != null) {
            long settledBefore = report.end() + report.labels().cohort().awaited();
            early.computeIfAbsent(settledBefore, none -> new TreeMap<>()).put(key, value);
        }
        notFinal += report.isFinal() ? 0 : 1;
        Last before = last.put(key, new Last(revised.revision(), report.isFinal(), report.labels()));
        if (!mayRepeat && revised.revision() != (before == null ? 0 : before.revision + 1)) {
            flaw("revision " + revised.revision() + " of " + key + " comes after " + before);
        }
        if (!mayRepeat && before != null && !hasRipened(before.labels, report.labels())) {
            flaw(report.labels() + " of " + key + " comes after " + before.labels);
        }
    }

    /** Numbers of a cohort only grow. */
    private static boolean hasRipened(@Nullable LabelCoverage before, @Nullable LabelCoverage after) {
        if (before == null || after == null) {
            return false;
        }
        LabelCoverage.Cohort earlier = before.cohort();
        LabelCoverage.Cohort later = after.cohort();
        boolean counts = after.labelled() >= before.labelled() && after.negative() >= before.negative();
        if (earlier == null || later == null) {
            return counts && (earlier == null) == (later == null);
        }
        return counts
                && later.predicted() >= earlier.predicted()
                && later.unlabelled() >= earlier.unlabelled()
                && later.conflicted() >= earlier.conflicted()
                && later.awaited() > earlier.awaited();
    }

    private void flaw(String flaw) {
        if (firstFlaw == null) {
            firstFlaw = flaw;
        }
    }

    /** The final reports, value by key. */
    SortedMap<String, String> finals() {
        return finals;
    }

    /** The reports of cohorts before they were final, value by key, by the moment before which all was settled. */
    Map<Long, SortedMap<String, String>> early() {
        return early;
    }

    /** How many reports were not final. */
    long notFinal() {
        return notFinal;
    }

    /** What is wrong with the first report of which something is; null if nothing is. */
    @Nullable
    String firstFlaw() {
        return firstFlaw;
    }
}
