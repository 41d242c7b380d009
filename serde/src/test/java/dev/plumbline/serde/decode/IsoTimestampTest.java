package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimestampTest {
    /** Parsed from the middle of an array, so that reading beyond either end shows. */
    private static long parse(String text) {
        char[] chars = ("0:" + text + "00Z").toCharArray();
        return IsoTimestamp.parse(chars, 2, text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.999Z, -1",
        "1969-12-31T23:59:59.9999Z, -1",
        "2000-02-29T12:00Z, 951825600000",
        "2025-11-21T18:33:20.1Z, 1763750000100",
        "2025-11-21T18:33:20.12Z, 1763750000120",
        "2025-11-21T18:33:20.123Z, 1763750000123",
        "2025-11-21T18:33:20.123999999Z, 1763750000123",
        "'2025-11-21T18:33:20,5Z', 1763750000500",
        "2025-11-21t18:33:20z, 1763750000000",
        "2025-11-21 18:33:20+00:00, 1763750000000",
        "2025-11-21T19:33:20+01:00, 1763750000000",
        "2025-11-21T19:33:20+0100, 1763750000000",
        "2025-11-21T19:33:20+01, 1763750000000",
        "2025-11-21T13:03:20-05:30, 1763750000000",
        "2025-11-22T12:33:20+18:00, 1763750000000",
        "0000-01-01T00:00:00Z, -62167219200000",
        "9999-12-31T23:59:59.999-18:00, 253402365599999",
    })
    void reads(String text, long millis) {
        assertThat(parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-21T18:33", "2025-11-21T18:33:20", "2025-11-21 18:33:20.123"})
    void tellsALocalTimeApart(String text) {
        assertThat(parse(text)).isEqualTo(IsoTimestamp.NO_OFFSET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2025-11-21",
                "2025-11-21T18Z",
                "2025-11-21T18:3Z",
                "2025/11/21T18:33:20Z",
                "2025-11/21T18:33:20Z",
                "2025-11-21_18:33:20Z",
                "2025-11-21T18.33:20Z",
                "2025-00-21T18:33:20Z",
                "2025-13-21T18:33:20Z",
                "2025-11-00T18:33:20Z",
                "2025-11-31T18:33:20Z",
                "2025-02-29T18:33:20Z",
                "1900-02-29T18:33:20Z",
                "2025-11-21T24:00:00Z",
                "2025-11-21T18:60:00Z",
                "2025-11-21T18:33:60Z",
                "2025-11-21T18:33:2Z",
                "2025-11-21T18:33:",
                "2025-11-21T18:33:2",
                "2025-11-21T18:33:20.Z",
                "2025-11-21T18:33:20.1234567890Z",
                "2025-11-21T18:33:20ZZ",
                "2025-11-21T18:33:20x",
                "2025-11-21T18:33:20+1",
                "2025-11-21T18:33:20+1:00",
                "2025-11-21T18:33:20+01.00",
                "2025-11-21T18:33:20+01:60",
                "2025-11-21T18:33:20+18:01",
                "2025-11-21T18:33:20*01:00",
                "2025-11-21T18:33:20+01:00:00",
                "2025-11-21T18:33:20+ab",
                "2025-11-21T18:33:20+01:ab",
                "+025-11-21T18:33:20Z",
                "20x5-11-21T18:33:20Z",
                "2025-x1-21T18:33:20Z",
                "2025-11-x1T18:33:20Z",
                "2025-11-21Tx8:33:20Z",
                "2025-11-21T18:x3:20Z",
                "2025-11-21T18:33:20 Z",
                "12025-11-21T18:33:20Z",
            })
    void refuses(String text) {
        assertThat(parse(text)).isEqualTo(IsoTimestamp.NOT_A_TIMESTAMP);
    }

    @Test
    void agreesWithJavaTimeOnEveryDayOfTenYearsAroundACentury() {
        for (LocalDate day = LocalDate.of(1896, 1, 1); day.getYear() < 1906; day = day.plusDays(1)) {
            assertThat(parse(day + "T00:00Z"))
                    .isEqualTo(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
        }
    }

    @Test
    void agreesWithJavaTimeOnRandomInstants() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L));
            int offset = random.nextInt(-18 * 60, 18 * 60 + 1);
            OffsetDateTime text = instant.atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
            assertThat(parse(text.toString())).isEqualTo(instant.toEpochMilli());
        }
    }
}
