package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fast way against the way through Jackson, on records damaged in every way that JSON, UTF-8 and the mapping know. What the
 * fast way takes, the other must take with the same values to the bit; what it gives up, it must not have touched.
 */
class FastRecordFuzzTest {
    /** Per layout; {@code -Pfuzz} has a hundred times as many. */
    private static final int RECORDS = 50_000 * Integer.getInteger("plumbline.fuzz.rounds", 1);

    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 7);
    private static final long NOW = 1_763_750_000_000L;

    /** A fast reader learns, so one that met everything and one that met little must both agree. */
    private static final int RENEWED_EVERY = 5_000;

    enum Layout {
        DEFAULTS,
        SLICES,
        STRINGS_WITHOUT_TIMESTAMP,
        SERVING_LOGITS,
        CONSTANT,
        ROWS,
        IDS,
        AWAITED
    }

    private static Decoding decoding(Layout layout) {
        Decoding plain = Decoding.defaults().at(NOW);
        return switch (layout) {
            case DEFAULTS -> plain;
            case IDS -> plain.with(FieldMapping.defaults().withId("/id"));
            case AWAITED -> plain.with(FieldMapping.defaults().withId("/id").withYTrue(null));
            case SLICES ->
                plain.with(FieldMapping.defaults()
                        .withSlices(List.of(SliceAttribute.named("country"), new SliceAttribute("n", "/ua/1"))));
            case STRINGS_WITHOUT_TIMESTAMP ->
                Decoding.defaults()
                        .with(FieldMapping.defaults().withNumericStrings(true))
                        .with(BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64));
            case SERVING_LOGITS ->
                plain.with(new FieldMapping(
                                TextSource.at("/request/model/name"),
                                TextSource.at("/request/model/version"),
                                "/time",
                                EpochUnit.SECONDS,
                                "/feedback/0/y_true",
                                "/y_pred",
                                "/feedback/1/2",
                                false,
                                List.of(new SliceAttribute("country", "/slices/country"))))
                        .with(BinaryCrossentropyConfig.defaults()
                                .withFromLogits(true)
                                .withVariant(Variant.TF2_3));
            case CONSTANT ->
                plain.withLimits(600, 4, 3)
                        .with(new FieldMapping(
                                TextSource.constant("ctr"),
                                null,
                                null,
                                EpochUnit.MILLISECONDS,
                                "/y_true",
                                "/y_pred",
                                null,
                                false,
                                List.of()));
            case ROWS ->
                plain.with(new FieldMapping(
                        TextSource.at("/0"), null, "/3", EpochUnit.NANOSECONDS, "/1", "/2/1", null, false, List.of()));
        };
    }

    @ParameterizedTest
    @EnumSource
    void takesOnlyWhatJacksonTakes(Layout layout) {
        Random random = new Random(SEED + layout.name().hashCode());
        Decoding decoding = decoding(layout);
        PredictionDecoder reference = decoding.reference();
        FastRecordReader fast = null;
        // All records, the valid ones, and those that the fast way took.
        int[] plain = new int[3];
        int[] damaged = new int[3];
        for (int i = 0; i < RECORDS; i++) {
            if (i % RENEWED_EVERY == 0) {
                fast = FastRecordReader.of(decoding.mapping(), decoding.options());
            }
            byte[] record = Decoding.utf8(record(random, layout));
            boolean isPlain = random.nextInt(4) == 0;
            byte[] value = isPlain ? record : Damage.to(record, random);
            if (value.length == 0 || value.length > decoding.options().maxBytes()) {
                continue;
            }
            Verdicts verdicts = verdicts(value, decoding, fast, reference, i);
            int[] counts = isPlain ? plain : damaged;
            counts[0]++;
            counts[1] += verdicts.valid ? 1 : 0;
            counts[2] += verdicts.taken ? 1 : 0;
        }
        // Else the comparison would mean little.
        assertThat(plain[1]).isGreaterThan(plain[0] / 2);
        assertThat(plain[2]).isEqualTo(plain[1]);
        assertThat(damaged[1]).isBetween(damaged[0] / 25, damaged[0] - damaged[0] / 25);
        assertThat(damaged[2]).isGreaterThan(damaged[1] / 2);
    }

    /** Whether a record is valid, and whether the fast way took it. */
    private record Verdicts(boolean valid, boolean taken) {}

    private static Verdicts verdicts(
            byte[] value, Decoding decoding, FastRecordReader fast, PredictionDecoder reference, int round) {
        Prediction expected = untouched();
        Rejection rejection = reference.decode(value, decoding.recordTimestamp(), expected);
        Prediction actual = untouched();
        boolean taken = fast.read(value, decoding.recordTimestamp(), actual);
        boolean agree = taken ? rejection == null && same(actual, expected) : same(actual, untouched());
        agree &= !taken || fast.model().equals(expected.model());
        if (!agree) {
            throw new AssertionError("seed " + SEED + ", round " + round + ": "
                    + new String(value, StandardCharsets.UTF_8) + " " + Arrays.toString(value) + "\nfast: "
                    + (taken ? actual : "given up, with " + actual) + "\nreference: "
                    + (rejection == null ? expected : rejection));
        }
        return new Verdicts(rejection == null, taken);
    }

    private static Prediction untouched() {
        Prediction prediction = new Prediction();
        prediction.setOrigin("untouched", "version", -1);
        prediction.setId("id");
        prediction.setScalar(-2, -3, -4);
        prediction.setSliceValues(new String[] {"slice"});
        prediction.setLabel(LabelStatus.CONFLICTED, 5);
        return prediction;
    }

    private static boolean same(Prediction a, Prediction b) {
        boolean slices = a.sliceValueCount() == b.sliceValueCount();
        for (int i = 0; slices && i < a.sliceValueCount(); i++) {
            slices = Objects.equals(a.sliceValue(i), b.sliceValue(i));
        }
        return slices
                && a.isScalar()
                && b.isScalar()
                && a.model().equals(b.model())
                && a.version().equals(b.version())
                && a.id().equals(b.id())
                && a.time() == b.time()
                && a.labelStatus() == b.labelStatus()
                && a.labelAge() == b.labelAge()
                && Double.doubleToRawLongBits(a.yTrue()) == Double.doubleToRawLongBits(b.yTrue())
                && Double.doubleToRawLongBits(a.yPred()) == Double.doubleToRawLongBits(b.yPred())
                && Double.doubleToRawLongBits(a.sampleWeight()) == Double.doubleToRawLongBits(b.sampleWeight());
    }

    /** A record that is mostly valid in this layout. */
    static String record(Random random, Layout layout) {
        String pred = probability(random);
        String label =
                random.nextInt(8) == 0 ? pick(random, "true", "false", "0.5", "1.0", "-0") : pick(random, "0", "1");
        String weight =
                random.nextInt(3) > 0 ? "1.0" : pick(random, "0.25", "17", "1e3", "123456789012345678901", "null");
        String time = Long.toString(NOW + random.nextInt(1_000_000));
        String name = pick(
                random,
                "\"ctr\"",
                "\"a-longer-name\"",
                "\"caf\u00e9\"",
                "\"m" + random.nextInt(3000) + "\"",
                "\"rankers\\/m" + random.nextInt(30) + "\"",
                "\"\\u00e9\\ud83d\\udea2\\t\\\\\\\"\"",
                "12");
        if (layout == Layout.ROWS) {
            return "[" + name + "," + label + ",[" + weight.replace("null", "0") + "," + pred + "," + extra(random)
                    + "]," + time + "000000," + extra(random) + "]";
        }
        if (layout == Layout.SERVING_LOGITS) {
            String request = object(
                    random,
                    member("model", object(random, member("name", name), member("version", "\"7\""))),
                    member("path", "\"\\/v1\""));
            String feedback = "[" + object(random, member("y_true", label), member("by", extra(random))) + ",[0,1,"
                    + weight + "]]";
            return object(
                    random,
                    member("request", request),
                    member("feedback", feedback),
                    member("y_pred", pick(random, "-", "") + pred),
                    member("time", pick(random, time.substring(0, 10), "1763750000.25", "\"2025-11-21T18:33:20Z\"")),
                    member("slices", object(random, member("country", "\"CN\""))));
        }
        boolean text = layout == Layout.STRINGS_WITHOUT_TIMESTAMP && random.nextBoolean();
        String quote = text ? "\"" : "";
        return object(
                random,
                member("model", name),
                member("version", pick(random, "\"7\"", "7", "1.50", "\"\"", "null")),
                member("id", pick(random, "\"a" + random.nextInt(1_000_000) + "\"", "\"caf\u00e9\"", "-17")),
                member("time", random.nextInt(8) == 0 ? "\"2025-11-21T18:33:20.123+01:00\"" : quote + time + quote),
                member("y_pred", quote + pred + quote),
                // Where labels come later, this is one more value that leads nowhere.
                member("y_true", layout == Layout.AWAITED ? extra(random) : label),
                member("sample_weight", weight),
                member("x", extra(random)),
                member("ua", "[\"x\"," + pick(random, "\"phone\"", "3", "true") + "]"),
                member(
                        "slices",
                        pick(random, "null", "{}", "{\"country\":\"CN\"}", "{\"country\":\"DE\",\"a\":[{}]}")));
    }

    private static String probability(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(random.nextDouble());
            case 1 -> Double.toString(random.nextFloat());
            case 2 -> "0." + "0".repeat(random.nextInt(30)) + random.nextLong(1L << 62);
            case 3 -> "0." + random.nextLong(1L << 62) + random.nextLong(1L << 62);
            case 4 -> random.nextInt(1000) + "e-" + (3 + random.nextInt(40));
            default -> "0." + (100_000 + random.nextInt(899_999));
        };
    }

    /** A value that leads nowhere. */
    private static String extra(Random random) {
        return pick(
                random,
                "1",
                "-0.0e-3",
                "true",
                "null",
                "\"\"",
                "\"plain text beyond a word or two\"",
                "\"\\u00e9\\ud83d \\\" \\\\ \\/\\b\\f\\n\\r\\t\"",
                "\"caf\u00e9 \ud83d\udea2\"",
                "[]",
                "{}",
                "[1,[2,{\"y_pred\":9}],\"]\"]",
                "{\"a\":{\"model\":\"b\"},\"\u00e9\":[false]}",
                "12345678901234567890.5E+7");
    }

    private static String member(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    /** Mostly as given; sometimes shuffled or with blanks. */
    private static String object(Random random, String... members) {
        List<String> list = new ArrayList<>(List.of(members));
        if (random.nextInt(8) == 0) {
            Collections.shuffle(list, random);
        }
        String space = random.nextInt(6) == 0 ? pick(random, " ", "\n", "\t\r ", " ".repeat(40)) : "";
        return "{" + String.join("," + space, list) + space + "}";
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
