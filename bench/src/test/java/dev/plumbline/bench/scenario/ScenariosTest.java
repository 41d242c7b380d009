package dev.plumbline.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.bench.topic.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static final List<Scenario> ALL = new Scenarios(20_000, 1).all();

    @Test
    void namesAreUniqueInTheirScenario() {
        for (Scenario scenario : ALL) {
            List<String> names = new ArrayList<>();
            scenario.groups().forEach(group -> group.entries().forEach(entry -> names.add(entry.name())));
            scenario.live().forEach(live -> names.add(live.name()));
            scenario.states().forEach(one -> names.add(one.name()));

            assertThat(names).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    /** A topic is written once, by the first plan of its name. */
    @Test
    void topicsOfOneNameHaveOnePlan() {
        Map<String, Plan> plans = new HashMap<>();
        for (Scenario scenario : ALL) {
            for (Entry entry : entries(scenario)) {
                for (Plan topic : entry.topics()) {
                    Plan known = plans.putIfAbsent(topic.name(), topic);
                    assertThat(known == null ? topic : known).isEqualTo(topic);
                }
            }
        }
        assertThat(plans).containsKeys("zipf", "labels", "waiting-few-labels");
    }

    private static List<Entry> entries(Scenario scenario) {
        return Stream.concat(
                        scenario.groups().stream().flatMap(group -> group.entries().stream()),
                        scenario.states().stream().flatMap(one -> Stream.of(one.few(), one.many())))
                .toList();
    }

    @Test
    void barsAreAmongTheirContenders() {
        for (Scenario scenario : ALL) {
            for (Group group : scenario.groups()) {
                List<String> names = group.entries().stream().map(Entry::name).toList();
                assertThat(group.bars())
                        .allMatch(bar -> names.contains(bar.contender()) && names.contains(bar.against()));
            }
        }
    }

    @Test
    void withoutAWishThereIsEverythingThatDoesNotWaitToBeAskedFor() {
        assertThat(Selection.names(Selection.of(ALL, List.of())))
                .contains("zipf", "latency/exactly_once-1s", "windows/plumbline-60", "label-state/plumbline-heap")
                .doesNotContain("windows/sql-hop");
    }

    @Test
    void aWishForAContenderBringsItAloneWithTheBarsThatAreLeft() {
        List<Scenario> selected = Selection.of(ALL, List.of("zipf/plumbline", "zipf/sql", "windows/sql-hop"));

        assertThat(Selection.names(selected))
                .containsExactly("zipf", "zipf/sql", "zipf/plumbline", "windows", "windows/sql-hop");
        assertThat(selected.get(0).groups().get(0).bars()).containsExactly(new Bar("plumbline", "sql", 3, 4));
        assertThat(selected.get(1).groups().get(0).bars()).isEmpty();
    }

    @Test
    void aWishForSomethingUnknownIsToldWhatThereIs() {
        assertThatThrownBy(() -> Selection.of(ALL, List.of("zipf", "spark")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("spark is not known; there are zipf, zipf/raw, ");
    }
}
