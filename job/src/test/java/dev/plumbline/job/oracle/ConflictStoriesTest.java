package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.WindowReport;
import org.junit.jupiter.api.Test;

/**
 * Which of several labels counts, decided by hand: {@code docs/LABELS.md}, <em>Several labels</em>. Each prediction says 0.25, so that
 * the loss is -ln 0.25 if a 1 counts and -ln 0.75 if a 0 does.
 */
class ConflictStoriesTest {

    private static final double OF_ONE = -Math.log(0.25);
    private static final double OF_ZERO = -Math.log(0.75);

    private static Story story(Conflicts conflicts) {
        return new Story(new LabelRules(
                JoinBy.MODEL_AND_ID, conflicts, Absence.IGNORE, Windows.PREDICTION, Story.HORIZON, 0, Story.HORIZON));
    }

    private static void assertCounted(WindowReport report, double loss, long age) {
        // Float32 and the metric's epsilon of 1e-7.
        assertThat(report.result().weightedSum()).isCloseTo(loss, within(1e-6));
        assertThat(report.labels().labelled()).isEqualTo(1);
        assertThat(report.labels().maxAge()).isEqualTo(age);
    }

    @Test
    void theFirstCountsAndEachOtherIsComparedWithIt() {
        WindowReport report = story(Conflicts.FIRST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .counts()
                .label("a", 2_000, "1.0")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .label("a", 3_000, "0")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 4_000, "true")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .judged()
                .report();

        assertCounted(report, OF_ONE, 1_000);
    }

    @Test
    void theLastCountsAndEachOtherIsComparedWithTheOneAfterIt() {
        WindowReport report = story(Conflicts.LAST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .label("a", 2_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 3_000, "0")
                .counts()
                .judged()
                .report();

        assertCounted(report, OF_ZERO, 3_000);
    }

    /** Although the first says what the last says: to know that, all would have to be kept. */
    @Test
    void theLastOfOneZeroOneCountsAndTheOthersAreConflicts() {
        WindowReport report = story(Conflicts.LAST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 2_000, "0")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 24_000, "1")
                .counts()
                .judged()
                .report();

        assertCounted(report, OF_ONE, 24_000);
    }

    @Test
    void theLastOfSeveralEqualOnesIsUsed() {
        WindowReport report = story(Conflicts.LAST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .label("a", 2_000, "1")
                .counts()
                .judged()
                .report();

        assertCounted(report, OF_ONE, 2_000);
    }

    @Test
    void labelsThatAgreeAreNotRejected() {
        WindowReport report = story(Conflicts.REJECT)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "0")
                .counts()
                .label("a", 2_000, "0.0")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .label("a", 3_000, "false")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .judged()
                .report();

        assertCounted(report, OF_ZERO, 1_000);
    }

    /** What repeated the first before one differed is a duplicate; what does after it is in dispute. */
    @Test
    void labelsThatDisagreeAreRejectedAndNothingCounts() {
        WindowReport report = story(Conflicts.REJECT)
                .prediction("a", 0, "0.25")
                .becomes(ReasonCode.LABELS_DISAGREE)
                .label("a", 1_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 2_000, "1")
                .becomes(ReasonCode.DUPLICATE_LABEL)
                .label("a", 3_000, "0")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 4_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .judged()
                .report();

        assertThat(report.records()).isZero();
        assertThat(report.labels().cohort().conflicted()).isEqualTo(1);
        assertThat(report.labels().cohort().unlabelled()).isZero();
    }

    /** No negative is made of it, either: there are labels, they only do not agree. */
    @Test
    void aDisputeIsNoAbsence() {
        new Story(new LabelRules(
                        JoinBy.MODEL_AND_ID,
                        Conflicts.REJECT,
                        Absence.NEGATIVE,
                        Windows.PREDICTION,
                        Story.HORIZON,
                        0,
                        Story.HORIZON))
                .prediction("a", 0, "0.25")
                .becomes(ReasonCode.LABELS_DISAGREE)
                .label("a", 1_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 2_000, "0")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .judged();
    }

    @Test
    void atOneTimeTheSmallerLabelIsTheFirst() {
        WindowReport first = story(Conflicts.FIRST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 1_000, "0")
                .counts()
                .judged()
                .report();
        WindowReport last = story(Conflicts.LAST)
                .prediction("a", 0, "0.25")
                .counts()
                .label("a", 1_000, "1")
                .counts()
                .label("a", 1_000, "0")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .judged()
                .report();

        assertCounted(first, OF_ZERO, 1_000);
        assertCounted(last, OF_ONE, 1_000);
    }

    /** [0,1] before [1,0], by the first element. One row, so the loss is the mean of two: of 0 for 0.25 and of 1 for 0.25. */
    @Test
    void arraysAreOrderedByTheirElements() {
        WindowReport report = story(Conflicts.FIRST)
                .prediction("a", 0, "[0.25,0.25]")
                .counts()
                .label("a", 1_000, "[1,1]")
                .becomes(ReasonCode.LABEL_CONFLICT)
                .label("a", 1_000, "[0,1]")
                .counts()
                .judged()
                .report();

        assertCounted(report, (OF_ZERO + OF_ONE) / 2, 1_000);
    }
}
