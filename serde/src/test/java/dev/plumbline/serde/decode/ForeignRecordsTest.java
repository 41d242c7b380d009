package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records of other people, read by mapping alone. */
class ForeignRecordsTest {
    private static final long NOW = 1_763_750_000_000L;

    private final Decoding plain = Decoding.defaults().at(NOW);

    @Test
    void readsAServingLogWithNestedObjects() {
        Decoding serving = plain.with(new FieldMapping(
                TextSource.at("/request/model_spec/name"),
                TextSource.at("/request/model_spec/version"),
                "/request/received",
                EpochUnit.SECONDS,
                "/feedback/clicked",
                "/response/score",
                "/feedback/weight",
                false,
                List.of()));

        Prediction p =
                serving.accept("{\"feedback\":{\"by\":\"u1\",\"clicked\":true},\"request\":{\"id\":[1,{\"clicked\":9}],"
                        + "\"received\":1763750000.25,\"model_spec\":{\"version\":1763,\"name\":\"ctr\",\"labels\":[]}},"
                        + "\"response\":{\"score\":0.25,\"feedback\":{\"clicked\":7}}}");

        assertThat(p)
                .hasToString(
                        "Prediction[model ctr, version 1763, time 1763750000250, y_true 1.0, y_pred 0.25, sample_weight 1.0]");
        assertThat(serving.refuse("{\"request\":{\"model_spec\":7},\"feedback\":null}")
                        .message())
                .isEqualTo("model (/request/model_spec/name) is missing or null; send it in every record,"
                        + " or point fields.model at its place");
        assertThat(serving.refuse(
                                "{\"request\":{\"model_spec\":{\"name\":\"a\"}},\"feedback\":{},\"response\":{\"score\":1},"
                                        + "\"feedback\":{\"clicked\":true}}")
                        .reason())
                .isEqualTo(ReasonCode.DUPLICATE_FIELD);
    }

    @Test
    void readsTheSecondOfTwoClassProbabilities() {
        Decoding sklearn = plain.with(new FieldMapping(
                TextSource.constant("churn"),
                TextSource.constant("2"),
                null,
                EpochUnit.MILLISECONDS,
                "/label",
                "/predict_proba/1",
                null,
                false,
                List.of()));

        Prediction p = sklearn.accept("{\"predict_proba\":[0.75,0.25],\"label\":0,\"time\":\"whatever\",\"model\":7}");

        assertThat(p)
                .hasToString(
                        "Prediction[model churn, version 2, time 1763750000000, y_true 0.0, y_pred 0.25, sample_weight 1.0]");
        assertThat(sklearn.accept("{\"predict_proba\":{\"1\":0.5},\"label\":0}").yPred())
                .isEqualTo(0.5);
        assertThat(sklearn.reason("{\"predict_proba\":[0.75],\"label\":0}")).isEqualTo(ReasonCode.MISSING_FIELD);
        assertThat(sklearn.accept("{\"predict_proba\":[[9,[9]],0.5,{\"1\":9}],\"label\":0}")
                        .yPred())
                .isEqualTo(0.5);
    }

    @Test
    void readsTextsOfAnExportFromATable() {
        Decoding table = plain.with(FieldMapping.defaults()
                .withTime("/ts", EpochUnit.MICROSECONDS)
                .withYPred("/p~1hat")
                .withYTrue("/~0y")
                .withNumericStrings(true));

        Prediction p = table.accept(
                "{\"model\":\"fraud\",\"ts\":\"1763750000123999\",\"p/hat\":\"7.5e-1\",\"~y\":\"1\",\"sample_weight\":\"2\"}");

        assertThat(p)
                .hasToString(
                        "Prediction[model fraud, version , time 1763750000123, y_true 1.0, y_pred 0.75, sample_weight 2.0]");
        assertThat(table.refuse("{\"model\":\"fraud\",\"p/hat\":\"NaN\",\"~y\":\"1\"}")
                        .message())
                .isEqualTo(
                        "y_pred (/p~1hat) is NaN, not finite (or without a finite loss) in float32; send a finite number");
        assertThat(table.refuse("{\"model\":\"fraud\",\"p/hat\":\"high\",\"~y\":\"1\"}")
                        .message())
                .isEqualTo("y_pred (/p~1hat) is the text \"high\"; send a number");
    }

    @Test
    void readsRowsThatAreArrays() {
        Decoding rows = plain.with(new FieldMapping(
                TextSource.at("/0"), null, "/1", EpochUnit.MILLISECONDS, "/2", "/3/1", null, false, List.of()));

        assertThat(rows.accept("[\"ctr\",1763750000123,1,[0.75,0.25],\"rest\"]"))
                .hasToString(
                        "Prediction[model ctr, version , time 1763750000123, y_true 1.0, y_pred 0.25, sample_weight 1.0]");
        assertThat(rows.reason("17")).isEqualTo(ReasonCode.WRONG_TYPE);
        assertThat(rows.reason("[\"ctr\"]")).isEqualTo(ReasonCode.MISSING_FIELD);
        assertThat(rows.accept("{\"0\":\"ctr\",\"2\":1,\"3\":{\"1\":0.5}}").yPred())
                .isEqualTo(0.5);
    }

    @Test
    void takesTheNameOfAMemberAsItIsAfterUnescaping() {
        Decoding accented = plain.with(FieldMapping.defaults().withModel(TextSource.at("/mod\u00e8le")));

        assertThat(accented.accept("{\"mod\\u00e8le\":\"a\",\"y_true\":1,\"y_pred\":0.5}")
                        .model())
                .isEqualTo("a");
        assertThat(accented.accept("{\"mod\u00e8le\":\"a\",\"y_tru\\u0065\":1,\"y_pred\":0.5}")
                        .model())
                .isEqualTo("a");
        Decoding zeros = plain.with(FieldMapping.defaults().withModel(TextSource.at("/a/01")));
        assertThat(zeros.accept("{\"a\":{\"01\":\"m\"},\"y_true\":1,\"y_pred\":0.5}")
                        .model())
                .isEqualTo("m");
        assertThat(zeros.reason("{\"a\":[\"x\",\"m\"],\"y_true\":1,\"y_pred\":0.5}"))
                .isEqualTo(ReasonCode.MISSING_FIELD);
    }
}
