package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the oracle says does not depend on how records come in. What it has to say is decided by hand, in the tests of stories. */
class LabelOracleTest {

    private static final long HORIZON = 24_000;
    private static final long OUT_OF_ORDERNESS = 2_500;

    static Stream<LabelRules> policies() {
        List<LabelRules> policies = new ArrayList<>();
        for (JoinBy joinBy : JoinBy.values()) {
            for (Conflicts conflicts : Conflicts.values()) {
                for (Windows windows : Windows.values()) {
                    Absence absence = joinBy == JoinBy.ID ? Absence.NEGATIVE : Absence.IGNORE;
                    policies.add(new LabelRules(joinBy, conflicts, absence, windows, HORIZON, 2_500, HORIZON));
                }
            }
        }
        return policies.stream();
    }

    /** In order and with all of an id in one partition; and anywhere, out of order as far as the job waits. */
    @ParameterizedTest
    @MethodSource("policies")
    void theOrderOfRecordsChangesNothing(LabelRules rules) {
        LabelTraffic traffic = LabelTraffic.generate(1, rules, 5_000, 150_000);
        LabelLogs inOrder = traffic.arrive(new Arrival(4, 3, true, 0, true));
        LabelLogs shuffled = traffic.arrive(new Arrival(4, 3, false, OUT_OF_ORDERNESS, true));

        LabelOracle oracle = judge(rules, inOrder);
        LabelOracle ofShuffled = judge(rules, shuffled);

        assertThat(ofShuffled.refused(ReasonCode.LABEL_CONFLICT)).isPositive();
        assertThat(ofShuffled.reports()).isEqualTo(oracle.reports());
        assertThat(accounts(ofShuffled)).isEqualTo(accounts(oracle));
        assertThat(letters(ofShuffled, shuffled)).isEqualTo(letters(oracle, inOrder));
    }

    private static Map<LedgerAccount, String> accounts(LabelOracle oracle) {
        Map<LedgerAccount, String> accounts = new HashMap<>();
        oracle.accounts().forEach((account, sums) -> accounts.put(account, sums.toString()));
        return accounts;
    }

    /** By the record that is lost, wherever it is. Which of two equal ones it is depends on where they are. */
    private static Map<Planned, Map<ReasonCode, Integer>> letters(LabelOracle oracle, LabelLogs logs) {
        Map<Planned, Map<ReasonCode, Integer>> letters = new HashMap<>();
        oracle.fates()
                .forEach((topic, partition, offset, reason, times) -> letters.computeIfAbsent(
                                logs.planned(topic, partition, offset), none -> new EnumMap<>(ReasonCode.class))
                        .merge(reason, times, Integer::sum));
        return letters;
    }

    private static LabelOracle judge(LabelRules rules, LabelLogs logs) {
        return LabelOracle.judge(
                new LabelOracle.Job(
                        rules,
                        List.of(WindowFamily.tumbling(10)),
                        List.of(List.of("country")),
                        List.of(),
                        new Metrics(BinaryCrossentropyConfig.defaults(), null),
                        null),
                logs);
    }
}
