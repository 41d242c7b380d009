package dev.plumbline.job.pane;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways in which a record counts: as one of everyone, or in a slice by one slicing, or in one for each of its outputs. {@link
 * Cuts} puts them in an order in which each stands before those that can be merged of it.
 */
final class Cut {

    /** More than a cut has: its own, that of the overflow slice, that of records apart, and one for each output. */
    private static final int MOST_FAMILIES = 128;

    private final @Nullable Slicing slicing;
    private final int end;
    private final int bit;
    private final int coarserBits;
    private final SeriesFamily own;
    private final SeriesFamily overflow;
    private final SeriesFamily apart;
    private final List<SeriesFamily> outputs;

    /**
     * Creates a cut.
     *
     * @param slicing the slicing; null for everyone
     * @param slicingPosition the position of the slicing among those of the job; that behind the last one for everyone
     * @param position its position among the cuts
     * @param end the position behind the last cut that can be merged of it; these follow it
     * @param coarserBits a bit for each of these that is by a slicing, at the slicing's position
     */
    Cut(@Nullable Slicing slicing, int slicingPosition, int position, int end, int coarserBits) {
        this.slicing = slicing;
        this.end = end;
        this.bit = slicing == null ? 0 : 1 << slicingPosition;
        this.coarserBits = coarserBits;
        int number = MOST_FAMILIES * position;
        this.own = slicing == null ? SeriesFamily.everyone(number) : SeriesFamily.slices(number, slicing);
        this.overflow = slicing == null ? own : SeriesFamily.overflow(number + 1, slicing);
        this.apart = slicing == null ? own : SeriesFamily.slices(number + 2, slicing);
        this.outputs = slicing == null
                ? List.of()
                : IntStream.range(0, slicing.outputs().size())
                        .mapToObj(output -> SeriesFamily.output(number + 3 + output, slicing, output))
                        .toList();
    }

    /** Returns the bit of its slicing among the overflow slices of a record; 0 for everyone. */
    int bit() {
        return bit;
    }

    boolean isEveryone() {
        return slicing == null;
    }

    /** Says whether the record counts in this way. */
    boolean holds(Prediction prediction) {
        return slicing == null || slicing.holds(prediction);
    }

    /** Returns the position behind the last cut that can be merged of it. */
    int end() {
        return end;
    }

    /**
     * Says whether a record that counts in these overflow slices has a series for each output here, rather than one {@linkplain #family
     * as a whole}.
     */
    boolean isByOutput(int overflowing) {
        return !outputs.isEmpty() && (overflowing & bit) == 0;
    }

    /** Returns where a record has its series by output, in the order of its outputs. */
    List<SeriesFamily> outputs() {
        return outputs;
    }

    /** Returns where a record that counts in no overflow slice has its series. */
    SeriesFamily own() {
        return own;
    }

    /**
     * Returns where a record has its series that counts in these overflow slices. If a coarser slice of it overflows and its own does
     * not, that is a series of the same name beside the one of other records: merged with these, it would count in slices that have no
     * room for it.
     */
    SeriesFamily family(int overflowing) {
        if ((overflowing & bit) != 0) {
            return overflow;
        }
        return (overflowing & coarserBits) == 0 ? own : apart;
    }
}
