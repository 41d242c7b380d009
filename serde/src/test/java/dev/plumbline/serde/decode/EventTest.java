package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a record: one {@code update_state} call, scalar where that is the same thing. */
class EventTest {
    private static final long NOW = 1_763_750_000_000L;
    private static final Decoding PLAIN = Decoding.defaults().at(NOW);
    private static final Decoding AWAITED = PLAIN.with(FieldMapping.defaults().withYTrue(null));

    private static String record(String yTrue, String yPred, String weight) {
        return "{\"model\":\"m\",\"y_true\":" + yTrue + ",\"y_pred\":" + yPred + ",\"sample_weight\":" + weight + "}";
    }

    private static BinaryCrossentropyAccumulator counted(Prediction prediction, BinaryCrossentropyConfig metric) {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(metric);
        prediction.addTo(accumulator);
        return accumulator;
    }

    @Test
    void takesAnIdIfTheMappingHasAPlaceForIt() {
        Decoding ids = PLAIN.with(FieldMapping.defaults().withId("/id"));
        String rest = "\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5}";

        assertThat(PLAIN.accept("{\"id\":\"a1\"," + rest).id()).isEmpty();
        assertThat(ids.accept("{\"id\":\"a1\"," + rest).id()).isEqualTo("a1");
        assertThat(ids.accept("{\"id\":-17," + rest).id()).isEqualTo("-17");
        assertThat(ids.accept("{\"id\":\"caf\\u00e9\"," + rest).id()).isEqualTo("caf\u00e9");
        assertThat(ids.reason("{" + rest)).isEqualTo(ReasonCode.MISSING_FIELD);
        assertThat(ids.refuse("{\"id\":\"\"," + rest))
                .isEqualTo(new Rejection(ReasonCode.WRONG_TYPE, "id", "id (/id) is an empty text; send an id"));
        assertThat(ids.reason("{\"id\":1.5," + rest)).isEqualTo(ReasonCode.WRONG_TYPE);
        assertThat(ids.reason("{\"id\":\"" + "x".repeat(257) + "\"," + rest)).isEqualTo(ReasonCode.WRONG_TYPE);
    }

    @Test
    void awaitsTheLabelIfTheMappingHasNoPlaceForIt() {
        for (String more : new String[] {"", ",\"y_true\":7", ",\"y_true\":[{}],\"y_true\":\"?\""}) {
            Prediction p = AWAITED.accept("{\"model\":\"m\",\"y_pred\":0.25,\"sample_weight\":2" + more + "}");

            assertThat(p.labelStatus()).isEqualTo(LabelStatus.AWAITED);
            assertThat(p.labelAge()).isZero();
            assertThat(p.isScalar()).isTrue();
            assertThat(p.yTrue()).isZero();
            assertThat(p.yPred()).isEqualTo(0.25);
            assertThat(p.sampleWeight()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0.1,0.2] | null | [1, 2]",
                "[[0.1],[0.2]] | [3,4] | [2, 1]",
                "[[[0.1]]] | 3 | [1, 1, 1]",
            })
    void anAwaitedLabelHasTheShapeOfItsPrediction(String yPred, String weight, String shape) {
        Prediction p = AWAITED.calibrated().accept(record("null", yPred, weight));

        assertThat(p.labelStatus()).isEqualTo(LabelStatus.AWAITED);
        assertThat(Arrays.toString(p.yTrueArray().shape())).isEqualTo(shape);
        assertThat(p.yTrueArray().dtype()).isEqualTo(DType.FLOAT32);
        for (int i = 0; i < p.yTrueArray().size(); i++) {
            assertThat(p.yTrueArray().get(i)).isZero();
        }
    }

