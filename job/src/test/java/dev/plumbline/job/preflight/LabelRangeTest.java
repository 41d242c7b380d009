package dev.plumbline.job.preflight;

import static dev.plumbline.job.preflight.MemoryLog.NOW;
import static dev.plumbline.job.preflight.MemoryLog.at;
import static dev.plumbline.job.preflight.MemoryLog.instant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.time.Coverage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of predictions and labels, of which every second brought one, and the windows that both of them cover. */
class LabelRangeTest {
    private static final long DELAY = 65_000;
    private static final Partition LABELS = new Partition("l", 0);

    private final MemoryLog predictions = new MemoryLog("t").partition(0, 0, 900);
    private final MemoryLog labels = new MemoryLog("l").partition(0, 0, 900);

    @Test
    void readToTheEndCohortsAreWholeOnlyIfTheirLabelsMustHaveCome() {
        Reading reading = resolve("earliest", "latest", "horizon: 5m");

        assertThat(reading.predictions().spans()).isEqualTo(Map.of(new Partition("t", 0), new Span(0, 900)));
        assertThat(reading.labels().spans()).isEqualTo(Map.of(LABELS, new Span(0, 900)));
        assertThat(reading.length()).isEqualTo(1_800);
        assertThat(reading.partitions()).isEqualTo(2);
        assertThat(reading.from()).isEqualTo("t:0=0,l:0=0");
        assertThat(reading.to()).isEqualTo("t:0=900,l:0=900");
        assertThat(reading.coverage()).isEqualTo(Coverage.between(Long.MIN_VALUE, NOW - 300_000, DELAY));
        assertThat(reading.remarks())
                .containsExactly("Labels are read up to " + instant(1_000)
                        + ", and waited for as long as 5m (labels.horizon): windows that end after " + instant(635)
                        + " are marked as partial, because labels may still come for them.");
        assertThat(source(reading).start()).hasToString("AtOffsets[offsets=l:0=0]");
        assertThat(source(reading).stop()).hasToString("AtOffsets[offsets=l:0=900]");
    }

