package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number against the JDK's own parser, to the bit. */
class NumberScannerTest {
    private static final int ROUNDS = 50_000 * Integer.getInteger("plumbline.fuzz.rounds", 1);

    private final NumberScanner numbers = new NumberScanner();
    private final Random random = new Random(Long.getLong("plumbline.fuzz.seed", 11));

    private void check(String number) {
        // Once in the middle of a record, once as its last bytes.
        for (String text : new String[] {"xxxxxxxx" + number + ",8888888", "xxxxxxxx" + number}) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            int end = numbers.scan(bytes, 8);
            boolean whole = end == 8 + number.length();
            double value = whole ? numbers.value(bytes, 8, end) : Double.NaN;
            long actual = Double.doubleToRawLongBits(value);
            if (!whole || actual != Double.doubleToRawLongBits(Double.parseDouble(number))) {
                assertThat(end).as(number).isEqualTo(8 + number.length());
                assertThat(value).as(number).isEqualTo(Double.parseDouble(number));
            }
        }
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder().append((char) ('1' + random.nextInt(9)));
        while (digits.length() < count) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    @Test
    void readsEveryCountOfDigitsOnBothSidesOfThePoint() {
        for (int whole = 1; whole <= 25; whole++) {
            for (int fraction = 0; fraction <= 25; fraction++) {
                String point = fraction == 0 ? "" : ".";
                check(digits(whole) + point + (fraction == 0 ? "" : digits(fraction)));
                check("-0." + "0".repeat(whole) + digits(fraction + 1));
                check("9".repeat(whole) + point + "9".repeat(fraction));
                check("1" + "0".repeat(whole) + point + "0".repeat(fraction));
            }
        }
    }

    @Test
    void readsEveryExponent() {
        for (int exponent = -400; exponent <= 400; exponent++) {
            for (int count : new int[] {1, 2, 15, 16, 17, 18, 19, 20}) {
                check(digits(count) + "e" + exponent);
                check("-" + digits(1) + "." + digits(count) + (exponent < 0 ? "E" : "E+") + exponent);
            }
            check("0e" + exponent);
        }
        check("1e2147483648");
        check("-1e-99999999999999999999");
        check("0.0e99999");
    }

    @Test
    void readsRandomDoublesInTheirShortestForm() {
        for (int i = 0; i < ROUNDS; i++) {
            check(Double.toString(random.nextDouble()));
            check(Double.toString(random.nextFloat()));
            check(Double.toString(Math.scalb(random.nextGaussian(), random.nextInt(600) - 300)));
            check(Double.toString(Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL)));
            check(digits(1 + random.nextInt(19)) + "e" + (random.nextInt(170) - 85));
        }
    }

    /** The middle between two neighbouring doubles, and the numbers of 17 to 19 digits next to it. */
    @Test
    void readsTheMiddleBetweenNeighbours() {
        for (int i = 0; i < ROUNDS / 5; i++) {
            double low = Math.scalb(1 + random.nextDouble(), random.nextInt(130) - 65);
            BigDecimal middle =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
            check(middle.toPlainString());
            for (int precision = 17; precision <= 19; precision++) {
                BigDecimal rounded = middle.round(new MathContext(precision, RoundingMode.FLOOR));
                check(rounded.toString());
                check(rounded.add(rounded.ulp()).toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0e-7",
                "9007199254740992",
                "9007199254740993",
                "9007199254740995",
                "18446744073709551615",
                "9999999999999999999",
                "10000000000000000000",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "8.5e22",
                "4.9e-324",
                "2.4703282292062327e-324",
                "1.7976931348623157e308",
                "1.7976931348623159e308",
                "2.2250738585072011e-308",
                "0.07341200113296509",
                "12345678",
                "123456789",
                "1234567.12345678"
            })
    void readsTheDifficultOnes(String number) {
        check(number);
        check(number.startsWith("-") ? number.substring(1) : "-" + number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                ".5",
                "-.5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "1e-",
                "00",
                "01",
                "-01",
                "007.5",
                "--1",
                "e5",
                "NaN",
                "-Infinity",
                "x"
            })
    void takesNothingElse(String text) {
        assertThat(numbers.scan(("xxxxxxxx" + text + ",0000000").getBytes(StandardCharsets.ISO_8859_1), 8))
                .isEqualTo(NumberScanner.NONE);
        assertThat(numbers.scan(("xxxxxxxx" + text + "x").getBytes(StandardCharsets.ISO_8859_1), 8))
                .isEqualTo(NumberScanner.NONE);
    }

    @Test
    void leavesWhatIsTooLongToJackson() {
        check("9".repeat(500));
        assertThat(numbers.scan(Decoding.utf8("9".repeat(501) + ","), 0)).isEqualTo(NumberScanner.NONE);
    }
}