    @Test
    void aPredictionIsJudgedBeforeItsLabelComes() {
        assertThat(AWAITED.reason(record("1", "1.5", "null"))).isEqualTo(ReasonCode.PREDICTION_OUT_OF_RANGE);
        assertThat(AWAITED.reason(record("1", "0.5", "-1"))).isEqualTo(ReasonCode.WEIGHT_INVALID);
        assertThat(AWAITED.withOutputs(2)
                        .refuse(record("[1,0]", "[0.5]", "null"))
                        .message())
                .startsWith("y_pred (/y_pred) has 1 element along its last axis, and outputs names 2");
        assertThat(AWAITED.refuse(record("[1,0]", "[0.5,0.5]", "[1,2,3]")).message())
                .startsWith("sample_weight (/sample_weight) does not fit: y_pred [1, 2], sample_weight [3]; ");
    }

    /** Two decoders may fill one event in turn. */
    @Test
    void saysOfEachRecordWhetherItsLabelIsAwaited() {
        String scalar = record("1", "0.5", "null");
        String list = record("[1,0]", "[0.5,0.25]", "null");
        Prediction p = new Prediction();
        for (String json : new String[] {scalar, list, scalar}) {
            for (Decoding decoding : new Decoding[] {AWAITED, PLAIN, AWAITED, PLAIN}) {
                p.setLabel(LabelStatus.NEGATIVE, 17);
                assertThat(decoding.decoder().decode(Decoding.utf8(json), NOW, p))
                        .isNull();
                assertThat(p.labelStatus())
                        .isEqualTo(decoding.equals(PLAIN) ? LabelStatus.LABELLED : LabelStatus.AWAITED);
                assertThat(p.labelAge()).isZero();
            }
        }
    }

    @Test
    void takesTheDocumentedRecord() {
        Prediction p = PLAIN.accept(
                "{\"model\":\"ctr\",\"version\":\"7\",\"id\":\"a1\",\"time\":1763750000123,\"y_pred\":0.0734,"
                        + "\"y_true\":1,\"sample_weight\":2.5,\"slices\":{\"country\":\"CN\"}}");

        assertThat(p.model()).isEqualTo("ctr");
        assertThat(p.version()).isEqualTo("7");
        assertThat(p.time()).isEqualTo(1_763_750_000_123L);
        assertThat(p.isScalar()).isTrue();
        assertThat(p.yTrue()).isEqualTo(1);
        assertThat(p.yPred()).isEqualTo(0.0734);
        assertThat(p.sampleWeight()).isEqualTo(2.5);
        assertThat(p.sampleWeightArray()).isNull();
        assertThatIllegalStateException().isThrownBy(p::yTrueArray).withMessageContaining("yTrue()");
        assertThat(p)
                .hasToString(
                        "Prediction[model ctr, version 7, time 1763750000123, y_true 1.0, y_pred 0.0734, sample_weight 2.5]");
    }

    /** In tf2.3 a list of weights on one row weighs it once for each; which of them its one prediction has nobody can say. */
    @Test
    void refusesShapesThatTheLossTakesAndACalibrationPackDoesNot() {
        Decoding loss = PLAIN.with(BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3));
        String strange = record("[1]", "[0.5]", "[1,2,3,4,5]");
        String usual = record("[1,0]", "[0.5,0.25]", "3");
        assertThat(loss.accept(strange).isScalar()).isFalse();
        assertThat(loss.calibrated().accept(usual).isScalar()).isFalse();

