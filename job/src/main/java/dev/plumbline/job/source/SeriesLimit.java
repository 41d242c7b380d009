package dev.plumbline.job.source;

import dev.plumbline.job.slice.Slicing;
import java.io.Serializable;
import java.util.List;

/**
 * How many names one partition may bring over the life of the job. Each model is a name, and so is each of its series: a version,
 * for everyone, each of its slices, and the overflow slice of each slicing.
 *
 * @param names the most names, at least 1
 * @param slices the most slices by one slicing for one version of a model, at least 1; the overflow slice is not one of them
 * @param slicings the ways in which the population is cut
 */
public record SeriesLimit(int names, int slices, List<Slicing> slicings) implements Serializable {

    /** Copies the list; {@link IllegalArgumentException} if there may be no name or no slice at all. */
    public SeriesLimit {
        if (names < 1) {
            throw new IllegalArgumentException(
                    "A partition must be allowed at least one name; the limit is " + names + ".");
        }
        if (slices < 1) {
            throw new IllegalArgumentException(
                    "A slicing must be allowed at least one slice; the limit is " + slices + ".");
        }
        slicings = List.copyOf(slicings);
    }
}
