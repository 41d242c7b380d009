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
            makeRoom(Math.max(0, cell - MARGIN), Math.min(cells.count(), cell + 1 + MARGIN));
            place = cell - base;
        }
        return place;
    }

    /** Sees to it that the cells {@code from} (inclusive) to {@code to} (exclusive) have their places. */
    void makeRoom(int from, int to) {
        if (size() == 0) {
            base = from;
        }
        int newBase = Math.min(base, from);
        int size = Math.max(to(), to) - newBase;
        if (size > size()) {
            positive = positive.movedInto(size, base - newBase);
            negative = negative.movedInto(size, base - newBase);
            base = newBase;
        }
    }

    /** Adds the sums of another one, which may be this very one, or takes them away. */
    void combine(CellWindow other, boolean subtract) {
        makeRoom(other.from(), other.to());
        positive.combineAll(other.base - base, other.positive, subtract);
        negative.combineAll(other.base - base, other.negative, subtract);
    }

    /** Adds the sums of single scores to those of their cells, or takes them away. */
    void combine(ScoreList scores, boolean subtract) {
        for (int i = 0; i < scores.size(); i++) {
            int place = place(cells.indexOf(scores.score(i)));
            positive.combine(place, scores.positive(), i, subtract);
            negative.combine(place, scores.negative(), i, subtract);
        }
    }

    /** The lowest cell held. */
    int from() {
        return base;
    }

    /** The cell after the highest one held. */
    int to() {
        return base + size();
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

    /**
     * The number of cells that weigh something, the lowest and the highest of them; then each of them, all but the lowest after
     * the number of those left out before it.
     */
    void write(DataOutput out) throws IOException {
        int first = 0;
        while (isZero(first)) {
            first++;
        }
        int last = size() - 1;
        while (isZero(last)) {
            last--;
        }
        Wire.writeNumber(filled(), out);
        Wire.writeNumber(cell(first), out);
        Wire.writeNumber(cell(last), out);
        int before = first;
        for (int i = first; i <= last; i++) {
            if (isZero(i)) {
                continue;
            }
            if (i > first) {
                Wire.writeNumber(i - before - 1, out);
            }
            before = i;
            positive.write(i, out);
            negative.write(i, out);
        }
    }

    void read(String what, DataInput in) throws IOException {
        int filled = Wire.readNumber(what, cells.count(), in);
        if (filled == 0) {
            throw new EncodingException(what + " has no cell; without any weight there are scores, not cells");
        }
        int cell = Wire.readNumber(what, cells.count() - 1, in);
        int highest = Wire.readNumber(what, cells.count() - 1, in);
        makeRoom(cell, Math.max(cell, highest) + 1);
        for (int left = filled; left > 0; left--) {
            if (left < filled) {
                cell += 1 + Wire.readNumber(what, cells.count(), in);
            }
            if (cell > highest || (left == 1 && cell < highest)) {
                throw new EncodingException(
                        what + " has a cell " + cell + ", but the highest of " + filled + " cells is " + highest);
            }
            int place = place(cell);
            positive.read(what, place, in);
            negative.read(what, place, in);
            if (isZero(place)) {
                throw new EncodingException(what + " has the empty cell " + cell + "; empty cells are left out");
            }
        }
    }
}
