package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads about a refused record. */
class MessageTest {
    private static final Decoding PLAIN = Decoding.defaults().at(1_763_750_000_000L);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the record has no value; send one JSON object per record, and no tombstones",
                "` ` | the value is blank; send one JSON object per record, and no tombstones",
                "[7] | the value is \"[7]\", which is not a JSON object; send one JSON object per record",
                "{} | model (/model) is missing or null; send it in every record, or point fields.model at its place",
                "{\"model\":{}} | model (/model) is an object; send a text or an integer",
                "{\"model\":\"\"} | model (/model) is an empty text; send the model's name",
                "{\"model\":1,\"version\":[]} | version (/version) is an array; send a text or a number",
                "{\"model\":1,\"model\":1} | model (/model) or an object that leads to it occurs more than once; send each field once",
                "{\"model\":1,\"time\":false} | time (/time) is false, a number in ms or ISO-8601 text is expected; send one of them",
                "{\"model\":1,\"time\":NaN} | time (/time) is NaN, which is no point in time; send a finite number in ms",
                "{\"model\":1,\"time\":\"noon\"} | time (/time) is the text \"noon\", not ISO-8601; write it like 2025-11-21T20:15:30.123Z",
                "{\"model\":1,\"time\":\"5\"} | time (/time) is the text \"5\", a number as text; send it as a number, or set fields.numeric_strings: true",
                "{\"model\":1,\"time\":\"2025-11-21T20:15:30\"} | time (/time) is the text \"2025-11-21T20:15:30\", a local time without an offset, which is no point in time; append Z or an offset such as +01:00",
                "{\"model\":1,\"time\":1,\"y_true\":1,\"y_pred\":1} | time (/time) is 1 (1970-01-01T00:00:00.001Z), outside 2000-01-01T00:00:00Z to 2200-01-01T00:00:00Z; check fields.time_unit, or widen time.min and time.max",
                "{\"model\":1,\"time\":1763753600001,\"y_true\":1,\"y_pred\":1} | time (/time) is 1763753600001 (2025-11-21T19:33:20.001Z), more than 3600000 ms after the record's own timestamp 1763750000000 (2025-11-21T18:33:20Z); check the sender's clock, or raise time.max_future",
                "{\"model\":1,\"y_true\":\"1\",\"y_pred\":1} | y_true (/y_true) is the text \"1\"; send a number, or set fields.numeric_strings: true",
                "{\"model\":1,\"y_true\":[1,{}],\"y_pred\":1} | y_true (/y_true) contains an object; send a number or nested arrays of numbers",
                "{\"model\":1,\"y_true\":1,\"y_pred\":true} | y_pred (/y_pred) is true; send a number",
                "{\"model\":1,\"y_true\":[],\"y_pred\":1} | y_true (/y_true) has an empty array, which has no mean; leave such records out",
                "{\"model\":1,\"y_true\":[[1],[1,1]],\"y_pred\":1} | y_true (/y_true) has rows of different lengths or depths; make every row at one depth equally long",
                "{\"model\":1,\"y_true\":1,\"y_pred\":1e400} | y_pred (/y_pred) is Infinity, not finite (or without a finite loss) in float32; send a finite number",
                "{\"model\":1,\"y_true\":1,\"y_pred\":1.7} | y_pred (/y_pred) is 1.7, outside [0, 1]; send a probability, or set metric.from_logits: true for logits",
                "{\"model\":1,\"y_true\":1,\"y_pred\":1,\"sample_weight\":-2} | sample_weight (/sample_weight) is -2.0; send a number that is not negative and whose product with the loss is finite in float32",
                "{\"model\":1,\"y_true\":[1,1],\"y_pred\":[1,1,1]} | y_pred (/y_pred) does not fit: y_true [1, 2], y_pred [1, 3]; ",
                "{\"model\":1,\"y_true\":1,\"y_pred\":1,\"sample_weight\":[1,2]} | sample_weight (/sample_weight) does not fit: y_true [1, 1], y_pred [1, 1], sample_weight [2]; ",
            })
    void namesTheFieldTheValueTheReasonAndTheWayOut(String record, String message) {
        assertThat(PLAIN.refuse(record).message()).startsWith(message);
    }

    @Test
    void placesASyntaxError() {
        assertThat(PLAIN.refuse("{\"model\":\"ctr\",\"y_pred\":0.5,\"y_true\":1}}")
                        .message())
                .startsWith(
                        "the value is not JSON near byte 40, in \"{\\\"model\\\":\\\"ctr\\\",\\\"y_pred\\\":0.5,\\\"y_true\\\":1}}\": "
                                + "Unexpected close marker '}'")
                .endsWith("; send one JSON object in UTF-8 per record");
        assertThat(PLAIN.refuse("{\"model\":").message())
                .isEqualTo(
                        "the value is not JSON near byte 9, in \"{\\\"model\\\":\": Unexpected end-of-input within/between"
                                + " Object entries; send one JSON object in UTF-8 per record");
        assertThat(PLAIN.refuse("{} 1").message())
                .contains("\"{} 1\": something follows the end of the JSON value; send one");
    }

    @Test
    void tellsWhichLimit() {
        Decoding small = PLAIN.withLimits(64, 3, 2);

        assertThat(small.refuse(" ".repeat(65)).message())
                .isEqualTo("the value has 65 bytes, more than 64; send smaller records, or raise limits.record_bytes");
        assertThat(small.refuse("{\"y_true\":[1,2,3]}").message())
                .isEqualTo("y_true (/y_true) has more than 2 numbers; send smaller batches, or raise limits.elements");
        assertThat(small.refuse("[[[[1]]]]").message())
                .startsWith("the value \"[[[[1]]]]\" exceeds a limit on nesting or length: ")
                .endsWith("; send simpler records, or raise limits.depth");
    }

    @Test
    void shortensAndEscapesWhatItShows() {
        assertThat(Excerpt.quoted("a\"b\\c\n\u0007\u202e\ud83d\udea2\ud83d"))
                .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0007\\u202e\ud83d\udea2\\ud83d\"");
        assertThat(Excerpt.quoted("x".repeat(80))).isEqualTo("\"" + "x".repeat(80) + "\"");
        assertThat(Excerpt.quoted("x".repeat(81))).isEqualTo("\"" + "x".repeat(80) + "...\"");
        assertThat(Excerpt.quoted("x".repeat(79) + "\ud83d\udea2")).isEqualTo("\"" + "x".repeat(79) + "...\"");
        assertThat(Excerpt.quoted("abc".getBytes(StandardCharsets.UTF_8), 1)).isEqualTo("\"bc\"");
        assertThat(Excerpt.words("a\u0085b" + "c".repeat(300))).isEqualTo("a?b" + "c".repeat(197));
        assertThat(PLAIN.refuse("{\"model\":1,\"time\":[],\"version\":" + "1".repeat(300) + "}")
                        .message())
                .startsWith(
                        "version (/version) is \"" + "1".repeat(80) + "...\", which has 300 characters; at most 256");
        assertThat(PLAIN.refuse("{\"model\":1." + "1".repeat(300) + "}").message())
                .isEqualTo("model (/model) is 1." + "1".repeat(78) + "...; send a text or an integer");
    }

    @Test
    void needsATimestampFromSomewhere() {
        Rejection rejection =
                PLAIN.decoder().decode(Decoding.utf8("{\"model\":1,\"y_true\":1,\"y_pred\":1}"), -1, new Prediction());

        assertThat(rejection).isNotNull();
        assertThat(rejection.message())
                .isEqualTo(
                        "time (/time) is missing or null; send it in every record, or point fields.time at its place");
    }

    @Test
    void showsDigitsThatDoNotDependOnTheJdk() {
        assertThat(Excerpt.of(2.0e-3)).isEqualTo("0.002");
        assertThat(Excerpt.of(2.2e-322)).isEqualTo("2.2E-322");
    }
}
