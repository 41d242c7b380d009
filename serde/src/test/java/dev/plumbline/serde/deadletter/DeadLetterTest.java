package dev.plumbline.serde.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.serde.Golden;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final Rejection OUT_OF_RANGE = new Rejection(
            ReasonCode.PREDICTION_OUT_OF_RANGE,
            "y_pred",
            "y_pred (/y_pred) is 1.7, outside [0, 1]; send a probability");

    private final DeadLetterEncoder encoder = new DeadLetterEncoder();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DeadLetter usual() {
        return new DeadLetter(
                OUT_OF_RANGE,
                "predictions",
                3,
                41,
                1_763_750_000_123L,
                utf8("user-\u00e9\ud83d\udea2"),
                utf8("{\"y_pred\":1.7}"),
                List.of(new Header("trace", utf8("abc")), new Header("trace", utf8("def")), new Header("empty", null)));
    }

    private static DeadLetter binary(ReasonCode reason) {
        return new DeadLetter(
                new Rejection(reason, "", "a sentence \ud83d"),
                "predictions",
                0,
                0,
                Long.MIN_VALUE,
                null,
                new byte[] {(byte) 0xff, 0, 1},
                List.of(new Header("bin", new byte[] {(byte) 0xc3})));
    }

    private static String lines(List<Header> headers) {
        return headers.stream()
                .map(h ->
                        h.name() + "=" + (h.value() == null ? "(null)" : new String(h.value(), StandardCharsets.UTF_8)))
                .collect(Collectors.joining("\n"));
    }

    private static String text(String golden) {
        return new String(Golden.bytes(golden), StandardCharsets.UTF_8);
    }

    @Test
    void writesTheGoldenHeaders() {
        assertThat(lines(DeadLetterEncoder.headers(usual()))).isEqualTo(text("dead-letter-v1.headers.txt"));
    }

    @Test
    void writesTheGoldenLines() {
        assertThat(encoder.jsonLine(usual())).asString(StandardCharsets.UTF_8).isEqualTo(text("dead-letter-v1.json"));
        assertThat(encoder.jsonLine(binary(ReasonCode.NOT_JSON)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("dead-letter-v1.binary.json"));
    }

    @Test
    void doesNotGrowWhenItGoesRound() {
        List<Header> once = DeadLetterEncoder.headers(usual());
        DeadLetter again = new DeadLetter(OUT_OF_RANGE, "dead", 0, 7, 5, null, usual().value(), once);

        List<Header> twice = DeadLetterEncoder.headers(again);

        assertThat(twice)
                .extracting(Header::name)
                .containsExactlyElementsOf(once.stream().map(Header::name).toList());
        assertThat(lines(twice))
                .contains("plumbline.topic=dead", "plumbline.offset=7", "__connect.errors.topic=dead", "trace=def")
                .doesNotContain("predictions");
    }

    @Test
    void dropsTheTimestampOfAnEarlierRefusal() {
        DeadLetter again = new DeadLetter(
                OUT_OF_RANGE, "dead", 0, 7, Long.MIN_VALUE, null, null, DeadLetterEncoder.headers(usual()));

        assertThat(DeadLetterEncoder.headers(again))
                .extracting(Header::name)
                .doesNotContain("plumbline.timestamp")
                .contains("empty");
        assertThat(DeadLetterEncoder.headers(new DeadLetter(OUT_OF_RANGE, "t", 0, 7, 0, null, null, List.of())))
                .contains(new Header("plumbline.timestamp", utf8("0")));
    }

    @Test
    void tellsConnectsStage() {
        assertThat(lines(DeadLetterEncoder.headers(binary(ReasonCode.NOT_JSON))))
                .contains("errors.stage=VALUE_CONVERTER");
        for (ReasonCode late : List.of(ReasonCode.LATE, ReasonCode.LATE_AFTER_IDLE, ReasonCode.TOO_MANY_SERIES)) {
            assertThat(lines(DeadLetterEncoder.headers(binary(late)))).contains("errors.stage=TASK_PUT");
        }
    }

    @Test
    void keepsTheLineOnOneLineAndReadable() throws Exception {
        DeadLetter letter = new DeadLetter(OUT_OF_RANGE, "t", 0, 1, 0, utf8(""), utf8("{\n\"a\":1}\r\n"), List.of());
        byte[] line = encoder.jsonLine(letter);
        JsonNode json = new ObjectMapper().readTree(line);

        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
        assertThat(json.get("value").asText()).isEqualTo("{\n\"a\":1}\r\n");
        assertThat(json.get("key").asText()).isEmpty();
        assertThat(json.get("timestamp").asLong(-1)).isZero();
    }

    @Test
    void comparesByContent() {
        assertThat(usual()).isEqualTo(usual()).hasSameHashCodeAs(usual());
        assertThat(new Header("a", utf8("b")))
                .isEqualTo(new Header("a", utf8("b")))
                .hasSameHashCodeAs(new Header("a", utf8("b")));
        assertThat(new Header("a", utf8("b")))
                .isNotEqualTo(new Header("a", utf8("c")))
                .isNotEqualTo(new Header("c", utf8("b")));
        DeadLetter u = usual();
        Rejection other = new Rejection(ReasonCode.LATE, "", "m");
        assertThat(List.of(
                        new DeadLetter(
                                other,
                                u.topic(),
                                u.partition(),
                                u.offset(),
                                u.timestamp(),
                                u.key(),
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                "x",
                                u.partition(),
                                u.offset(),
                                u.timestamp(),
                                u.key(),
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                9,
                                u.offset(),
                                u.timestamp(),
                                u.key(),
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                u.partition(),
                                9,
                                u.timestamp(),
                                u.key(),
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                u.partition(),
                                u.offset(),
                                9,
                                u.key(),
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                u.partition(),
                                u.offset(),
                                u.timestamp(),
                                null,
                                u.value(),
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                u.partition(),
                                u.offset(),
                                u.timestamp(),
                                u.key(),
                                null,
                                u.headers()),
                        new DeadLetter(
                                u.rejection(),
                                u.topic(),
                                u.partition(),
                                u.offset(),
                                u.timestamp(),
                                u.key(),
                                u.value(),
                                List.of())))
                .doesNotContain(u);
    }
}