        Rejection rejection = loss.calibrated().refuse(strange);
        assertThat(rejection.reason()).isEqualTo(ReasonCode.SHAPE_MISMATCH);
        assertThat(rejection.field()).isEqualTo("sample_weight");
        assertThat(rejection.message()).contains("fits the loss", "[5]", "calibration.metrics: none");
    }

    @Test
    void fillsInDefaults() {
        Prediction p = PLAIN.accept("{\"model\":12,\"version\":null,\"time\":null,\"y_pred\":1,\"y_true\":false}");

        assertThat(p.model()).isEqualTo("12");
        assertThat(p.version()).isEmpty();
        assertThat(p.time()).isEqualTo(NOW);
        assertThat(p.yTrue()).isZero();
        assertThat(p.sampleWeight()).isEqualTo(1);
    }

    @Test
    void forgetsTheRecordBefore() {
        PredictionDecoder decoder = PLAIN.decoder();
        Prediction p = new Prediction();
        decoder.decode(
                Decoding.utf8("{\"model\":\"a\",\"version\":\"1\",\"time\":1763750000123,\"y_pred\":[0.1,0.2],"
                        + "\"y_true\":[1,0],\"sample_weight\":3}"),
                NOW,
                p);
        decoder.decode(Decoding.utf8("{\"model\":\"b\",\"y_pred\":0.5,\"y_true\":1}"), NOW, p);

        assertThat(p)
                .hasToString(
                        "Prediction[model b, version , time 1763750000000, y_true 1.0, y_pred 0.5, sample_weight 1.0]");
    }

    @Test
    void forgetsEveryFieldOfTheRecordBefore() {
        String[] members = {
            "\"model\":\"a\"",
            "\"version\":\"1\"",
            "\"time\":1763750000123",
            "\"y_true\":1",
            "\"y_pred\":0.5",
            "\"sample_weight\":2"
        };
        PredictionDecoder decoder = PLAIN.decoder();
        for (int left = 0; left < members.length; left++) {
            List<String> others = new ArrayList<>(List.of(members));
            String twice = "{" + String.join(",", others) + "," + others.remove(left) + "}";
            String without = "{" + String.join(",", others) + "}";
            Prediction fresh = new Prediction();
            Prediction after = new Prediction();

            assertThat(decoder.decode(Decoding.utf8(twice), NOW, after)).isNotNull();
            assertThat(decoder.decode(Decoding.utf8(without), NOW, after))
                    .isEqualTo(PLAIN.decoder().decode(Decoding.utf8(without), NOW, fresh));
            assertThat(after).hasToString(fresh.toString());
        }
    }

    @Test
    void recoversFromARecordThatBreaksOffAnywhere() {
        PredictionDecoder decoder = PLAIN.decoder();
        String record = "{\"model\":\"a\",\"x\":[{\"y\":[tru";
        for (int length = 1; length <= record.length(); length++) {
            assertThat(decoder.decode(Decoding.utf8(record.substring(0, length)), NOW, new Prediction()))
                    .isNotNull();
            assertThat(decoder.decode(Decoding.utf8(record("1", "0.5", "1")), NOW, new Prediction()))
                    .isNull();
        }
    }

    @Test
    void passesOverAByteOrderMarkButNotOverAPartOfOne() {
        byte[] json = Decoding.utf8("\ufeff" + record("1", "0.5", "1"));

        assertThat(PLAIN.decoder().decode(json, NOW, new Prediction())).isNull();
        for (int i = 0; i < 3; i++) {
            byte[] broken = json.clone();
            broken[i] = ' ';
            assertThat(PLAIN.refuse(broken).reason()).isEqualTo(ReasonCode.NOT_JSON);
        }
        assertThat(PLAIN.refuse(Arrays.copyOf(json, 3)).reason()).isEqualTo(ReasonCode.NOT_JSON);
        assertThat(PLAIN.refuse(Arrays.copyOf(json, 2)).reason()).isEqualTo(ReasonCode.NOT_JSON);
    }

    @Test
    void takesATimestampOfZeroForATimestamp() {
        assertThat(PLAIN.at(0).reason(record("1", "0.5", "1"))).isEqualTo(ReasonCode.TIME_OUT_OF_RANGE);
        String timed = "{\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5,\"time\":1763750000000}";
        assertThat(PLAIN.at(0).reason(timed)).isEqualTo(ReasonCode.TIME_OUT_OF_RANGE);
        assertThat(PLAIN.at(-1).accept(timed).time()).isEqualTo(NOW);
    }

    @Test
    void takesManyElementsAndManyAxes() {
        StringBuilder list = new StringBuilder("0");
        for (int i = 1; i < 100; i++) {
            list.append(",").append(i / 100.0);
        }
        NdArray wide =
                PLAIN.accept(record("[" + list + "]", "[" + list + "]", "null")).yPredArray();
        assertThat(wide.shape()).containsExactly(1, 100);
        assertThat(wide.get(99)).isEqualTo((float) 0.99);

        String deep = "[[[[[[[0.25,0.5]]],[[[0.75,1]]]]]]]";
        NdArray axes = PLAIN.accept(record(deep, deep, "null")).yTrueArray();
        assertThat(axes.shape()).containsExactly(1, 1, 1, 2, 1, 1, 2);
        assertThat(axes.get(2)).isEqualTo(0.75);
    }

    @Test
    void leavesTheEventUntouchedWhenItRefuses() {
        PredictionDecoder decoder = PLAIN.decoder();
        Prediction p = new Prediction();
        decoder.decode(
                Decoding.utf8("{\"model\":\"a\",\"version\":\"1\",\"y_pred\":[0.1,0.2],\"y_true\":[1,0]}"), NOW, p);
        String before = p.toString();
        for (String refused : new String[] {
            "{\"model\":\"b\",\"version\":\"2\",\"y_pred\":0.5,\"y_true\":1",
            "{\"model\":\"b\",\"version\":\"2\",\"y_pred\":0.5,\"y_true\":2}",
            "{\"model\":\"b\",\"version\":\"2\",\"y_pred\":[0.5],\"y_true\":[1,0]}",
            "{\"model\":\"b\",\"version\":\"2\",\"y_pred\":0.5,\"y_true\":1,\"sample_weight\":[1,2]}",
        }) {
            assertThat(decoder.decode(Decoding.utf8(refused), NOW, p)).isNotNull();
            assertThat(p).hasToString(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsSingleNumbersInAnyNestingAsWhatTheArraysWouldCount(Variant variant) {
        String[] forms = {"%s", "[%s]", "[[%s]]"};
        BinaryCrossentropyConfig metric = BinaryCrossentropyConfig.defaults().withVariant(variant);
        int[][] eventShapes = {{1, 1}, {1, 1}, {1, 1}};
        int[][] weightShapes = {{1}, {1}, {1, 1}};
        for (int y = 0; y < 3; y++) {
            for (int p = 0; p < 3; p++) {
                for (int w = 0; w < 3; w++) {
                    Prediction event = PLAIN.with(metric)
                            .accept(record(
                                    forms[y].formatted("1"), forms[p].formatted("0.3"), forms[w].formatted("2.5")));
                    BinaryCrossentropyAccumulator expected = new BinaryCrossentropyAccumulator(metric);
                    expected.update(
                            NdArray.of(DType.FLOAT32, eventShapes[y], new double[] {1}),
                            NdArray.of(DType.FLOAT32, eventShapes[p], new double[] {0.3}),
                            NdArray.of(DType.FLOAT32, weightShapes[w], new double[] {2.5}));

                    assertThat(event.isScalar()).isTrue();
                    assertThat(counted(event, metric)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // y_true | y_pred | weight | shape of y | shape of weight
                "[1,0] | [0.1,0.2] | null | [1, 2] | none",
                "[1,0] | [0.1,0.2] | 3 | [1, 2] | [1]",
                "[1,0] | [0.1,0.2] | [3] | [1, 2] | [1]",
                "[[1],[0]] | [[0.1],[0.2]] | 3 | [2, 1] | []",
                "[[1],[0]] | [[0.1],[0.2]] | [3,4] | [2, 1] | [2]",
                "[[1,0]] | [[0.1,0.2]] | 3 | [1, 2] | []",
                "[1,0] | [[0.1,0.2]] | 3 | [1, 2] | []",
                "[[1,0]] | [0.1,0.2] | 3 | [1, 2] | []",
                "[[1],[0]] | [[0.1],[0.2]] | [[3],[4]] | [2, 1] | [2, 1]",
                "[[[1]]] | [[[0.1]]] | 3 | [1, 1, 1] | []",
                "[[[1]]] | [[[0.1]]] | null | [1, 1, 1] | none",
                "[[[[1,0],[1,1]]]] | [[[[0.1,0.2],[0.3,0.4]]]] | null | [1, 1, 2, 2] | none",
                "1 | 0.1 | [[[2]]] | refused | sample_weight",
            })
    void givesArraysTheShapesOfTheEventRule(
            String yTrue, String yPred, String weight, String shape, String weightShape) {
        String record = record(yTrue, yPred, weight);
        if (shape.equals("refused")) {
            assertThat(PLAIN.refuse(record).field()).isEqualTo(weightShape);
            assertThat(PLAIN.reason(record)).isEqualTo(ReasonCode.SHAPE_MISMATCH);
            return;
        }
        Prediction event = PLAIN.accept(record);

        assertThat(event.isScalar()).isFalse();
        assertThat(event.yTrue()).isNaN();
        assertThat(Arrays.toString(event.yTrueArray().shape())).isEqualTo(shape);
        assertThat(Arrays.toString(event.yPredArray().shape())).isEqualTo(shape);
        assertThat(event.yPredArray().dtype()).isEqualTo(DType.FLOAT32);
        NdArray weights = event.sampleWeightArray();
        assertThat(weights == null ? "none" : Arrays.toString(weights.shape())).isEqualTo(weightShape);
    }

    @Test
    void weighsTheOneRowOfAListButKeepsKerasScalarOnABatch() {
        // keras3: [1] on one row of two outputs counts 3; a scalar on a batch of two counts 3 as well, but on the mean
        // of both rows.
        BinaryCrossentropyConfig metric = BinaryCrossentropyConfig.defaults();
        Prediction list = PLAIN.accept(record("[1,0]", "[0.1,0.2]", "3"));
        Prediction batch = PLAIN.accept(record("[[1],[0]]", "[[0.1],[0.2]]", "3"));

        assertThat(counted(list, metric).result().weightCount()).isEqualTo(3);
        assertThat(counted(batch, metric).result().weightCount()).isEqualTo(3);
        assertThat(counted(PLAIN.accept(record("[[1],[0]]", "[[0.1],[0.2]]", "null")), metric)
                        .result()
                        .weightCount())
                .isEqualTo(2);
    }

    @Test
    void letsTf23Broadcast() {
        BinaryCrossentropyConfig metric = BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3);
        Prediction event = PLAIN.with(metric).accept(record("1", "[0.5,0.5,0.5]", "null"));

        // Three outputs of one row against one label: one row, whose loss is -ln(0.5 + 1e-7).
        assertThat(counted(event, metric).result().weightCount()).isEqualTo(1);
        assertThat(counted(event, metric).result().result()).isBetween(0.69314, 0.69315);
    }

    @Test
    void keepsTheSignOfZeroAndEveryDigit() {
        Decoding logits = PLAIN.with(
                BinaryCrossentropyConfig.defaults().withFromLogits(true).withDtype(DType.FLOAT64));

        assertThat(logits.accept(record("0", "-0", "null")).yPred())
                .isEqualTo(-0.0)
                .hasToString("-0.0");
        assertThat(logits.accept(record("0", "0", "null")).yPred()).hasToString("0.0");
        assertThat(logits.accept(record("0", "-0.0", "null")).yPred()).hasToString("-0.0");
        assertThat(logits.accept(record("0", "123456789012345678901234567890", "null"))
                        .yPred())
                .isEqualTo(1.2345678901234568e29);
        assertThat(logits.accept(record("0", "9007199254740993", "null")).yPred())
                .isEqualTo(9007199254740992.0);
        assertThat(logits.accept(record("0", "0.1000000000000000055511151231257827", "null"))
                        .yPred())
                .isEqualTo(0.1);
    }

    @Test
    void pointsAtTheElementThatIsWrong() {
        assertThat(PLAIN.refuse(record("[[1,0],[1,2]]", "[[0.1,0.2],[0.3,0.4]]", "null"))
                        .message())
                .isEqualTo(
                        "y_true (/y_true/1/1) is 2.0, outside [0, 1]; send 0 or 1, or a probability as a soft label");
        assertThat(PLAIN.refuse(record("[[1,0],[1,1]]", "[[0.1,0.2],[-7,0.4]]", "null"))
                        .message())
                .startsWith("y_pred (/y_pred/1/0) is -7.0, outside [0, 1]");
        assertThat(PLAIN.refuse(record("[[1],[1]]", "[[0.1],[0.4]]", "[1,-1]")).message())
                .startsWith("sample_weight (/sample_weight/1) is -1.0; send");
    }
}
