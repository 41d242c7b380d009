package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void countsWindowsAndKeepsTheNewestBalance() {
        Tally tally = tally();

        assertThat(tally.whole()).isEqualTo(2);
        assertThat(tally.partial(Partial.START)).isEqualTo(1);
        assertThat(tally.partial(Partial.END)).isZero();
        assertThat(tally.balances()).containsExactly(balance("ads", 5, 5), balance("ctr", 20, 19), unattributed());
    }

    @Test
    void readsBackWhatItWrites() {
        Tally again = Tally.parse(tally().toText());

        assertThat(again.toText()).isEqualTo(tally().toText());
        assertThat(again.balances()).isEqualTo(tally().balances());
        assertThat(Tally.parse("").toText()).isEmpty();
    }

    @Test
    void theSummaryTellsWhatBecameOfEveryRecord() {
        assertThat(Summary.lines(tally(), 1_000, Duration.ofSeconds(4), false))
                .containsExactly(
                        "records read     28",
                        "whole windows    2",
                        "partial windows  1 (start missing: 1, end missing: 0, both: 0)",
                        "dead letters     4 (not_json: 3, late: 1)",
                        "duration         4 s, 250 records/s",
                        "",
                        "model           in  counted  pending  late  duplicate  dead-lettered  residual",
                        "ads              5        5        0     0          0              0         0",
                        "ctr             20       19        0     1          0              0         0",
                        "(unattributed)   3        0        0     0          0              3         0",
                        "total           28       24        0     1          0              3         0");
        assertThat(Summary.addsUp(tally())).isTrue();
    }

    @Test
    void aResidualIsToldLoudly() {
        Tally tally = tally();
        tally.add(Tally.line(balance("ctr", 21, 19)));

        assertThat(Summary.addsUp(tally)).isFalse();
        assertThat(Summary.lines(tally, 0, Duration.ZERO, true))
                .contains("duration         0 s, 0 records/s, since it was resumed")
                .anyMatch(line -> line.startsWith("THE LEDGER DOES NOT ADD UP"));
    }

    private static Tally tally() {
        Tally tally = new Tally();
        List.of("whole 1", "start 1", "whole 1").forEach(tally::add);
        tally.add(Tally.line(balance("ctr", 10, 9)));
        tally.add(Tally.line(unattributed()));
        tally.add(Tally.line(balance("ads", 5, 5)));
        tally.add(Tally.line(balance("ctr", 20, 19)));
        return tally;
    }

    private static LedgerBalance balance(String model, long in, long counted) {
        return new LedgerBalance(
                LedgerAccount.ofModel(model),
                in,
                counted,
                0,
                model.equals("ctr") ? Map.of(ReasonCode.LATE, 1L) : Map.of());
    }

    private static LedgerBalance unattributed() {
        return new LedgerBalance(LedgerAccount.UNATTRIBUTED, 3, 0, 0, Map.of(ReasonCode.NOT_JSON, 3L));
    }
}
