package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.serde.ReasonCode;
import org.junit.jupiter.api.Test;

/** To which prediction a label belongs, decided by hand: {@code docs/LABELS.md} from <em>Episodes</em> to <em>misfit</em>, and <em>No label</em>. */
class JoinStoriesTest {

    private static final long EARLY = 2_000;
    private static final long REMEMBER = 9_000;

    /** Float32 and the metric's epsilon of 1e-7. */
    private static final double TOLERANCE = 1e-6;

    private static LabelRules rules(Absence absence, long early, long remember) {
        return new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.FIRST, absence, Windows.PREDICTION, Story.HORIZON, early, remember);
    }

    private static Story story() {
        return new Story(rules(Absence.IGNORE, EARLY, REMEMBER));
    }

    /** The horizon is 24 s, both ends included. */
    @Test
    void aLabelAtTheEndOfTheHorizonCountsAndOneAMillisecondLaterDoesNot() {
        story().prediction("at once", 0, "0.25")
                .counts()
                .label("at once", 0, "1")
                .counts()
                .prediction("last moment", 0, "0.25")
                .counts()
                .label("last moment", 24_000, "1")
                .counts()
                .prediction("too late", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("too late", 24_001, "1")
                .becomes(ReasonCode.LABEL_PAST_HORIZON)
                .judged();
    }

    /** Remembered for 9 s: until 24 s + 9 s after the prediction. */
    @Test
    void aLabelIsPastTheHorizonForAsLongAsItsPredictionIsRememberedAndThenAnOrphan() {
        story().prediction("a", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("a", 33_000, "1")
                .becomes(ReasonCode.LABEL_PAST_HORIZON)
                .prediction("b", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("b", 33_001, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    @Test
    void whatIsNotRememberedMakesOrphansOfLabelsPastTheHorizon() {
        new Story(rules(Absence.IGNORE, 0, 0))
                .prediction("a", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("a", 24_001, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    /** One label is for an id that no one predicted, the other for one of another model. */
    @Test
    void aLabelOfNothingIsAnOrphan() {
        story().prediction("a", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("b", 1_000, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .label("n", "", "a", 1_000, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    /** Up to 2 s early, the end included; its age is negative. */
    @Test
    void aLabelMayBeEarlyByAsMuchAsIsConfigured() {
        var labels = story().prediction("a", 10_000, "0.25")
                .counts()
                .label("a", 8_000, "1")
                .counts()
                .prediction("b", 10_000, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("b", 7_999, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .prediction("c", 10_000, "0.25")
                .counts()
                .label("c", 9_999, "1")
                .counts()
                .judged()
                .report()
                .labels();

        assertThat(labels.labelled()).isEqualTo(2);
        assertThat(labels.meanAge()).isEqualTo((-2_000 - 1) / 2.0);
        assertThat(labels.maxAge()).isEqualTo(-1);
    }

    @Test
    void noLabelIsEarlyUnlessItMayBe() {
        new Story(rules(Absence.IGNORE, 0, REMEMBER))
                .prediction("a", 10_000, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("a", 9_999, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    /** The first episode is open from 0 s to 24 s; the second prediction says the same, the third something else. */
    @Test
    void aPredictionWithinAnEpisodeIsADuplicateAndOneAfterItOpensTheNext() {
        var report = story().prediction("a", 0, "0.25")
                .counts()
                .prediction("a", 1_000, "0.25")
                .becomes(ReasonCode.DUPLICATE_PREDICTION)
                .prediction("a", 24_000, "0.875")
                .becomes(ReasonCode.DUPLICATE_PREDICTION)
                .prediction("a", 24_001, "0.5")
                .counts()
                .label("a", 24_000, "1")
                .counts()
                .label("a", 24_001, "1")
                .counts()
                .judged()
                .report();

        // The labels are 24 s and 0 s old.
        assertThat(report.labels().maxAge()).isEqualTo(24_000);
        assertThat(report.labels().meanAge()).isEqualTo(12_000);
        assertThat(report.result().weightedSum()).isCloseTo(-Math.log(0.25) - Math.log(0.5), within(TOLERANCE));
    }

    /** Three labels of one story: within the first episode; early for the second, though past the first; past the first only. */
    @Test
    void anOpenEpisodeGoesBeforeTheNextAndTheNextBeforeThePast() {
        story().prediction("within", 0, "0.25")
                .counts()
                .label("within", 23_999, "1")
                .counts()
                .prediction("within", 24_001, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .prediction("between", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("between", 25_000, "1")
                .counts()
                .prediction("between", 27_000, "0.25")
                .counts()
                .prediction("before", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("before", 25_000, "1")
                .becomes(ReasonCode.LABEL_PAST_HORIZON)
                .prediction("before", 27_001, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .judged();
    }

    /** A misfit is as if it had not come: it is no first label, and conflicts with none. */
    @Test
    void aLabelOfAnotherShapeIsAMisfit() {
        var report = story().prediction("pair", 0, "[0.25,0.5]")
                .counts()
                .label("pair", 1_000, "0")
                .becomes(ReasonCode.LABEL_SHAPE_MISMATCH)
                .label("pair", 1_001, "[0,0,0]")
                .becomes(ReasonCode.LABEL_SHAPE_MISMATCH)
                .label("pair", 2_000, "[[1,0]]")
                .counts()
                .prediction("number", 0, "0.25")
                .counts()
                .label("number", 1_000, "[[1]]")
                .counts()
                .judged()
                .report();

        // The pair is one row, so its loss is the mean of its outputs.
        double pair = (-Math.log(0.25) - Math.log(0.5)) / 2;
        assertThat(report.result().weightedSum()).isCloseTo(pair - Math.log(0.25), within(TOLERANCE));
        assertThat(report.labels().meanAge()).isEqualTo((2_000 + 1_000) / 2.0);
    }

    @Test
    void noLabelIsIgnored() {
        var report = story().prediction("a", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .judged()
                .report();

        assertThat(report.records()).isZero();
        assertThat(report.labels().cohort().predicted()).isEqualTo(1);
        assertThat(report.labels().cohort().unlabelled()).isEqualTo(1);
    }

    /** A number counts as 0, a pair as [0,0]. */
    @Test
    void noLabelIsANegative() {
        var report = new Story(rules(Absence.NEGATIVE, 0, REMEMBER))
                .prediction("a", 0, "0.25")
                .counts()
                .prediction("b", 0, "[0.25,0.5]")
                .counts()
                .judged()
                .report();

        double pair = (-Math.log(0.75) - Math.log(0.5)) / 2;
        assertThat(report.result().weightedSum()).isCloseTo(-Math.log(0.75) + pair, within(TOLERANCE));
        assertThat(report.labels().negative()).isEqualTo(2);
        assertThat(report.labels().labelled()).isZero();
    }
}
