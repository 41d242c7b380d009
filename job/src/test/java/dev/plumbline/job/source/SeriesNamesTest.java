package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.source.SeriesNames.KnownOrigin;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hashes of names, which checkpoints keep. */
class SeriesNamesTest {

    private static final Attribute COUNTRY = new Attribute("country", 0);
    private static final Attribute DEVICE = new Attribute("device", 1);

    private static final List<Slicing> SLICINGS =
            List.of(new Slicing(List.of(COUNTRY)), new Slicing(List.of(COUNTRY, DEVICE)));

    private final SeriesNames names = new SeriesNames(SLICINGS);

    /** Computed in Python after the layout in docs/FORMATS.md. A change here would let every partition bring all its names once more. */
    @Test
    void theHashesStayAsTheyAre() {
        assertThat(names.model("ctr")).isEqualTo(0xaf7f31cdfa9585aL);
        assertThat(hashes(Records.sliced("ctr", 0, 0, "CN", "\u00e9").prediction()))
                .containsExactly(0xe63536096ef3f3c4L, 0x83368d6f97d31c3L, 0xccd2045b6341d015L);
        KnownOrigin origin = names.origin(Records.valid("ctr", 0, 0, 0).prediction());
        assertThat(names.overflow(origin, 0)).isEqualTo(0x5eff75133c9a3de1L);
        assertThat(names.overflow(origin, 1)).isEqualTo(0x55ffc26dd5295c31L);
    }

    @Test
    void textsThatWereForgottenHaveTheSameHashAgain() {
        long before = names.model("ctr");
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            hashes.add(names.model("m" + i));
        }
        assertThat(hashes).as("all different").hasSize(100_000);
        assertThat(names.model("ctr")).isEqualTo(before);
    }

    @Test
    void anOriginIsOneObjectAsLongAsItIsRemembered() {
        Prediction first = Records.valid("ctr", 0, 0, 0).prediction();
        Origin origin = names.origin(first);
        assertThat(origin.model()).isEqualTo("ctr");
        assertThat(origin.version()).isEqualTo(first.version());
        for (int i = 0; i < 5_000; i++) {
            assertThat(names.origin(Records.valid("m" + i, 0, 0, 0).prediction()))
                    .isNotSameAs(origin);
        }
        assertThat(names.origin(Records.valid("ctr", 1, 9, 9).prediction())).isSameAs(origin);

        Prediction other = Records.valid("ctr", 0, 0, 0).prediction();
        other.setOrigin("ctr", "another", 0);
        assertThat(names.origin(other)).isNotSameAs(origin);
    }

    /** Whoever makes up names with one hash gets the same answers as others, only not remembered all of them. */
    @Test
    void namesOfOneHashAreToldApart() {
        Set<Long> hashes = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                Prediction prediction = Records.valid("m" + i, 0, 0, 0).prediction();
                prediction.setOrigin("m" + i, "1", 0, 7);
                KnownOrigin origin = names.origin(prediction);
                assertThat(origin.model()).isEqualTo("m" + i);
                hashes.add(origin.hash());
            }
            assertThat(hashes).hasSize(1_000);
        }
    }

    @Test
    void nothingThatIsWrittenDifferentlyIsTheSame() {
        Set<Long> hashes = new HashSet<>();
        for (String[] texts :
                new String[][] {{"a", "b"}, {"b", "a"}, {"", "ab"}, {"ab", ""}, {"a", null}, {null, "a"}}) {
            List<Long> series = hashes(Records.sliced("a", 0, 0, texts).prediction());
            hashes.addAll(series.subList(1, series.size()));
        }
        assertThat(hashes).as("four countries, and four with devices").hasSize(8);
        assertThat(hashes).doesNotContain(names.model("a"), names.model("ab"));
    }

    @Test
    void theNameOfAnAttributeCounts() {
        Prediction prediction = Records.sliced("a", 0, 0, "x", "x").prediction();
        SeriesNames others = new SeriesNames(List.of(new Slicing(List.of(COUNTRY)), new Slicing(List.of(DEVICE))));
        KnownOrigin origin = others.origin(prediction);

        assertThat(others.slice(prediction, origin, 0)).isNotEqualTo(others.slice(prediction, origin, 1));
    }

    /** As if the record had an attribute of this name, so that it is one name wherever it comes from. */
    @Test
    void anOutputIsNamedLikeTheValueOfAnAttribute() {
        Prediction prediction = Records.sliced("a", 0, 0, "CN", "x", "buy").prediction();
        Attribute zone = new Attribute("zone", 1);
        List<String> outputs = List.of("click", "buy");
        SeriesNames byOutput = new SeriesNames(List.of(
                new Slicing(List.of(), outputs),
                new Slicing(List.of(COUNTRY, zone), outputs),
                new Slicing(List.of(zone), outputs)));
        Attribute output = new Attribute("output", 2);
        SeriesNames byAttribute = new SeriesNames(List.of(
                new Slicing(List.of(output)),
                new Slicing(List.of(COUNTRY, output, zone)),
                new Slicing(List.of(output, zone))));
        for (int i = 0; i < 3; i++) {
            assertThat(byOutput.slice(prediction, byOutput.origin(prediction), i, 1))
                    .isEqualTo(byAttribute.slice(prediction, byAttribute.origin(prediction), i))
                    .isNotEqualTo(byOutput.slice(prediction, byOutput.origin(prediction), i, 0));
            assertThat(byOutput.overflow(byOutput.origin(prediction), i))
                    .isEqualTo(byAttribute.overflow(byAttribute.origin(prediction), i));
        }
    }

    private List<Long> hashes(Prediction prediction) {
        KnownOrigin origin = names.origin(prediction);
        List<Long> hashes = new ArrayList<>(List.of(origin.hash()));
        for (int i = 0; i < SLICINGS.size(); i++) {
            if (SLICINGS.get(i).holds(prediction)) {
                hashes.add(names.slice(prediction, origin, i));
            }
        }
        return hashes;
    }
}
