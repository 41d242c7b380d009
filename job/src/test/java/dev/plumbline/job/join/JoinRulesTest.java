package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of {@code docs/LABELS.md} as a short story. The horizon is 100, a pane is 10, the key is {@code k}. */
class JoinRulesTest {
    private static final byte[] NO = {0, 0};
    private static final byte[] YES = {0, 1};
    private static final byte[] FACTS = {0, 7};
    private static final long ALL = 100_000;

    private static final JoinPolicy PLAIN =
            new JoinPolicy(JoinKeying.MODEL_AND_ID, 100, 0, 100, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);

    private JoinDriver driver = driver(PLAIN);
    private byte serial;

    private static JoinDriver driver(JoinPolicy policy) {
        return new JoinDriver(policy, new SettledTime(new Panes(10), 0));
    }

    private static JoinPolicy with(ConflictPolicy conflicts) {
        return new JoinPolicy(JoinKeying.MODEL_AND_ID, 100, 0, 100, conflicts, AbsencePolicy.IGNORE);
    }

    private static JoinPolicy early(JoinKeying keying, long early, long remember) {
        return new JoinPolicy(keying, 100, early, remember, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
    }

    private void predict(long time) {
        predict("", time);
    }

    private void predict(String lane, long time) {
        byte[] name = lane.isEmpty() ? Lane.NONE : new byte[] {(byte) lane.charAt(0)};
        driver.take("k", JoinEvent.prediction(time, name, FACTS, new byte[] {serial++}));
    }

    private void label(long time, byte[] value) {
        driver.take("k", JoinEvent.label(time, value, new byte[] {serial++}));
    }

    private List<String> told() {
        return driver.outcomes().sorted().getOrDefault("k", List.of());
    }

    private List<String> toldAtTheEnd() {
        driver.watermark(ALL);
        assertThat(driver.keys()).isZero();
        return told();
    }

    @Test
    void aLabelWithinTheHorizonIsUsed() {
        label(200, YES);
        predict(100);

        assertThat(toldAtTheEnd())
                .containsExactly("labelled of  at 100 with 0007 by 0001 at 200", "predicted of  at 100 with 0007");
    }

    @Test
    void nothingIsDecidedBeforeItIsSettled() {
        predict(105);
        label(107, YES);
        driver.watermark(108);
        assertThat(told()).isEmpty();

        driver.watermark(109);
        assertThat(told()).hasSize(2);
    }

    @Test
    void aLabelPastTheHorizonIsToldAsLongAsThePredictionIsRemembered() {
        predict(100);
        label(201, YES);
        label(300, YES);
        label(301, YES);

        assertThat(toldAtTheEnd())
                .containsExactly(
                        "LABEL_ORPHAN at 301 raw 03",
                        "LABEL_PAST_HORIZON at 201 raw 01",
                        "LABEL_PAST_HORIZON at 300 raw 02",
                        "predicted of  at 100 with 0007",
                        "unlabelled of  at 100 with 0007");
    }

    @Test
    void withoutRemembranceItIsAnOrphan() {
        driver = driver(early(JoinKeying.MODEL_AND_ID, 0, 0));
        predict(100);
        label(201, YES);

        assertThat(toldAtTheEnd()).contains("LABEL_ORPHAN at 201 raw 01");
    }

    @Test
    void aPredictionMayCountAsNegative() {
        driver = driver(
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 100, 0, 100, ConflictPolicy.FIRST, AbsencePolicy.NEGATIVE));
        predict(100);
        driver.watermark(208);
        assertThat(told()).containsExactly("predicted of  at 100 with 0007");

        driver.watermark(209);
        assertThat(told()).containsExactly("negative of  at 100 with 0007", "predicted of  at 100 with 0007");
    }

    @Test
    void aSecondPredictionWithinTheHorizonIsADuplicateAndLaterOpensAnEpisode() {
        predict(100);
        predict(200);
        predict(201);
        label(201, YES);

        assertThat(toldAtTheEnd())
                .containsExactly(
                        "DUPLICATE_PREDICTION at 200 raw 01",
                        "labelled of  at 201 with 0007 by 0001 at 201",
                        "predicted of  at 100 with 0007",
                        "predicted of  at 201 with 0007",
                        "unlabelled of  at 100 with 0007");
    }

    @Test
    void aLabelBeforeItsPredictionIsAnOrphanUnlessItMayBeEarly() {
        label(99, YES);
        predict(100);
        assertThat(toldAtTheEnd()).contains("LABEL_ORPHAN at 99 raw 00", "unlabelled of  at 100 with 0007");

        driver = driver(early(JoinKeying.MODEL_AND_ID, 20, 0));
        label(79, YES);
        label(80, NO);
        predict(100);
        assertThat(toldAtTheEnd())
                .containsExactly(
                        "LABEL_ORPHAN at 79 raw 02",
                        "labelled of  at 100 with 0007 by 0000 at 80",
                        "predicted of  at 100 with 0007");
    }

