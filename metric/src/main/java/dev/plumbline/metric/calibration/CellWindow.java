package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The weights of positives and negatives for each cell of the scores. Only the cells between the lowest and the highest
 * one in use are held, with a margin, so that a model whose scores span a few powers of two takes a few kilobytes.
 */
final class CellWindow {
    private static final int MARGIN = 32;

    private final ScoreCells cells;
    /** The cell of the first sum. */
    private int base;

    private WeightSums positive = new WeightSums(0);
    private WeightSums negative = new WeightSums(0);

    CellWindow(ScoreCells cells) {
        this.cells = cells;
    }

    /** The place of a cell in the sums, which are widened if it has none. */
    int place(int cell) {
        int place = cell - base;
        if (place < 0 || place >= positive.size()) {
            widen(cell);
            place = cell - base;
        }
        return place;
    }

    private void widen(int cell) {
        int size = positive.size();
        int from = Math.max(0, cell - MARGIN);
        int to = Math.min(cells.count(), cell + 1 + MARGIN);
        if (size == 0) {
            base = from;
        } else {
            from = Math.min(base, from);
            to = Math.max(base + size, to);
        }
        positive = positive.movedInto(to - from, base - from);
        negative = negative.movedInto(to - from, base - from);
        base = from;
    }

    int size() {
        return positive.size();
    }

    int cell(int place) {
        return base + place;
    }

    ScoreCells cells() {
        return cells;
    }

    WeightSums positive() {
        return positive;
    }

    WeightSums negative() {
        return negative;
    }

    boolean isZero(int place) {
        return positive.isZero(place) && negative.isZero(place);
    }

    boolean isEmpty() {
        return filled() == 0;
    }

    private int filled() {
        int filled = 0;
        for (int i = 0; i < size(); i++) {
            filled += isZero(i) ? 0 : 1;
        }
        return filled;
    }

    CellWindow copy() {
        CellWindow copy = new CellWindow(cells);
        copy.base = base;
        copy.positive = positive.copy();
        copy.negative = negative.copy();
        return copy;
    }

    /** Only cells that weigh something are written, each after the number of those left out before it. */
    void write(DataOutput out) throws IOException {
        Wire.writeNumber(filled(), out);
        int next = 0;
        for (int i = 0; i < size(); i++) {
            if (!isZero(i)) {
                Wire.writeNumber(cell(i) - next, out);
                next = cell(i) + 1;
                positive.write(i, out);
                negative.write(i, out);
            }
        }
    }

    void read(String what, DataInput in) throws IOException {
        int filled = Wire.readNumber(what, cells.count(), in);
        if (filled == 0) {
            throw new EncodingException(what + " has no cell; without any weight there are scores, not cells");
        }
        int next = 0;
        for (int i = 0; i < filled; i++) {
            int cell = next + Wire.readNumber(what, cells.count(), in);
            if (cell >= cells.count()) {
                throw new EncodingException(what + " has a cell " + cell + " of " + cells.count());
            }
            next = cell + 1;
            int place = place(cell);
            positive.read(what, place, in);
            negative.read(what, place, in);
            if (isZero(place)) {
                throw new EncodingException(what + " has the empty cell " + cell + "; empty cells are left out");
            }
        }
    }
}
