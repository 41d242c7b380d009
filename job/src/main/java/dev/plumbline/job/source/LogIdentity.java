package dev.plumbline.job.source;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Tells a log from another one that has taken its name, as a topic does that was deleted and created again. A position in the one
 * says nothing about the other.
 *
 * @param <S> the kind of split
 */
public interface LogIdentity<S extends SourceSplit> extends Serializable {

    /** What stands for an identity that is not known. */
    String UNKNOWN = "";

    /**
     * Looks up which logs the splits are parts of, now.
     *
     * @param splits the splits
     * @return an identity for each split, by the split's id; {@link #UNKNOWN} where there is none
     * @throws IllegalStateException if a log is not there, or nobody answers; with a message that stands by itself
     */
    Map<String, String> of(List<S> splits);

    /** The same split, to be read from the first record on. */
    S fromItsStart(S split);

    /** The identities of logs that are never replaced: all unknown. */
    static <S extends SourceSplit> LogIdentity<S> none() {
        return new LogIdentity<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Map<String, String> of(List<S> splits) {
                return Map.of();
            }

            @Override
            public S fromItsStart(S split) {
                return split;
            }
        };
    }
}
