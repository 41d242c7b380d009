package dev.plumbline.job.join;

/**
 * The shape in front of a prediction's facts and of a label's value: the number of axes, then the length of each, as {@linkplain
 * Numbers numbers}. A single row of a single output has no axes: one byte, 0. So whether a label has the shape of its prediction
 * can be told without reading either.
 */
final class ShapeBytes {
    private ShapeBytes() {}

    /** Whether two byte strings begin with the same shape. */
    static boolean match(byte[] one, byte[] other) {
        int lengths = 0;
        int at = 0;
        // The number of axes says how many lengths follow; after it, only the bytes that end a number count.
        for (int shift = 0, more = 1; more != 0; shift += 7) {
            if (!sameAt(one, other, at)) {
                return false;
            }
            lengths |= (one[at] & 0x7f) << shift;
            more = one[at++] & 0x80;
        }
        while (lengths > 0) {
            if (!sameAt(one, other, at)) {
                return false;
            }
            lengths -= one[at++] >= 0 ? 1 : 0;
        }
        return true;
    }

    private static boolean sameAt(byte[] one, byte[] other, int at) {
        return at < one.length && at < other.length && one[at] == other[at];
    }
}
