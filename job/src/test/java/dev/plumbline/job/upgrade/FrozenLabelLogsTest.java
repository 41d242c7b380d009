package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import dev.plumbline.job.upgrade.FrozenLabelLogs.Arrived;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the join has to hold when the logs are read half-way; what is not in a savepoint, restoring it does not test. */
class FrozenLabelLogsTest {

    private static final long PANE = 10_000;

    private final long settled = new SettledTime(new Panes(PANE), MemoryLabelsJob.ALLOWED_LATENESS).before(watermark());

    /** The slowest partition's largest time, less the out-of-orderness. */
    private static long watermark() {
        return Logs.TOPICS.stream()
                        .flatMap(topic -> FrozenLabelLogs.firstHalves(topic).stream())
                        .mapToLong(partition -> partition.stream()
                                .filter(record -> record.id() >= 0)
                                .mapToLong(Arrived::time)
                                .max()
                                .orElseThrow())
                        .min()
                        .orElseThrow()
                - FrozenLabelLogs.OUT_OF_ORDERNESS
                - 1;
    }

    private static List<Arrived> read(String topic, Predicate<Arrived> such) {
        return FrozenLabelLogs.firstHalves(topic).stream()
                .flatMap(List::stream)
                .filter(record -> record.id() >= 0)
                .filter(such)
                .toList();
    }

    @Test
    void eventsThatAreNotSettled() {
        assertThat(read(Logs.PREDICTIONS, record -> record.time() >= settled)).hasSizeGreaterThan(10);
        assertThat(read(Logs.LABELS, record -> record.time() >= settled)).hasSizeGreaterThan(10);
    }

    /** And with each the step in which it is due. */
    @Test
    void openEpisodesWithAndWithoutLabels() {
        List<Integer> labelled = read(Logs.LABELS, record -> record.time() < settled).stream()
                .map(Arrived::id)
                .toList();
        List<Arrived> open = read(
                Logs.PREDICTIONS,
                record -> record.time() < settled && record.time() + FrozenLabelLogs.HORIZON >= settled);

        assertThat(open).filteredOn(record -> labelled.contains(record.id())).hasSizeGreaterThan(5);
        assertThat(open).filteredOn(record -> !labelled.contains(record.id())).hasSizeGreaterThan(5);
    }

    @Test
    void timesThatAreRemembered() {
        assertThat(read(
                        Logs.PREDICTIONS,
                        record -> record.time() + FrozenLabelLogs.HORIZON < settled
                                && record.time() + 2 * FrozenLabelLogs.HORIZON >= settled))
                .hasSizeGreaterThan(5);
    }

    @Test
    void earlyLabelsThatWaitForPredictions() {
        List<Integer> predicted = read(Logs.PREDICTIONS, record -> record.time() < settled).stream()
                .map(Arrived::id)
                .toList();

        assertThat(read(
                        Logs.LABELS,
                        record -> record.time() < settled
                                && record.time() + FrozenLabelLogs.EARLY >= settled
                                && !predicted.contains(record.id())))
                .isNotEmpty();
    }
}
