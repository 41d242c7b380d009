package dev.plumbline.job.pane;

import dev.plumbline.job.slice.Slicing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All ways in which records count, and which of them can be merged of which. Sums are exact, so the sum of a country is the merge of
 * those of its devices, bit for bit, if each of its records has a device; and the sum of everyone is the merge of those of the
 * countries.
 *
 * <p>Each cut is merged of one finer cut, that of the fewest attributes; the first one, if there are several; so the cuts are a
 * forest, whose roots are the finest ones:
 *
 * <pre>
 * [country], [device], [country, device]       country,device        position 0, ends at 4
 *                                                 country                     1, ends at 3
 *                                                    everyone                 2, ends at 3
 *                                                 device                      3, ends at 4
 * </pre>
 *
 * <p>The cuts are in the order of such a list. So those that can be merged of one stand from behind it to its end; to walk over the
 * cuts means to go to the next one, and to leave out what will be merged means to go to the end. Sums that leave in this order
 * are whole by then.
 *
 * <p>Behind them stand the cuts by output, by each of which a record counts several times, with a part of it each. Nothing is merged of
 * them, nor they of anything: the sum of an output is no sum of records.
 */
final class Cuts {

    private final List<Slicing> slicings;
    private final List<Cut> cuts;
    private final int firstByOutput;

    /** Puts everyone and these slicings in order. */
    Cuts(List<Slicing> slicings) {
        this.slicings = List.copyOf(slicings);
        List<Cut> all = mergedOf(null, 0);
        this.firstByOutput = all.size();
        for (int which = 0; which < slicings.size(); which++) {
            if (isByOutput(which)) {
                all.add(new Cut(slicings.get(which), which, all.size(), all.size() + 1, 0));
            }
        }
        this.cuts = List.copyOf(all);
    }

    /** Returns how many cuts there are, at least that of everyone. */
    int size() {
        return cuts.size();
    }

    /** Returns the position of the first cut by output, behind all others; that behind the last cut if there is none. */
    int firstByOutput() {
        return firstByOutput;
    }

    /** Returns the cut at a position. */
    Cut get(int position) {
        return cuts.get(position);
    }

    /** The cuts that are merged of a slicing, each followed by those that are merged of it; null for the roots. */
    private List<Cut> mergedOf(@Nullable Integer slicing, int position) {
        List<Cut> merged = new ArrayList<>();
        for (int which = 0; which <= slicings.size(); which++) {
            if (!isByOutput(which) && Objects.equals(finer(which), slicing)) {
                int itsPosition = position + merged.size();
                List<Cut> coarser = mergedOf(which, itsPosition + 1);
                merged.add(new Cut(
                        isEveryone(which) ? null : slicings.get(which),
                        which,
                        itsPosition,
                        itsPosition + 1 + coarser.size(),
                        coarser.stream().mapToInt(Cut::bit).sum()));
                merged.addAll(coarser);
            }
        }
        return merged;
    }

    /** The position of the slicing that another one, or everyone, is merged of; null if there is none. */
    private @Nullable Integer finer(int which) {
        Set<String> attributes = isEveryone(which) ? Set.of() : names(which);
        return IntStream.range(0, slicings.size())
                .filter(i -> !isByOutput(i) && names(i).size() > attributes.size() && names(i).containsAll(attributes))
                .boxed()
                .min(Comparator.comparingInt(i -> names(i).size()))
                .orElse(null);
    }

    /** Everyone has the number behind the last slicing. */
    private boolean isEveryone(int which) {
        return which == slicings.size();
    }

    private boolean isByOutput(int which) {
        return !isEveryone(which) && slicings.get(which).isByOutput();
    }

    private Set<String> names(int which) {
        return slicings.get(which).attributes().stream()
                .map(Slicing.Attribute::name)
                .collect(Collectors.toSet());
    }
}
