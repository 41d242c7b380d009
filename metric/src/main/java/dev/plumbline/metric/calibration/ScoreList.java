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

    void insert(int index, double score) {
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, Math.max(4, size + size / 2));
        }
        System.arraycopy(scores, index, scores, index + 1, size - index);
        scores[index] = score;
        positive.insert(index, size);
        negative.insert(index, size);
        size++;
    }

    private boolean isZero(int index) {
        return positive.isZero(index) && negative.isZero(index);
    }

    /** Forgets scores that nothing weighs any more. */
    void prune() {
        for (int i = size - 1; i >= 0; i--) {
            if (isZero(i)) {
                System.arraycopy(scores, i + 1, scores, i, size - i - 1);
                positive.remove(i, size);
                negative.remove(i, size);
                size--;
            }
        }
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
