package dev.plumbline.job.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules decide comes back as records; that they decide rightly is held against an oracle elsewhere. */
class MemoryJoinTest {
    private static final long T = 1_790_000_000_000L;
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

    private final List<String> told = new ArrayList<>();
    private final SourceRecord prediction = new SourceRecord();
    private final SourceRecord label = SourceRecord.ofLabels();
    private long offset;

    @Test
    void tellsOnceWhatBecomesOfEachPredictionWithItsValues() {
        MemoryJoin join = join(JoinKeying.MODEL_AND_ID, ConflictPolicy.REJECT, AbsencePolicy.IGNORE);
        predict(join, "\"model\":\"m\",\"version\":\"7\",\"id\":\"a\",\"y_pred\":0.25,\"sample_weight\":2", 0);
        predict(join, "\"model\":\"m\",\"id\":\"b\",\"y_pred\":[0.25,0.5]", 0);
        predict(join, "\"model\":\"m\",\"id\":\"c\",\"y_pred\":0.75", 0);
        predict(join, "\"model\":\"m\",\"id\":\"d\",\"y_pred\":0.5", 0);
        label(join, "\"model\":\"m\",\"id\":\"a\",\"y_true\":1", 30);
        label(join, "\"model\":\"m\",\"id\":\"b\",\"y_true\":[0,1]", 40);
        label(join, "\"model\":\"m\",\"id\":\"d\",\"y_true\":1", 1);
        label(join, "\"model\":\"m\",\"id\":\"d\",\"y_true\":0", 2);

        assertThat(settle(join))
                .containsExactly(
                        "LABELLED m 7 at 0, age 30: 1.0 0.25 2.0",
                        "LABELLED m  at 0, age 40: [0.0, 1.0] [0.25, 0.5]",
                        "UNLABELLED m  at 0, age 0: 0.0 0.75 1.0",
                        "LABEL_CONFLICT log@6 label_conflict",
                        "LABEL_CONFLICT log@7 label_conflict",
                        "CONFLICTED m  at 0, age 0: 0.0 0.5 1.0");
    }

    @Test
    void absenceCountsAsZerosInTheShapeOfThePrediction() {
        MemoryJoin join = join(JoinKeying.MODEL_AND_ID, ConflictPolicy.FIRST, AbsencePolicy.NEGATIVE);
        predict(join, "\"model\":\"m\",\"id\":\"a\",\"y_pred\":[0.25,0.5]", 7);

        assertThat(settle(join)).containsExactly("NEGATIVE m  at 7, age 0: [0.0, 0.0] [0.25, 0.5]");
    }

    @Test
    void everyLaneHasItsModelAndALabelIsForAllOfThem() {
        MemoryJoin join = join(JoinKeying.ID, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        predict(join, "\"model\":\"new\",\"version\":\"2\",\"id\":\"a\",\"y_pred\":0.75", 5);
        predict(join, "\"model\":\"old\",\"version\":\"1\",\"id\":\"a\",\"y_pred\":0.25", 0);
        label(join, "\"id\":\"a\",\"y_true\":1", 30);

        assertThat(settle(join))
                .containsExactlyInAnyOrder(
                        "LABELLED old 1 at 0, age 30: 1.0 0.25 1.0",
                        "shared",
                        "LABELLED new 2 at 5, age 25: 1.0 0.75 1.0");
    }

    @Test
    void whatIsLostIsToldWithItsPlace() {
        MemoryJoin join = join(JoinKeying.MODEL_VERSION_AND_ID, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        predict(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_pred\":0.5", 10);
        predict(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_pred\":0.25", 0);
        label(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_true\":1", 30);
        label(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_true\":1", 31);
        label(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_true\":[1,0]", 32);
        label(join, "\"model\":\"m\",\"version\":\"1\",\"id\":\"a\",\"y_true\":1", 101);
        label(join, "\"model\":\"m\",\"version\":\"2\",\"id\":\"a\",\"y_true\":1", 30);

        assertThat(settle(join))
                .containsExactlyInAnyOrder(
                        "LABELLED m 1 at 0, age 30: 1.0 0.25 1.0",
                        "DUPLICATE_PREDICTION log@0 duplicate_prediction",
                        "duplicate",
                        "LABEL_SHAPE_MISMATCH log@4 label_shape_mismatch",
                        "LABEL_PAST_HORIZON log@5 label_past_horizon",
                        "LABEL_ORPHAN log@6 label_orphan");
    }

    @Test
    void forgetsWhatItHasSettled() {
        MemoryJoin join = join(JoinKeying.MODEL_AND_ID, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        predict(join, "\"model\":\"m\",\"id\":\"a\",\"y_pred\":0.5", 0);

        assertThat(settle(join)).hasSize(1);
        assertThat(settle(join)).hasSize(1);
    }

    private static MemoryJoin join(JoinKeying keying, ConflictPolicy conflicts, AbsencePolicy absence) {
        return new MemoryJoin(new JoinPolicy(keying, 100, 0, 100, conflicts, absence), DType.FLOAT32);
    }

    private void predict(MemoryJoin join, String fields, long time) {
        FieldMapping mapping = FieldMapping.defaults().withYTrue(null).withId("/id");
        assertThat(new PredictionDecoder(mapping, OPTIONS).decode(json(fields, time), -1, prediction.prediction()))
                .isNull();
        add(join, prediction);
    }

    private void label(MemoryJoin join, String fields, long time) {
        LabelMapping mapping = fields.contains("model")
                ? LabelMapping.defaults()
                : LabelMapping.defaults().withOrigin(null, null);
        assertThat(new LabelDecoder(mapping, OPTIONS).decode(json(fields, time), -1, label.label()))
                .isNull();
        add(join, label);
    }

    private static byte[] json(String fields, long time) {
        return ("{" + fields + ",\"time\":" + (T + time) + "}").getBytes(UTF_8);
    }

    private void add(MemoryJoin join, SourceRecord record) {
        record.accept();
        record.setPosition("log", 0, offset++, T);
        join.add(record);
    }

    private List<String> settle(MemoryJoin join) {
        join.settle(new MemoryJoin.Output() {
            @Override
            public void decided(Prediction decided) {
                told.add(decided.labelStatus() + " " + decided.model() + " " + decided.version() + " at "
                        + (decided.time() - T) + ", age " + decided.labelAge() + ": " + values(decided));
            }

            @Override
            public void duplicateLabel() {
                told.add("duplicate");
            }

            @Override
            public void sharedLabel() {
                told.add("shared");
            }

            @Override
            public void lost(JoinLoss loss, DeadLetter letter) {
                told.add(loss + " " + letter.topic() + "@" + letter.offset() + " "
                        + letter.rejection().reason().code());
            }
        });
        return told;
    }

    private static String values(Prediction decided) {
        return decided.isScalar()
                ? decided.yTrue() + " " + decided.yPred() + " " + decided.sampleWeight()
                : list(decided.yTrueArray().toString()) + " "
                        + list(decided.yPredArray().toString());
    }

    /** The elements of an array's text, without its type and shape. */
    private static String list(String array) {
        return array.replaceFirst(".*\\[([^\\[\\]]*)]]$", "[$1]");
    }
}
