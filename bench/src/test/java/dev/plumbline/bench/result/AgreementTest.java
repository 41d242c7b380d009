package dev.plumbline.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final WindowKey KEY = new WindowKey("ctr", "tumbling 1m", 60_000);
    private static final WindowKey OTHER = new WindowKey("ctr", "tumbling 1m", 120_000);
    private static final WindowKey SLIDING = new WindowKey("ctr", "sliding 10m/10s", 60_000);
    private static final Found FOUND = new Found(Map.of(KEY, new Sums(10, 4.5, 11.5)), 0);

    @Test
    void sumsMayDifferByTheirRounding() {
        assertThatCode(() -> check(new Found(Map.of(KEY, new Sums(10, 4.5 * (1 + 9e-10), 11.5)), 0)))
                .doesNotThrowAnyException();
        assertDisagreement(new Found(Map.of(KEY, new Sums(10, 4.5 * (1 + 2e-9), 11.5)), 0), "window[", "4.5");
    }

    @Test
    void countsAndWeightsMayNotDifferAtAll() {
        assertDisagreement(new Found(Map.of(KEY, new Sums(11, 4.5, 11.5)), 0), "records=11");
        assertDisagreement(new Found(Map.of(KEY, new Sums(10, 4.5, 11.500000001)), 0), "weightCount=11.500000001");
    }

    @Test
    void aSumThatIsNoNumberAgreesWithNone() {
        assertDisagreement(new Found(Map.of(KEY, new Sums(10, Double.NaN, 11.5)), 0), "NaN");
    }

    @Test
    void theRowsMustBeTheSameOnBothSides() {
        Found more = new Found(Map.of(KEY, new Sums(10, 4.5, 11.5), OTHER, new Sums(1, 1, 1)), 0);

        assertDisagreement(more, "b has a row that a has not", "start=120000");
        assertThatThrownBy(() -> Agreement.check("b", more, "a", FOUND, Agreement.FLOAT64))
                .isInstanceOf(DisagreementException.class)
                .hasMessageContaining("b has a row that a has not");
    }

    @Test
    void onlyWindowsThatBothComputedAreCompared() {
        Found both = new Found(Map.of(KEY, new Sums(10, 4.5, 11.5), SLIDING, new Sums(1, 1, 1)), 0);
        Found sliding = new Found(Map.of(SLIDING, new Sums(1, 1, 1)), 0);

        assertThatCode(() -> check(both)).doesNotThrowAnyException();
        assertThat(Agreement.isPossible(FOUND, sliding)).isFalse();
        assertThat(Agreement.isPossible(both, sliding)).isTrue();
        assertThatThrownBy(() -> check(sliding)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyRecordIsInAWindowOrADeadLetter() {
        Found some = new Found(Map.of(KEY, new Sums(10, 4.5, 11.5)), 2);

        assertThatCode(() -> Agreement.checkTotal("a", some, 12)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Agreement.checkTotal("a", some, 13))
                .isInstanceOf(DisagreementException.class)
                .hasMessage("a counted 10 records in its windows tumbling 1m and set 2 aside, and the topic holds 13");
        assertThatThrownBy(() -> Agreement.checkTotal("a", new Found(Map.of(), 0), 13))
                .isInstanceOf(DisagreementException.class);
    }

    private static void check(Found other) {
        Agreement.check("a", FOUND, "b", other, Agreement.FLOAT64);
    }

    private static void assertDisagreement(Found other, String... parts) {
        assertThatThrownBy(() -> check(other))
                .isInstanceOf(DisagreementException.class)
                .message()
                .satisfies(message -> {
                    for (String part : parts) {
                        assertThat(message).containsIgnoringCase(part.replace("window[", "WindowKey["));
                    }
                });
    }
}
