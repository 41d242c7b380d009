package dev.plumbline.local.replay;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a replay is and how fast it goes, in numbers and words.
 *
 * @param done how many records have been read, those before an interruption included
 * @param total how many there are; negative if nobody knows
 * @param now how many have been read since {@code elapsed} began
 * @param elapsed the time that took
 */
record Pace(long done, long total, long now, Duration elapsed) {
    private static final int LEAST_BAR = 10;

    /** Records per second; 0 before any time has passed. */
    double rate() {
        return elapsed.isZero() ? 0 : now * 1_000.0 / Math.max(1, elapsed.toMillis());
    }

    /** The share that is done, 0 to 1; 1 if there is nothing to do. */
    double share() {
        return total <= 0 ? 1 : Math.min(1, (double) done / total);
    }

    /** One line for a log: share, records, rate, time left. */
    String sentence() {
        return total < 0
                ? number(done) + " records, " + speed()
                : percent() + ", " + counts() + ", " + speed() + left(", ");
    }

    /** One line of exactly {@code columns} characters at most, with a bar as long as there is room for it. */
    String bar(int columns) {
        if (total < 0) {
            return cut(number(done) + " records  " + speed(), columns);
        }
        String figures = String.format(Locale.ROOT, "%4s", percent()) + "  " + counts() + "  " + speed() + left("  ");
        int width = Math.min(40, columns - figures.length() - 3);
        if (width < LEAST_BAR) {
            return cut(figures.strip(), columns);
        }
        int full = (int) Math.floor(share() * width);
        return "[" + "#".repeat(full) + "-".repeat(width - full) + "] " + figures;
    }

    private static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns));
    }

    private String percent() {
        // Not 100 before it is.
        return (done >= total ? 100 : Math.min(99, (int) (share() * 100))) + "%";
    }

    private String counts() {
        return number(done) + " of " + number(total) + " records";
    }

    private String speed() {
        return number(Math.round(rate())) + "/s";
    }

    private String left(String gap) {
        if (rate() <= 0 || done >= total) {
            return "";
        }
        return gap + duration(Duration.ofSeconds((long) Math.ceil((total - done) / rate()))) + " left";
    }

    /** A number as people write it: 1,234,567. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A duration with its two largest units: 45 s, 3 min 20 s, 2 h 5 min. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
}
