package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.job.Records;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.source.SeriesNames.KnownOrigin;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which records may bring their names, and which are one too many. */
class AdmittedNamesTest {

    private static final Attribute COUNTRY = new Attribute("country", 0);
    private static final Attribute DEVICE = new Attribute("device", 1);
    private static final List<Slicing> SLICINGS =
            List.of(new Slicing(List.of(COUNTRY)), new Slicing(List.of(COUNTRY, DEVICE)));

    /** More than any test here fills. */
    private static final int MANY = 1_000_000;

    private static final int REFUSED = -1;

    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void aModelIsANameAndSoIsEachOfItsSeriesOverflowSlicesIncluded() {
        AdmittedNames names = names(100, MANY);

        assertThat(admit(names, prediction("ctr", "1", null, null))).isZero();
        assertThat(names.size()).isEqualTo(4);
        admit(names, prediction("ctr", "2", null, "tv"));
        assertThat(names.size()).isEqualTo(7);
        admit(names, prediction("ctr", "2", "CN", null));
        assertThat(names.size()).isEqualTo(8);
        admit(names, prediction("ctr", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(9);
        admit(names, prediction("ctr", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(9);
        admit(names, prediction("ads", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(15);
        assertThat(sizes).containsExactly(0, 4, 7, 8, 9, 13, 14, 15);
    }

    @Test
    void aVersionIsAdmittedWithItsOverflowSlicesOrNotAtAll() {
        AdmittedNames names = names(7, MANY);
        admit(names, prediction("ctr", "1", null, null));

        Prediction ads = prediction("ads", "1", "CN", "tv");
        assertThat(names.admit(ads, names.origin(ads))).as("names needed").isEqualTo(4);
        assertThat(names.size()).isEqualTo(4);
        assertThat(names.hasModel("ads")).isFalse();
        Prediction second = prediction("ctr", "2", null, null);
        assertThat(names.admit(second, names.origin(second))).isZero();
        assertThat(names.size()).isEqualTo(7);
        Prediction third = prediction("ctr", "3", null, null);
        assertThat(names.admit(third, names.origin(third))).as("names needed").isEqualTo(3);
        assertThat(admit(names, prediction("ctr", "1", "CN", "tv")))
                .as("a known version goes on, its new slices beyond the limit")
                .isEqualTo(0b11);
        assertThat(names.size()).isEqualTo(7);
        assertThat(names.hasModel("ctr")).isTrue();
    }

    @Test
    void slicesBeyondTheLimitOfTheirSlicingAndVersionOverflowAndAdmittedOnesStay() {
        AdmittedNames names = names(1_000, 2);
        assertThat(admit(names, prediction("ctr", "1", "CN", "tv"))).isZero();
        assertThat(admit(names, prediction("ctr", "1", "DE", null))).isZero();
        assertThat(admit(names, prediction("ctr", "1", "FR", "tv"))).isEqualTo(0b01);
        assertThat(admit(names, prediction("ctr", "1", "IT", "tv"))).isEqualTo(0b11);
        assertThat(admit(names, prediction("ctr", "1", null, "tv"))).isZero();

        assertThat(admit(names, prediction("ctr", "2", "IT", "tv")))
                .as("another version")
                .isZero();
        assertThat(admit(names, prediction("ctr", "1", "DE", "tv"))).isEqualTo(0b10);
        assertThat(admit(names, prediction("ctr", "1", "CN", "tv"))).isZero();
    }

    /** The rule told with sets of texts, for random records over names that repeat, with a restart now and then. */
    @Test
    void agreesWithSetsOfTexts() {
        Random random = new Random(23);
        int[][] limits = {{1, 1}, {4, 3}, {50, 2}, {1_000, 4}, {100_000, 1}, {100_000, 3}, {100_000, MANY}};
        for (int[] limit : limits) {
            Texts expected = new Texts(limit[0], limit[1]);
            AdmittedNames names = names(limit[0], limit[1]);
            for (int i = 0; i < 20_000; i++) {
                String model = "m" + random.nextInt(200);
                String version = "" + random.nextInt(3);
                String country = random.nextInt(4) == 0 ? null : "c" + random.nextInt(5);
                String device = random.nextInt(4) == 0 ? null : "d" + random.nextInt(3);

                assertThat(admit(names, prediction(model, version, country, device)))
                        .isEqualTo(expected.admit(model, version, country, device));
                assertThat(names.size()).isEqualTo(expected.names.size());
                assertThat(names.hasModel(model)).isEqualTo(expected.names.contains(model));
                if (i % 5_000 == 17) {
                    names = restored(names, new SeriesLimit(limit[0], limit[1], SLICINGS));
                }
            }
        }
    }

    /** The rule, in texts. */
    private record Texts(int limit, int slices, Set<String> names, Map<String, Integer> counts) {

        Texts(int limit, int slices) {
            this(limit, slices, new HashSet<>(), new HashMap<>());
        }

        int admit(String model, String version, @Nullable String country, @Nullable String device) {
            String origin = model + "|" + version;
            Set<String> needed = new HashSet<>(Set.of(model, origin, origin + "|over c", origin + "|over c,d"));
            needed.removeAll(names);
            if (names.size() + needed.size() > limit) {
                return REFUSED;
            }
            names.addAll(needed);
            int overflow = 0;
            if (country != null) {
                overflow |= has(origin + "|over c", origin + "|" + country) ? 0 : 0b01;
            }
            if (country != null && device != null) {
                overflow |= has(origin + "|over c,d", origin + "|" + country + "|" + device) ? 0 : 0b10;
            }
            return overflow;
        }

        private boolean has(String group, String slice) {
            if (names.contains(slice)) {
                return true;
            }
            if (names.size() >= limit || counts.getOrDefault(group, 0) >= slices) {
                return false;
            }
            counts.merge(group, 1, Integer::sum);
            return names.add(slice);
        }
    }

    @Test
    void aSnapshotIsNotChangedByWhatComesLaterAndEqualSetsHaveEqualOnes() {
        AdmittedNames names = names(100, MANY);
        admit(names, prediction("a", "1", "CN", null));
        NameHashes before = names.snapshot();
        SliceCounts slicesBefore = names.slices();
        assertThat(names.snapshot()).isSameAs(before);
        assertThat(names.slices()).isSameAs(slicesBefore);
        admit(names, prediction("a", "1", "DE", "tv"));
        admit(names, prediction("b", "1", null, null));
        assertThat(before.size()).isEqualTo(3);
        assertThat(slicesBefore).hasToString("1 slices beside 2 overflow slices");
        assertThat(names.slices()).hasToString("3 slices beside 4 overflow slices");

        AdmittedNames turned = names(100, MANY);
        admit(turned, prediction("b", "1", null, null));
        admit(turned, prediction("a", "1", "DE", "tv"));
        admit(turned, prediction("a", "1", "CN", null));
        assertThat(turned.snapshot()).isEqualTo(names.snapshot()).isNotEqualTo(before);
        assertThat(turned.slices())
                .isEqualTo(names.slices())
                .hasSameHashCodeAs(names.slices())
                .isNotEqualTo(slicesBefore);
    }

    @Test
    void aLimitThatWasLoweredAdmitsNothingNew() {
        AdmittedNames names = names(100, MANY);
        admit(names, prediction("a", "1", "CN", "tv"));
        AdmittedNames lowered = restored(names, new SeriesLimit(2, MANY, SLICINGS));

        assertThat(admit(lowered, prediction("a", "1", "CN", "tv"))).isZero();
        assertThat(admit(lowered, prediction("a", "1", "DE", "tv"))).isEqualTo(0b11);
        assertThat(admit(lowered, prediction("a", "2", null, null))).isEqualTo(REFUSED);
        assertThat(lowered.size()).isEqualTo(6);
    }

    @Test
    void aLimitOnSlicesMayBeLoweredAndRaised() {
        AdmittedNames names = names(100, 2);
        admit(names, prediction("a", "1", "CN", null));
        admit(names, prediction("a", "1", "DE", null));

        AdmittedNames lowered = restored(names, new SeriesLimit(100, 1, SLICINGS));
        assertThat(admit(lowered, prediction("a", "1", "CN", null))).isZero();
        assertThat(admit(lowered, prediction("a", "1", "DE", null))).isZero();
        assertThat(admit(lowered, prediction("a", "1", "FR", null))).isEqualTo(0b01);

        AdmittedNames raised = restored(lowered, new SeriesLimit(100, 3, SLICINGS));
        assertThat(admit(raised, prediction("a", "1", "FR", null))).isZero();
        assertThat(admit(raised, prediction("a", "1", "IT", null))).isEqualTo(0b01);
    }

    /** No record is refused for its slices, so what a version that is in needs of a new slicing comes in, too. */
    @Test
    void aSlicingThatWasAddedOverflowsEvenWhereThereIsNoRoomForAName() {
        List<Slicing> before = SLICINGS.subList(0, 1);
        SeriesLimit full = new SeriesLimit(3, MANY, before);
        AdmittedNames names =
                new AdmittedNames(full, new SeriesNames(before), NameHashes.NONE, SliceCounts.NONE, sizes::add);
        admit(names, prediction("a", "1", null, null));
        assertThat(names.size()).isEqualTo(3);

        AdmittedNames added = restored(names, new SeriesLimit(3, MANY, SLICINGS));
        assertThat(admit(added, prediction("a", "1", "CN", "tv"))).isEqualTo(0b11);
        assertThat(added.size()).isEqualTo(4);
        assertThat(sizes).endsWith(3, 3, 4);

        AdmittedNames roomy = restored(names, new SeriesLimit(100, 1, SLICINGS));
        assertThat(admit(roomy, prediction("a", "1", "CN", "tv"))).isZero();
        assertThat(admit(roomy, prediction("a", "1", "CN", "phone"))).isEqualTo(0b10);
    }

    /** A record that were in the slice of one output and overflowed in that of another would count in both ways. */
    @Test
    void theSlicesOfARecordsOutputsAreAdmittedTogetherOrNotAtAll() {
        AdmittedNames names = byOutput(new SeriesLimit(100, 7, byOutput("x", "y", "z")));
        assertThat(admit(names, prediction("a", "1", null, null))).isZero();
        assertThat(names.size())
                .as("a model, its version, 2 overflow slices, 3 outputs")
                .isEqualTo(7);
        assertThat(admit(names, prediction("a", "1", "CN", null))).isZero();
        assertThat(admit(names, prediction("a", "1", "DE", null))).isZero();
        assertThat(names.size()).isEqualTo(13);
        assertThat(admit(names, prediction("a", "1", "FR", null)))
                .as("room for one of three")
                .isEqualTo(0b10);
        assertThat(names.size()).isEqualTo(13);
        assertThat(admit(names, prediction("a", "1", "DE", null))).isZero();

        AdmittedNames full = byOutput(new SeriesLimit(9, 7, byOutput("x", "y", "z")));
        assertThat(admit(full, prediction("a", "1", "CN", null)))
                .as("room for two names")
                .isEqualTo(0b10);
        assertThat(full.size()).isEqualTo(7);
    }

    @Test
    void anOutputThatIsNamedLaterComesInBesideTheOthers() {
        AdmittedNames names = byOutput(new SeriesLimit(100, 4, byOutput("x", "y")));
        admit(names, prediction("a", "1", "CN", null));
        admit(names, prediction("a", "1", "DE", null));
        assertThat(names.size()).isEqualTo(10);

        AdmittedNames more = restored(names, new SeriesLimit(100, 5, byOutput("z", "y", "x")));
        assertThat(admit(more, prediction("a", "1", "CN", null))).isZero();
        assertThat(more.size()).as("one more by output, one more by country").isEqualTo(12);
        assertThat(admit(more, prediction("a", "1", "DE", null))).isEqualTo(0b10);
        AdmittedNames fewer = restored(more, new SeriesLimit(100, 5, byOutput("y")));
        assertThat(admit(fewer, prediction("a", "1", "DE", null))).isZero();
    }

    private static List<Slicing> byOutput(String... outputs) {
        return List.of(new Slicing(List.of(), List.of(outputs)), new Slicing(List.of(COUNTRY), List.of(outputs)));
    }

    private AdmittedNames byOutput(SeriesLimit limit) {
        return new AdmittedNames(
                limit, new SeriesNames(limit.slicings()), NameHashes.NONE, SliceCounts.NONE, sizes::add);
    }

    /** What partitions remember together of an origin must not make one of them admit what another one has. */
    @Test
    void partitionsOfOneTaskAdmitForThemselvesHoweverManyTheyAre() {
        SeriesNames shared = new SeriesNames(List.of());
        SeriesLimit one = new SeriesLimit(2, 1, List.of());
        for (int partition = 0; partition < 70; partition++) {
            AdmittedNames names = new AdmittedNames(one, shared, NameHashes.NONE, SliceCounts.NONE, sizes::add);
            Prediction first = prediction("m" + partition % 2, "1", null, null);
            Prediction second = prediction("m" + (partition + 1) % 2, "1", null, null);
            assertThat(admit(names, first)).isZero();
            assertThat(admit(names, first)).isZero();
            assertThat(admit(names, second)).isEqualTo(REFUSED);
            assertThat(admit(names, second)).isEqualTo(REFUSED);
            assertThat(names.size()).isEqualTo(2);
        }
    }

    /** The hash that marks a free slot is a name like any other. */
    @Test
    void theHashOfAFreeSlotCanBeKept() {
        AdmittedNames names = new AdmittedNames(
                new SeriesLimit(9, 9, List.of()),
                new SeriesNames(List.of()),
                NameHashes.of(0, 5),
                new SliceCounts(new long[] {0, 7}, new int[] {2, 3}),
                sizes::add);

        assertThat(names.size()).isEqualTo(4);
        assertThat(names.snapshot()).isEqualTo(NameHashes.of(1, 5));
        assertThat(names.slices()).isEqualTo(new SliceCounts(new long[] {1, 7}, new int[] {2, 3}));
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesLimit(0, 1, List.of()))
                .withMessageContaining("the limit is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesLimit(1, 0, List.of()))
                .withMessageContaining("at least one slice; the limit is 0");
    }

    @Test
    void theShareIsThatOfTheFullestPartition() {
        SeriesShare share = new SeriesShare(new SeriesLimit(8, 1, List.of()));
        assertThat(share.share()).isZero();
        share.report(4);
        share.report(2);
        assertThat(share.share()).isEqualTo(0.5);
    }

    private AdmittedNames names(int limit, int slices) {
        return new AdmittedNames(
                new SeriesLimit(limit, slices, SLICINGS),
                new SeriesNames(SLICINGS),
                NameHashes.NONE,
                SliceCounts.NONE,
                sizes::add);
    }

    private AdmittedNames restored(AdmittedNames names, SeriesLimit limit) {
        return new AdmittedNames(
                limit, new SeriesNames(limit.slicings()), names.snapshot(), names.slices(), sizes::add);
    }

    /** Returns in which slicings it overflows, or that it is refused. */
    private static int admit(AdmittedNames names, Prediction prediction) {
        KnownOrigin origin = names.origin(prediction);
        return names.admit(prediction, origin) == 0 ? names.admitSlices(prediction, origin) : REFUSED;
    }

    private static Prediction prediction(String model, String version, String country, String device) {
        Prediction prediction = Records.sliced(model, 0, 0, country, device).prediction();
        prediction.setOrigin(model, version, 0);
        return prediction;
    }
}
