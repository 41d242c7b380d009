package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Label;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast way for labels against the way through Jackson, on the records of {@link FastRecordFuzzTest}, damaged likewise. */
class FastLabelFuzzTest {
    /** Per layout; {@code -Pfuzz} has a hundred times as many. */
    private static final int RECORDS = 50_000 * Integer.getInteger("plumbline.fuzz.rounds", 1);

    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 7);
    private static final long NOW = 1_763_750_000_000L;
    private static final int RENEWED_EVERY = 5_000;
    private static final DecodeOptions OPTIONS = Decoding.defaults().options();

    enum Layout {
        DEFAULTS,
        NAMELESS,
        STRINGS_WITHOUT_TIMESTAMP,
        CONSTANT_ELSEWHERE,
        FEW_BYTES
    }

    private static LabelMapping mapping(Layout layout) {
        LabelMapping plain = LabelMapping.defaults();
        return switch (layout) {
            case DEFAULTS, FEW_BYTES -> plain;
            case NAMELESS -> plain.withOrigin(null, null);
            case STRINGS_WITHOUT_TIMESTAMP -> plain.withNumericStrings(true);
            // Probabilities are soft labels, with many digits.
            case CONSTANT_ELSEWHERE ->
                plain.withOrigin(TextSource.constant("ctr"), TextSource.at("/ua/0"))
                        .withId("/ua/1")
                        .withTime(null, EpochUnit.SECONDS)
                        .withYTrue("/y_pred");
        };
    }

    private static DecodeOptions options(Layout layout) {
        return layout == Layout.FEW_BYTES
                ? Decoding.defaults().withLimits(600, 4, 3).options()
                : OPTIONS;
    }

    @ParameterizedTest
    @EnumSource
    void takesOnlyWhatJacksonTakes(Layout layout) {
        Random random = new Random(SEED + layout.name().hashCode());
        boolean strings = layout == Layout.STRINGS_WITHOUT_TIMESTAMP;
        FastRecordFuzzTest.Layout written =
                strings ? FastRecordFuzzTest.Layout.STRINGS_WITHOUT_TIMESTAMP : FastRecordFuzzTest.Layout.DEFAULTS;
        long timestamp = strings ? Decoding.NO_TIMESTAMP : NOW;
        LabelDecoder reference = LabelDecoder.reference(mapping(layout), options(layout));
        FastLabelReader fast = null;
        // All records, the valid ones, and those that the fast way took.
        int[] plain = new int[3];
        int[] damaged = new int[3];
        for (int i = 0; i < RECORDS; i++) {
            if (i % RENEWED_EVERY == 0) {
                fast = FastLabelReader.of(mapping(layout), options(layout));
            }
            byte[] record = Decoding.utf8(FastRecordFuzzTest.record(random, written));
            boolean isPlain = random.nextInt(4) == 0;
            byte[] value = isPlain ? record : Damage.to(record, random);
            if (value.length == 0 || value.length > options(layout).maxBytes()) {
                continue;
            }
            Label expected = untouched();
            Rejection rejection = reference.decode(value, timestamp, expected);
            Label actual = untouched();
            boolean taken = fast.read(value, timestamp, actual);
            boolean agree = taken ? rejection == null && same(actual, expected) : same(actual, untouched());
            if (!agree) {
                throw new AssertionError("seed " + SEED + ", round " + i + ": "
                        + new String(value, StandardCharsets.UTF_8) + " " + Arrays.toString(value) + "\nfast: "
                        + (taken ? actual : "given up, with " + actual) + "\nreference: "
                        + (rejection == null ? expected : rejection));
            }
            int[] counts = isPlain ? plain : damaged;
            counts[0]++;
            counts[1] += rejection == null ? 1 : 0;
            counts[2] += taken ? 1 : 0;
        }
        // Else the comparison would mean little.
        assertThat(plain[1]).isGreaterThan(plain[0] / 2);
        assertThat(plain[2]).isEqualTo(plain[1]);
        assertThat(damaged[1]).isBetween(damaged[0] / 25, damaged[0] - damaged[0] / 25);
        assertThat(damaged[2]).isGreaterThan(damaged[1] / 2);
    }

    /** The decoder asks either way, and must not show which. */
    @Test
    void theDecoderTellsTheSameEitherWay() {
        Random random = new Random(SEED);
        for (Layout layout : Layout.values()) {
            LabelDecoder decoder = new LabelDecoder(mapping(layout), OPTIONS);
            LabelDecoder reference = LabelDecoder.reference(mapping(layout), OPTIONS);
            for (int i = 0; i < 5_000; i++) {
                byte[] record = Decoding.utf8(FastRecordFuzzTest.record(random, FastRecordFuzzTest.Layout.DEFAULTS));
                byte[] value = random.nextBoolean() ? record : Damage.to(record, random);
                Label label = untouched();
                Label expected = untouched();
                // Of two faults in the text, which one Jackson words depends on the names that its parser has met.
                assertThat(verdict(decoder.decode(value, NOW, label)))
                        .isEqualTo(verdict(reference.decode(value, NOW, expected)));
                assertThat(same(label, expected)).isTrue();
                assertThat(decoder.model()).isEqualTo(reference.model());
            }
        }
    }

    private static String verdict(@Nullable Rejection rejection) {
        return rejection == null ? "valid" : rejection.reason().code() + " " + rejection.field();
    }

    private static Label untouched() {
        Label label = new Label();
        label.setOrigin("untouched", "version", "id", -1);
        label.setScalar(-2);
        return label;
    }

    private static boolean same(Label a, Label b) {
        return a.isScalar() == b.isScalar()
                && a.model().equals(b.model())
                && a.version().equals(b.version())
                && a.id().equals(b.id())
                && a.time() == b.time()
                && Double.doubleToRawLongBits(a.yTrue()) == Double.doubleToRawLongBits(b.yTrue());
    }
}
