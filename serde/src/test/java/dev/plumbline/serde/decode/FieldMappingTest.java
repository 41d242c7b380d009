package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.FloatTypeException;
import dev.plumbline.metric.Variant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMappingTest {
    private final FieldMapping defaults = FieldMapping.defaults();

    @ParameterizedTest
    @CsvSource({
        "'', the JSON Pointer is empty",
        "y_pred, write \"/y_pred\"",
        "/a~b, write ~0 for ~",
        "/a~, write ~0 for ~",
        "/a~2, write ~0 for ~",
        "/y_true, y_true (/y_true) is also the place of y_pred (/y_true)",
        "/y_true/1, y_true (/y_true) leads to y_pred (/y_true/1)",
        "/version/x, version (/version) leads to y_pred (/version/x)",
    })
    void refusesAPointer(String pointer, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withYPred(pointer))
                .withMessageContaining(sentence);
    }

    @Test
    void refusesAPointerThatLeadsToAnEarlierField() {
        FieldMapping nested = defaults.withModel(TextSource.at("/out/model"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> nested.withYPred("/out"))
                .withMessage(
                        "the place of y_pred (/out) leads to model (/out/model); give each field a place of its own");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "10, 10",
        "999999999, 999999999",
        "1000000000, -1",
        "01, -1",
        "'', -1",
        "-1, -1",
        "1:, -1",
        "/1, -1",
        "a, -1"
    })
    void tellsWhichTokensAreIndices(String token, int index) {
        assertThat(JsonPointerTokens.arrayIndex(token)).isEqualTo(index);
    }

    @Test
    void canDoWithoutOptionalFields() {
        FieldMapping least =
                defaults.withVersion(null).withTime(null, EpochUnit.SECONDS).withSampleWeight(null);
        Decoding decoding = Decoding.defaults().with(least);
        String record =
                "{\"model\":\"m\",\"version\":3,\"time\":true,\"y_true\":1,\"y_pred\":0.5,\"sample_weight\":-1}";

        assertThat(decoding.at(1_763_750_000_000L).accept(record))
                .hasToString(
                        "Prediction[model m, version , time 1763750000000, y_true 1.0, y_pred 0.5, sample_weight 1.0]");
        assertThat(decoding.refuse(record).message())
                .isEqualTo("time is missing or null; send it in every record, or point fields.time at its place");
    }

    @Test
    void refusesConstantsThatCannotBeNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withModel(TextSource.constant("")))
                .withMessageContaining("is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextSource.constant("m".repeat(257)))
                .withMessageContaining("has 257 characters; at most 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextSource.constant("a\ud83d"))
                .withMessage(
                        "the constant \"a\\ud83d\" has half of a surrogate pair at character 1, which no UTF-8 can hold;"
                                + " send the whole character");
        assertThat(defaults.withVersion(TextSource.constant("")).version()).isEqualTo(TextSource.constant(""));
    }

    @Test
    void knowsItsTimeUnits() {
        for (EpochUnit unit : EpochUnit.values()) {
            assertThat(EpochUnit.of(unit.id())).isSameAs(unit);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpochUnit.of("min"))
                .withMessage("unknown time unit \"min\"; known are ms, s, us, ns");
    }

    @Test
    void travelsToTheTasksOfACluster() throws Exception {
        DecodeOptions options = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

        assertThat(roundTrip(defaults)).isEqualTo(defaults);
        assertThat(roundTrip(options)).isEqualTo(options);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        Instant min = Instant.parse("2000-01-01T00:00:00Z");
        Instant max = Instant.parse("2200-01-01T00:00:00Z");
        Duration hour = Duration.ofHours(1);
        refuses(max, min, hour, 1, 1, 1, "is not before");
        refuses(min, min, hour, 1, 1, 1, "is not before");
        refuses(Instant.MIN, max, hour, 1, 1, 1, "leaves the years 0000 to 9999");
        refuses(min, Instant.MAX, hour, 1, 1, 1, "leaves the years 0000 to 9999");
        refuses(min, max, Duration.ofMillis(-1), 1, 1, 1, "maxFuture PT-0.001S is not between");
        refuses(min, max, Duration.ofDays(3_652_426), 1, 1, 1, "is not between");
        refuses(min, max, hour, 0, 1, 1, "maxBytes is 0, not between 1 and");
        refuses(min, max, hour, 1, 0, 1, "maxDepth is 0, not between 1 and 1000");
        refuses(min, max, hour, 1, 1001, 1, "maxDepth is 1001");
        refuses(min, max, hour, 1, 1, 0, "maxElements is 0");
        Assertions.assertThatNoException()
                .isThrownBy(() -> new DecodeOptions(
                        Instant.parse("0000-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999Z"),
                        Duration.ofDays(3_652_425),
                        1,
                        1000,
                        1,
                        BinaryCrossentropyConfig.defaults(),
                        false,
                        0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecodeOptions.defaults(BinaryCrossentropyConfig.defaults())
                        .withOutputs(-1))
                .withMessageContaining("outputs is -1, not between 0 and");
    }

    @Test
    void refusesAMetricThatCouldNeverBeUpdated() {
        BinaryCrossentropyConfig impossible = BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.TF2_3)
                .withDtype(DType.FLOAT64)
                .withLabelSmoothing(0.1);

        Assertions.assertThatExceptionOfType(FloatTypeException.class)
                .isThrownBy(() -> DecodeOptions.defaults(impossible));
    }

    private static void refuses(
            Instant min, Instant max, Duration future, int bytes, int depth, int elements, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecodeOptions(
                        min, max, future, bytes, depth, elements, BinaryCrossentropyConfig.defaults(), false, 0))
                .withMessageContaining(sentence);
    }

    private static Object roundTrip(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
