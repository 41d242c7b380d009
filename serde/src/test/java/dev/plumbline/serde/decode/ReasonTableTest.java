package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason has a record that it is given to, and a neighbour, one small step away, that is accepted. */
class ReasonTableTest {
    private static final long NOW = 1_763_750_000_000L;
    private static final Decoding PLAIN = Decoding.defaults().at(NOW);
    private static final Decoding LOGITS =
            PLAIN.with(BinaryCrossentropyConfig.defaults().withFromLogits(true));
    private static final Decoding LOGITS64 =
            PLAIN.with(BinaryCrossentropyConfig.defaults().withFromLogits(true).withDtype(DType.FLOAT64));
    private static final Decoding FLOAT64 =
            PLAIN.with(BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64));
    private static final Decoding TF23 =
            PLAIN.with(BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3));
    private static final Decoding NUMERIC_STRINGS =
            PLAIN.with(FieldMapping.defaults().withNumericStrings(true));
    private static final Decoding SMALL = PLAIN.withLimits(64, 3, 4);
    private static final Decoding SECONDS = PLAIN.with(FieldMapping.defaults().withTime("/time", EpochUnit.SECONDS));

    private static String event(String rest) {
        return "{\"model\":\"m\"," + rest + "}";
    }

    private static String y(String yTrue, String yPred) {
        return event("\"y_true\":" + yTrue + ",\"y_pred\":" + yPred);
    }

    private static String weighted(String yTrue, String yPred, String weight) {
        return event("\"y_true\":" + yTrue + ",\"y_pred\":" + yPred + ",\"sample_weight\":" + weight);
    }

    private static String timed(String time) {
        return event("\"y_true\":1,\"y_pred\":0.5,\"time\":" + time);
    }

    private static String named(String members) {
        return "{" + members + ",\"y_true\":1,\"y_pred\":0.5}";
    }

    private static String nested(int depth) {
        return event("\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + ",\"y_true\":1,\"y_pred\":0.5");
    }

    static Stream<Arguments> table() {
        String ok = y("1", "0.5");
        return Stream.of(
                // the bytes
                arguments(PLAIN, "no_value", "", "", ok),
                arguments(PLAIN, "not_json", "", "   ", " " + ok + " \n"),
                arguments(PLAIN, "not_json", "", ok + ",", ok),
                arguments(PLAIN, "not_json", "", ok + "{}", ok),
                arguments(PLAIN, "not_json", "", ok + " 1", ok),
                arguments(PLAIN, "not_json", "", ok.substring(0, ok.length() - 1), ok),
                arguments(PLAIN, "not_json", "", y("1", "0.5,"), ok),
                arguments(PLAIN, "not_json", "", y("1", ".5"), y("1", "0.5")),
                arguments(PLAIN, "not_json", "", y("1", "+0.5"), y("1", "5e-1")),
                arguments(PLAIN, "not_json", "", y("01", "0.5"), y("1", "0.5")),
                arguments(PLAIN, "not_json", "", event("\"a\":nul,\"y_true\":1,\"y_pred\":0.5"), ok),
                arguments(PLAIN, "not_json", "", event("\"a\":\"\n\",\"y_true\":1,\"y_pred\":0.5"), ok),
                arguments(PLAIN, "not_json", "", ok.replace('"', '\''), ok),
                arguments(PLAIN, "not_json", "", "/**/" + ok, ok),
                arguments(SMALL, "too_large", "", ok + " ".repeat(65 - ok.length()), ok + " ".repeat(64 - ok.length())),
                arguments(SMALL, "too_large", "", nested(4), nested(3)),
                arguments(SMALL, "too_large", "y_true", y("[0,0,0,0,1]", "[0,0,0,0,1]"), y("[0,0,0,1]", "[0,0,0,1]")),
                arguments(PLAIN, "too_large", "", y("1", "0." + "1".repeat(1000)), y("1", "0." + "1".repeat(990))),
                arguments(
                        PLAIN,
                        "too_large",
                        "",
                        event("\"" + "n".repeat(50_001) + "\":1,\"y_true\":1,\"y_pred\":0.5"),
                        event("\"" + "n".repeat(50_000) + "\":1,\"y_true\":1,\"y_pred\":0.5")),
                // the record as a whole
                arguments(PLAIN, "wrong_type", "", "[" + ok + "]", ok),
                arguments(PLAIN, "wrong_type", "", "17", ok),
                arguments(PLAIN, "wrong_type", "", "NaN", ok),
                arguments(PLAIN, "wrong_type", "", "\"" + "x".repeat(200) + "\"", ok),
                arguments(PLAIN, "wrong_type", "", "null", ok),
                // model and version
                arguments(PLAIN, "missing_field", "model", "{\"y_true\":1,\"y_pred\":0.5}", ok),
                arguments(PLAIN, "missing_field", "model", named("\"model\":null"), named("\"model\":\"null\"")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":\"\""), named("\"model\":\" \"")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":1.5"), named("\"model\":15")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":true"), named("\"model\":\"true\"")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":{\"a\":1}"), named("\"model\":\"a\"")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":[\"a\"]"), named("\"model\":\"a\"")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "model",
                        named("\"model\":\"" + "m".repeat(257) + "\""),
                        named("\"model\":\"" + "m".repeat(256) + "\"")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "model",
                        named("\"model\":\"\\ud83d\""),
                        named("\"model\":\"\\ud83d\\udea2\"")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "model",
                        named("\"model\":\"\\udea2\\ud83d\""),
                        named("\"model\":\"\\ud83d\\udea2\"")),
                arguments(
                        PLAIN,
                        "duplicate_field",
                        "model",
                        named("\"model\":\"a\",\"model\":\"a\""),
                        named("\"model\":\"a\",\"Model\":\"a\"")),
                arguments(
                        PLAIN,
                        "duplicate_field",
                        "model",
                        named("\"model\":\"a\",\"model\":null"),
                        named("\"model\":\"a\",\"models\":null")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "version",
                        named("\"model\":\"a\",\"version\":false"),
                        named("\"model\":\"a\",\"version\":1.10")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "version",
                        named("\"model\":\"a\",\"version\":NaN"),
                        named("\"model\":\"a\",\"version\":\"NaN\"")),
                arguments(
                        PLAIN,
                        "duplicate_field",
                        "version",
                        named("\"model\":\"a\",\"version\":1,\"version\":2"),
                        named("\"model\":\"a\",\"version\":1")),
                arguments(PLAIN, "wrong_type", "model", named("\"model\":\"\\ud83dx\""), named("\"model\":\"x\"")),
                // time
                arguments(PLAIN.at(-1), "missing_field", "time", ok, timed("" + NOW)),
                arguments(PLAIN.at(-1), "missing_field", "time", timed("null"), timed("\"2025-11-21T20:15:30Z\"")),
                arguments(PLAIN, "wrong_type", "time", timed("true"), timed("null")),
                arguments(PLAIN, "wrong_type", "time", timed("{}"), timed("null")),
                arguments(PLAIN, "wrong_type", "time", timed("[" + NOW + "]"), timed("" + NOW)),
                arguments(PLAIN, "wrong_type", "time", timed("Infinity"), timed("" + NOW)),
                arguments(PLAIN, "wrong_type", "time", timed("\"\""), timed("null")),
                arguments(PLAIN, "wrong_type", "time", timed("\"" + NOW + "\""), timed("" + NOW)),
                arguments(NUMERIC_STRINGS, "wrong_type", "time", timed("\"NaN\""), timed("\"" + NOW + "\"")),
                arguments(
                        PLAIN,
                        "wrong_type",
                        "time",
                        timed("\"2025-11-21T18:15:30\""),
                        timed("\"2025-11-21T18:15:30Z\"")),
                arguments(PLAIN, "wrong_type", "time", timed("\"2025-11-21\""), timed("\"2025-11-21T18:15Z\"")),
                arguments(PLAIN, "time_out_of_range", "time", timed("946684799999"), timed("946684800000")),
                arguments(PLAIN.at(-1), "time_out_of_range", "time", timed("7258118400001"), timed("7258118400000")),
                arguments(
                        PLAIN,
                        "time_out_of_range",
                        "time",
                        timed("" + (NOW + 3_600_001)),
                        timed("" + (NOW + 3_600_000))),
                arguments(PLAIN, "time_out_of_range", "time", timed("1e300"), timed("1.76375e12")),
                arguments(PLAIN, "time_out_of_range", "time", timed("-1e300"), timed("1.76375e12")),
                arguments(PLAIN, "time_out_of_range", "time", timed("1763750000"), timed("1763750000000")),
                arguments(SECONDS, "time_out_of_range", "time", timed("1763750000000"), timed("1763750000")),
                // labels
                arguments(PLAIN, "missing_field", "y_true", event("\"y_pred\":0.5"), ok),
                arguments(PLAIN, "missing_field", "y_true", y("null", "0.5"), ok),
                arguments(PLAIN, "wrong_type", "y_true", y("\"1\"", "0.5"), ok),
                arguments(NUMERIC_STRINGS, "wrong_type", "y_true", y("\"one\"", "0.5"), y("\"1\"", "0.5")),
                arguments(NUMERIC_STRINGS, "wrong_type", "y_true", y("\"true\"", "0.5"), y("true", "0.5")),
                arguments(PLAIN, "wrong_type", "y_true", y("{\"a\":1}", "0.5"), ok),
                arguments(PLAIN, "wrong_type", "y_true", y("[1,null]", "[0.5,0.5]"), y("[1,true]", "[0.5,0.5]")),
                arguments(PLAIN, "wrong_type", "y_true", y("[1,{}]", "[0.5,0.5]"), y("[1,0]", "[0.5,0.5]")),
                arguments(PLAIN, "label_out_of_range", "y_true", y("1.0000001", "0.5"), y("1.0", "0.5")),
                arguments(PLAIN, "label_out_of_range", "y_true", y("-1e-300", "0.5"), y("-0.0", "0.5")),
                arguments(PLAIN, "label_out_of_range", "y_true", y("NaN", "0.5"), y("0.5", "0.5")),
                arguments(NUMERIC_STRINGS, "label_out_of_range", "y_true", y("\"-inf\"", "0.5"), y("\"+.5\"", "0.5")),
                arguments(PLAIN, "duplicate_field", "y_true", event("\"y_true\":1,\"y_pred\":0.5,\"y_true\":1"), ok),
                // predictions
                arguments(PLAIN, "missing_field", "y_pred", event("\"y_true\":1"), ok),
                arguments(PLAIN, "wrong_type", "y_pred", y("true", "true"), y("true", "1")),
                arguments(PLAIN, "wrong_type", "y_pred", y("1", "\"0.5\""), ok),
                arguments(PLAIN, "prediction_not_finite", "y_pred", y("1", "NaN"), ok),
                arguments(PLAIN, "prediction_not_finite", "y_pred", y("1", "-Infinity"), ok),
                arguments(PLAIN, "prediction_not_finite", "y_pred", y("1", "1e999"), y("1", "1e-999")),
                arguments(NUMERIC_STRINGS, "prediction_not_finite", "y_pred", y("1", "\"nan\""), y("1", "\"0\"")),
                arguments(LOGITS, "prediction_not_finite", "y_pred", y("1", "3.5e38"), y("1", "3.4e38")),
                arguments(LOGITS64, "prediction_not_finite", "y_pred", y("1", "1e308"), y("1", "3.5e38")),
                arguments(PLAIN, "prediction_out_of_range", "y_pred", y("1", "1.00000001"), y("1", "0.99999999")),
                arguments(PLAIN, "prediction_out_of_range", "y_pred", y("1", "-1e-9"), y("1", "-0")),
                arguments(PLAIN, "prediction_out_of_range", "y_pred", y("[1,1]", "[0.5,2]"), y("[1,1]", "[0.5,0.2]")),
                // weights
                arguments(
                        PLAIN,
                        "wrong_type",
                        "sample_weight",
                        weighted("1", "0.5", "true"),
                        weighted("1", "0.5", "null")),
                arguments(
                        PLAIN,
                        "weight_invalid",
                        "sample_weight",
                        weighted("1", "0.5", "-1e-9"),
                        weighted("1", "0.5", "0")),
                arguments(
                        PLAIN,
                        "weight_invalid",
                        "sample_weight",
                        weighted("1", "0.5", "NaN"),
                        weighted("1", "0.5", "1")),
                arguments(
                        PLAIN,
                        "weight_invalid",
                        "sample_weight",
                        weighted("1", "0.5", "3.5e38"),
                        weighted("1", "0.5", "3.4e38")),
                arguments(
                        FLOAT64,
                        "weight_invalid",
                        "sample_weight",
                        weighted("1", "0.5", "1e308"),
                        weighted("1", "0.5", "1e306")),
                arguments(
                        PLAIN,
                        "duplicate_field",
                        "sample_weight",
                        event("\"y_true\":1,\"y_pred\":0.5,\"sample_weight\":1,\"sample_weight\":1"),
                        ok),
                arguments(
                        FLOAT64,
                        "weight_invalid",
                        "sample_weight",
                        weighted("[1,0]", "[0.5,0.5]", "1e307"),
                        weighted("1", "0.5", "1e307")),
                arguments(LOGITS64, "prediction_not_finite", "y_pred", y("[1,0]", "[5e307,0]"), y("1", "5e307")),
                // a field with several flaws
                arguments(
                        PLAIN, "duplicate_field", "y_true", event("\"y_true\":\"x\",\"y_pred\":0.5,\"y_true\":1"), ok),
                arguments(
                        PLAIN,
                        "duplicate_field",
                        "y_true",
                        event("\"y_true\":1,\"y_true\":{},\"y_pred\":0.5,\"y_true\":1"),
                        ok),
                arguments(PLAIN, "wrong_type", "y_true", y("[[1],[1,\"x\"]]", "0.5"), ok),
                arguments(PLAIN, "wrong_type", "y_true", y("[\"x\",[1]]", "0.5"), ok),
                // shapes
                arguments(
                        PLAIN,
                        "shape_mismatch",
                        "y_true",
                        y("[[1,0],[1]]", "[[0.5,0.5],[0.5,0.5]]"),
                        y("[[1,0],[1,0]]", "[[0.5,0.5],[0.5,0.5]]")),
                arguments(PLAIN, "shape_mismatch", "y_true", y("[1,[1]]", "[0.5,0.5]"), y("[1,1]", "[0.5,0.5]")),
                arguments(
                        PLAIN, "shape_mismatch", "y_true", y("[[1],1]", "[0.5,0.5]"), y("[[1],[1]]", "[[0.5],[0.5]]")),
                arguments(PLAIN, "shape_mismatch", "y_true", y("[]", "[]"), y("[1]", "[0.5]")),
                arguments(PLAIN, "shape_mismatch", "y_pred", y("1", "[[],[]]"), y("1", "[[0.5]]")),
                arguments(PLAIN, "shape_mismatch", "y_pred", y("[1,0]", "[0.5,0.5,0.5]"), y("[1,0]", "[0.5,0.5]")),
                arguments(PLAIN, "shape_mismatch", "y_pred", y("1", "[0.5,0.5]"), y("1", "[0.5]")),
                arguments(TF23, "shape_mismatch", "y_pred", y("[1,0,1]", "[0.5,0.5]"), y("1", "[0.5,0.5]")),
                arguments(
                        PLAIN,
                        "shape_mismatch",
                        "sample_weight",
                        weighted("1", "0.5", "[]"),
                        weighted("1", "0.5", "[1]")),
                arguments(
                        PLAIN,
                        "shape_mismatch",
                        "sample_weight",
                        weighted("1", "0.5", "[1,2]"),
                        weighted("[[1],[0]]", "[[0.5],[0.5]]", "[1,2]")),
                arguments(
                        PLAIN,
                        "shape_mismatch",
                        "y_pred",
                        weighted("[1,0]", "0.5", "1"),
                        weighted("[1,0]", "[0.5,0.5]", "1")));
    }

    @ParameterizedTest(name = "{1} {2}: {3}")
    @MethodSource("table")
    void givesTheReasonAndAcceptsTheNeighbour(
            Decoding decoding, String code, String field, String refused, String accepted) {
        Rejection rejection = decoding.refuse(refused);

        assertThat(rejection.reason().code()).as(rejection.message()).isEqualTo(code);
        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.message()).startsWith(field).contains("; ").hasSizeLessThan(700);
        assertThat(rejection.message().chars()).noneMatch(Character::isISOControl);
        assertThat(decoding.accept(accepted).model()).isNotEmpty();
    }

    @Test
    void hasARowForEveryReasonOfTheDecoder() {
        Set<ReasonCode> given = table().map(row -> ReasonCode.of((String) row.get()[1]))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReasonCode.class)));

        assertThat(given)
                .isEqualTo(Arrays.stream(ReasonCode.values())
                        .filter(ReasonCode::isOfTheRecord)
                        .collect(Collectors.toSet()));
    }

    @Test
    void callsARecordWithoutValueByItsName() {
        Rejection rejection = PLAIN.decoder().decode(null, NOW, new Prediction());

        assertThat(rejection).isNotNull();
        assertThat(rejection.reason()).isEqualTo(ReasonCode.NO_VALUE);
    }

    @Test
    void judgesTheRecordTimestampThatStandsInForTheTime() {
        String untimed = y("1", "0.5");

        assertThat(PLAIN.at(946_684_800_000L).accept(untimed).time()).isEqualTo(946_684_800_000L);
        assertThat(PLAIN.at(946_684_799_999L).reason(untimed)).isEqualTo(ReasonCode.TIME_OUT_OF_RANGE);
    }
}
