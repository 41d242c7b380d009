package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Prediction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fast way takes and what it leaves to Jackson, one record at a time; whether it may is {@link FastRecordFuzzTest}'s. */
class FastRecordReaderTest {
    private static final Decoding DECODING = Decoding.defaults()
            .at(1_763_750_000_000L)
            .with(FieldMapping.defaults().withSlices(List.of(SliceAttribute.named("country"))));
    private static final String REST = ",\"y_true\":1,\"y_pred\":0.5}";

    private final FastRecordReader reader = FastRecordReader.of(DECODING.mapping(), DECODING.options());

    private boolean takes(String json) {
        byte[] bytes = Decoding.utf8(json);
        boolean first = reader.read(bytes, DECODING.recordTimestamp(), new Prediction());
        // The second time along the learned way.
        assertThat(reader.read(bytes, DECODING.recordTimestamp(), new Prediction()))
                .isEqualTo(first);
        return first;
    }

    private static boolean isValid(String json) {
        return DECODING.reference().decode(Decoding.utf8(json), DECODING.recordTimestamp(), new Prediction()) == null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"model\":\"m\"",
                " \"model\" : \"m\" , \"x\" :\t[ ] ",
                "\"model\":\"m\",\"version\":7.50,\"time\":\"2025-11-21T18:33:20Z\"",
                "\"model\":12,\"version\":\"\",\"time\":1763750000123.9",
                "\"model\":\"caf\u00e9\",\"version\":null,\"time\":null,\"sample_weight\":null",
                "\"model\":\"\\u006d\"",
                "\"model\":\"rankers\\/eu \\\"a\\\\b\\\" \\b\\f\\n\\r\\t\\u00e9\\uD83D\\udea2é\",\"version\":\"\\u0000\"",
                "\"model\":\"m\",\"slices\":{\"country\":\"C\\/N\"}",
                "\"model\":\"m\",\"slices\":null",
                "\"model\":\"m\",\"slices\":17",
                "\"model\":\"m\",\"slices\":[{\"country\":1}]",
                "\"model\":\"m\",\"slices\":{ }",
                "\"model\":\"m\",\"slices\":{\"a\":1,\"country\":true,\"b\":{\"country\":2}}",
                "\"model\":\"m\",\"slices\":{\"country\":-5}",
                "\"model\":\"m\",\"x\":1,\"x\":2",
                "\"model\":\"m\",\"x\":\"\\ud800\\/\"",
                "\"model\":\"m\",\"\u00e9\":\"\u00e9\u007f\"",
                "\"model\":\"m\",\"a name beyond a hundred and twenty eight bytes: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\":1",
                "\"model\":\"m\",\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void takesTheCommonKind(String members) {
        assertThat(isValid("{" + members + REST)).isTrue();
        assertThat(takes("{" + members + REST)).isTrue();
        assertThat(takes(" {" + members + REST + "\r\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mod\\u0065l\":\"m\"",
                "\"model\":\"m\",\"\\u0078\":1",
                "\"model\":\"m\",\"x\":{\"\\u0078\":1}",
                "\"model\":\"m\",\"time\":1763750000.123e3",
                "\"model\":\"m\",\"x\":NaN",
                "\"model\":\"m\",\"sample_weight\":[1]",
            })
    void leavesTheUnusualToJackson(String members) {
        assertThat(isValid("{" + members + REST)).isTrue();
        assertThat(takes("{" + members + REST)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"model\":\"\"",
                "\"model\":\"\\ud800\"",
                "\"model\":\"\\x\"",
                "\"model\":\"\\u12g4\"",
                "\"model\":\"a\\",
                "\"model\":true",
                "\"model\":1.5",
                "\"model\":null",
                "\"model\":\"m\",\"model\":\"m\"",
                "\"model\":\"m\",\"y_pred\":0.5",
                "\"model\":\"m\",\"mod\\u0065l\":\"m\"",
                "\"model\":\"m\",\"slices\":{},\"slices\":{}",
                "\"model\":\"m\",\"slices\":{\"country\":1,\"country\":null}",
                "\"model\":\"m\",\"slices\":{\"country\":1.5}",
                "\"model\":\"m\",\"time\":1",
                "\"model\":\"m\",\"time\":\"2025-11-21T18:33:20\"",
                "\"model\":\"m\",\"sample_weight\":-1",
                "\"model\":\"m\",\"sample_weight\":1e39",
                "\"model\":\"m\",\"sample_weight\":\"1\"",
                "\"model\":\"m\",",
                "\"model\":\"m\",,\"x\":1",
                ",\"model\":\"m\"",
                "\"model\":\"m\" \"x\":1",
                "\"model\" \"m\"",
                "\"model\":\"m\",\"x\":01",
                "\"model\":\"m\",\"x\":-",
                "\"model\":\"m\",\"x\":1.",
                "\"model\":\"m\",\"x\":nul",
                "\"model\":\"m\",\"x\":truex",
                "\"model\":\"m\",\"x\":[1,]",
                "\"model\":\"m\",\"x\":[1}",
                "\"model\":\"m\",\"x\":{\"a\"}",
                "\"model\":\"m\",\"x\":{\"a\":1,}",
                "\"model\":\"m\",\"x\":\"\t\"",
                "\"model\":\"m\",\"x\t\":1",
                "\"model\":\"m\",\"x\":\"\\x\"",
                "\"model\":\"m\",\"x\":\"\\u12g4\"",
                "\"model\":\"m\",\"x\":{\"\\ud800\":1}",
            })
    void takesNothingInvalid(String members) {
        assertThat(isValid("{" + members + REST)).isFalse();
        assertThat(takes("{" + members + REST)).isFalse();
    }

    @Test
    void takesNoPartOfARecordAndNothingBehindIt() {
        String json = "{\"model\":\"m\",\"slices\":{\"country\":\"CN\"}" + REST;
        assertThat(takes(json)).isTrue();
        for (int length = 0; length < json.length(); length++) {
            assertThat(takes(json.substring(0, length))).isFalse();
        }
        for (String more : new String[] {"}", "{}", ",", "1", "\u0000", "\u00a0"}) {
            assertThat(takes(json + more)).isFalse();
        }
    }

    @Test
    void keepsToTheDepthThatIsAllowed() {
        for (int depth = 60; depth <= 70; depth++) {
            String json = "{\"model\":\"m\",\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + REST;
            assertThat(takes(json)).isEqualTo(isValid(json)).isEqualTo(depth <= 64);
        }
    }

    @Test
    void keepsToTheLengthOfNames() {
        for (int length = 255; length <= 257; length++) {
            String json = "{\"model\":\"" + "m".repeat(length) + "\"" + REST;
            assertThat(takes(json)).isEqualTo(isValid(json)).isEqualTo(length <= 256);
        }
    }

    @Test
    void refusesMalformedBytesInStretchesItHasLearned() {
        byte[] record = "{\"model\":\"m\",\"\u00c0\u00af\":1,\"y_true\":1,\"y_pred\":0.5}"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 3; i++) {
            assertThat(reader.read(record, DECODING.recordTimestamp(), new Prediction()))
                    .isFalse();
        }
    }

