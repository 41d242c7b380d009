package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.demo.DemoRecord.Kind;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
    private static final long SEED = 20_260_101;
    private static final int RECORDS = 60_000;

    private static final List<DemoRecord> TRAFFIC =
            Stream.generate(traffic(SEED)::next).limit(RECORDS).toList();

    private final PredictionDecoder decoder =
            new PredictionDecoder(FieldMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()));

    private record Scored(String model, String country, long time, double p, double y) {}

    @Test
    void givesTheSameBytesForTheSameSeedOnEveryMachine() throws NoSuchAlgorithmException {
        assertThat(fingerprint(SEED)).isEqualTo("bf04f53fbdf01965");
        assertThat(fingerprint(SEED + 1)).isNotEqualTo(fingerprint(SEED));
    }

    @Test
    void keepsItsRateAndGoesRoundThePartitions() {
        DemoTraffic traffic = new DemoTraffic(SEED, 1_000_000, 4, 1, 2);
        List<Long> times = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long due = traffic.due();
            DemoRecord next = traffic.next();
            assertThat(next.timestamp()).isEqualTo(due);
            times.add(next.timestamp());
            partitions.add(next.partition());
        }
        assertThat(times).containsExactly(1_000_000L, 1_000_250L, 1_000_500L, 1_000_750L, 1_001_000L, 1_001_250L);
        assertThat(partitions).containsExactly(0, 1, 2, 3, 0, 1);
    }

    @Test
    void breaksAboutOneRecordInAHundredInEveryWay() {
        List<DemoRecord> broken = records(record -> record.kind() == Kind.BROKEN);

        // 5 standard deviations of a binomial count.
        double deviation = Math.sqrt(RECORDS * 0.01 * 0.99);
        assertThat((double) broken.size()).isBetween(RECORDS * 0.01 - 5 * deviation, RECORDS * 0.01 + 5 * deviation);
        List<String> reasons = new ArrayList<>();
        for (DemoRecord record : broken) {
            Rejection rejection = decoder.decode(record.value(), record.timestamp(), new Prediction());
            assertThat(rejection).as("verdict on %s", text(record)).isNotNull();
            reasons.add(rejection.reason().code());
        }
        for (Breakage breakage : Breakage.values()) {
            assertThat(reasons).contains(breakage.reason());
        }
    }

    @Test
    void rejectsEachBreakageForTheReasonItNames() {
        for (Breakage breakage : Breakage.values()) {
            long now = 1_763_750_000_000L;
            Rejection rejection = decoder.decode(breakage.value("calibrated", now), now, new Prediction());
            assertThat(rejection).as(breakage.name()).isNotNull();
            assertThat(rejection.reason().code()).as(breakage.name()).isEqualTo(breakage.reason());
        }
    }

    @Test
    void sendsAFewRecordsMinutesLateButNoneBeforeTheClockHasGotFar() {
        List<DemoRecord> late = records(record -> record.kind() == Kind.LATE);

        assertThat(late).hasSizeBetween(5, 100);
        for (DemoRecord record : late) {
            assertThat(record.timestamp() - DemoPlanTimes.START).isGreaterThan(60_000);
            assertThat(record.timestamp() - scored(record).time()).isBetween(180_000L, 181_500L);
        }
    }

    @Test
    void drawsTheLabelsOfTheCalibratedModelFromItsOwnProbabilities() {
        assertLabelsFollow(sound("calibrated", record -> true), logit -> logit);
    }

    @Test
    void doublesTheLogitsOfTheOverconfidentModel() {
        List<Scored> overconfident = sound("overconfident", record -> true);

        assertLabelsFollow(overconfident, logit -> logit / 2);
        assertThat(meanLoss(overconfident, logit -> logit))
                .as("the price of claiming too much")
                .isGreaterThan(meanLoss(overconfident, logit -> logit / 2) + 0.05);
    }

    @Test
    void movesTheWorldAwayFromTheDriftingModelInAllCountriesButOne() {
        List<Scored> before = sound("drifting", record -> record.time() < DemoPlanTimes.DRIFT_FROM);
        List<Scored> since = sound("drifting", record -> record.time() >= DemoPlanTimes.DRIFT_UNTIL);
        List<Scored> after = since.stream()
                .filter(record -> !record.country().equals(DemoTraffic.SPARED))
                .toList();

        assertLabelsFollow(before, logit -> logit);
        assertLabelsFollow(after, logit -> logit + DemoTraffic.DRIFT);
        assertLabelsFollow(
                since.stream().filter(record -> !after.contains(record)).toList(), logit -> logit);
        assertThat(meanLoss(after, logit -> logit)).isGreaterThan(meanLoss(before, logit -> logit) + 0.3);
    }

    @Test
    void comesFromThreeCountries() {
        assertThat(sound("calibrated", record -> true).stream().map(Scored::country))
                .containsOnly("BR", "DE", DemoTraffic.SPARED);
    }

    @Test
    void refusesRatesAndDriftsThatMakeNoSense() {
        assertThatThrownBy(() -> new DemoTraffic(1, 0, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DemoTraffic(1, 0, Double.NaN, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DemoTraffic(1, 0, 1, 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The times of ten minutes of traffic: a drift from the third to the eighth. */
    private static final class DemoPlanTimes {
        private static final long START = 1_767_225_600_000L;
        private static final long DRIFT_FROM = START + 180_000;
        private static final long DRIFT_UNTIL = START + 480_000;
    }

    private static DemoTraffic traffic(long seed) {
        return new DemoTraffic(
                seed, DemoPlanTimes.START, RECORDS / 600.0, DemoPlanTimes.DRIFT_FROM, DemoPlanTimes.DRIFT_UNTIL);
    }

    private static List<DemoRecord> records(Predicate<DemoRecord> wanted) {
        return TRAFFIC.stream().filter(wanted).toList();
    }

    private List<Scored> sound(String model, Predicate<Scored> wanted) {
        return records(record -> record.kind() == Kind.SOUND).stream()
                .map(this::scored)
                .filter(record -> record.model().equals(model))
                .filter(wanted)
                .toList();
    }

    private Scored scored(DemoRecord record) {
        Prediction prediction = new Prediction();
        Rejection rejection = decoder.decode(record.value(), record.timestamp(), prediction);
        if (rejection != null) {
            throw new AssertionError(text(record) + " was rejected: " + rejection.message());
        }
        String country = text(record).replaceFirst(".*\"country\":\"([A-Z]+)\".*", "$1");
        return new Scored(prediction.model(), country, prediction.time(), prediction.yPred(), prediction.yTrue());
    }

    /**
     * The loss under the probabilities that labels are drawn with is their entropy, up to chance: one label's loss has the
     * variance q(1-q) ln²(q/(1-q)) around it. Five standard deviations of the mean are allowed, and for the drift within a
     * rounding to millionths.
     */
    private static void assertLabelsFollow(List<Scored> scored, DoubleUnaryOperator actualLogit) {
        assertThat(scored).hasSizeGreaterThan(500);
        double entropy = 0;
        double variance = 0;
        for (Scored one : scored) {
            double q = sigmoid(actualLogit.applyAsDouble(logit(one.p)));
            entropy += -q * Math.log(q) - (1 - q) * Math.log1p(-q);
            variance += q * (1 - q) * Math.pow(Math.log(q / (1 - q)), 2);
        }
        double tolerance = 5 * Math.sqrt(variance) / scored.size();
        assertThat(meanLoss(scored, actualLogit) - entropy / scored.size()).isBetween(-tolerance, tolerance);
    }

    private static double meanLoss(List<Scored> scored, DoubleUnaryOperator asLogit) {
        return scored.stream()
                .mapToDouble(one -> {
                    double q = sigmoid(asLogit.applyAsDouble(logit(one.p)));
                    return -one.y * Math.log(q) - (1 - one.y) * Math.log1p(-q);
                })
                .average()
                .orElseThrow();
    }

    private static double logit(double p) {
        return Math.log(p) - Math.log1p(-p);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static String fingerprint(long seed) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DemoTraffic traffic = traffic(seed);
        for (int i = 0; i < 10_000; i++) {
            digest.update(text(traffic.next()).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    private static String text(DemoRecord record) {
        return record.value() == null ? "(no value)" : new String(record.value(), StandardCharsets.US_ASCII);
    }
}
