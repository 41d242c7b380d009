package dev.plumbline.job.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Sees to it that each reader of a bounded source is told, once, that no more splits will come.
 *
 * <p>Kafka's enumerator says it only when it has found partitions that are new to it (FLINK-31006). After a restore it finds none,
 * and a bounded job that was restored from a checkpoint, or survived its JobManager, would read everything and then wait for
 * ever. What the enumerator says itself goes through here too, because a reader that has ended must not be told again.
 * Plain Java; used by the coordinator's thread only.
 */
final class NoMoreSplits {

    private final IntConsumer signal;
    private final boolean bounded;
    private final Set<Integer> told = new HashSet<>();
    private int lookups;
    private boolean known;

    /**
     * Begins without knowing.
     *
     * @param signal tells one reader
     * @param bounded whether the source has an end
     */
    NoMoreSplits(IntConsumer signal, boolean bounded) {
        this.signal = signal;
        this.bounded = bounded;
    }

    /** The enumerator begins to look something up. */
    void lookupBegins() {
        lookups++;
    }

    /**
     * The enumerator has made use of what it has looked up. When nothing is left to look up, it knows all the splits there will be.
     *
     * @param readers the readers that have got their splits
     */
    void lookupEnds(Set<Integer> readers) {
        lookups--;
        if (lookups == 0 && bounded) {
            known = true;
            readers.forEach(this::tell);
        }
    }

    /** A reader begins anew and has heard nothing yet. */
    void forget(int reader) {
        told.remove(reader);
    }

    /** A reader has got its splits. */
    void assigned(int reader) {
        if (known) {
            tell(reader);
        }
    }

    /** Tells a reader, unless it has been told. */
    void tell(int reader) {
        if (told.add(reader)) {
            signal.accept(reader);
        }
    }
}
