package dev.plumbline.job.oracle;

/** Numbers without a visible pattern that follow from others, where an object per draw would cost too much. */
final class Mix {
    private Mix() {}

    static long of(long a, long b) {
        return finish(finish(a * 0x9E3779B97F4A7C15L) + b * 0xD1342543DE82EF95L);
    }

    static long of(long a, long b, long c) {
        return of(of(a, b), c);
    }

    /** A number in [0, bound). */
    static int below(int bound, long hash) {
        return (int) Long.remainderUnsigned(hash, bound);
    }

    /** A number in [0, 1). */
    static double unit(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }

    private static long finish(long z) {
        long h = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }
}
