package dev.plumbline.serde.decode;

/**
 * ISO-8601 timestamps with an offset, read by hand because most records carry one and {@code java.time} allocates:
 *
 * <pre>
 * YYYY-MM-DD ( "T" | "t" | " " ) hh:mm [ :ss [ ( "." | "," ) 1 to 9 digits ] ] ( "Z" | "z" | ( "+" | "-" ) hh [ [":"] mm ] )
 * </pre>
 *
 * Years 0000 to 9999 of the proleptic Gregorian calendar, hours 00 to 23, no leap second, offsets up to 18 hours.
 */
final class IsoTimestamp {
    /** The text is not of this form. */
    static final long NOT_A_TIMESTAMP = Long.MIN_VALUE;

    /** The text is a date and time without an offset. */
    static final long NO_OFFSET = Long.MIN_VALUE + 1;

    private static final int MAX_OFFSET_MINUTES = 18 * 60;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private IsoTimestamp() {}

    /**
     * The epoch milliseconds of a timestamp, rounded down, or {@link #NOT_A_TIMESTAMP} or {@link #NO_OFFSET}, which no timestamp
     * of this form has.
     */
    static long parse(char[] c, int from, int length) {
        int end = from + length;
        if (length < 16
                || c[from + 4] != '-'
                || c[from + 7] != '-'
                || (c[from + 10] != 'T' && c[from + 10] != 't' && c[from + 10] != ' ')
                || c[from + 13] != ':') {
            return NOT_A_TIMESTAMP;
        }
        int year = number(c, from, 4);
        int month = number(c, from + 5, 2);
        int day = number(c, from + 8, 2);
        int hour = number(c, from + 11, 2);
        int minute = number(c, from + 14, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) {
            return NOT_A_TIMESTAMP;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NOT_A_TIMESTAMP;
        }
        int i = from + 16;
        int second = 0;
        int millis = 0;
        if (i < end && c[i] == ':') {
            second = i + 3 <= end ? number(c, i + 1, 2) : -1;
            if (second < 0 || second > 59) {
                return NOT_A_TIMESTAMP;
            }
            i += 3;
            if (i < end && (c[i] == '.' || c[i] == ',')) {
                int digits = digits(c, i + 1, end);
                if (digits < 1 || digits > 9) {
                    return NOT_A_TIMESTAMP;
                }
                millis = number(c, i + 1, Math.min(digits, 3)) * (digits == 1 ? 100 : digits == 2 ? 10 : 1);
                i += 1 + digits;
            }
        }
        if (i == end) {
            return NO_OFFSET;
        }
        int offset = offsetMinutes(c, i, end);
        if (offset == Integer.MIN_VALUE) {
            return NOT_A_TIMESTAMP;
        }
        long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
        return (minutes * 60 + second) * 1000 + millis;
    }

    private static int offsetMinutes(char[] c, int from, int end) {
        char first = c[from];
        int length = end - from;
        if (length == 1 && (first == 'Z' || first == 'z')) {
            return 0;
        }
        if ((first != '+' && first != '-') || (length != 3 && length != 5 && length != 6)) {
            return Integer.MIN_VALUE;
        }
        if (length == 6 && c[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(c, from + 1, 2);
        int minutes = length == 3 ? 0 : number(c, end - 2, 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return first == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    /** The value of exactly this many digits, or -1 if one of them is not a digit. */
    private static int number(char[] c, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (c[i] < '0' || c[i] > '9') {
                return -1;
            }
            value = 10 * value + (c[i] - '0');
        }
        return value;
    }

    private static int digits(char[] c, int from, int end) {
        int i = from;
        while (i < end && c[i] >= '0' && c[i] <= '9') {
            i++;
        }
        return i - from;
    }

    private static int daysOfMonth(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS_OF_MONTH[month - 1];
    }

    /** Days since 1970-01-01. Years are counted from March, so that the leap day is a year's last. */
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1L;
        int marchMonth = (month + 9) % 12;
        // 153 days are in five months from March; 719468 days lie between 0000-03-01 and 1970-01-01.
        long dayOfYear = (153L * marchMonth + 2) / 5 + day - 1;
        long leapDays = Math.floorDiv(marchYear, 4L) - Math.floorDiv(marchYear, 100L) + Math.floorDiv(marchYear, 400L);
        return 365 * marchYear + leapDays + dayOfYear - 719468;
    }
}
