package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochNumberTest {
    private static long millis(String text, EpochUnit unit) {
        char[] chars = ("9" + text + "9").toCharArray();
        return EpochNumber.toMillis(chars, 1, text.length(), unit);
    }

    @ParameterizedTest
    @CsvSource({
        "1763750000123, ms, 1763750000123",
        "1763750000, s, 1763750000000",
        "1763750000123456, us, 1763750000123",
        "1763750000123456789, ns, 1763750000123",
        "1763750000.123, s, 1763750000123",
        "1763750000.1239999, s, 1763750000123",
        "1763750000.1230000000000000, s, 1763750000123",
        "+1763750000.5, s, 1763750000500",
        "1763750000., s, 1763750000000",
        ".001, s, 1",
        "1.7637500001235e12, ms, 1763750000123",
        "17637500001235E-1, ms, 1763750000123",
        "0, ms, 0",
        "-0, s, 0",
        "-1, ms, -1",
        "-1, us, -1",
        "-1, ns, -1",
        "-0.0001, s, -1",
        "-1e-99, s, -1",
        "1e-99, s, 0",
        "0.1e0, ms, 0",
        "-0.00000000000000000000001, ns, -1",
        "0.00000000000000000000001, ns, 0",
        "0e999999999, s, 0",
        "0e-99999999999, s, 0",
        "1e-99999999999, s, 0",
        "-1e-99999999999, s, -1",
        "1e2147483647, s, 9223372036854775807",
        "1e999999999, s, 9223372036854775807",
        "-1e999999999, s, -9223372036854775808",
        "1e99999999999, s, 9223372036854775807",
        "-1e99999999999, s, -9223372036854775808",
        "0.0001e99999999999, s, 9223372036854775807",
        "9e99999999999, s, 9223372036854775807",
        "-9E-99999999999, s, -1",
        "-9E99999999999, s, -9223372036854775808",
        "0.9E+99999999999, s, 9223372036854775807",
        "1.e99999999999, s, 9223372036854775807",
        "9223372036854775807, ms, 9223372036854775807",
        "9223372036854775808, ms, 9223372036854775807",
        "-9223372036854775808, ms, -9223372036854775808",
        "-9223372036854775809, ms, -9223372036854775808",
        "9223372036854775, s, 9223372036854775000",
        "9223372036854776, s, 9223372036854775807",
        "-9223372036854776, s, -9223372036854775808",
        "999999999999999999, s, 9223372036854775807",
        "999999999999999999, ms, 999999999999999999",
        "1234567890123456789, ms, 1234567890123456789",
    })
    void convertsExactlyAndRoundsDown(String text, String unit, long millis) {
        assertThat(millis(text, EpochUnit.of(unit))).isEqualTo(millis);
    }

    @Test
    void agreesWithDecimalArithmetic() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            EpochUnit unit = List.of(EpochUnit.values()).get(random.nextInt(4));
            BigDecimal number = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(25));
            String text = random.nextBoolean() ? number.toPlainString() : number.toString();
            BigDecimal exact =
                    number.scaleByPowerOfTen(unit.powerOfTenInMillis()).setScale(0, RoundingMode.FLOOR);
            long expected = exact.max(BigDecimal.valueOf(Long.MIN_VALUE))
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValueExact();

            assertThat(millis(text, unit)).as(text + " " + unit.id()).isEqualTo(expected);
        }
    }
}
