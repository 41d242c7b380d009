package dev.plumbline.metric.calibration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many rows there were, how many of them with a weight, and the weight of all: W. Every pack has it. */
final class Counts extends Component {
    private static final String NAME = "Counts";
    private static final int VERSION = 1;

    private long rows;
    private long weighted;
    private final WeightSums weight;

    Counts() {
        this(0, 0, new WeightSums(1));
    }

    private Counts(long rows, long weighted, WeightSums weight) {
        this.rows = rows;
        this.weighted = weighted;
        this.weight = weight;
    }

    void addRow(double rowWeight) {
        rows++;
        if (rowWeight != 0) {
            weighted++;
            weight.add(0, rowWeight);
        }
    }

    long rows() {
        return rows;
    }

    /** Rows whose weight is not 0. */
    long weighted() {
        return weighted;
    }

    WeightSums weight() {
        return weight;
    }

    @Override
    void add(Component other) {
        Counts that = (Counts) other;
        rows += that.rows;
        weighted += that.weighted;
        weight.combineAll(0, that.weight, false);
    }

    @Override
    void subtract(Component other) {
        Counts that = (Counts) other;
        rows -= that.rows;
        weighted -= that.weighted;
        weight.combineAll(0, that.weight, true);
    }

    @Override
    Counts copy() {
        return new Counts(rows, weighted, weight.copy());
    }

    @Override
    void clear() {
        rows = 0;
        weighted = 0;
        weight.clear();
    }

    @Override
    void write(DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        Wire.writeCount(rows, out);
        Wire.writeCount(weighted, out);
        weight.write(0, out);
    }

    @Override
    void read(DataInput in) throws IOException {
        Wire.checkVersion(NAME, VERSION, in);
        rows = Wire.readCount(NAME, in);
        weighted = Wire.readCount(NAME, in);
        weight.read(NAME, 0, in);
    }
}
