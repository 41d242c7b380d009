package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.broker.EmbeddedBroker;
import dev.plumbline.local.calibration.ReliabilityStrip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DemoCommandTest {
    /** One run through the real broker and the real engine; the fingerprints tell that any other run gives the same. */
    @Test
    void accountsForEveryRecordAndGivesTheSameNumbersEverywhere() {
        CommandRun run = CommandRun.of("demo", "--once", "--records", "6000", "--seed", "7");

        assertThat(run.err().lines()).containsExactly("plumbline: starting a Kafka broker and Flink in this process");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^calibrated +1 +tumbling 10s +00:10:00")
                .containsPattern("(?m)^drifting +1 +sliding 1m/10s +00:10:00")
                .contains("  ratio     ece  roc auc  0    predicted     1  course ", ReliabilityStrip.LEGEND)
                .doesNotContain("reliability of")
                .containsPattern("records in +6,000\\R")
                .containsPattern("ledger +6,000 in, residual 0\\R")
                .contains("fingerprint   49e83e38c50c3b73 ")
                .containsPattern("(?m)^delayed +1 +tumbling 15s +00:10:00 .* 9. % at 1m .* final");
        assertThat(run.out().lines().dropWhile(line -> !line.startsWith("Predictions of ")))
                .containsExactly(
                        "Predictions of delayed, and labels that come up to a minute later",
                        "predictions          2,007",
                        "  labelled           1,899  95.0 %",
                        "  unlabelled           101",
                        "  duplicates             7",
                        "labels               1,951",
                        "  used               1,899",
                        "  duplicates            11",
                        "  rejected              41",
                        "               5  label_conflict",
                        "               8  label_orphan",
                        "              19  label_past_horizon",
                        "               4  label_shape_mismatch",
                        "               5  wrong_type",
                        "ledger               2,007 and 1,951 in, residual 0",
                        "windows                 41",
                        "fingerprint   e35d9c72ed9e6d00");
    }

    @Test
    void saysInASentenceThatAPortIsTaken() {
        try (EmbeddedBroker other = EmbeddedBroker.start()) {
            String port = other.bootstrapServers().split(":", -1)[1];

            CommandRun run = CommandRun.of("demo", "--once", "--kafka-port", port);

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains(port, "another program").doesNotContain("\tat ");
        }
    }
}
