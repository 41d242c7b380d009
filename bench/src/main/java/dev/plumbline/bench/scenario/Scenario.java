package dev.plumbline.bench.scenario;

import java.util.List;

/**
 * Something worth knowing.
 *
 * @param name by which it is asked for
 * @param groups what takes turns, group after group
 * @param live what is measured live, case after case
 * @param states whose state is measured, case after case
 */
public record Scenario(String name, List<Group> groups, List<LiveCase> live, List<StateCase> states) {
    /** Copies the lists. */
    public Scenario {
        groups = List.copyOf(groups);
        live = List.copyOf(live);
        states = List.copyOf(states);
    }

    Scenario(String name, List<Group> groups) {
        this(name, groups, List.of(), List.of());
    }
}
