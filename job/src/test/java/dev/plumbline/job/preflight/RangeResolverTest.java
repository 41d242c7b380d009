package dev.plumbline.job.preflight;

import static dev.plumbline.job.preflight.MemoryLog.at;
import static dev.plumbline.job.preflight.MemoryLog.instant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.preflight.OffsetRange.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A log in memory, whose offset n came in at BASE + n seconds, and which is looked at when NOW is. */
class RangeResolverTest {
    private static final long NOW = MemoryLog.NOW;
    private static final long DELAY = 65_000;

    private final MemoryLog log = new MemoryLog("t");

    @Test
    void everythingIsCoveredFromTheVeryFirstRecordToTheTimeOfTheLook() {
        log.partition(0, 0, 100).partition(1, 0, 0).partition(2, 0, 7);

        Reading reading = resolve("earliest", "latest");

        assertThat(reading.predictions().spans())
                .isEqualTo(Map.of(
                        partition(0), new Span(0, 100), partition(1), new Span(0, 0), partition(2), new Span(0, 7)));
        assertThat(reading.length()).isEqualTo(107);
        assertThat(reading.coverage().from()).isEqualTo(Long.MIN_VALUE);
        assertThat(reading.coverage().to()).isEqualTo(NOW);
        assertThat(reading.coverage().delay()).isEqualTo(DELAY);
        assertThat(reading.remarks()).containsExactly("Nothing lies in the range in t:1.");
        assertThat(source(reading).start()).hasToString("AtOffsets[offsets=t:0=0,t:1=0,t:2=0]");
        assertThat(source(reading).stop()).hasToString("AtOffsets[offsets=t:0=100,t:1=0,t:2=7]");
    }

