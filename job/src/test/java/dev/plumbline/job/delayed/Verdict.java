package dev.plumbline.job.delayed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.Account;
import dev.plumbline.job.oracle.Fates;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/** Compares what a run has told with what the oracle says. */
final class Verdict {
    private Verdict() {}

    /** Everything is as the oracle says, each thing told once. */
    static void assertRight(DelayedRun run, LabelOracle oracle) {
        assertReports(run.reports(), oracle.reports());
        assertThat(run.letters().fates().differences(oracle.fates()))
                .as("dead letters")
                .isEmpty();
        assertLetters(run);
        assertLedger(run.balances(), oracle.accounts());
    }

    /** The same, but for what was told again after a failure. */
    static void assertRightButForRepetitions(DelayedRun run, LabelOracle oracle, Logs logs) {
        assertReports(run.reports(), oracle.reports());
        Fates expected = oracle.fates().distinct(logs);
        assertThat(run.letters().fates().distinct(logs).differences(expected))
                .as("dead letters")
                .isEmpty();
        assertLetters(run);
        assertLedger(run.balances(), oracle.accounts());
    }

    private static void assertReports(Reports reports, SortedMap<String, String> expected) {
        assertThat(reports.firstFlaw()).as("reports").isNull();
        SortedMap<String, String> actual = reports.finals();
        // One difference says more than two maps of thousands of lines.
        expected.forEach((key, value) -> {
            if (!value.equals(actual.get(key))) {
                assertThat(actual.get(key)).as("the final report of %s", key).isEqualTo(value);
            }
        });
        assertThat(actual.keySet().stream().filter(key -> !expected.containsKey(key)))
                .as("reports of nothing")
                .isEmpty();
    }

    private static void assertLetters(DelayedRun run) {
        assertThat(run.letters().firstFlaw()).as("dead letters").isNull();
    }

    private static void assertLedger(Balances balances, Map<LedgerAccount, Account> expected) {
        assertThat(balances.firstThatDoesNotAddUp()).isNull();
        Map<LedgerAccount, LedgerBalance> actual = balances.newest();
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((account, wanted) -> {
            LedgerBalance balance = Objects.requireNonNull(actual.get(account));
            assertThat(balance.notCounted()).as("not counted of %s", account).isEqualTo(wanted.notCounted());
            assertThat(balance.counted()).as("counted of %s", account).isEqualTo(wanted.counted());
            assertThat(balance.pending()).as("pending of %s", account).isZero();
            assertThat(balance.in()).as("in of %s", account).isEqualTo(wanted.in());
        });
    }
}
