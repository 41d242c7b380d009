package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.demo.DemoRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DelayedTrafficTest {
    private static final long SEED = 20_260_101;
    private static final long START = 1_767_225_600_000L;
    private static final int PREDICTIONS = 60_000;
    private static final double PER_SECOND = 100;
    private static final long END = START + (long) (PREDICTIONS / PER_SECOND * 1000);

    private static final List<Sent> TRAFFIC = all(traffic(SEED));
    private static final List<Sent> FIRST_PREDICTIONS = TRAFFIC.stream()
            .filter(sent -> !sent.isLabel() && sent.kind() == Kind.SOUND)
            .toList();
    private static final List<Sent> LABELS =
            TRAFFIC.stream().filter(Sent::isLabel).toList();

    /** A record, and what can be read in it. */
    private record Sent(DemoRecord record, String id, long time, String y) {
        static Sent of(DemoRecord record) {
            String json = text(record);
            return new Sent(
                    record,
                    json.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"),
                    Long.parseLong(json.replaceFirst(".*\"time\":(\\d+).*", "$1")),
                    json.replaceFirst(".*\"y_(?:true|pred)\":(.*)}", "$1"));
        }

        boolean isLabel() {
            return record.topic().equals(DemoPlan.DELAYED_LABELS);
        }

        Kind kind() {
            return record.kind();
        }
    }

    @Test
    void givesTheSameBytesForTheSameSeedOnEveryMachine() throws NoSuchAlgorithmException {
        assertThat(fingerprint(SEED)).isEqualTo("734874879398ee3f");
        assertThat(fingerprint(SEED + 1)).isNotEqualTo(fingerprint(SEED));
    }

    @Test
    void looksLikeThis() {
        DelayedTraffic traffic = new DelayedTraffic(SEED, START, 1, END);

        assertThat(text(traffic.next()))
                .isEqualTo(
                        "{\"model\":\"delayed\",\"version\":\"1\",\"id\":\"0\",\"time\":1767225599789,\"y_pred\":0.564121}");
        DemoRecord label = traffic.next();
        while (!label.topic().equals(DemoPlan.DELAYED_LABELS)) {
            label = traffic.next();
        }
        assertThat(text(label))
                .isEqualTo(
                        "{\"model\":\"delayed\",\"version\":\"1\",\"id\":\"3\",\"time\":1767225607705,\"y_true\":0}");
    }

    @Test
    void keepsItsRateInBothTopicsAndGoesRoundThePartitions() {
        assertThat(FIRST_PREDICTIONS).hasSize(PREDICTIONS);
        for (int i = 0; i < 4; i++) {
            DemoRecord record = FIRST_PREDICTIONS.get(i).record();
            assertThat(record.timestamp()).isEqualTo(START + i * 10L);
            assertThat(record.partition()).isEqualTo(i % DelayedTraffic.PARTITIONS);
        }
        assertThat(LABELS).extracting(label -> label.record().partition()).containsOnly(0, 1);
    }

    @Test
    void sendsEachRecordWhenItIsDueAndEndsWithTheLastLabel() {
        assertThat(TRAFFIC)
                .isSortedAccordingTo(
                        Comparator.comparingLong(sent -> sent.record().timestamp()));
        assertThat(TRAFFIC.get(TRAFFIC.size() - 1).record().timestamp()).isBetween(END + 60_000, END + 92_000);
        assertThat(FIRST_PREDICTIONS.get(PREDICTIONS - 1).record().timestamp()).isEqualTo(END - 10);

        DelayedTraffic none = new DelayedTraffic(SEED, START, 1, START);
        assertThat(none.due()).isEqualTo(Traffic.OVER);
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void doesToLabelsWhatItSays() {
        Map<Kind, Long> kinds = new HashMap<>();
        LABELS.forEach(label -> kinds.merge(label.kind(), 1L, Long::sum));

        long known = PREDICTIONS - kinds.get(Kind.SOUND);
        assertShare(known, 300 + 100 + 40 + 30 + 30);
        assertShare(kinds.get(Kind.PAST_HORIZON), 100);
        assertShare(kinds.get(Kind.DUPLICATE), 60);
        assertShare(kinds.get(Kind.CONFLICT), 40);
        assertShare(kinds.get(Kind.ORPHAN), 40);
        assertShare(kinds.get(Kind.MISFIT), 30);
        assertShare(kinds.get(Kind.BROKEN), 30);
        assertShare(TRAFFIC.size() - LABELS.size() - PREDICTIONS, 40);
        Map<String, Long> predicted = times(FIRST_PREDICTIONS);
        assertShare(
                LABELS.stream()
                        .filter(label -> label.kind() == Kind.SOUND && label.time() < predicted.get(label.id()))
                        .count(),
                40);
    }

    /** Five standard deviations of a binomial count are allowed. */
    private static void assertShare(long count, int ofTenThousand) {
        double share = ofTenThousand / 10_000.0;
        double deviation = Math.sqrt(PREDICTIONS * share * (1 - share));
        assertThat((double) count).isBetween(PREDICTIONS * share - 5 * deviation, PREDICTIONS * share + 5 * deviation);
    }

    /** What the summary of {@code DemoCommandTest} says, told by the traffic itself. */
    @Test
    void foretellsTheSummaryOfTheFixedDemo() {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        DelayedTraffic traffic = DemoPlan.fixedDelayedTraffic(7, 6_000);
        while (traffic.due() != Traffic.OVER) {
            DemoRecord record = traffic.next();
            if (record.topic().equals(DemoPlan.DELAYED_LABELS)) {
                kinds.merge(record.kind(), 1, Integer::sum);
            }
        }

        assertThat(kinds)
                .isEqualTo(Map.of(
                        Kind.SOUND, 1_899,
                        Kind.DUPLICATE, 11,
                        Kind.CONFLICT, 5,
                        Kind.ORPHAN, 8,
                        Kind.PAST_HORIZON, 19,
                        Kind.MISFIT, 4,
                        Kind.BROKEN, 5));
    }

    /** The rules of the join, as far as this traffic needs them, by brute force. */
    @Test
    void saysOfEachRecordWhatTheJobWillMakeOfIt() {
        Map<String, Long> predicted = times(FIRST_PREDICTIONS);
        Map<String, List<Sent>> labels = new TreeMap<>();
        LABELS.forEach(label ->
                labels.computeIfAbsent(label.id(), id -> new ArrayList<>()).add(label));

        labels.forEach((id, ofOne) -> {
            ofOne.sort(Comparator.comparingLong(Sent::time));
            String counted = "";
            for (Sent label : ofOne) {
                Kind expected = expected(label, predicted.get(id), counted);
                assertThat(label.kind())
                        .as("%s after %s", label, predicted.get(id))
                        .isEqualTo(expected);
                if (expected == Kind.SOUND) {
                    counted = label.y();
                }
            }
        });
        TRAFFIC.stream()
                .filter(sent -> sent.kind() == Kind.DUPLICATE && !sent.isLabel())
                .forEach(again -> assertThat(again.time()).isEqualTo(predicted.get(again.id())));
    }

    private static Kind expected(Sent label, Long predicted, String counted) {
        if (predicted == null) {
            return Kind.ORPHAN;
        }
        if (label.y().startsWith("\"")) {
            return Kind.BROKEN;
        }
        if (label.time() > predicted + DelayedTraffic.HORIZON_MILLIS) {
            return Kind.PAST_HORIZON;
        }
        if (label.y().startsWith("[")) {
            return Kind.MISFIT;
        }
        if (counted.isEmpty()) {
            return Kind.SOUND;
        }
        return label.y().equals(counted) ? Kind.DUPLICATE : Kind.CONFLICT;
    }

    /** The job waits for 2 s; whatever comes later than that might be late. */
    @Test
    void isNeverTooLateForItsPartition() {
        Map<String, Long> clocks = new HashMap<>();
        for (Sent sent : TRAFFIC) {
            String partition = sent.record().topic() + sent.record().partition();
            long clock = clocks.merge(partition, sent.time(), Math::max);
            assertThat(sent.time()).isGreaterThan(clock - 2_000);
            assertThat(sent.time()).isLessThanOrEqualTo(sent.record().timestamp());
        }
    }

    @Test
    void knowsLabelsSoonerRatherThanLater() {
        Map<String, Long> predicted = times(FIRST_PREDICTIONS);
        List<Long> ages = LABELS.stream()
                .filter(label -> label.kind() == Kind.SOUND)
                .map(label -> label.time() - predicted.get(label.id()))
                .sorted()
                .toList();

        assertThat(ages.get(0)).isBetween(-400L, -1L);
        assertThat(ages.get(ages.size() - 1)).isBetween(59_000L, 60_000L);
        // By the quantile of the distribution: 1 + 25 ln(1 / (1 - 0.5 (1 - exp(-59 / 25)))) = 16.1 s; early labels
        // change it by 0.1 s.
        assertThat(ages.get(ages.size() / 2)).isBetween(15_500L, 16_700L);
    }

    /** As many labels are 1 as predictions say, but for five standard deviations. */
    @Test
    void drawsLabelsFromTheProbabilitiesOfThePredictions() {
        Map<String, Double> claimed = new HashMap<>();
        FIRST_PREDICTIONS.forEach(prediction -> claimed.put(prediction.id(), Double.parseDouble(prediction.y())));
        for (int tenth = 0; tenth < 10; tenth++) {
            double from = tenth / 10.0;
            double expected = 0;
            double variance = 0;
            double observed = 0;
            for (Sent label : LABELS) {
                Double p = claimed.get(label.id());
                if (label.kind() == Kind.SOUND && p >= from && p < from + 0.1) {
                    expected += p;
                    variance += p * (1 - p);
                    observed += Double.parseDouble(label.y());
                }
            }
            assertThat(variance).as("predictions from %s", from).isGreaterThan(10);
            assertThat(observed)
                    .as("predictions from %s", from)
                    .isBetween(expected - 5 * Math.sqrt(variance), expected + 5 * Math.sqrt(variance));
        }
    }

    @Test
    void refusesRatesThatMakeNoSense() {
        assertThatThrownBy(() -> new DelayedTraffic(1, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelayedTraffic(1, 0, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesInTheOrderOfTimesBesideOtherTraffic() {
        DemoTraffic first = new DemoTraffic(SEED, START, 3, 1, 2);
        Traffic merged = new MergedTraffic(first, traffic(SEED));
        List<DemoRecord> records = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long due = merged.due();
            records.add(merged.next());
            assertThat(records.get(i).timestamp()).isEqualTo(due);
        }

        assertThat(records).isSortedAccordingTo(Comparator.comparingLong(DemoRecord::timestamp));
        assertThat(records)
                .extracting(DemoRecord::topic)
                .contains(DemoPlan.PREDICTIONS, DemoPlan.DELAYED_PREDICTIONS, DemoPlan.DELAYED_LABELS);
        assertThat(records.get(0).topic()).isEqualTo(DemoPlan.PREDICTIONS);
    }

    private static Map<String, Long> times(List<Sent> sent) {
        Map<String, Long> times = new HashMap<>();
        sent.forEach(one -> times.put(one.id(), one.time()));
        return times;
    }

    private static DelayedTraffic traffic(long seed) {
        return new DelayedTraffic(seed, START, PER_SECOND, END);
    }

    private static List<Sent> all(DelayedTraffic traffic) {
        List<Sent> all = new ArrayList<>();
        while (traffic.due() != Traffic.OVER) {
            all.add(Sent.of(traffic.next()));
        }
        return all;
    }

    private static String fingerprint(long seed) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DelayedTraffic traffic = traffic(seed);
        for (int i = 0; i < 10_000; i++) {
            digest.update(text(traffic.next()).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    private static String text(DemoRecord record) {
        return new String(record.value(), StandardCharsets.US_ASCII);
    }
}
