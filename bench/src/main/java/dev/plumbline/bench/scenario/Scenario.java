package dev.plumbline.bench.scenario;

import java.util.List;

/**
 * Something worth knowing.
 *
 * @param name by which it is asked for
 * @param groups what is measured, group after group
 */
public record Scenario(String name, List<Group> groups) {
    /** Copies the list. */
    public Scenario {
        groups = List.copyOf(groups);
    }
}
