package dev.plumbline.bench.scenario;

import java.util.List;

/**
 * Contenders that are started together and take turns.
 *
 * @param name unique in its scenario; empty if it is the only one
 * @param about what is read, in a line
 * @param entries the contenders, in the order of their turns
 * @param bars the bars among them
 */
public record Group(String name, String about, List<Entry> entries, List<Bar> bars) {
    /** Copies the lists. */
    public Group {
        entries = List.copyOf(entries);
        bars = List.copyOf(bars);
    }

    /** The same with some of the entries, and the bars among those. */
    Group with(List<Entry> some) {
        List<String> names = some.stream().map(Entry::name).toList();
        return new Group(
                name,
                about,
                some,
                bars.stream()
                        .filter(bar -> names.contains(bar.contender()) && names.contains(bar.against()))
                        .toList());
    }
}
