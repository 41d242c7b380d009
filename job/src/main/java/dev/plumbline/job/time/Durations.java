package dev.plumbline.job.time;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of durations, in configurations, window names and messages: a whole number and one unit, {@code 500ms},
 * {@code 10s}, {@code 1m}, {@code 1h}, {@code 1d}. A day is 24 hours. Reading also understands ISO-8601 ({@code PT1M}).
 */
public final class Durations {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+) ?(ms|s|m|h|d)");
    private static final String FORM = "write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s";

    /** Largest first: the order in which {@link #print(long)} tries them. */
    private enum Unit {
        DAY("d", 86_400_000),
        HOUR("h", 3_600_000),
        MINUTE("m", 60_000),
        SECOND("s", 1_000),
        MILLISECOND("ms", 1);

        final String symbol;
        final long millis;

        Unit(String symbol, long millis) {
            this.symbol = symbol;
            this.millis = millis;
        }

        static Unit of(String symbol) {
            for (Unit unit : values()) {
                if (unit.symbol.equals(symbol)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("unknown unit " + symbol + "; " + FORM);
        }
    }

    private Durations() {}

    /**
     * Reads a duration of whole milliseconds, zero or longer. A bare {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException if the text is anything else; the message gives the reason and the way out, without the
     *     text itself
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = NUMBER_AND_UNIT.matcher(trimmed);
        if (matcher.matches()) {
            return parse(matcher.group(1), Unit.of(matcher.group(2)));
        }
        if (trimmed.startsWith("P") || trimmed.startsWith("-P")) {
            return parseIso(trimmed);
        }
        if (trimmed.matches("[0-9]+")) {
            throw new IllegalArgumentException("is a duration without a unit; " + FORM);
        }
        throw new IllegalArgumentException("is not a duration; " + FORM);
    }

    private static Duration parse(String count, Unit unit) {
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(count), unit.millis));
        } catch (NumberFormatException | ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "is longer than can be counted in milliseconds; use a shorter duration", tooLong);
        }
    }

    private static Duration parseIso(String text) {
        Duration duration;
        long millis;
        try {
            duration = Duration.parse(text);
            millis = duration.toMillis();
        } catch (DateTimeParseException | ArithmeticException notIso) {
            throw new IllegalArgumentException("is not an ISO-8601 duration; " + FORM, notIso);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is negative; use zero or a positive duration");
        }
        if (!duration.equals(Duration.ofMillis(millis))) {
            throw new IllegalArgumentException("is finer than a millisecond; round it to whole milliseconds");
        }
        return duration;
    }

    /**
     * The canonical text: the largest unit that divides the duration, so {@code 90m} for an hour and a half and {@code 1d} for
     * 24 hours. Zero is {@code 0s}. {@link #parse(String)} reads it back.
     *
     * @param millis zero or more
     */
    public static String print(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a duration cannot be negative: " + millis + " ms");
        }
        if (millis == 0) {
            return "0s";
        }
        Unit largest = Unit.MILLISECOND;
        for (Unit unit : Unit.values()) {
            if (millis % unit.millis == 0) {
                largest = unit;
                break;
            }
        }
        return millis / largest.millis + largest.symbol;
    }

    /** The canonical text of a duration of whole milliseconds, see {@link #print(long)}; finer parts are cut off. */
    public static String print(Duration duration) {
        return print(duration.toMillis());
    }
}
