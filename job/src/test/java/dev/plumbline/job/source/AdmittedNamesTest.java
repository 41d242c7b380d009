package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.job.Records;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which records may bring their names, and which are one too many. */
class AdmittedNamesTest {

    private static final Attribute COUNTRY = new Attribute("country", 0);
    private static final Attribute DEVICE = new Attribute("device", 1);
    private static final List<Slicing> SLICINGS =
            List.of(new Slicing(List.of(COUNTRY)), new Slicing(List.of(COUNTRY, DEVICE)));

    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void aModelIsANameAndSoIsEachOfItsSeries() {
        AdmittedNames names = names(100);

        assertThat(admit(names, prediction("ctr", "1", null, null))).isZero();
        assertThat(names.size()).isEqualTo(2);
        admit(names, prediction("ctr", "2", null, "tv"));
        assertThat(names.size()).isEqualTo(3);
        admit(names, prediction("ctr", "2", "CN", null));
        assertThat(names.size()).isEqualTo(4);
        admit(names, prediction("ctr", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(5);
        admit(names, prediction("ctr", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(5);
        admit(names, prediction("ads", "2", "CN", "tv"));
        assertThat(names.size()).isEqualTo(9);
        assertThat(sizes).containsExactly(0, 2, 3, 4, 5, 9);
    }

    @Test
    void allNamesOfARecordAreAdmittedOrNone() {
        AdmittedNames names = names(5);
        admit(names, prediction("ctr", "1", null, null));

        assertThat(admit(names, prediction("ads", "1", "CN", "tv"))).isEqualTo(4);
        assertThat(names.size()).isEqualTo(2);
        assertThat(names.hasModel("ads")).isFalse();
        assertThat(admit(names, prediction("ctr", "1", "CN", "tv"))).isZero();
        assertThat(admit(names, prediction("ctr", "2", null, null))).isZero();
        assertThat(names.size()).isEqualTo(5);
        assertThat(admit(names, prediction("ctr", "3", null, null))).isEqualTo(1);
        assertThat(admit(names, prediction("ctr", "1", "CN", "tv")))
                .as("known names go on")
                .isZero();
        assertThat(names.hasModel("ctr")).isTrue();
    }

    /** The rule told with sets of texts, for random records over names that repeat, with a restart now and then. */
    @Test
    void agreesWithSetsOfTexts() {
        Random random = new Random(23);
        for (int limit : new int[] {1, 2, 50, 1_000, 100_000}) {
            Set<String> expected = new HashSet<>();
            AdmittedNames names = names(limit);
            for (int i = 0; i < 20_000; i++) {
                String model = "m" + random.nextInt(200);
                String version = "" + random.nextInt(3);
                String country = random.nextInt(4) == 0 ? null : "c" + random.nextInt(5);
                String device = random.nextInt(4) == 0 ? null : "d" + random.nextInt(3);
                Set<String> needed = new HashSet<>(Set.of(model, model + "|" + version));
                if (country != null) {
                    needed.add(model + "|" + version + "|" + country);
                }
                if (country != null && device != null) {
                    needed.add(model + "|" + version + "|" + country + "|" + device);
                }
                needed.removeAll(expected);
                boolean admitted = expected.size() + needed.size() <= limit;
                if (admitted) {
                    expected.addAll(needed);
                }

                assertThat(admit(names, prediction(model, version, country, device)))
                        .isEqualTo(admitted ? 0 : needed.size());
                assertThat(names.size()).isEqualTo(expected.size());
                assertThat(names.hasModel(model)).isEqualTo(expected.contains(model));
                if (i % 5_000 == 17) {
                    names = new AdmittedNames(
                            new SeriesLimit(limit, SLICINGS), new SeriesNames(SLICINGS), names.snapshot(), sizes::add);
                }
            }
        }
    }

    @Test
    void aSnapshotIsNotChangedByWhatComesLaterAndEqualSetsHaveEqualOnes() {
        AdmittedNames names = names(100);
        admit(names, prediction("a", "1", null, null));
        NameHashes before = names.snapshot();
        assertThat(names.snapshot()).isSameAs(before);
        admit(names, prediction("b", "1", null, null));
        assertThat(before.size()).isEqualTo(2);

        AdmittedNames turned = names(100);
        admit(turned, prediction("b", "1", null, null));
        admit(turned, prediction("a", "1", null, null));
        assertThat(turned.snapshot()).isEqualTo(names.snapshot()).isNotEqualTo(before);
    }

    @Test
    void aLimitThatWasLoweredAdmitsNothingNew() {
        AdmittedNames names = names(100);
        admit(names, prediction("a", "1", "CN", "tv"));
        AdmittedNames lowered = new AdmittedNames(
                new SeriesLimit(2, SLICINGS), new SeriesNames(SLICINGS), names.snapshot(), sizes::add);

        assertThat(admit(lowered, prediction("a", "1", "CN", "tv"))).isZero();
        assertThat(admit(lowered, prediction("a", "2", null, null))).isEqualTo(1);
        assertThat(lowered.size()).isEqualTo(4);
    }

    /** What partitions remember together of an origin must not make one of them admit what another one has. */
    @Test
    void partitionsOfOneTaskAdmitForThemselvesHoweverManyTheyAre() {
        SeriesNames shared = new SeriesNames(List.of());
        SeriesLimit one = new SeriesLimit(2, List.of());
        for (int partition = 0; partition < 70; partition++) {
            AdmittedNames names = new AdmittedNames(one, shared, NameHashes.NONE, sizes::add);
            Prediction first = prediction("m" + partition % 2, "1", null, null);
            Prediction second = prediction("m" + (partition + 1) % 2, "1", null, null);
            assertThat(admit(names, first)).isZero();
            assertThat(admit(names, first)).isZero();
            assertThat(admit(names, second)).isEqualTo(2);
            assertThat(admit(names, second)).isEqualTo(2);
            assertThat(names.size()).isEqualTo(2);
        }
    }

    /** The hash that marks a free slot is a name like any other. */
    @Test
    void theHashOfAFreeSlotCanBeKept() {
        AdmittedNames names = new AdmittedNames(
                new SeriesLimit(9, List.of()), new SeriesNames(List.of()), NameHashes.of(0, 5), sizes::add);

        assertThat(names.size()).isEqualTo(2);
        assertThat(names.snapshot()).isEqualTo(NameHashes.of(1, 5));
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesLimit(0, List.of()))
                .withMessageContaining("the limit is 0");
    }

    @Test
    void theShareIsThatOfTheFullestPartition() {
        SeriesShare share = new SeriesShare(new SeriesLimit(8, List.of()));
        assertThat(share.share()).isZero();
        share.report(4);
        share.report(2);
        assertThat(share.share()).isEqualTo(0.5);
    }

    private AdmittedNames names(int limit) {
        return new AdmittedNames(
                new SeriesLimit(limit, SLICINGS), new SeriesNames(SLICINGS), NameHashes.NONE, sizes::add);
    }

    private static int admit(AdmittedNames names, Prediction prediction) {
        return names.admit(prediction, names.origin(prediction));
    }

    private static Prediction prediction(String model, String version, String country, String device) {
        Prediction prediction = Records.sliced(model, 0, 0, country, device).prediction();
        prediction.setOrigin(model, version, 0);
        return prediction;
    }
}
