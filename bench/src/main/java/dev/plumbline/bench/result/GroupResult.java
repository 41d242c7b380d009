package dev.plumbline.bench.result;

import java.util.List;

/**
 * What contenders that took turns have reached.
 *
 * @param scenario the scenario's name
 * @param group the group's name in it; empty if it has only one
 * @param about what was read, in a line
 * @param contenders one per contender, in the order of their turns
 * @param bars the bars among them
 */
public record GroupResult(
        String scenario, String group, String about, List<ContenderResult> contenders, List<BarResult> bars) {
    /** Copies the lists. */
    public GroupResult {
        contenders = List.copyOf(contenders);
        bars = List.copyOf(bars);
    }

    /** Scenario and group in one word. */
    public String title() {
        return group.isEmpty() ? scenario : scenario + " " + group;
    }
}
