package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a label's record; what labels share with predictions is held against those. */
class LabelDecoderTest {
    private static final long NOW = 1_763_750_000_000L;
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());
    private static final LabelMapping PLAIN = LabelMapping.defaults();
    private static final LabelMapping NAMELESS = PLAIN.withOrigin(null, null);

    private static @Nullable Rejection decode(LabelMapping mapping, String json, Label into) {
        return new LabelDecoder(mapping, OPTIONS).decode(Decoding.utf8(json), NOW, into);
    }

    private static Label accept(LabelMapping mapping, String json) {
        Label label = new Label();
        assertThat(decode(mapping, json, label)).isNull();
        return label;
    }

    private static Rejection refuse(LabelMapping mapping, String json) {
        Label label = new Label();
        String before = label.toString();
        Rejection rejection = decode(mapping, json, label);
        assertThat(rejection).isNotNull();
        assertThat(label).hasToString(before);
        return rejection;
    }

    private static String label(String rest) {
        return "{\"model\":\"m\",\"id\":\"a1\"," + rest + "}";
    }

    @Test
    void takesTheDocumentedRecord() {
        Label label = accept(
                PLAIN, "{\"model\":\"ctr\",\"version\":\"7\",\"id\":\"a1\",\"time\":1763750000123,\"y_true\":1}");

        assertThat(label.model()).isEqualTo("ctr");
        assertThat(label.version()).isEqualTo("7");
        assertThat(label.id()).isEqualTo("a1");
        assertThat(label.time()).isEqualTo(1_763_750_000_123L);
        assertThat(label.isScalar()).isTrue();
        assertThat(label.yTrue()).isEqualTo(1);
        assertThatIllegalStateException()
                .isThrownBy(label::yTrueArray)
                .withMessage("a scalar label holds no array; read yTrue() instead");
    }

    @Test
    void whatIsAbsentTakesItsDefault() {
        Label label = accept(PLAIN, "{\"model\":\"ctr\",\"version\":null,\"id\":\"a1\",\"y_true\":false}");

        assertThat(label.version()).isEmpty();
        assertThat(label.time()).isEqualTo(NOW);
        assertThat(label.yTrue()).isZero();
    }

    @Test
    void labelsMayNameNoModel() {
        Label label = accept(NAMELESS, "{\"model\":7.5,\"id\":\"a1\",\"y_true\":0.25}");

        assertThat(label.model()).isEmpty();
        assertThat(label.id()).isEqualTo("a1");
    }

    @Test
    void theModelMayStandInTheConfiguration() {
        LabelMapping constant = PLAIN.withOrigin(TextSource.constant("ctr"), TextSource.constant("7"));

        Label label = accept(constant, "{\"id\":\"a1\",\"y_true\":1}");

        assertThat(label.model()).isEqualTo("ctr");
        assertThat(label.version()).isEqualTo("7");
    }

    @Test
    void foreignRecordsAreReadAlongPointers() {
        LabelMapping foreign = new LabelMapping(
                TextSource.at("/meta/service"),
                null,
                "/request/0",
                "/meta/ts",
                EpochUnit.SECONDS,
                "/outcome/clicked",
                true);

        Label label = accept(
                foreign,
                "{\"meta\":{\"service\":\"ranker\",\"ts\":\"1763750000.5\"},\"request\":[41,2],"
                        + "\"outcome\":{\"clicked\":\"1\"}}");

        assertThat(label).hasToString("Label[model ranker, version , id 41, time 1763750000500, y_true 1.0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"a\" | a", "17 | 17", "-3 | -3", "\"17\" | 17", "\"é🚢\" | é🚢"})
    void anIdIsATextOrTheTextOfAnInteger(String written, String id) {
        assertThat(accept(PLAIN, "{\"model\":\"m\",\"id\":" + written + ",\"y_true\":1}")
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "[1], 1", "[[0.5]], 0.5", "-0, 0", "-0.0, 0", "true, 1"})
    void oneNumberIsOneRow(String written, double value) {
        Label label = accept(PLAIN, label("\"y_true\":" + written));

        assertThat(label.isScalar()).isTrue();
        assertThat(Double.doubleToLongBits(label.yTrue())).isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void arraysHaveTheShapeOfOneUpdate() {
        Label list = accept(PLAIN, label("\"y_true\":[0,1,0.1]"));
        Label batch = accept(PLAIN, label("\"y_true\":[[0],[1]]"));

        assertThat(list.isScalar()).isFalse();
        assertThat(list.yTrue()).isNaN();
        assertThat(list.yTrueArray()).isEqualTo(NdArray.of(DType.FLOAT32, new int[] {1, 3}, new double[] {0, 1, 0.1}));
        assertThat(batch.yTrueArray()).isEqualTo(NdArray.of(DType.FLOAT32, new int[] {2, 1}, new double[] {0, 1}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"a\",\"y_true\":1}                           | missing_field | model",
                "{\"model\":\"\",\"id\":\"a\",\"y_true\":1}              | wrong_type | model",
                "{\"model\":\"m\",\"y_true\":1}                         | missing_field | id",
                "{\"model\":\"m\",\"id\":null,\"y_true\":1}              | missing_field | id",
                "{\"model\":\"m\",\"id\":\"\",\"y_true\":1}               | wrong_type | id",
                "{\"model\":\"m\",\"id\":1.5,\"y_true\":1}               | wrong_type | id",
                "{\"model\":\"m\",\"id\":true,\"y_true\":1}              | wrong_type | id",
                "{\"model\":\"m\",\"id\":\"\\ud800\",\"y_true\":1}        | wrong_type | id",
                "{\"model\":\"m\",\"id\":1,\"id\":1,\"y_true\":1}         | duplicate_field | id",
                "{\"model\":\"m\",\"id\":\"a\",\"time\":[],\"y_true\":1}  | wrong_type | time",
                "{\"model\":\"m\",\"id\":\"a\",\"time\":1,\"y_true\":1}   | time_out_of_range | time",
                "{\"model\":\"m\",\"id\":\"a\"}                          | missing_field | y_true",
                "{\"model\":\"m\",\"id\":\"a\",\"y_true\":\"1\"}          | wrong_type | y_true",
                "{\"model\":\"m\",\"id\":\"a\",\"y_true\":[]}            | shape_mismatch | y_true",
                "{\"model\":\"m\",\"id\":\"a\",\"y_true\":[[1],1]}       | shape_mismatch | y_true",
                "{\"model\":\"m\",\"id\":\"a\",\"y_true\":1.01}          | label_out_of_range | y_true",
                "{\"model\":\"m\",\"id\":\"a\",\"y_true\":NaN}           | label_out_of_range | y_true",
                "[1]                                                    | wrong_type | ''",
                "{\"model\":\"m\",                                       | not_json | ''",
                "{} {}                                                  | not_json | ''",
            })
    void refusesWithTheReasonAndTheField(String json, String reason, String field) {
        Rejection rejection = refuse(PLAIN, json);

        assertThat(rejection.reason().code()).isEqualTo(reason);
        assertThat(rejection.field()).isEqualTo(field);
    }

    @Test
    void theFirstReasonIsTold() {
        Rejection rejection = refuse(PLAIN, "{\"model\":\"m\",\"id\":[],\"time\":[],\"y_true\":7}");

        assertThat(rejection)
                .hasToString("Rejection[reason=WRONG_TYPE, field=id, message=id (/id) is an array; send a text or an"
                        + " integer]");
    }

    @Test
    void aRecordNeedsATimeOfSomeKind() {
        byte[] timeless = Decoding.utf8(label("\"y_true\":1"));

        Rejection rejection = new LabelDecoder(PLAIN, OPTIONS).decode(timeless, Long.MIN_VALUE, new Label());

        assertThat(rejection).extracting(Rejection::reason).isEqualTo(ReasonCode.MISSING_FIELD);
    }

    @Test
    void sizesAreLimitedAsForPredictions() {
        DecodeOptions small = Decoding.defaults().withLimits(40, 3, 2).options();
        LabelDecoder decoder = new LabelDecoder(NAMELESS, small);

        assertThat(decoder.decode(Decoding.utf8("{\"id\":1,\"y_true\":[0,1]}"), NOW, new Label()))
                .isNull();
        for (String json : new String[] {
            "{\"id\":1,\"y_true\":[0,1,1]}",
            "{\"id\":1,\"y_true\":[[[1]]]}",
            "{\"id\":1,\"y_true\":1" + " ".repeat(40) + "}"
        }) {
            assertThat(decoder.decode(Decoding.utf8(json), NOW, new Label()))
                    .as(json)
                    .extracting(Rejection::reason)
                    .isEqualTo(ReasonCode.TOO_LARGE);
        }
        assertThat(decoder.decode(null, NOW, new Label()))
                .extracting(Rejection::reason)
                .isEqualTo(ReasonCode.NO_VALUE);
    }

    @Test
    void theModelOfARejectedRecordIsKnownIfItCanBeRead() {
        LabelDecoder decoder = new LabelDecoder(PLAIN, OPTIONS);

        decoder.decode(Decoding.utf8("{\"model\":\"m\",\"y_true\":1}"), NOW, new Label());
        assertThat(decoder.model()).isEqualTo("m");
        decoder.decode(Decoding.utf8("{\"model\":\"\",\"id\":1,\"y_true\":1}"), NOW, new Label());
        assertThat(decoder.model()).isNull();
        decoder.decode(Decoding.utf8("{"), NOW, new Label());
        assertThat(decoder.model()).isNull();
    }

    @Test
    void placesMustNotMeet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withId("/model"))
                .withMessage("the place of model (/model) is also the place of id (/model);"
                        + " give each field a place of its own");
    }

    /** The way out of a fault is among the options for labels. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model\":null | send it in every record, or point labels.fields.model at its place",
                "\"y_true\":\"1\" | send a number, or set labels.fields.numeric_strings: true",
                "\"time\":\"5\" | send it as a number, or set labels.fields.numeric_strings: true",
                "\"time\":1 | check labels.fields.time_unit, or widen time.min and time.max"
            })
    void theWayOutNamesTheOptionsOfLabels(String flaw, String wayOut) {
        String name = flaw.substring(0, flaw.indexOf(':'));
        String json = "{\"model\":\"m\",\"id\":1,\"time\":1763750000123,\"y_true\":1}";
        int from = json.indexOf(name);
        int to = json.indexOf(',', from) < 0 ? json.length() - 1 : json.indexOf(',', from);

        assertThat(refuse(PLAIN, json.substring(0, from) + flaw.trim() + json.substring(to))
                        .message())
                .endsWith(wayOut);
    }

    private static @Nullable Rejection inTheWordsForPredictions(@Nullable Rejection rejection) {
        return rejection == null
                ? null
                : new Rejection(
                        rejection.reason(),
                        rejection.field(),
                        rejection.message().replace("labels.fields.", "fields."));
    }

    /** Damaged labels get the verdict of predictions that have the same fields, wherever the two share their rules. */
    @Test
    void damagedRecordsAreJudgedLikePredictions() {
        Random random = new Random(20261125);
        FieldMapping twin = FieldMapping.defaults().withYPred("/p").withSampleWeight(null);
        PredictionDecoder predictions = PredictionDecoder.reference(twin, OPTIONS);
        LabelDecoder labels = new LabelDecoder(PLAIN, OPTIONS);
        byte[] good = Decoding.utf8(
                "{\"id\":1,\"p\":0.5,\"model\":\"m\",\"version\":2,\"time\":1763750000123,\"y_true\":[0,1],\"x\":{\"y\":[1,\"é\"]}}");
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = good.clone();
            // The id and the prediction, which only one of the two reads, stay as they are.
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                value[16 + random.nextInt(value.length - 16)] = (byte) random.nextInt(256);
            }
            Prediction prediction = new Prediction();
            Rejection expected = predictions.decode(value, NOW, prediction);
            Label label = new Label();
            Rejection rejection = labels.decode(value, NOW, label);
            if (expected != null
                    && (expected.field().equals("y_pred") || expected.message().contains("/p"))) {
                continue;
            }
            assertThat(inTheWordsForPredictions(rejection))
                    .as(new String(value, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            if (rejection == null) {
                assertThat(label.time()).isEqualTo(prediction.time());
                assertThat(label.model()).isEqualTo(prediction.model());
                assertThat(label.version()).isEqualTo(prediction.version());
            } else {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 19_800);
    }
}
