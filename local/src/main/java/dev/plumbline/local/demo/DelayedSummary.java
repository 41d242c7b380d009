package dev.plumbline.local.demo;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import dev.plumbline.serde.report.LedgerBalance;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What became of the predictions whose labels come later, and of these labels; and whether it adds up. */
final class DelayedSummary {
    private final long predictions;
    private final long labels;
    private final ResultsTally tally;

    /**
     * A summary.
     *
     * @param predictions how many were sent
     * @param labels how many were sent
     * @param tally the results, all final
     */
    DelayedSummary(long predictions, long labels, ResultsTally tally) {
        this.predictions = predictions;
        this.labels = labels;
        this.tally = tally;
    }

    /**
     * Prints it.
     *
     * @throws UserError if the records do not add up
     */
    void print(PrintWriter out) {
        long predicted = ofCohorts(Cohort::predicted);
        long labelled = tally.ofWindows(report -> coverage(report.labels()).labelled());
        long unlabelled = ofCohorts(Cohort::unlabelled);
        Map<String, Long> rejected = new TreeMap<>(tally.deadLetters());
        Long repeated = rejected.remove("duplicate_prediction");
        long duplicates = repeated == null ? 0 : repeated;
        long lost = tally.rejected() - duplicates;
        long used = tally.ofLabels(LedgerBalance::counted);
        long repetitions = tally.ofLabels(LedgerBalance::duplicate);
        long residual = tally.ofPredictions(LedgerBalance::residual) + tally.ofLabels(LedgerBalance::residual);
        out.println();
        out.println("Predictions of " + DelayedTraffic.MODEL + ", and labels that come up to a minute later");
        out.println("predictions   " + FixedDemo.number(predictions));
        out.println("  labelled    " + FixedDemo.number(labelled) + "  "
                + String.format(Locale.ROOT, "%.1f %%", 100.0 * labelled / predicted));
        out.println("  unlabelled  " + FixedDemo.number(unlabelled));
        out.println("  duplicates  " + FixedDemo.number(duplicates));
        out.println("labels        " + FixedDemo.number(labels));
        out.println("  used        " + FixedDemo.number(used));
        out.println("  duplicates  " + FixedDemo.number(repetitions));
        out.println("  rejected    " + FixedDemo.number(lost));
        rejected.forEach((reason, count) -> out.println("    " + FixedDemo.number(count) + "  " + reason));
        out.println("ledger        " + FixedDemo.number(tally.ofPredictions(LedgerBalance::in)) + " and "
                + LiveTable.count(tally.ofLabels(LedgerBalance::in)) + " in, residual " + residual);
        out.println("windows       " + FixedDemo.number(tally.windows()));
        out.println("fingerprint   " + tally.fingerprint());
        require(predictions == predicted + duplicates && predicted == labelled + unlabelled, "predictions");
        require(labels == used + repetitions + lost && used == labelled, "labels");
        require(
                predictions == tally.ofPredictions(LedgerBalance::in)
                        && labels == tally.ofLabels(LedgerBalance::in)
                        && tally.ofPredictions(LedgerBalance::residual) == 0
                        && tally.ofLabels(LedgerBalance::residual) == 0,
                "ledger's records");
    }

    private long ofCohorts(ToLongFunction<Cohort> number) {
        return tally.ofWindows(report -> number.applyAsLong(
                Objects.requireNonNull(coverage(report.labels()).cohort(), "a cohort")));
    }

    private static LabelCoverage coverage(@Nullable LabelCoverage labels) {
        return Objects.requireNonNull(labels, "labels");
    }

    private static void require(boolean addsUp, String what) {
        if (!addsUp) {
            throw new UserError(
                    ExitCode.FAILED, "the " + what + " of the delayed model do not add up; please report it");
        }
    }
}
