package dev.plumbline.bench.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which scenarios and contenders are asked for: {@code zipf} for a scenario, {@code zipf/sql} for one of its contenders. */
public final class Selection {
    private Selection() {}

    /**
     * What is left of the scenarios.
     *
     * @param wanted names; empty for everything that does not wait to be asked for
     * @throws IllegalArgumentException if a name is not known; the message tells which there are
     */
    public static List<Scenario> of(List<Scenario> scenarios, List<String> wanted) {
        Set<String> known = names(scenarios);
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not known; there are " + String.join(", ", known));
            }
        }
        List<Scenario> left = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            List<Group> groups = new ArrayList<>();
            for (Group group : scenario.groups()) {
                List<Entry> entries = group.entries().stream()
                        .filter(entry -> isWanted(scenario, entry.name(), entry.onRequest(), wanted))
                        .toList();
                if (!entries.isEmpty()) {
                    groups.add(group.with(entries));
                }
            }
            List<LiveCase> live = scenario.live().stream()
                    .filter(one -> isWanted(scenario, one.name(), false, wanted))
                    .toList();
            List<StateCase> states = scenario.states().stream()
                    .filter(one -> isWanted(scenario, one.name(), false, wanted))
                    .toList();
            if (!groups.isEmpty() || !live.isEmpty() || !states.isEmpty()) {
                left.add(new Scenario(scenario.name(), groups, live, states));
            }
        }
        return List.copyOf(left);
    }

    /** Everything that can be asked for. */
    public static Set<String> names(List<Scenario> scenarios) {
        Set<String> names = new LinkedHashSet<>();
        for (Scenario scenario : scenarios) {
            names.add(scenario.name());
            scenario.groups()
                    .forEach(group -> group.entries().forEach(entry -> names.add(path(scenario, entry.name()))));
            scenario.live().forEach(live -> names.add(path(scenario, live.name())));
            scenario.states().forEach(one -> names.add(path(scenario, one.name())));
        }
        return names;
    }

    private static boolean isWanted(Scenario scenario, String name, boolean onRequest, List<String> wanted) {
        boolean byScenario = wanted.isEmpty() || wanted.contains(scenario.name());
        return wanted.contains(path(scenario, name)) || (byScenario && !onRequest);
    }

    private static String path(Scenario scenario, String name) {
        return scenario.name() + "/" + name;
    }
}