    @Test
    void roundATimeOfPredictionsLabelsAreReadAsFarAsTheyMatter() {
        Reading reading = resolve(instant(200), instant(500), "horizon: 5m, early: 10s");

        assertThat(reading.predictions().spans()).containsEntry(new Partition("t", 0), new Span(200, 500));
        assertThat(reading.labels().spans()).containsEntry(LABELS, new Span(190, 800));
        assertThat(reading.coverage()).isEqualTo(Coverage.between(at(200), at(500), DELAY));
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void aHorizonThatEndsWithinAPaneWaitsForTheWholeOfIt() {
        assertThat(resolve(instant(200), instant(500), "horizon: 250s").coverage())
                .isEqualTo(Coverage.between(at(200), at(500 + 250 - 300), DELAY));
    }

    @Test
    void labelsThatAreStillToComeAreMissed() {
        Reading reading = resolve(instant(200), instant(800), "horizon: 5m");

        assertThat(reading.coverage()).isEqualTo(Coverage.between(at(200), NOW - 300_000, DELAY));
        assertThat(reading.remarks())
                .singleElement()
                .asString()
                .contains("windows that end after " + instant(635) + " are marked as partial");
    }

    @Test
    void labelsThatHaveBeenDeletedAreMissedFromTheStart() {
        labels.partition(0, 400, 900);
        Reading reading = resolve(instant(200), instant(500), "horizon: 5m, early: 10s");

        assertThat(reading.coverage()).isEqualTo(Coverage.between(at(410) + 1, at(500), DELAY));
        assertThat(reading.remarks())
                .containsExactly(
                        "Older records have been deleted from l:0: the oldest that is left in l:0 came in at "
                                + instant(400) + ".",
                        "Labels are read from 2026-09-21T14:20:00.001Z on: windows that begin before"
                                + " 2026-09-21T14:20:10.001Z are marked as partial.");
    }

    @Test
    void nobodyHasSentALabelYet() {
        labels.partition(0, 0, 0);
        Reading reading = resolve(instant(200), instant(500), "horizon: 5m");

        assertThat(reading.remarks()).containsExactly("The topics of labels hold no record.");
        labels.partition(0, 0, 90);
        assertThat(resolve(instant(200), instant(500), "horizon: 5m").remarks())
                .containsExactly("No label lies in the range: all there are came in before it, or after it.");
    }

    @Test
    void aRangeMayBeTooShortForItsLabels() {
        assertThat(resolve("0=700", "latest", "horizon: 5m").remarks())
                .anyMatch(remark -> remark.contains("too short to cover any window")
                        && remark.contains("and the time for which labels are waited for"));
    }

    /** A window by the time of labels is made of predictions before it, and they of all their labels. */
    @ParameterizedTest
    @CsvSource({
        "first, 0s, 200 + 300, 500",
        "first, 10s, 200 + 300, 500 - 60",
        "last, 0s, 200 + 300, 800 - 300",
        "reject, 10s, 200 + 300, 800 - 360",
    })
    void windowsByLabelTimeReachBack(String conflicts, String early, String from, String to) {
        Reading reading = resolve(
                instant(200),
                instant(500),
                "horizon: 5m, windows: label, conflicts: " + conflicts + ", early: " + early);

        assertThat(reading.coverage()).isEqualTo(Coverage.between(at(sum(from)), at(sum(to)), DELAY));
        assertThat(reading.remarks())
                .contains("Windows by the time of labels hold predictions from up to 5m (labels.horizon) before: those"
                        + " that begin before " + instant(500) + " are marked as partial.");
    }

    @Test
    void allThereEverWasCoversWindowsByLabelTimeFromTheStart() {
        assertThat(resolve("earliest", "latest", "horizon: 5m, windows: label"))
                .satisfies(reading -> assertThat(reading.coverage().from()).isEqualTo(Long.MIN_VALUE))
                .satisfies(reading -> assertThat(reading.coverage().to()).isEqualTo(NOW))
                .satisfies(reading -> assertThat(reading.remarks()).isEmpty());
    }

    @Test
    void withoutAnEndOnlyOffsetsAreLookedUp() {
        Reading reading = resolve("earliest", "never", "horizon: 5m", "labels.kafka.start=0=7");
        assertThat(reading.predictions().isNone()).isTrue();
        assertThat(reading.labels().spans()).containsEntry(LABELS, new Span(7, 900));
        assertThat(source(reading).start()).hasToString("AtOffsets[offsets=l:0=7]");
        assertThat(source(reading).isBounded()).isFalse();
        assertThat(reading.coverage()).isEqualTo(Coverage.endless());

        reading = resolve("0=7", "never", "horizon: 5m");
        assertThat(reading.labels().isNone()).isTrue();
        assertThat(source(reading).start()).hasToString("Earliest[]");
        assertThat(reading.from()).isEqualTo("t:0=7");
    }

    @Test
    void offsetsOfLabelsThatCannotBeAreRefusedWithTheirSection() {
        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(() -> resolve("earliest", "latest", "horizon: 5m", "labels.kafka.start=0=901"))
                .withMessage("labels.kafka: offset 901 of l:0 lies in the future, the partition ends at 900; name an"
                        + " offset up to that");
    }

    @Test
    void filesAreWhole() {
        JobConfig config = ConfigLoader.load(
                "source: {files: {path: a}}\nlabels: {files: {path: b}, horizon: 1d}", "test", List.of(), Map.of());
        Reading reading = new ReadingResolver((section, source) -> {
                    throw new AssertionError("there is nobody to ask");
                })
                .resolve(config);
        assertThat(reading.coverage()).isEqualTo(Coverage.whole());
        assertThat(reading.config()).isEqualTo(config);
    }

    @Test
    void theSameRangesCanBeReadAgain() {
        Reading reading = resolve(instant(200), instant(500), "horizon: 5m");
        JobConfig config = config(instant(200), instant(500), "horizon: 5m");
        Reading again = Reading.again(
                config,
                OffsetRange.between(
                        reading.predictions().starts(), reading.predictions().stops()),
                OffsetRange.between(reading.labels().starts(), reading.labels().stops()),
                reading.coverage());

        assertThat(again).isEqualTo(reading);
    }

    private static long sum(String terms) {
        long sum = 0;
        for (String term : terms.replace(" ", "").replace("-", "+-").split("\\+", -1)) {
            sum += Long.parseLong(term);
        }
        return sum;
    }

    private static SourceConfig.Kafka source(Reading reading) {
        return (SourceConfig.Kafka)
                reading.config().labels().map(LabelsConfig::source).orElseThrow();
    }

    private Reading resolve(String start, String stop, String options, String... overrides) {
        return new ReadingResolver((section, source) -> section.equals("labels.kafka") ? labels : predictions)
                .resolve(config(start, stop, options, overrides));
    }

    private static JobConfig config(String start, String stop, String options, String... overrides) {
        return ConfigLoader.load("""
                source: {kafka: {bootstrap_servers: "b:1", topics: t, start: "%s", stop: "%s"}}
                labels: {kafka: {topics: l}, %s}
                time: {out_of_orderness: 5s, allowed_lateness: 1m}
                """.formatted(start, stop, options), "test", List.of(overrides), Map.of());
    }
}
