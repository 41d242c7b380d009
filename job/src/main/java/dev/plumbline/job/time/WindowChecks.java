package dev.plumbline.job.time;

/** What the lengths of windows must satisfy, and the arithmetic that windows and panes share. */
final class WindowChecks {
    private WindowChecks() {}

    static void requirePositive(String what, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("the " + what + " of a window must be longer than zero, and is " + millis
                    + " ms; give a positive duration");
        }
    }

    static void requireOffsetBelow(String what, long period, long offset) {
        if (offset < 0 || offset >= period) {
            throw new IllegalArgumentException("the offset of a window must be from 0 up to, and without, its " + what
                    + " "
                    + Durations.print(period) + ", and is " + (offset < 0 ? offset + " ms" : Durations.print(offset))
                    + "; shift it by whole multiples of the " + what);
        }
    }

    /** The last moment of the grid {@code offset + k * period} that is not after {@code time}. */
    static long floor(long time, long period, long offset) {
        return time - Math.floorMod(time - offset, period);
    }

    /** Greatest common divisor; {@code gcd(a, 0) = a}, so that an offset of zero changes nothing. */
    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    static String suffix(long offset) {
        return offset == 0 ? "" : "+" + Durations.print(offset);
    }
}
