package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reliability bins of equal width: for each the number of rows, and the sums of w, w p and w y. */
final class BinSums extends Component implements Means {
    private static final String NAME = "BinSums";
    private static final int VERSION = 1;

    private final BinEdges edges;
    private final long[] rows;
    private final WeightSums weight;
    private final WeightSums labels;
    /** Made when the first row comes; most models leave most bins empty. */
    private final @Nullable ExactSum[] predictions;

    BinSums(int bins) {
        this(BinEdges.of(bins), new long[bins], new WeightSums(bins), new WeightSums(bins), new ExactSum[bins]);
    }

    private BinSums(
            BinEdges edges, long[] rows, WeightSums weight, WeightSums labels, @Nullable ExactSum[] predictions) {
        this.edges = edges;
        this.rows = rows;
        this.weight = weight;
        this.labels = labels;
        this.predictions = predictions;
    }

    void addRow(double label, double probability, double rowWeight) {
        int bin = edges.indexOf(probability);
        rows[bin]++;
        weight.add(bin, rowWeight);
        if (label != 0) {
            labels.add(bin, rowWeight * label);
        }
        predictionsAt(bin).add(rowWeight * probability);
    }

    private ExactSum predictionsAt(int bin) {
        ExactSum sum = predictions[bin];
        if (sum == null) {
            sum = new ExactSum();
            predictions[bin] = sum;
        }
        return sum;
    }

    int bins() {
        return rows.length;
    }

    /** What is in a bin, each sum rounded once. */
    ReliabilityBin read(int bin) {
        ExactSum sum = predictions[bin];
        return new ReliabilityBin(
                edges.edge(bin),
                edges.edge(bin + 1),
                rows[bin],
                weight.doubleValue(bin),
                sum == null ? 0 : sum.doubleValue(),
                labels.doubleValue(bin));
    }

    double weight(int bin) {
        return weight.doubleValue(bin);
    }

    /** The same as without bins, to the bit: the terms are the same, and sums are exact. */
    @Override
    public double predictions() {
        ExactSum total = new ExactSum();
        for (ExactSum sum : predictions) {
            if (sum != null) {
                total.add(sum);
            }
        }
        return total.doubleValue();
    }

    @Override
    public ExactSum labels() {
        return labels.total();
    }

    /** |sum of w y - sum of w p| in a bin: the difference is exact before it is rounded. */
    double gap(int bin) {
        ExactSum difference = labels.exactly(bin);
        ExactSum sum = predictions[bin];
        if (sum != null) {
            difference.subtract(sum);
        }
        return Math.abs(difference.doubleValue());
    }

    @Override
    void add(Component other) {
        combine((BinSums) other, false);
    }

    @Override
    void subtract(Component other) {
        combine((BinSums) other, true);
    }

    private void combine(BinSums other, boolean subtract) {
        weight.combineAll(0, other.weight, subtract);
        labels.combineAll(0, other.labels, subtract);
        for (int i = 0; i < rows.length; i++) {
            rows[i] += subtract ? -other.rows[i] : other.rows[i];
            ExactSum sum = other.predictions[i];
            if (sum == null) {
                continue;
            }
            if (subtract) {
                predictionsAt(i).subtract(sum);
            } else {
                predictionsAt(i).add(sum);
            }
        }
    }

    @Override
    BinSums copy() {
        BinSums copy = new BinSums(rows.length);
        copy.add(this);
        return copy;
    }

    @Override
    void clear() {
        Arrays.fill(rows, 0);
        weight.clear();
        labels.clear();
        for (ExactSum sum : predictions) {
            if (sum != null) {
                sum.clear();
            }
        }
    }

    private boolean isEmpty(int bin) {
        ExactSum sum = predictions[bin];
        return rows[bin] == 0 && weight.isZero(bin) && labels.isZero(bin) && (sum == null || sum.doubleValue() == 0);
    }

    /** Only bins that hold something are written, each after the number of empty ones before it. */
    @Override
    void write(DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        int filled = 0;
        for (int i = 0; i < rows.length; i++) {
            filled += isEmpty(i) ? 0 : 1;
        }
        Wire.writeNumber(filled, out);
        int next = 0;
        for (int i = 0; i < rows.length; i++) {
            if (isEmpty(i)) {
                continue;
            }
            Wire.writeNumber(i - next, out);
            next = i + 1;
            Wire.writeCount(rows[i], out);
            weight.write(i, out);
            labels.write(i, out);
            predictionsAt(i).encode(out);
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        Wire.checkVersion(NAME, VERSION, in);
        int filled = Wire.readNumber(NAME, rows.length, in);
        int next = 0;
        for (int i = 0; i < filled; i++) {
            int bin = next + Wire.readNumber(NAME, rows.length, in);
            if (bin >= rows.length) {
                throw new EncodingException(NAME + " has a bin " + bin + " of " + rows.length);
            }
            next = bin + 1;
            rows[bin] = Wire.readCount(NAME, in);
            weight.read(NAME, bin, in);
            labels.read(NAME, bin, in);
            predictionsAt(bin).add(Wire.readSum(NAME, in));
            if (isEmpty(bin)) {
                throw new EncodingException(NAME + " has the empty bin " + bin + "; empty bins are left out");
            }
        }
    }
}
