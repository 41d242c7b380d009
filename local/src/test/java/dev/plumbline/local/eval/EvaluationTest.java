package dev.plumbline.local.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    /** The example of both references' documentation, one output per record. */
    private static final List<String> DOCUMENTED = List.of(
            "{\"model\":\"doc\",\"y_true\":[0,1],\"y_pred\":[0.6,0.4]}",
            "{\"model\":\"doc\",\"y_true\":[0,0],\"y_pred\":[0.4,0.6]}");

    private static final List<String> DOCUMENTED_WEIGHTED = List.of(
            "{\"model\":\"doc\",\"y_true\":[0,1],\"y_pred\":[0.6,0.4],\"sample_weight\":1}",
            "{\"model\":\"doc\",\"y_true\":[0,0],\"y_pred\":[0.4,0.6],\"sample_weight\":0}");

    @Test
    void givesTheNumbersThatTensorFlow23Documents() {
        // Printed there with float32 display precision: half a unit of the last digit, which is 6e-8 at most.
        assertThat((float) evaluate(metric(Variant.TF2_3), DOCUMENTED)
                        .total()
                        .metric()
                        .result())
                .isEqualTo(0.81492424f);
        assertThat((float) evaluate(metric(Variant.TF2_3), DOCUMENTED_WEIGHTED)
                        .total()
                        .metric()
                        .result())
                .isEqualTo(0.9162905f);
    }

    @Test
    void givesTheNumbersThatKeras3Prints() {
        assertThat((float) evaluate(metric(Variant.KERAS3), DOCUMENTED)
                        .total()
                        .metric()
                        .result())
                .isEqualTo(0.8149245f);
        assertThat((float) evaluate(metric(Variant.KERAS3), DOCUMENTED_WEIGHTED)
                        .total()
                        .metric()
                        .result())
                .isEqualTo(0.91629076f);
    }

    @Test
    void keepsModelsAndVersionsApartAndAddsThemUp() {
        Outcome outcome = evaluate(
                float64(),
                List.of(
                        "{\"model\":\"b\",\"y_true\":1,\"y_pred\":0.5}",
                        "{\"model\":\"a\",\"version\":\"2\",\"y_true\":1,\"y_pred\":0.25,\"sample_weight\":2}",
                        "{\"model\":\"a\",\"version\":\"1\",\"y_true\":0,\"y_pred\":0.5}"));

        assertThat(outcome.series().keySet())
                .containsExactly(new Series("a", "1"), new Series("a", "2"), new Series("b", ""));
        assertThat(outcome.series().get(new Series("a", "2")).metric().weightedSum())
                .isEqualTo(2 * -StrictMath.log(0.25));
        assertThat(outcome.total().records()).isEqualTo(3);
        assertThat(outcome.total().metric().weightCount()).isEqualTo(4);
        // ln 2 + ln 2 + 2 ln 4 = 6 ln 2; the sum is exact and rounds once, the terms carry half an ulp each.
        assertThat(outcome.total().metric().weightedSum())
                .isBetween(Math.nextDown(6 * StrictMath.log(2)), Math.nextUp(6 * StrictMath.log(2)));
    }

    @Test
    void tellsOutputsApartWhereTheyHaveNames() {
        Outcome outcome = evaluate(
                float64(),
                List.of("click", "buy"),
                List.of(
                        "{\"model\":\"a\",\"y_true\":[1,0],\"y_pred\":[0.25,0.5],\"sample_weight\":2}",
                        "{\"model\":\"a\",\"y_true\":1,\"y_pred\":0.5}"));

        Series whole = new Series("a", "");
        Series click = new Series("a", "", "click");
        Series buy = new Series("a", "", "buy");
        assertThat(outcome.series().keySet()).containsExactly(whole, buy, click);
        assertThat(outcome.series().get(click).metric().weightedSum()).isEqualTo(2 * -StrictMath.log(0.25));
        assertThat(outcome.series().get(buy).metric().weightedSum()).isEqualTo(2 * -StrictMath.log(0.5));
        assertThat(outcome.total()).isEqualTo(outcome.series().get(whole));
        assertThat(outcome.total().records()).isEqualTo(1);
        assertThat(outcome.rejected().get(0).first().reason()).isEqualTo(ReasonCode.SHAPE_MISMATCH);
        assertThat(OutcomeTable.lines(outcome).get(1)).startsWith("model  version  output  records");
        assertThat(OutcomeJson.line(outcome)).contains("\"version\":\"\",\"output\":\"buy\",\"records\":1,");
    }

    @Test
    void doesNotLookAtTimes() {
        Outcome outcome = evaluate(
                float64(),
                List.of(
                        "{\"model\":\"a\",\"time\":\"yesterday\",\"y_true\":1,\"y_pred\":0.5}",
                        "{\"model\":\"a\",\"time\":-1,\"y_true\":1,\"y_pred\":0.5}",
                        "{\"model\":\"a\",\"y_true\":1,\"y_pred\":0.5}"));

        assertThat(outcome.total().records()).isEqualTo(3);
        assertThat(outcome.rejected()).isEmpty();
    }

    @Test
    void remembersTheFirstRecordOfEachReasonTheMostFrequentFirst() {
        Outcome outcome = evaluate(
                float64(),
                List.of(
                        "nonsense",
                        "{\"model\":\"a\",\"y_true\":1,\"y_pred\":1.5}",
                        "{\"model\":\"a\",\"y_true\":1,\"y_pred\":0.5}",
                        "{\"model\":\"a\",\"y_true\":1,\"y_pred\":7}"));

        assertThat(outcome.rejectedRecords()).isEqualTo(3);
        assertThat(outcome.rejected().get(0).first().reason()).isEqualTo(ReasonCode.PREDICTION_OUT_OF_RANGE);
        assertThat(outcome.rejected().get(0).records()).isEqualTo(2);
        assertThat(outcome.rejected().get(0).firstLine()).isEqualTo(2);
        assertThat(outcome.rejected().get(1).first().reason()).isEqualTo(ReasonCode.NOT_JSON);
        assertThat(outcome.rejected().get(1).firstLine()).isEqualTo(1);
    }

    @Test
    void isZeroOverNothing() {
        Outcome outcome = evaluate(float64(), List.of());

        assertThat(outcome.series()).isEmpty();
        assertThat(outcome.total().records()).isZero();
        assertThat(outcome.total().metric().result()).isZero();
    }

    private static BinaryCrossentropyConfig metric(Variant variant) {
        return BinaryCrossentropyConfig.defaults().withVariant(variant);
    }

    private static BinaryCrossentropyConfig float64() {
        return BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64);
    }

    private static Outcome evaluate(BinaryCrossentropyConfig metric, List<String> records) {
        return evaluate(metric, List.of(), records);
    }

    private static Outcome evaluate(BinaryCrossentropyConfig metric, List<String> outputs, List<String> records) {
        DecodeOptions options = DecodeOptions.defaults(metric).withOutputs(outputs.size());
        Evaluation evaluation = new Evaluation(FieldMapping.defaults(), options, null, outputs);
        for (int i = 0; i < records.size(); i++) {
            evaluation.add(records.get(i).getBytes(StandardCharsets.UTF_8), "records", i + 1L);
        }
        return evaluation.outcome();
    }
}
