package dev.plumbline.job.source;

import dev.plumbline.job.slice.Slicing;
import java.io.Serializable;
import java.util.List;

/**
 * How many names one partition may bring over the life of the job. Each model is a name, and so is each of its series: a version,
 * for everyone, and each of its slices.
 *
 * @param names the most names, at least 1
 * @param slicings the ways in which the population is cut
 */
public record SeriesLimit(int names, List<Slicing> slicings) implements Serializable {

    /** Copies the list; {@link IllegalArgumentException} if there may be no name at all. */
    public SeriesLimit {
        if (names < 1) {
            throw new IllegalArgumentException(
                    "A partition must be allowed at least one name; the limit is " + names + ".");
        }
        slicings = List.copyOf(slicings);
    }
}
