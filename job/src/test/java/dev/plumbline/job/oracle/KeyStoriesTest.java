package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.serde.ReasonCode;
import org.junit.jupiter.api.Test;

/** By what predictions and labels find each other, decided by hand: {@code docs/LABELS.md}, <em>The key</em>. */
class KeyStoriesTest {

    private static Story story(JoinBy joinBy) {
        return new Story(new LabelRules(
                joinBy, Conflicts.FIRST, Absence.IGNORE, Windows.PREDICTION, Story.HORIZON, 0, Story.HORIZON));
    }

    @Test
    void byModelAndIdAllVersionsAreOneLane() {
        story(JoinBy.MODEL_AND_ID)
                .prediction("m", "1", "a", 0, "0.25")
                .counts()
                .prediction("m", "2", "a", 1_000, "0.25")
                .becomes(ReasonCode.DUPLICATE_PREDICTION)
                .prediction("n", "1", "a", 1_000, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("m", "2", "a", 2_000, "1")
                .counts()
                .judged();
    }

    /** A label without a version is for the prediction without one. */
    @Test
    void byVersionTooEachHasItsOwnLabels() {
        story(JoinBy.MODEL_VERSION_AND_ID)
                .prediction("m", "1", "a", 0, "0.25")
                .counts()
                .prediction("m", "2", "a", 1_000, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .label("m", "1", "a", 2_000, "1")
                .counts()
                .label("m", "3", "a", 2_000, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .label("m", "", "a", 2_000, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    /** One label, two models: it counts twice in the account of labels, and once for each model. */
    @Test
    void byIdALabelIsForEveryModel() {
        var told = story(JoinBy.ID)
                .prediction("m", "", "a", 0, "0.25")
                .counts()
                .prediction("n", "", "a", 10_000, "0.25")
                .counts()
                .label("", "", "a", 24_000, "1")
                .counts()
                .counts()
                .judged();

        assertThat(told.report("m", 0).labels().maxAge()).isEqualTo(24_000);
        assertThat(told.report("n", 0).labels().maxAge()).isEqualTo(14_000);
    }

    /**
     * Model m predicts at 0 s and waits until 24 s, n at 10 s and until 34 s. A label is an orphan, or past the horizon, only if it is so
     * for both.
     */
    @Test
    void byIdEachLaneHasItsOwnHorizon() {
        story(JoinBy.ID)
                .prediction("m", "", "a", 0, "0.25")
                .becomes(ReasonCode.UNLABELLED)
                .prediction("n", "", "a", 10_000, "0.25")
                .counts()
                .label("", "", "a", 34_000, "1")
                .counts()
                .label("", "", "a", 34_001, "1")
                .becomes(ReasonCode.LABEL_PAST_HORIZON)
                // 34 s and the 24 s for which n is remembered.
                .label("", "", "a", 58_001, "1")
                .becomes(ReasonCode.LABEL_ORPHAN)
                .judged();
    }

    /** The label at 5 s is for m alone, so the one at 12 s is the second one of m and the first one of n. */
    @Test
    void byIdALabelMayCountForOneModelAndConflictForAnother() {
        story(JoinBy.ID)
                .prediction("m", "", "a", 0, "0.25")
                .counts()
                .prediction("n", "", "a", 10_000, "0.25")
                .counts()
                .label("", "", "a", 5_000, "1")
                .counts()
                .label("", "", "a", 12_000, "0")
                .counts()
                .becomes(ReasonCode.LABEL_CONFLICT)
                .judged();
    }

    @Test
    void byIdVersionsAreLanesOfTheirOwn() {
        story(JoinBy.ID)
                .prediction("m", "1", "a", 0, "0.25")
                .counts()
                .prediction("m", "2", "a", 0, "0.25")
                .counts()
                .prediction("m", "2", "a", 1, "0.25")
                .becomes(ReasonCode.DUPLICATE_PREDICTION)
                .label("", "", "a", 1_000, "1")
                .counts()
                .counts()
                .judged();
    }

    @Test
    void anIdIsTheSameAsANumberAndAsAText() {
        story(JoinBy.MODEL_AND_ID)
                .prediction("m", "", 17, 0, "0.25")
                .counts()
                .label("m", "", "17", 1_000, "1")
                .counts()
                .prediction("m", "", "17", 2_000, "0.25")
                .becomes(ReasonCode.DUPLICATE_PREDICTION)
                .judged();
    }
}
