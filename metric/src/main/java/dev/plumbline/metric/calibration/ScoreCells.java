package dev.plumbline.metric.calibration;

import org.jspecify.annotations.Nullable;

/**
 * A fixed division of [0, 1] into cells that are fine where scores crowd: near 0, for models of rare events, and near 1.
 * Below one half a cell spans 1 / 2^bits of a power of two, so that its width is at most 2^-bits of its scores; above one
 * half the same is done with 1 - p, which is exact there. One half itself is a cell, and so is [0, 2^-40) at either end.
 *
 * <pre>
 * cell    0            1 ...                      half - 1      half    half + 1 ...                  2 half
 * p     [0, 2^-40)    [2^-40, 2^-40 (1 + 2^-bits)) ... [.., 1/2)  1/2   (1/2, ..] ...           (1 - 2^-40, 1]
 * </pre>
 *
 * <p>The index never falls when the score rises, so cells are ordered like the scores in them.
 */
final class ScoreCells {
    static final int MAX_BITS = 10;

    private static final double SMALLEST = 0x1p-40;
    private static final int OCTAVES = 39;
    private static final int MANTISSA_BITS = 52;

    /** The one that was asked for last, to be shared by the accumulators of a process. */
    private static volatile @Nullable ScoreCells latest;

    private final int bits;
    private final int shift;
    /** The cell of one half, and the number of cells on either side of it. */
    private final int half;

    private ScoreCells(int bits) {
        this.bits = bits;
        shift = MANTISSA_BITS - bits;
        half = 1 + (OCTAVES << bits);
    }

    static ScoreCells of(int bits) {
        ScoreCells shared = latest;
        if (shared == null || shared.bits != bits) {
            shared = new ScoreCells(bits);
            latest = shared;
        }
        return shared;
    }

    int count() {
        return 2 * half + 1;
    }

    /** The cell of a score in [0, 1]. */
    int indexOf(double score) {
        return score < 0.5 ? fromBelow(score) : 2 * half - fromBelow(1 - score);
    }

    /** The cell of a score in [0, 1/2], the last of which is that of one half. */
    private int fromBelow(double score) {
        if (score < SMALLEST) {
            return 0;
        }
        return 1 + (int) ((Double.doubleToRawLongBits(score) - Double.doubleToRawLongBits(SMALLEST)) >>> shift);
    }

    /** The lower end of a cell; no score in it is below. */
    double lower(int cell) {
        return cell <= half ? startFromBelow(cell) : 1 - startFromBelow(2 * half - cell + 1);
    }

    /** The upper end of a cell; no score in it is above. */
    double upper(int cell) {
        return cell < half ? startFromBelow(cell + 1) : 1 - startFromBelow(2 * half - cell);
    }

    /** Where a cell of the lower half starts. Its mirror image, 1 minus this, needs at most 50 bits: it is exact too. */
    private double startFromBelow(int cell) {
        return cell == 0
                ? 0
                : Double.longBitsToDouble(Double.doubleToRawLongBits(SMALLEST) + ((long) (cell - 1) << shift));
    }
}
