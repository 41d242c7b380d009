package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The weights of positives and negatives by score, in bounded memory: score by score as long as there are few distinct
 * ones, then by the cells of {@link ScoreCells}. A label y between 0 and 1 counts as w y of a positive and w (1 - y) of a
 * negative.
 *
 * <p><b>Why the order does not matter.</b> Let S be the set of distinct scores of the rows that weigh something. The
 * claim is that the state is cells if and only if S has more than {@code limit} members, and in either form holds, per
 * score or per cell, the exact sum of the weights; then it is a function of the rows alone. Adding a row: while the
 * scores are held, S is known, and they are turned into cells exactly when a member too many comes; cells stay cells, and
 * S only grows. Merging A and B: if both hold scores, their union is known and the rule is applied to it; if either holds
 * cells, its S alone has more than {@code limit} members, and so has the union. Weights are never negative, so a score
 * that weighs something goes on to do so. The cell of a score is a function of the score, and sums are exact, so turning
 * scores into cells before or after a merge gives the same sums.
 *
 * <p><b>Subtracting</b> takes weights away exactly. What is left equals, to the bit, the state of the remaining rows as
 * long as that has the same form: cells do not turn back into scores, because those are forgotten, so a difference may
 * hold cells where the remaining rows alone would have been held score by score. When nothing is left, it is the empty
 * state again.
 */
final class ScoreHistogram extends Component {
    private static final String NAME = "ScoreHistogram";
    private static final int VERSION = 1;
    private static final int SCORES = 0;
    private static final int CELLS = 1;

    private final int limit;
    private final ScoreCells layout;
    private ScoreList scores;
    /** Null while scores are held one by one, else those are empty. */
    private @Nullable CellWindow cells;

    /** Which cells were held before all was cleared: the next ones will mostly be the same. */
    private int usualFrom;

    private int usualTo;

    ScoreHistogram(int limit, int bits) {
        this(limit, ScoreCells.of(bits), new ScoreList(), null);
    }

    private ScoreHistogram(int limit, ScoreCells layout, ScoreList scores, @Nullable CellWindow cells) {
        this.limit = limit;
        this.layout = layout;
        this.scores = scores;
        this.cells = cells;
    }

    void addRow(double label, double score, double weight) {
        double positive = weight * label;
        double negative = weight * (1 - label);
        if (positive == 0 && negative == 0) {
            // Tiny weights, halved.
            return;
        }
        CellWindow window = cells;
        if (window == null) {
            // Adding 0 makes a zero of -0, which is the same score.
            int index = indexOf(score + 0.0);
            if (index >= 0) {
                scores.positive().add(index, positive);
                scores.negative().add(index, negative);
                return;
            }
            window = turnIntoCells();
        }
        int place = window.place(layout.indexOf(score));
        window.positive().add(place, positive);
        window.negative().add(place, negative);
    }

    /** The index of a score, which is inserted if it is new; -1 if it is one too many. */
    private int indexOf(double score) {
        int index = scores.find(score);
        if (index >= 0) {
            return index;
        }
        if (scores.size() == limit) {
            return -1;
        }
        scores.insert(-1 - index, score);
        return -1 - index;
    }

    private CellWindow turnIntoCells() {
        CellWindow window = new CellWindow(layout);
        window.makeRoom(usualFrom, usualTo);
        window.combine(scores, false);
        scores = new ScoreList();
        cells = window;
        return window;
    }

    /** Whether each score is held by itself, so that ranks are exact. */
    boolean isExact() {
        return cells == null;
    }

    ScoreList scores() {
        return scores;
    }

    @Nullable
    CellWindow cells() {
        return cells;
    }

    @Override
    void add(Component other) {
        combine((ScoreHistogram) other, false);
    }

    @Override
    void subtract(Component other) {
        combine((ScoreHistogram) other, true);
    }

    private void combine(ScoreHistogram other, boolean subtract) {
        CellWindow from = other.cells;
        if (from != null) {
            window().combine(from, subtract);
        } else if (cells != null || !scores.combine(other.scores, limit, subtract)) {
            window().combine(other.scores, subtract);
        }
        if (subtract) {
            settle();
        }
    }

    private CellWindow window() {
        return cells == null ? turnIntoCells() : cells;
    }

    /** Forgets what weighs nothing any more. */
    private void settle() {
        scores.prune();
        if (cells != null && cells.isEmpty()) {
            cells = null;
        }
    }

    @Override
    ScoreHistogram copy() {
        return new ScoreHistogram(limit, layout, scores.copy(), cells == null ? null : cells.copy());
    }

    @Override
    void clear() {
        if (cells != null) {
            usualFrom = cells.from();
            usualTo = cells.to();
            cells = null;
        }
        scores.clear();
    }

    @Override
    void write(DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        if (cells == null) {
            out.writeByte(SCORES);
            scores.write(out);
        } else {
            out.writeByte(CELLS);
            cells.write(out);
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        Wire.checkVersion(NAME, VERSION, in);
        int form = in.readUnsignedByte();
        if (form == SCORES) {
            scores.read(NAME, limit, in);
        } else if (form == CELLS) {
            CellWindow window = new CellWindow(layout);
            window.read(NAME, in);
            cells = window;
        } else {
            throw new EncodingException(NAME + " has the form " + form + "; version 1 knows 0, scores, and 1, cells");
        }
    }
}
