package dev.plumbline.job.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Every way in which a record can be no prediction, with the reason that it must be given. Built from an event that is valid. */
enum Hostility {
    TOMBSTONE("no_value", (event, random) -> null),
    EMPTY("no_value", (event, random) -> new byte[0]),
    BLANK("not_json", (event, random) -> utf8(" \n\t".repeat(1 + random.nextInt(50)))),
    RANDOM_BYTES("not_json", (event, random) -> {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        // No UTF-8 begins like this, so that chance cannot write JSON.
        bytes[0] = (byte) 0xff;
        return bytes;
    }),
    TRUNCATED("not_json", (event, random) -> {
        byte[] bytes = utf8(event.json());
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
    }),
    TWO_VALUES("not_json", (event, random) -> utf8(event.json() + event.json())),
    SINGLE_QUOTES("not_json", (event, random) -> utf8(event.json().replace('"', '\''))),
    UTF_16_WITH_MARK("not_json", (event, random) -> event.json().getBytes(UTF_16)),
    UTF_16_LITTLE("not_json", (event, random) -> event.json().getBytes(UTF_16LE)),
    UTF_32("not_json", (event, random) -> event.json().getBytes(Charset.forName("UTF-32"))),
    UTF_32_LITTLE("not_json", (event, random) -> event.json().getBytes(Charset.forName("UTF-32LE"))),
    LATIN_1("not_json", (event, random) -> with(event, "model", "\"caf\u00e9\"").getBytes(ISO_8859_1)),
    NEVER_UTF_8("not_json", (event, random) -> spliced(event, new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80})),
    LONE_CONTINUATION("not_json", (event, random) -> spliced(event, new byte[] {(byte) 0x80})),
    SURROGATE_IN_UTF_8(
            "not_json", (event, random) -> spliced(event, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})),
    LONE_SURROGATE("wrong_type", (event, random) -> utf8(with(event, "model", "\"\\ud83d\""))),
    NESTED_ARRAYS("too_large", (event, random) -> utf8("{\"x\":" + "[".repeat(100 + random.nextInt(5_000)))),
    NESTED_OBJECTS("too_large", (event, random) -> utf8("{\"y_true\":".repeat(100 + random.nextInt(500)))),
    NESTED_PREDICTION("too_large", (event, random) -> utf8(with(event, "y_pred", "[".repeat(200) + "]".repeat(200)))),
    LONG_NUMBER("too_large", (event, random) -> utf8(with(event, "y_pred", "0." + "1".repeat(1_100)))),
    LONG_NAME("too_large", (event, random) -> utf8("{\"" + "n".repeat(50_001) + "\":1}")),
    MANY_BYTES("too_large", (event, random) -> utf8(event.json() + " ".repeat(HostileTraffic.RECORD_BYTES))),
    GIANT_ARRAY("too_large", (event, random) -> utf8(with(event, "y_pred", "[" + "0.5,".repeat(2_000) + "1]"))),
    MISSING("missing_field", (event, random) -> utf8(event.json().replace("y_true", "y_untrue"))),
    NULL("missing_field", (event, random) -> utf8(with(event, "y_pred", "null"))),
    NO_OBJECT("wrong_type", (event, random) -> utf8(random.nextBoolean() ? "[" + event.json() + "]" : "17")),
    LONG_MODEL("wrong_type", (event, random) -> utf8(with(event, "model", "\"" + "m".repeat(20_000) + "\""))),
    EMPTY_MODEL("wrong_type", (event, random) -> utf8(with(event, "model", "\"\""))),
    TEXT("wrong_type", (event, random) -> utf8(with(event, "y_pred", "\"0.5\""))),
    NO_SLICE(
            "wrong_type", (event, random) -> utf8(event.json().replace("\"slices\":{", "\"slices\":{\"device\":{},"))) {
        @Override
        Event suited(Event event) {
            return new Event(
                    event.model(),
                    event.version(),
                    event.country(),
                    null,
                    event.time(),
                    event.yTrue(),
                    event.yPred(),
                    event.weight());
        }
    },
    TWICE("duplicate_field", (event, random) -> utf8(event.json().replace("{\"model\"", "{\"y_pred\":0.5,\"model\""))),
    TWO_SECTIONS(
            "duplicate_field", (event, random) -> utf8(event.json().replace("{\"model\"", "{\"slices\":{},\"model\""))),
    NOT_A_NUMBER("prediction_not_finite", (event, random) -> utf8(with(event, "y_pred", "NaN"))),
    HUGE_EXPONENT("prediction_not_finite", (event, random) -> utf8(with(event, "y_pred", "1e999999999"))),
    LOGIT("prediction_out_of_range", (event, random) -> utf8(with(event, "y_pred", "-17"))),
    LABEL("label_out_of_range", (event, random) -> utf8(with(event, "y_true", "1.0000000000000002"))),
    WEIGHT("weight_invalid", (event, random) -> utf8(with(event, "sample_weight", "-1e-300"))),
    RAGGED("shape_mismatch", (event, random) -> utf8(with(event, "y_pred", "[[0.5],[0.5,0.5]]"))),
    EMPTY_ARRAY("shape_mismatch", (event, random) -> utf8(with(event, "y_pred", "[[],[]]"))),
    FUTURE("time_out_of_range", (event, random) -> utf8(with(event, "time", "4102444800000"))),
    PAST("time_out_of_range", (event, random) -> utf8(with(event, "time", "-1e18")));

    private final String reason;

    // Each is a lambda that keeps nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Spoiling spoiling;

    private interface Spoiling {
        byte @Nullable [] spoil(Event event, Random random);
    }

    Hostility(String reason, Spoiling spoiling) {
        this.reason = reason;
        this.spoiling = spoiling;
    }

    /** The code of the reason that such a record must be given. */
    String reason() {
        return reason;
    }

    /** The value of a record that is spoilt in this way. */
    byte @Nullable [] value(Event event, Random random) {
        return spoiling.spoil(suited(event), random);
    }

    /** Whether the record still names its model where it can be read. */
    boolean namesItsModel() {
        return switch (this) {
            case NULL,
                    MISSING,
                    TEXT,
                    NO_SLICE,
                    TWICE,
                    TWO_SECTIONS,
                    NOT_A_NUMBER,
                    HUGE_EXPONENT,
                    LOGIT,
                    LABEL,
                    WEIGHT,
                    RAGGED,
                    EMPTY_ARRAY,
                    FUTURE,
                    PAST -> true;
            default -> false;
        };
    }

    Event suited(Event event) {
        return event;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** The event with another value of a field. */
    private static String with(Event event, String field, String value) {
        return event.json()
                .replaceFirst(
                        "\"" + field + "\":(\"[^\"]*\"|[^,}]*)",
                        "\"" + field + "\":" + Matcher.quoteReplacement(value));
    }

    /** The event with bytes in the middle of its model's name. */
    private static byte[] spliced(Event event, byte[] bytes) {
        byte[] before = utf8("{\"model\":\"m");
        byte[] after = utf8("\"," + event.json().substring(1).replaceFirst("\"model\":\"[^\"]*\",", ""));
        byte[] spliced = Arrays.copyOf(before, before.length + bytes.length + after.length);
        System.arraycopy(bytes, 0, spliced, before.length, bytes.length);
        System.arraycopy(after, 0, spliced, before.length + bytes.length, after.length);
        return spliced;
    }
}
