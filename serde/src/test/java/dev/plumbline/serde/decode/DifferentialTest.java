package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random and damaged records, each judged by the decoder, by its way through Jackson, and by the {@link VerdictOracle}: the same reason and field, or the same
 * numbers to the bit.
 */
class DifferentialTest {
    /** Per layout; more, for a long look, with {@code -Dplumbline.differential.records=1000000}. */
    private static final int RECORDS = Integer.getInteger("plumbline.differential.records", 10_000);

    private static final long NOW = 1_763_750_000_000L;

    enum Layout {
        DEFAULTS,
        STRINGS_WITHOUT_TIMESTAMP,
        NESTED_LOGITS,
        CONSTANT,
        SLICES,
        ONE_OUTPUT,
        IDS,
        AWAITED,
        TWO_OUTPUTS_AWAITED
    }

    private static Decoding decoding(Layout layout) {
        return switch (layout) {
            case DEFAULTS -> Decoding.defaults().at(NOW);
            case STRINGS_WITHOUT_TIMESTAMP ->
                Decoding.defaults()
                        .with(FieldMapping.defaults().withNumericStrings(true))
                        .with(BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64));
            case NESTED_LOGITS ->
                Decoding.defaults()
                        .at(NOW)
                        .with(new FieldMapping(
                                TextSource.at("/meta/model"),
                                TextSource.at("/meta/version"),
                                "/meta/time",
                                EpochUnit.SECONDS,
                                "/out/0/y_true",
                                "/out/1",
                                "/out/0/w~1eight",
                                false,
                                List.of(new SliceAttribute("kind", "/meta/kind"))))
                        .with(BinaryCrossentropyConfig.defaults()
                                .withFromLogits(true)
                                .withVariant(Variant.TF2_3));
            case CONSTANT ->
                Decoding.defaults()
                        .at(NOW)
                        .with(new FieldMapping(
                                TextSource.constant("ctr"),
                                null,
                                null,
                                EpochUnit.MILLISECONDS,
                                "/y_true",
                                "/y_pred/1",
                                null,
                                true,
                                List.of()));
            case ONE_OUTPUT ->
                Decoding.defaults()
                        .at(NOW)
                        .with(BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3))
                        .withOutputs(1);
            case IDS -> Decoding.defaults().at(NOW).with(FieldMapping.defaults().withId("/id"));
            case AWAITED ->
                Decoding.defaults().at(NOW).with(FieldMapping.defaults().withYTrue(null));
            case TWO_OUTPUTS_AWAITED ->
                Decoding.defaults()
                        .at(NOW)
                        .with(FieldMapping.defaults().withYTrue(null))
                        .with(BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3))
                        .withOutputs(2);
            case SLICES ->
                Decoding.defaults()
                        .at(NOW)
                        .with(FieldMapping.defaults()
                                .withSlices(List.of(
                                        new SliceAttribute("device", "/ua/1"),
                                        SliceAttribute.named("country"),
                                        SliceAttribute.named("a/b"))));
        };
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheOracle(Layout layout) {
        Random random = new Random(20_251_121 + layout.name().hashCode());
        Decoding decoding = decoding(layout);
        PredictionDecoder decoder = decoding.decoder();
        PredictionDecoder reference = decoding.reference();
        VerdictOracle oracle = new VerdictOracle(decoding);
        Map<String, Integer> verdicts = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            String record = damaged(record(random, layout), random);
            Prediction into = new Prediction();
            Rejection rejection = decoder.decode(Decoding.utf8(record), decoding.recordTimestamp(), into);

            Prediction intoByReference = new Prediction();
            Rejection byReference =
                    reference.decode(Decoding.utf8(record), decoding.recordTimestamp(), intoByReference);

            String actual = shown(rejection, into);
            String expected = oracle.verdict(record);
            if (!actual.equals(expected)) {
                assertThat(actual).as(record).isEqualTo(expected);
            }
            String actualByReference = shown(byReference, intoByReference);
            if (!actualByReference.equals(expected)) {
                assertThat(actualByReference).as(record).isEqualTo(expected);
            }
            verdicts.merge(rejection == null ? "accepted" : rejection.reason().code(), 1, Integer::sum);
        }
        // The comparison means little if the records are all alike: every kind of verdict must be well represented.
        assertThat(verdicts).hasSizeGreaterThan(8);
        assertThat(verdicts.get("accepted")).isGreaterThan(RECORDS / 20);
    }

    private static String shown(Rejection rejection, Prediction p) {
        return rejection == null ? shown(p) : rejection.reason().code() + " " + rejection.field();
    }

    private static String shown(Prediction p) {
        StringBuilder slices = new StringBuilder();
        for (int i = 0; i < p.sliceValueCount(); i++) {
            slices.append(p.sliceValue(i)).append('|');
        }
        String origin = p.model() + "|" + p.version() + "|" + p.id() + "|" + slices + p.time() + "|" + p.labelStatus()
                + p.labelAge() + "|";
        if (p.isScalar()) {
            return origin + VerdictOracle.bits(p.yTrue(), p.yPred(), p.sampleWeight());
        }
        String weights = p.sampleWeightArray() == null ? "" : shown(p.sampleWeightArray());
        return origin + shown(p.yTrueArray()) + shown(p.yPredArray()) + weights;
    }

    private static String shown(NdArray array) {
        double[] values = new double[array.size()];
        Arrays.setAll(values, array::get);
        return Arrays.toString(array.shape()) + VerdictOracle.bits(values);
    }

    private static String record(Random random, Layout layout) {
        if (layout == Layout.NESTED_LOGITS) {
            String meta = object(
                    random,
                    member("model", name(random)),
                    member("version", name(random)),
                    member("time", time(random).replace("000,", ",")),
                    member("kind", name(random)));
            String first =
                    object(random, member("y_true", numbers(random, true)), member("w/eight", numbers(random, false)));
            String out = random.nextInt(20) == 0 ? first : "[" + first + "," + numbers(random, false) + "]";
            return object(random, member("meta", meta), member("out", out));
        }
        String predictions = numbers(random, false);
        String slices = random.nextInt(20) == 0
                ? name(random)
                : object(random, member("country", name(random)), member("a/b", name(random)));
        return object(
                random,
                member("slices", slices),
                random.nextBoolean() ? member("ua", "[0," + name(random) + "]") : member("ua", name(random)),
                member("model", name(random)),
                member("version", name(random)),
                member(layout == Layout.IDS ? "id" : "no id", name(random)),
                member("time", time(random)),
                member("y_true", numbers(random, true)),
                member("y_pred", layout == Layout.CONSTANT ? "[0," + predictions + "]" : predictions),
                random.nextBoolean() ? member("sample_weight", numbers(random, false)) : member("x", "[{}]"));
    }

    private static String member(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    /** An object of these members in random order, sometimes with one missing, repeated, or of another name. */
    private static String object(Random random, String... members) {
        List<String> shuffled = new ArrayList<>(List.of(members));
        Collections.shuffle(shuffled, random);
        switch (random.nextInt(30)) {
            case 0 -> shuffled.remove(0);
            case 1 -> shuffled.add(shuffled.get(0));
            case 2, 3, 4 ->
                shuffled.add(random.nextInt(shuffled.size()), member("deep", "{\"y_true\":[1,{\"a\":\"}\"}]}"));
            case 5 -> shuffled.add(0, member("esc\\u0061ped \\\" name", "\"\\u0041\\n\""));
            default -> {}
        }
        String space = random.nextInt(4) == 0 ? " \n\t" : "";
        return "{" + space + String.join(space + "," + space, shuffled) + "}" + space;
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String name(Random random) {
        if (random.nextInt(12) > 0) {
            return pick(random, "\"ctr\"", "\"7\"", "12", "\"a\\u00e9\\ud83d\\udea2\"");
        }
        return pick(
                random, "\"\"", "1.50", "-0", "null", "true", "[]", "{\"a\":[]}", "NaN", "\"" + "m".repeat(257) + "\"");
    }

    private static String time(Random random) {
        if (random.nextInt(6) > 0) {
            return pick(
                    random,
                    "1763750000123",
                    "1763750000.123",
                    "1763750000",
                    "1.763750000123e12",
                    "1763750000123.9",
                    "\"2025-11-21T18:33:20.123456Z\"",
                    "\"2025-11-21 18:33:20+00:00\"",
                    "\"1763750000123\"",
                    "null");
        }
        return pick(
                random,
                "-1",
                "0",
                "1e300",
                "-1e-300",
                "9223372036854775808",
                "\"2025-11-21T18:33:20\"",
                "true",
                "{}",
                "NaN",
                "\"\"",
                "99999999999999999999999");
    }

    private static String numbers(Random random, boolean labels) {
        return switch (random.nextInt(12)) {
            case 0 -> "[" + number(random, labels) + "]";
            case 1, 2 -> "[" + number(random, labels) + "," + number(random, labels) + "]";
            case 3 -> "[[" + number(random, labels) + "," + number(random, labels) + "]]";
            case 4 -> "[[" + number(random, labels) + "],[" + number(random, labels) + "]]";
            case 5 ->
                pick(random, "[]", "[[],[]]", "[[1],[1,0]]", "[1,[0]]", "[[[1]],[[0]]]", "[[1],[[0]]]", "[[[0.5]]]");
            default -> number(random, labels);
        };
    }

    private static String number(Random random, boolean labels) {
        return switch (random.nextInt(labels ? 14 : 12)) {
            case 0 -> pick(random, "0", "1", "0.0", "1.0", "1e0", "-0.0", "-0");
            case 1 -> pick(random, "1.0000000000000001", "1.0000000000000002", "0.1e1", "10e-1");
            case 2 ->
                pick(random, "\"0.5\"", "\"+1\"", "\"nan\"", "\"-Infinity\"", "\"0x1\"", "\"\"", "\"1 \"", "\".5\"");
            case 3 ->
                random.nextInt(3) > 0 ? "0.5" : pick(random, "NaN", "-Infinity", "INF", "1e400", "-3", "17", "1e39");
            case 4 -> random.nextInt(3) > 0 ? "0.25" : pick(random, "null", "true", "{\"a\":1}", "4.9e-324", "1e-400");
            case 5 -> Float.toString(random.nextFloat());
            case 6 -> "0." + random.nextLong(1L << 62) + random.nextLong(1L << 62);
            case 12 -> "true";
            case 13 -> "false";
            default -> labels ? pick(random, "0", "1") : Double.toString(random.nextDouble());
        };
    }

    /** Sometimes one character is lost, doubled or replaced, or the rest cut off. */
    private static String damaged(String record, Random random) {
        int at = random.nextInt(record.length());
        String before = record.substring(0, at);
        String after = record.substring(at + 1);
        return switch (random.nextInt(60)) {
            case 0 -> before + after;
            case 1 -> before + record.charAt(at) + record.charAt(at) + after;
            case 2 -> before + "{}[],:\"\\0-e.ntf \u0001".charAt(random.nextInt(17)) + after;
            case 3 -> before;
            case 4 -> record + pick(random, " ", "1", "{}", "]", "\u0000");
            case 5 -> "[".repeat(70) + record;
            default -> record;
        };
    }
}
