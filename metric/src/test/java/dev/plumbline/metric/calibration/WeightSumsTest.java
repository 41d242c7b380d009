package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.ExactSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of weights against decimal arithmetic, which is exact: with units, with exact sums beside them, and on the border. */
class WeightSumsTest {
    private static final int SIZE = 5;
    private static final int STEPS = 400;

    /** Where a sum leaves what units can hold: 2^62 of them are 2^30. */
    private static final double BORDER = 0x1p30;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everySumIsTheRealOne(long seed) throws IOException {
        Random random = new Random(seed);
        List<DoubleSupplier> kinds = List.of(
                () -> 1,
                () -> random.nextInt(8) / 2.0,
                () -> (float) random.nextDouble(),
                random::nextDouble,
                () -> Double.MIN_VALUE * random.nextInt(3),
                () -> BORDER * random.nextInt(3) - random.nextInt(2),
                () -> 0x1p31 + random.nextInt(3) * 0x1p-21,
                () -> 0x1p400 * random.nextInt(2));
        // Few kinds at a time, so that sums without and with exact ones come about, and meet.
        DoubleSupplier one = kinds.get(random.nextInt(kinds.size()));
        DoubleSupplier other = kinds.get(random.nextInt(kinds.size()));
        Checked sums = new Checked(SIZE);
        Checked others = new Checked(SIZE);
        for (int step = 0; step < STEPS; step++) {
            Checked into = random.nextBoolean() ? sums : others;
            into.add(random.nextInt(SIZE), (random.nextBoolean() ? one : other).getAsDouble());
            switch (random.nextInt(8)) {
                case 0 -> into.combine(random.nextInt(SIZE), sums, random.nextInt(SIZE), random.nextBoolean());
                case 1 -> into.combineAll(others, random.nextBoolean());
                default -> {
                    // Adding is what happens most.
                }
            }
            if (step % 20 == 0) {
                sums.check();
                others.check();
            }
        }
    }

    /** The same rows, and what decimals make of them. */
    private static final class Checked {
        private final WeightSums sums;
        private final BigDecimal[] expected;

        private Checked(int size) {
            sums = new WeightSums(size);
            expected = new BigDecimal[size];
            Arrays.fill(expected, BigDecimal.ZERO);
        }

        private void add(int index, double weight) {
            sums.add(index, weight);
            expected[index] = expected[index].add(new BigDecimal(weight));
        }

        private void combine(int index, Checked other, int otherIndex, boolean subtract) {
            sums.combine(index, other.sums, otherIndex, subtract);
            BigDecimal term = other.expected[otherIndex];
            expected[index] = expected[index].add(subtract ? term.negate() : term);
        }

        private void combineAll(Checked other, boolean subtract) {
            sums.combineAll(0, other.sums, subtract);
            for (int i = 0; i < expected.length; i++) {
                BigDecimal term = other.expected[i];
                expected[i] = expected[i].add(subtract ? term.negate() : term);
            }
        }

        private void check() throws IOException {
            BigDecimal total = BigDecimal.ZERO;
            for (int i = 0; i < expected.length; i++) {
                assertThat(sums.doubleValue(i)).isEqualTo(expected[i].doubleValue());
                assertThat(sums.isZero(i)).isEqualTo(expected[i].signum() == 0);
                assertThat(sums.copy().exactly(i)).isEqualTo(exactly(expected[i]));
                // One encoding for one value, whatever its history.
                byte[] bytes = bytes(sums, i);
                assertThat(bytes).isEqualTo(bytes(fresh(expected[i]), 0));
                WeightSums read = new WeightSums(1);
                read.read("WeightSums", 0, new DataInputStream(new ByteArrayInputStream(bytes)));
                assertThat(read.exactly(0)).isEqualTo(exactly(expected[i]));
                total = total.add(expected[i]);
            }
            assertThat(sums.total()).isEqualTo(exactly(total));
        }

        private static WeightSums fresh(BigDecimal value) {
            WeightSums fresh = new WeightSums(1);
            for (double part : parts(value)) {
                fresh.add(0, part);
            }
            return fresh;
        }
    }

    private static ExactSum exactly(BigDecimal value) {
        ExactSum sum = new ExactSum();
        for (double part : parts(value)) {
            sum.add(part);
        }
        return sum;
    }

    /** Doubles that add up to the value, which is a sum of a few doubles. */
    private static double[] parts(BigDecimal value) {
        double[] parts = new double[64];
        BigDecimal rest = value;
        int count = 0;
        while (rest.signum() != 0) {
            parts[count] = rest.doubleValue();
            rest = rest.subtract(new BigDecimal(parts[count]));
            count++;
        }
        return Arrays.copyOf(parts, count);
    }

    /** The examples of docs/FORMATS.md. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, 01", "1, 03", "1000, d10f", "0.5, 42", "2.5, c202", "0x1p-32, 8001", "0x1p29, 8180808004"})
    void commonSumsTakeFewBytes(String sum, String hex) throws IOException {
        WeightSums sums = new WeightSums(1);
        sums.add(0, Double.parseDouble(sum));
        assertThat(HexFormat.of().formatHex(bytes(sums, 0))).isEqualTo(hex);
    }

    @Test
    void aMovedSumLeavesZeroBehind() {
        WeightSums sums = new WeightSums(2);
        sums.add(0, 0.1);
        sums.add(0, 2);
        sums.move(0, 1);
        assertThat(sums.isZero(0)).isTrue();
        assertThat(sums.doubleValue(1)).isEqualTo(2.1);
    }

    private static byte[] bytes(WeightSums sums, int index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sums.write(index, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
