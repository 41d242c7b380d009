package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import dev.plumbline.serde.report.WindowReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Into which window what falls, and what it tells when, decided by hand: {@code docs/LABELS.md}, <em>Windows</em>. */
class WindowStoriesTest {

    private static LabelRules rules(Conflicts conflicts, Absence absence, Windows windows) {
        return new LabelRules(JoinBy.MODEL_AND_ID, conflicts, absence, windows, Story.HORIZON, 0, Story.HORIZON);
    }

    /** Predictions at 59 s, whose label is 10 s old, and at 60 s, which begins the next minute. */
    private static Story acrossTheMinute(Absence absence, Windows windows, int negatives) {
        Story story = new Story(rules(Conflicts.FIRST, absence, windows))
                .prediction("labelled", 59_000, "0.25")
                .counts()
                .label("labelled", 69_000, "1")
                .counts()
                .prediction("edge", 60_000, "0.5")
                .counts()
                .label("edge", 60_000, "1")
                .counts();
        for (int i = 0; i < negatives; i++) {
            // Its horizon ends with the first millisecond of the third minute.
            story.prediction("never " + i, 96_000, "0.75").counts();
        }
        return story;
    }

    @Test
    void aCohortHoldsWhatWasPredictedInIt() {
        var told = acrossTheMinute(Absence.NEGATIVE, Windows.PREDICTION, 3).judged();

        WindowReport first = told.report("m", 0);
        assertThat(first.labels()).isEqualTo(new LabelCoverage(1, 0, 10_000, 10_000, new Cohort(1, 0, 0, 24_000)));
        assertThat(first.result().weightedSum()).isCloseTo(-Math.log(0.25), within(1e-6));
        WindowReport second = told.report("m", Story.MINUTE);
        assertThat(second.labels()).isEqualTo(new LabelCoverage(1, 3, 0, 0, new Cohort(4, 0, 0, 24_000)));
        // A 1 for 0.5, and three times a 0 for 0.75.
        assertThat(second.result().weightedSum()).isCloseTo(-Math.log(0.5) - 3 * Math.log(0.25), within(1e-5));
        assertThat(told.reports()).hasSize(2);
    }

    /** Both labels are of the second minute; the horizon of the others ends at 96 s + 24 s, when the third begins. */
    @Test
    void aWindowByTheTimeOfLabelsHoldsWhatBecameKnownInIt() {
        var told = acrossTheMinute(Absence.NEGATIVE, Windows.LABEL, 3).judged();

        WindowReport second = told.report("m", Story.MINUTE);
        assertThat(second.labels()).isEqualTo(new LabelCoverage(2, 0, 5_000, 10_000, null));
        assertThat(second.result().weightedSum()).isCloseTo(-Math.log(0.25) - Math.log(0.5), within(1e-6));
        assertThat(told.report("m", 2 * Story.MINUTE).labels()).isEqualTo(new LabelCoverage(0, 3, Double.NaN, 0, null));
        assertThat(told.reports()).hasSize(2);
    }

    /** What is not counted has no window by the time of labels. */
    @Test
    void whatIsNotCountedShowsInCohortsOnly() {
        Story cohorts = new Story(rules(Conflicts.REJECT, Absence.IGNORE, Windows.PREDICTION));
        Story byLabel = new Story(rules(Conflicts.REJECT, Absence.IGNORE, Windows.LABEL));
        for (Story story : new Story[] {cohorts, byLabel}) {
            story.prediction("never", 0, "0.25")
                    .becomes(ReasonCode.UNLABELLED)
                    .prediction("disputed", 0, "0.25")
                    .becomes(ReasonCode.LABELS_DISAGREE)
                    .label("disputed", 1_000, "1")
                    .becomes(ReasonCode.LABEL_CONFLICT)
                    .label("disputed", 2_000, "0")
                    .becomes(ReasonCode.LABEL_CONFLICT);
        }

        assertThat(cohorts.judged().report().labels())
                .isEqualTo(new LabelCoverage(0, 0, Double.NaN, 0, new Cohort(2, 1, 1, 24_000)));
        assertThat(byLabel.judged().reports()).isEmpty();
    }

    /**
     * Predictions at 40 s and 50 s, labels 10 s later. At the end of the minute the first label is settled, and the second is not, being
     * of that very moment; a millisecond later it is.
     */
    @Test
    void anEarlyReportTellsWhatIsSettled() {
        Story story = new Story(rules(Conflicts.FIRST, Absence.NEGATIVE, Windows.PREDICTION))
                .prediction("a", 40_000, "0.25")
                .label("a", 50_000, "1")
                .prediction("b", 50_000, "0.25")
                .label("b", 60_000, "1");

        assertThat(story.whenSettledBefore(60_000).report().labels())
                .isEqualTo(new LabelCoverage(1, 0, 10_000, 10_000, new Cohort(2, 0, 0, 0)));
        assertThat(story.whenSettledBefore(60_001).report().labels())
                .isEqualTo(new LabelCoverage(2, 0, 10_000, 10_000, new Cohort(2, 0, 0, 1)));
    }

    /** The horizons end at 64 s, which is over for certain when what is before 64.001 s is settled. */
    @ParameterizedTest
    @EnumSource(
            value = Conflicts.class,
            names = {"LAST", "REJECT"})
    void whatIsOpenToDisputeIsNotToldBeforeTheHorizonIsOver(Conflicts conflicts) {
        Story story = new Story(rules(conflicts, Absence.NEGATIVE, Windows.PREDICTION))
                .prediction("a", 40_000, "0.25")
                .label("a", 50_000, "1")
                .prediction("never", 40_000, "0.25");

        assertThat(story.whenSettledBefore(64_000).report().labels())
                .isEqualTo(new LabelCoverage(0, 0, Double.NaN, 0, new Cohort(2, 0, 0, 4_000)));
        WindowReport decided = story.whenSettledBefore(64_001).report();
        assertThat(decided.labels()).isEqualTo(new LabelCoverage(1, 1, 10_000, 10_000, new Cohort(2, 0, 0, 4_001)));
        assertThat(decided.isFinal()).isFalse();
    }

    /** The minute ends at 60 s, its last horizon at 84 s. */
    @Test
    void aCohortIsFinalWhenItsHorizonIsSettled() {
        Story story = new Story(rules(Conflicts.FIRST, Absence.IGNORE, Windows.PREDICTION))
                .prediction("a", 40_000, "0.25")
                .label("a", 50_000, "1");

        assertThat(story.whenSettledBefore(83_999).report().isFinal()).isFalse();
        assertThat(story.whenSettledBefore(84_000).report().isFinal()).isTrue();
    }
}