    @Test
    void timesCoverWhatLiesBetweenThem() {
        log.partition(0, 0, 500).partition(1, 100, 300);

        Reading reading = resolve(instant(200), instant(400));

        assertThat(reading.predictions().spans())
                .isEqualTo(Map.of(partition(0), new Span(200, 400), partition(1), new Span(200, 300)));
        assertThat(reading.coverage().from()).isEqualTo(at(200));
        assertThat(reading.coverage().to()).isEqualTo(at(400));
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void aTimeBeforeTheFirstRecordEverCoversAll() {
        log.partition(0, 0, 500).partition(1, 0, 0);

        assertThat(resolve(instant(-10), instant(400)).coverage().from()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aTimeBeforeTheOldestRecordThatIsLeftSaysSo() {
        log.partition(0, 150, 500).partition(1, 120, 500).partition(2, 0, 500);

        Reading reading = resolve(instant(100), instant(400));

        assertThat(reading.coverage().from()).isEqualTo(at(150) + 1);
        assertThat(reading.remarks())
                .containsExactly(
                        "Older records have been deleted from t:0, t:1: the oldest that is left in t:0 came in at "
                                + instant(150) + ". Windows that began before are marked as partial.");
    }

    @Test
    void earliestSaysWhereTheOldestRecordIs() {
        log.partition(0, 150, 500).partition(1, 0, 500);

        Reading reading = resolve("earliest", "latest");

        assertThat(reading.predictions().spans()).containsEntry(partition(0), new Span(150, 500));
        assertThat(reading.coverage().from()).isEqualTo(at(150) + 1);
        assertThat(reading.remarks()).hasSize(1);
    }

    /** Nobody knows how new the deleted records were. */
    @Test
    void aPartitionThatLostEverythingLeavesNoWindowWhole() {
        log.partition(0, 70, 70).partition(1, 0, 500);

        Reading reading = resolve(instant(100), "latest");

        assertThat(reading.coverage().from()).isEqualTo(NOW + 1);
        assertThat(reading.remarks()).anyMatch(remark -> remark.startsWith("All records have been deleted from t:0,"));
    }

    @Test
    void aTimeToComeEndsNow() {
        log.partition(0, 0, 500);

        Reading reading = resolve("earliest", instant(5_000));

        assertThat(reading.predictions().spans()).containsEntry(partition(0), new Span(0, 500));
        assertThat(reading.coverage().to()).isEqualTo(NOW);
        assertThat(reading.remarks())
                .containsExactly("The range ends in the future: reading ends where the topics ended at "
                        + Instant.ofEpochMilli(NOW) + ".");
    }

    @Test
    void anOpenTransactionEndsTheRange() {
        log.partition(0, 0, 500).partition(1, 0, 500).open(1, 450);

        Reading reading = resolve("earliest", "latest");

        assertThat(reading.predictions().spans()).containsEntry(partition(1), new Span(0, 450));
        assertThat(reading.coverage().to()).isEqualTo(at(450));
        assertThat(reading.remarks())
                .anyMatch(remark -> remark.startsWith(
                        "A transaction is open in t:1: reading ends" + " before it, at records of " + instant(450)));
        // A time before it is not held up.
        assertThat(resolve("earliest", instant(400)).coverage().to()).isEqualTo(at(400));
        assertThat(resolve("earliest", instant(480)).coverage().to()).isEqualTo(at(450));
    }

    @Test
    void offsetsCoverWhatLiesBetweenTheirRecords() {
        log.partition(0, 0, 500).partition(1, 0, 500).partition(2, 0, 500);

        Reading reading = resolve("0=200,1=100", "0=300,1=400");

        assertThat(reading.predictions().spans())
                .isEqualTo(Map.of(
                        partition(0),
                        new Span(200, 300),
                        partition(1),
                        new Span(100, 400),
                        partition(2),
                        new Span(0, 500)));
        assertThat(reading.coverage().from()).isEqualTo(at(200) + 1);
        assertThat(reading.coverage().to()).isEqualTo(at(300));
    }

    @Test
    void offsetsThatWereDeletedAreToldAndThoseToComeRefused() {
        log.partition(0, 100, 500);

        Reading reading = resolve("0=50", "0=80");
        assertThat(reading.predictions().spans()).containsEntry(partition(0), new Span(100, 100));
        assertThat(reading.remarks())
                .contains("Offset 50 of t:0 has been deleted; the oldest there is 100.")
                .contains("No record lies in the range: all there are came in before it, or after it.");

        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(() -> resolve("0=501", "1=5"))
                .withMessageContaining("offset 501 of t:0 lies in the future, the partition ends at 500")
                .withMessageContaining("there is no partition t:1; its topic has 1");
        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(() -> resolve("0=300", "0=200"))
                .withMessageContaining("begins at offset 300 of t:0 and ends at offset 200, before it begins");
    }

    @Test
    void aRangeWithoutRecordsIsFine() {
        log.partition(0, 0, 500).partition(1, 0, 500);

        Reading reading = resolve(instant(600), instant(900));

        assertThat(reading.length()).isZero();
        assertThat(reading.remarks())
                .containsExactly("No record lies in the range: all there are came in before it, or after it.");
        assertThat(new RangeResolverTest()
                        .resolve("earliest", "latest")
                        .predictions()
                        .spans())
                .isEmpty();
    }

    @Test
    void aRangeThatCoversNoWindowSaysSo() {
        log.partition(0, 0, 500);

        assertThat(resolve(instant(100), instant(165)).remarks())
                .anyMatch(remark -> remark.contains("too short to cover any window")
                        && remark.contains(DELAY + " ms for the records that come late"));
        assertThat(resolve(instant(100), instant(166)).remarks()).isEmpty();
    }

    @Test
    void committedOffsetsAreLookedUp() {
        log.partition(0, 0, 500).partition(1, 0, 500).commit(0, 222);

        Reading reading = resolve("committed", "latest");

        assertThat(reading.predictions().spans())
                .isEqualTo(Map.of(partition(0), new Span(222, 500), partition(1), new Span(0, 500)));
        assertThat(reading.coverage().from()).isEqualTo(at(222) + 1);
    }

    @Test
    void aJobWithoutEndBeginsAtItsOffsetsAndCoversAll() {
        log.partition(0, 0, 500).partition(1, 0, 500);

        Reading reading = resolve("0=200", "never");

        assertThat(source(reading).start()).hasToString("AtOffsets[offsets=t:0=200,t:1=0]");
        assertThat(source(reading).isBounded()).isFalse();
        assertThat(reading.coverage().isEndless()).isTrue();
    }

    private Reading resolve(String start, String stop) {
        JobConfig config = ConfigLoader.load("""
                source: {kafka: {bootstrap_servers: "b:1", topics: t, start: "%s", stop: "%s"}}
                time: {out_of_orderness: 5s, allowed_lateness: 1m}
                """.formatted(start, stop), "test", List.of(), Map.of());
        return new ReadingResolver((section, source) -> log).resolve(config);
    }

    private static SourceConfig.Kafka source(Reading reading) {
        return (SourceConfig.Kafka) reading.config().source();
    }

    private static Partition partition(int number) {
        return new Partition("t", number);
    }
}
