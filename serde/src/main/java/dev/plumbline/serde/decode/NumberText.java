package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.io.NumberInput;

/**
 * Numbers that a record writes as text. The grammar, without blanks, in any case:
 *
 * <pre>
 * text     = [sign] ( decimal | "nan" | "inf" | "infinity" )
 * decimal  = ( digits [ "." [ digits ] ] | "." digits ) [ "e" [sign] digits ]
 * sign     = "+" | "-"
 * </pre>
 *
 * At most {@value #MAX_CHARS} characters, as for JSON numbers.
 */
final class NumberText {
    /** The longest number, as text or as a JSON number. */
    static final int MAX_CHARS = 1000;

    private NumberText() {}

    /** Whether the characters are a number, NaN and infinities included. */
    static boolean matches(char[] chars, int offset, int length) {
        return isFinite(chars, offset, length) || isNonFinite(chars, offset, length);
    }

    /** The double nearest to the number that the characters are; they must {@link #matches match}. */
    static double parse(char[] chars, int offset, int length) {
        if (isNonFinite(chars, offset, length)) {
            int letters = skipSign(chars, offset, offset + length);
            if (chars[letters] == 'n' || chars[letters] == 'N') {
                return Double.NaN;
            }
            return chars[offset] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return NumberInput.parseDouble(chars, offset, length, true);
    }

    /** Whether the characters are a decimal number; its double may still overflow. */
    static boolean isFinite(char[] chars, int offset, int length) {
        if (length > MAX_CHARS) {
            return false;
        }
        int end = offset + length;
        int whole = skipSign(chars, offset, end);
        int i = skipDigits(chars, whole, end);
        int digits = i - whole;
        if (i < end && chars[i] == '.') {
            int fraction = i + 1;
            i = skipDigits(chars, fraction, end);
            digits += i - fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (i < end && (chars[i] == 'e' || chars[i] == 'E')) {
            int exponent = skipSign(chars, i + 1, end);
            i = skipDigits(chars, exponent, end);
            return i == end && i > exponent;
        }
        return i == end;
    }

    private static boolean isNonFinite(char[] chars, int offset, int length) {
        int letters = skipSign(chars, offset, offset + length);
        int count = offset + length - letters;
        return isWord(chars, letters, count, "nan")
                || isWord(chars, letters, count, "inf")
                || isWord(chars, letters, count, "infinity");
    }

    private static boolean isWord(char[] chars, int offset, int length, String word) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // Setting bit 5 makes an ASCII capital small; no other character becomes a small letter by it.
            if ((chars[offset + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int skipSign(char[] chars, int from, int end) {
        return from < end && (chars[from] == '+' || chars[from] == '-') ? from + 1 : from;
    }

    private static int skipDigits(char[] chars, int from, int end) {
        int i = from;
        while (i < end && chars[i] >= '0' && chars[i] <= '9') {
            i++;
        }
        return i;
    }
}