    /** More ways to write a record than are remembered, again and again. */
    @Test
    void staysRightWhenItForgets() {
        List<String> records = new ArrayList<>();
        IntStream.range(0, 300)
                .mapToObj(i -> "{\"n" + i % 97 + "\":0,\"model\":\"m" + i + "\",\"k" + i % 71
                        + "\":[],\"slices\":{\"country\":\"CN\",\"c" + i + "\":1},\"z" + i + "\":2" + REST)
                .forEach(records::add);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < records.size(); i++) {
                Prediction into = new Prediction();
                assertThat(reader.read(Decoding.utf8(records.get(i)), DECODING.recordTimestamp(), into))
                        .isTrue();
                assertThat(into.model()).isEqualTo("m" + i);
                assertThat(into.sliceValue(0)).isEqualTo("CN");
            }
        }
    }

    /** The decoder then looks at few records only, which changes no verdict. */
    @Test
    void isNotMissedAfterARunOfRecordsThatItGivesUp() {
        PredictionDecoder decoder = DECODING.decoder();
        for (int i = 0; i < 400; i++) {
            boolean vector = i < 200;
            String json = "{\"model\":\"m" + i + "\",\"y_true\":" + (vector ? "[1,0]" : "1") + ",\"y_pred\":"
                    + (vector ? "[0.5,0.25]" : "0.125") + "}";
            Prediction into = new Prediction();
            assertThat(decoder.decode(Decoding.utf8(json), DECODING.recordTimestamp(), into))
                    .isNull();
            assertThat(into.isScalar()).isEqualTo(!vector);
            assertThat(into.model()).isEqualTo("m" + i).isEqualTo(decoder.model());
        }
    }

    @Test
    void needsNoFastWayForMappingsOfManyNodes() {
        String deep = "/a".repeat(70);
        FieldMapping mapping = FieldMapping.defaults().withYTrue(deep);
        assertThat(FastRecordReader.of(mapping, DECODING.options())).isNull();
        String label = "{\"a\":".repeat(50) + "1" + "}".repeat(50);
        assertThat(DECODING.with(FieldMapping.defaults().withYTrue("/a".repeat(50)))
                        .accept("{\"model\":\"m\",\"y_pred\":0.5," + label.substring(1))
                        .yTrue())
                .isEqualTo(1);
    }
}