    @Test
    void aLabelPastAHorizonMayStillBeEarlyForTheNextPrediction() {
        driver = driver(early(JoinKeying.MODEL_AND_ID, 20, 100));
        predict(100);
        label(210, YES);
        predict(230);
        label(340, NO);

        assertThat(toldAtTheEnd())
                .contains("labelled of  at 230 with 0007 by 0001 at 210", "LABEL_PAST_HORIZON at 340 raw 03");
    }

    @Test
    void theFirstLabelCountsAtOnce() {
        predict(100);
        label(130, YES);
        label(120, NO);
        label(120, YES);
        label(140, NO);
        driver.watermark(129);
        assertThat(told())
                .containsExactly(
                        "LABEL_CONFLICT at 120 raw 03",
                        "labelled of  at 100 with 0007 by 0000 at 120",
                        "predicted of  at 100 with 0007");

        assertThat(toldAtTheEnd()).contains("LABEL_CONFLICT at 130 raw 01", "duplicate_label at 140");
    }

    @Test
    void theLastLabelCountsAtTheHorizon() {
        driver = driver(with(ConflictPolicy.LAST));
        predict(100);
        label(120, YES);
        label(130, NO);
        label(140, YES);
        label(150, YES);
        driver.watermark(208);
        assertThat(told())
                .containsExactly(
                        "LABEL_CONFLICT at 120 raw 01",
                        "LABEL_CONFLICT at 130 raw 02",
                        "duplicate_label at 140",
                        "predicted of  at 100 with 0007");

        assertThat(toldAtTheEnd()).contains("labelled of  at 100 with 0007 by 0001 at 150");
    }

    @Test
    void labelsThatDoNotAgreeMayTakeThePredictionWithThem() {
        driver = driver(with(ConflictPolicy.REJECT));
        predict(100);
        label(120, YES);
        label(130, YES);
        label(140, NO);
        label(150, YES);

        assertThat(toldAtTheEnd())
                .containsExactly(
                        "LABEL_CONFLICT at 120 raw 01",
                        "LABEL_CONFLICT at 140 raw 03",
                        "LABEL_CONFLICT at 150 raw 04",
                        "conflicted of  at 100 with 0007",
                        "duplicate_label at 130",
                        "predicted of  at 100 with 0007");
    }

    @Test
    void aLabelOfAnotherShapeIsNoneOfThePrediction() {
        driver = driver(with(ConflictPolicy.REJECT));
        predict(100);
        label(110, new byte[] {1, 2, 0, 1});
        label(120, YES);

        assertThat(toldAtTheEnd())
                .containsExactly(
                        "LABEL_SHAPE_MISMATCH at 110 raw 01",
                        "labelled of  at 100 with 0007 by 0001 at 120",
                        "predicted of  at 100 with 0007");
    }

    @Test
    void aLabelWithoutAModelIsForAllThatPredicted() {
        driver = driver(early(JoinKeying.ID, 20, 100));
        predict("A", 100);
        predict("B", 110);
        predict("A", 110);
        label(120, YES);
        predict("C", 140);
        predict("D", 141);

        assertThat(toldAtTheEnd())
                .contains(
                        "DUPLICATE_PREDICTION at 110 raw 02",
                        "labelled of 41 at 100 with 0007 by 0001 at 120",
                        "labelled of 42 at 110 with 0007 by 0001 at 120",
                        "labelled of 43 at 140 with 0007 by 0001 at 120",
                        "unlabelled of 44 at 141 with 0007")
                .noneMatch(line -> line.startsWith("LABEL"));
    }

    @Test
    void aLabelIsForOneEpisodeOfAModelOnly() {
        driver = driver(early(JoinKeying.ID, 20, 0));
        predict("A", 100);
        label(200, YES);
        predict("A", 201);

        assertThat(toldAtTheEnd())
                .contains("labelled of 41 at 100 with 0007 by 0001 at 200", "unlabelled of 41 at 201 with 0007");
    }

    @Test
    void equalEventsAreJudgedByTheirContentWhateverCameFirst() {
        predict(100);
        label(100, YES);
        label(100, NO);

        assertThat(toldAtTheEnd())
                .contains("labelled of  at 100 with 0007 by 0000 at 100", "LABEL_CONFLICT at 100 raw 01");
    }

    @Test
    void anOpenEpisodeOfAScalarIsSmall() {
        predict(1_763_750_000_123L);
        driver.watermark(1_763_750_000_129L);

        assertThat(driver.stateBytes("k")).hasSizeLessThan(20);
    }

    @Test
    void refusesLengthsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> early(JoinKeying.ID, -1, 0))
                .withMessage("the early of the join is -1 ms, not between 0 ms and 1000 years; choose one that is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JoinPolicy(JoinKeying.ID, 0, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE))
                .withMessage("the horizon of the join is 0 ms, not between 1 ms and 1000 years; choose one that is");
    }
}
