package dev.plumbline.metric;

import dev.plumbline.metric.ConformanceCase.Update;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Accumulators and their bytes, for tests. */
final class Accumulators {
    private Accumulators() {}

    static MergeLaws.Algebra<Update, BinaryCrossentropyAccumulator> algebra(BinaryCrossentropyConfig config) {
        return new MergeLaws.Algebra<>() {
            @Override
            public BinaryCrossentropyAccumulator empty() {
                return new BinaryCrossentropyAccumulator(config);
            }

            @Override
            public void add(BinaryCrossentropyAccumulator accumulator, Update input) {
                accumulator.update(input.yTrue(), input.yPred(), input.sampleWeight());
            }

            @Override
            public void merge(BinaryCrossentropyAccumulator into, BinaryCrossentropyAccumulator from) {
                into.merge(from);
            }

            @Override
            public void subtract(BinaryCrossentropyAccumulator from, BinaryCrossentropyAccumulator part) {
                from.subtract(part);
            }

            @Override
            public BinaryCrossentropyAccumulator copy(BinaryCrossentropyAccumulator accumulator) {
                return accumulator.copy();
            }

            @Override
            public byte[] encode(BinaryCrossentropyAccumulator accumulator) {
                return Accumulators.encode(accumulator);
            }

            @Override
            public BinaryCrossentropyAccumulator decode(byte[] bytes) {
                return Accumulators.decode(bytes);
            }

            @Override
            public Object read(BinaryCrossentropyAccumulator accumulator) {
                return accumulator.result();
            }
        };
    }

    static byte[] encode(BinaryCrossentropyAccumulator accumulator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            accumulator.encode(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BinaryCrossentropyAccumulator decode(byte[] bytes) {
        try {
            return BinaryCrossentropyAccumulator.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
