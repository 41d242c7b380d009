package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    private static boolean matches(String text) {
        boolean matches = NumberText.matches(("1" + text + "1").toCharArray(), 1, text.length());
        // What follows in the buffer must not matter.
        for (String next : new String[] {"", ".", "e1", "-1", "n"}) {
            assertThat(NumberText.matches(("1" + text + next).toCharArray(), 1, text.length()))
                    .isEqualTo(matches);
        }
        return matches;
    }

    private static double parse(String text) {
        return NumberText.parse(("1" + text + "1").toCharArray(), 1, text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0, -0.0",
        "+1, 1",
        "007, 7",
        "1., 1",
        ".5, 0.5",
        "-.5e+1, -5",
        "1e-3, 0.001",
        "1E3, 1000",
        "1e999, Infinity",
        "NaN, NaN",
        "nan, NaN",
        "-nan, NaN",
        "+NAN, NaN",
        "inf, Infinity",
        "-Inf, -Infinity",
        "+INFINITY, Infinity",
        "-infinity, -Infinity",
    })
    void reads(String text, double value) {
        assertThat(matches(text)).isTrue();
        assertThat(parse(text)).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "e",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e5.",
                "1.2.3",
                "--1",
                "+-1",
                " 1",
                "1 ",
                "0x10",
                "1_000",
                "1,5",
                "1f",
                "1d",
                "na",
                "nane",
                "in",
                "infi",
                "infinit",
                "infinitys",
                "na\u0144",
                "\u0661",
                "true",
                "null"
            })
    void refuses(String text) {
        assertThat(matches(text)).isFalse();
    }

    @Test
    void limitsTheLength() {
        assertThat(matches("1".repeat(1000))).isTrue();
        assertThat(matches("1".repeat(1001))).isFalse();
    }

    @Test
    void readsTheSameBitsAsTheJdk() {
        Random random = new Random(17);
        for (int i = 0; i < 5_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String shortest = Double.toString(value);
            // More digits than a double has put the value near the middle between two doubles now and then.
            String longer = random.nextInt(10) + "." + random.nextLong(1L << 62) + random.nextLong(1L << 62) + "e"
                    + random.nextInt(-330, 310);
            assertThat(parse(shortest)).isEqualTo(Double.valueOf(value));
            assertThat(parse(longer)).as(longer).isEqualTo(Double.parseDouble(longer));
        }
    }
}
