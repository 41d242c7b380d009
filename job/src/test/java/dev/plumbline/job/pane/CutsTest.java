package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ways to count can be merged of which. */
class CutsTest {

    /** Each cut with the position behind those that are merged of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none               | everyone-1
            a                  | a-2 everyone-2
            a b                | a-2 everyone-2 b-3
            a a,b              | a,b-3 a-3 everyone-3
            a,b a              | a,b-3 a-3 everyone-3
            a b a,b            | a,b-4 a-3 everyone-3 b-4
            a,b,c a,b a        | a,b,c-4 a,b-4 a-4 everyone-4
            a,b,c a,d a b      | a,b,c-2 b-2 a,d-5 a-5 everyone-5
            a,b c              | a,b-1 c-3 everyone-3
            a,b b,c            | a,b-2 everyone-2 b,c-3
            """)
    void areAForestOfTheFinestOnes(String slicings, String expected) {
        List<Slicing> list = slicings == null
                ? List.of()
                : Arrays.stream(slicings.split(" ")).map(CutsTest::slicing).toList();
        Cuts cuts = new Cuts(list);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            Prediction all = Records.sliced("m", 0, 0, "x", "x", "x", "x").prediction();
            String name = String.join(",", cut.own().slice(all).keySet());
            found.add((name.isEmpty() ? "everyone" : name) + "-" + cut.end());
        }

        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Test
    void aRecordThatOverflowsBelowItsOwnSliceIsKeptApart() {
        Cuts cuts = new Cuts(List.of(slicing("a"), slicing("a,b"), slicing("c")));
        Prediction all = Records.sliced("m", 0, 0, "x", "y", "z").prediction();
        Cut both = cuts.get(0);
        Cut one = cuts.get(1);

        assertThat(both.family(0)).isSameAs(both.own());
        assertThat(both.family(0b100)).isSameAs(both.own());
        assertThat(both.family(0b010).slice(all)).hasToString("{overflow=a,b}");
        assertThat(both.family(0b011).slice(all)).hasToString("{overflow=a,b}");
        assertThat(both.family(0b001)).isNotSameAs(both.own());
        assertThat(both.family(0b001).slice(all)).isEqualTo(both.own().slice(all));
        assertThat(one.family(0b010)).isSameAs(one.own());
        assertThat(one.family(0b001).slice(all)).hasToString("{overflow=a}");
        assertThat(cuts.get(2).family(0b111)).isSameAs(cuts.get(2).own());
    }

    @Test
    void cutsByOutputStandBehindTheOthersAndAreMergedOfNothing() {
        List<String> outputs = List.of("click", "buy");
        Slicing both = new Slicing(List.of(new Attribute("a", 0), new Attribute("b", 1)), outputs);
        Cuts cuts = new Cuts(List.of(both, slicing("a"), new Slicing(List.of(), outputs)));
        Prediction all = Records.sliced("m", 0, 0, "x", "y").prediction();

        assertThat(cuts.size()).isEqualTo(4);
        assertThat(cuts.firstByOutput()).isEqualTo(2);
        assertThat(cuts.get(0).end()).as("a, of which everyone is merged").isEqualTo(2);
        assertThat(cuts.get(2).end()).isEqualTo(3);
        assertThat(cuts.get(3).end()).isEqualTo(4);
        assertThat(cuts.get(2).outputs())
                .extracting(family -> family.slice(all).toString())
                .containsExactly("{a=x, b=y, output=click}", "{a=x, b=y, output=buy}");
        assertThat(cuts.get(2).isByOutput(0b010)).isTrue();
        assertThat(cuts.get(2).isByOutput(0b001)).isFalse();
        assertThat(cuts.get(2).family(0b001).slice(all)).hasToString("{overflow=a,b,output}");
        assertThat(cuts.get(0).isByOutput(0)).isFalse();
        assertThat(new Cuts(List.of(slicing("a"))).firstByOutput()).isEqualTo(2);
    }

    private static Slicing slicing(String names) {
        return new Slicing(Arrays.stream(names.split(","))
                .map(name -> new Attribute(name, name.charAt(0) - 'a'))
                .toList());
    }
}
