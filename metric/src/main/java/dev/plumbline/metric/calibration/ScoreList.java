package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The weights of positives and negatives for each distinct score, in ascending order of the scores. */
final class ScoreList {
    private double[] scores;
    private int size;
    private final WeightSums positive;
    private final WeightSums negative;

    ScoreList() {
        this(new double[0], 0, new WeightSums(0), new WeightSums(0));
    }

    private ScoreList(double[] scores, int size, WeightSums positive, WeightSums negative) {
        this.scores = scores;
        this.size = size;
        this.positive = positive;
        this.negative = negative;
    }

    int size() {
        return size;
    }

    double score(int index) {
        return scores[index];
    }

    WeightSums positive() {
        return positive;
    }

    WeightSums negative() {
        return negative;
    }

    /** The index of a score; if it is not there, -1 minus the index where it would have to be. */
    int find(double score) {
        return Arrays.binarySearch(scores, 0, size, score);
    }

    /** Puts in a score that is not there. */
    void insert(int index, double score) {
        makeRoom(size + 1);
        System.arraycopy(scores, index, scores, index + 1, size - index);
        scores[index] = score;
        positive.insert(index, size);
        negative.insert(index, size);
        size++;
    }

    private void makeRoom(int needed) {
        if (needed > scores.length) {
            int capacity = Math.max(Math.max(4, needed), size + size / 2);
            scores = Arrays.copyOf(scores, capacity);
            positive.resize(capacity);
            negative.resize(capacity);
        }
    }

    /**
     * Adds the sums of another list, which may be this very one, or takes them away.
     *
     * @return whether it was done; if not, there would have been more than {@code max} scores, and nothing has changed
     */
    boolean combine(ScoreList other, int max, boolean subtract) {
        int union = sizeOfUnion(other);
        if (union > max) {
            return false;
        }
        makeRoom(union);
        // From the end, so that what is moved up never meets what is still to be moved.
        int mine = size - 1;
        int others = other.size - 1;
        for (int to = union - 1; others >= 0; to--) {
            double score = other.scores[others];
            if (mine >= 0 && scores[mine] > score) {
                scores[to] = scores[mine];
                move(mine--, to);
                continue;
            }
            if (mine >= 0 && scores[mine] == score) {
                move(mine--, to);
            }
            scores[to] = score;
            positive.combine(to, other.positive, others, subtract);
            negative.combine(to, other.negative, others, subtract);
            others--;
        }
        size = union;
        return true;
    }

    private int sizeOfUnion(ScoreList other) {
        int union = size;
        int mine = 0;
        for (int i = 0; i < other.size; i++) {
            while (mine < size && scores[mine] < other.scores[i]) {
                mine++;
            }
            if (mine == size || scores[mine] != other.scores[i]) {
                union++;
            }
        }
        return union;
    }

    private void move(int from, int to) {
        positive.move(from, to);
        negative.move(from, to);
    }

    private boolean isZero(int index) {
        return positive.isZero(index) && negative.isZero(index);
    }

    /** Forgets scores that nothing weighs any more. */
    void prune() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!isZero(i)) {
                scores[kept] = scores[i];
                move(i, kept++);
            }
        }
        positive.clear(kept, size);
        negative.clear(kept, size);
        size = kept;
    }

    ScoreList copy() {
        return new ScoreList(scores.clone(), size, positive.copy(), negative.copy());
    }

    void clear() {
        size = 0;
        positive.clear();
        negative.clear();
    }

    void write(DataOutput out) throws IOException {
        Wire.writeNumber(size, out);
        for (int i = 0; i < size; i++) {
            out.writeDouble(scores[i]);
            positive.write(i, out);
            negative.write(i, out);
        }
    }

    void read(String what, int max, DataInput in) throws IOException {
        int count = Wire.readNumber(what, max, in);
        for (int i = 0; i < count; i++) {
            double score = in.readDouble();
            // Said so that NaN and -0 are refused too.
            if (!(score <= 1 && Double.doubleToRawLongBits(score) >= 0) || (i > 0 && score <= scores[i - 1])) {
                throw new EncodingException(
                        what + " has the score " + score + "; scores are in [0, 1] and in ascending order");
            }
            insert(i, score);
            positive.read(what, i, in);
            negative.read(what, i, in);
            if (isZero(i)) {
                throw new EncodingException(what + " has a score without a weight; such scores are left out");
            }
        }
    }
}
