package dev.plumbline.metric;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sums, their bytes, and terms of every size for tests. */
final class ExactSums {
    static final MergeLaws.Algebra<Double, ExactSum> ALGEBRA = new MergeLaws.Algebra<>() {
        @Override
        public ExactSum empty() {
            return new ExactSum();
        }

        @Override
        public void add(ExactSum accumulator, Double input) {
            accumulator.add(input);
        }

        @Override
        public void merge(ExactSum into, ExactSum from) {
            into.add(from);
        }

        @Override
        public void subtract(ExactSum from, ExactSum part) {
            from.subtract(part);
        }

        @Override
        public ExactSum copy(ExactSum accumulator) {
            return accumulator.copy();
        }

        @Override
        public byte[] encode(ExactSum accumulator) {
            return ExactSums.encode(accumulator);
        }

        @Override
        public ExactSum decode(byte[] bytes) {
            return ExactSums.decode(bytes);
        }

        @Override
        public Object read(ExactSum accumulator) {
            return accumulator.doubleValue();
        }
    };

    private ExactSums() {}

    static ExactSum of(double... terms) {
        ExactSum sum = new ExactSum();
        for (double term : terms) {
            sum.add(term);
        }
        return sum;
    }

    static byte[] encode(ExactSum sum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            sum.encode(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ExactSum decode(byte[] bytes) {
        try {
            return ExactSum.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BigDecimal bigSum(Iterable<Double> terms) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double term : terms) {
            sum = sum.add(new BigDecimal(term));
        }
        return sum;
    }

    /**
     * Finite doubles with exponents spread evenly between two bounds; {@link Double#MIN_EXPONENT} - 1 stands for
     * subnormals.
     */
    static List<Double> terms(Random random, int count, int minExponent, int maxExponent) {
        List<Double> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long exponent = (long) minExponent + random.nextInt(maxExponent - minExponent + 1) + Double.MAX_EXPONENT;
            long signAndMantissa = random.nextLong() & 0x800f_ffff_ffff_ffffL;
            terms.add(Double.longBitsToDouble(signAndMantissa | exponent << 52));
        }
        return terms;
    }
}
