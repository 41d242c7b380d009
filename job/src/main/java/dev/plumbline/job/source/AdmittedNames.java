package dev.plumbline.job.source;

import dev.plumbline.job.source.SeriesNames.KnownOrigin;
import dev.plumbline.serde.Prediction;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The names that one partition has brought so far, and the one verdict that follows: a record that needs a name beyond the limit
 * is not counted at all. Because the names are kept with the partition's position, and records admit them in the order of the
 * log, the verdict is a property of the log: the same at any parallelism, after a restart, and in a replay from the start.
 *
 * <p>Names are kept as 64-bit hashes, in open addressing with linear probing, at most half full: 16 to 32 bytes per name, and 8
 * more for the last checkpoint. A full set at the default limit of 250000 takes 6 MB. Two names of one hash pass for one, which
 * lets in one name too many and does nothing else: nothing is ever counted by its hash. A record whose names are known allocates
 * nothing. Not thread-safe.
 */
final class AdmittedNames {

    /** Nearly empty for most jobs: whether a name collides with another is what no branch prediction can learn. */
    private static final int SMALLEST_TABLE = 1024;

    /** Marks a free slot; the one name in 2^64 that has this hash passes for another one. */
    private static final long FREE = 0;

    private static final long INSTEAD_OF_FREE = 1;

    private final int limit;
    private final SeriesNames names;

    /** Stands for the partition in what {@link SeriesNames} remembers. */
    private final long partition;

    private final IntConsumer onGrowth;
    private final long[] missing;
    private long[] table = new long[SMALLEST_TABLE];
    private int size;
    private @Nullable NameHashes snapshot;

    /**
     * Goes on with the names of a checkpoint.
     *
     * @param limit the limit; if it has been lowered below what is there, nothing new is admitted
     * @param names hashes names, in the slicings of the limit; may be shared by the partitions of a task
     * @param admitted the names so far
     * @param onGrowth told the number of names now and whenever it changes
     */
    AdmittedNames(SeriesLimit limit, SeriesNames names, NameHashes admitted, IntConsumer onGrowth) {
        this.limit = limit.names();
        this.names = names;
        this.partition = names.nextPartition();
        this.missing = new long[2 + limit.slicings().size()];
        this.onGrowth = onGrowth;
        for (int i = 0; i < admitted.size(); i++) {
            add(admitted.get(i));
        }
        onGrowth.accept(size);
    }

    /** Returns the origin of a record, whether it is admitted or not. */
    KnownOrigin origin(Prediction prediction) {
        return names.origin(prediction);
    }

    /**
     * Admits the model and every series that the record counts in, or none of them.
     *
     * @param origin that of the record, as {@link #origin} knows it
     * @return 0 if they are all admitted now, else how many names the record would have needed
     */
    int admit(Prediction prediction, KnownOrigin origin) {
        int count = names.fill(prediction, origin);
        int needed = origin.isAdmittedBy(partition) ? 0 : need(origin.hash(), 0);
        for (int i = 1; i < count; i++) {
            needed = need(names.series(i), needed);
        }
        if (needed == 0) {
            // No series was ever admitted without its model.
            origin.admittedBy(partition);
            return 0;
        }
        needed = need(names.model(prediction.model()), needed);
        if (needed > limit - size) {
            return needed;
        }
        for (int i = 0; i < needed; i++) {
            add(missing[i]);
        }
        origin.admittedBy(partition);
        onGrowth.accept(size);
        return 0;
    }

    /** Says whether a record of this model has been admitted. */
    boolean hasModel(String model) {
        return contains(names.model(model));
    }

    /** Returns the most names that may be admitted. */
    int limit() {
        return limit;
    }

    /** Returns how many names there are. */
    int size() {
        return size;
    }

    /** Returns the names as they are now, unchanged by what comes later. */
    NameHashes snapshot() {
        NameHashes current = snapshot;
        if (current == null) {
            current = NameHashes.of(
                    Arrays.stream(table).filter(hash -> hash != FREE).toArray());
            snapshot = current;
        }
        return current;
    }

    private int need(long hash, int needed) {
        if (contains(hash)) {
            return needed;
        }
        missing[needed] = hash;
        return needed + 1;
    }

    private boolean contains(long hash) {
        return table[slot(hash)] != FREE;
    }

    private void add(long hash) {
        int slot = slot(hash);
        if (table[slot] != FREE) {
            return;
        }
        table[slot] = stored(hash);
        size++;
        snapshot = null;
        if (2 * size > table.length) {
            grow();
        }
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long hash : old) {
            if (hash != FREE) {
                table[slot(hash)] = hash;
            }
        }
    }

    /** The slot that holds the hash, or the free one it would go to; the hash is mixed already. */
    private int slot(long hash) {
        long stored = stored(hash);
        int mask = table.length - 1;
        int slot = (int) stored & mask;
        while (table[slot] != stored && table[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long stored(long hash) {
        return hash == FREE ? INSTEAD_OF_FREE : hash;
    }
}
