package dev.plumbline.metric.calibration;

import dev.plumbline.metric.MergeLaws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Packs, their bytes, and rows of every kind, for tests. */
final class Packs {
    private Packs() {}

    static MergeLaws.Algebra<CalibrationStream.Row, CalibrationAccumulator> algebra(CalibrationConfig config) {
        return new MergeLaws.Algebra<>() {
            @Override
            public CalibrationAccumulator empty() {
                return new CalibrationAccumulator(config);
            }

            @Override
            public void add(CalibrationAccumulator accumulator, CalibrationStream.Row row) {
                accumulator.add(row.label(), row.prediction(), row.weight());
            }

            @Override
            public void merge(CalibrationAccumulator into, CalibrationAccumulator from) {
                into.merge(from);
            }

            @Override
            public void subtract(CalibrationAccumulator from, CalibrationAccumulator part) {
                from.subtract(part);
            }

            @Override
            public CalibrationAccumulator copy(CalibrationAccumulator accumulator) {
                return accumulator.copy();
            }

            @Override
            public byte[] encode(CalibrationAccumulator accumulator) {
                return Packs.encode(accumulator);
            }

            @Override
            public CalibrationAccumulator decode(byte[] bytes) {
                return Packs.decode(bytes);
            }

            @Override
            public Object read(CalibrationAccumulator accumulator) {
                return accumulator.result();
            }
        };
    }

    static byte[] encode(CalibrationAccumulator accumulator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            accumulator.encode(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CalibrationAccumulator decode(byte[] bytes) {
        try {
            return CalibrationAccumulator.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CalibrationAccumulator of(CalibrationConfig config, List<CalibrationStream.Row> rows) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        rows.forEach(row -> accumulator.add(row.label(), row.prediction(), row.weight()));
        return accumulator;
    }

    /** A third of the rows weigh 1, one in ten nothing, the others anything over 60 powers of two; some labels are soft. */
    static List<CalibrationStream.Row> rows(long seed, int count) {
        Random random = new Random(seed);
        List<CalibrationStream.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double label = random.nextInt(8) == 0 ? random.nextDouble() : random.nextInt(2);
            double prediction = random.nextInt(5) == 0 ? random.nextInt(11) / 10.0 : random.nextDouble();
            double weight = switch (random.nextInt(10)) {
                case 0 -> 0;
                case 1, 2, 3 -> 1;
                default -> Math.scalb(random.nextDouble(), random.nextInt(60) - 30);
            };
            rows.add(new CalibrationStream.Row(label, prediction, weight));
        }
        return rows;
    }
}
