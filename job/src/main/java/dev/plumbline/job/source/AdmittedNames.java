package dev.plumbline.job.source;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.source.SeriesNames.KnownOrigin;
import dev.plumbline.serde.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The names that one partition has brought so far, and the verdicts that follow: a record of a model or version beyond the limit is
 * not counted at all, and a slice beyond it, or beyond the limit of its slicing, is left to the overflow slice. Because the names are
 * kept with the partition's position, and records admit them in the order of the log, the verdicts are a property of the log: the
 * same at any parallelism, after a restart, and in a replay from the start.
 *
 * <p>A version brings its overflow slices with it, whether they are needed or not, so that there is always one to count in.
 *
 * <p>Names are kept as 64-bit hashes, in open addressing with linear probing, at most half full: 16 to 32 bytes per name, and 8
 * more for the last checkpoint. A full set at the default limit of 250000 takes 6 MB. Two names of one hash pass for one, which
 * lets in one name too many and does nothing else: nothing is ever counted by its hash. A record whose names are known allocates
 * nothing. Not thread-safe.
 */
final class AdmittedNames {

    /** Nearly empty for most jobs: whether a name collides with another is what no branch prediction can learn. */
    private static final int SMALLEST_TABLE = 1024;

    private final SeriesLimit limit;
    private final List<Slicing> slicings;
    private final SeriesNames names;

    /** Stands for the partition in what {@link SeriesNames} remembers. */
    private final long partition;

    private final IntConsumer onGrowth;
    private final SliceCounter overflows;

    /** All names but those of the overflow slices. */
    private long[] table = new long[SMALLEST_TABLE];

    private int tableSize;
    private @Nullable NameHashes snapshot;

    /**
     * Goes on with the names of a checkpoint.
     *
     * @param limit the limit; if it has been lowered below what is there, nothing new is admitted
     * @param names hashes names, in the slicings of the limit; may be shared by the partitions of a task
     * @param admitted the names so far, but for overflow slices
     * @param slices the overflow slices so far, and how many slices there are beside each
     * @param onGrowth told the number of names now and whenever it changes
     */
    AdmittedNames(SeriesLimit limit, SeriesNames names, NameHashes admitted, SliceCounts slices, IntConsumer onGrowth) {
        this.limit = limit;
        this.slicings = limit.slicings();
        this.names = names;
        this.partition = names.nextPartition();
        this.onGrowth = onGrowth;
        this.overflows = new SliceCounter(slices);
        for (int i = 0; i < admitted.size(); i++) {
            add(admitted.get(i));
        }
        onGrowth.accept(size());
    }

    /** Returns the origin of a record, whether it is admitted or not. */
    KnownOrigin origin(Prediction prediction) {
        return names.origin(prediction);
    }

    /**
     * Admits the model and the version of a record with all that the version brings, or none of them.
     *
     * @param origin that of the record, as {@link #origin} knows it
     * @return 0 if they are all admitted now, else how many names the record would have needed
     */
    int admit(Prediction prediction, KnownOrigin origin) {
        if (origin.isAdmittedBy(partition)) {
            return 0;
        }
        // No version was ever admitted without its model.
        if (!contains(origin.hash())) {
            long model = names.model(prediction.model());
            int needed = (contains(model) ? 0 : 1) + 1 + slicings.size();
            if (needed > limit.names() - size()) {
                return needed;
            }
            add(model);
            add(origin.hash());
            for (int i = 0; i < slicings.size(); i++) {
                overflows.add(names.overflow(origin, i));
            }
            onGrowth.accept(size());
        }
        origin.admittedBy(partition);
        return 0;
    }

    /**
     * Admits the slices of a record whose origin has been admitted, each for which there is room. Those of its outputs by one slicing
     * come in together or not at all.
     *
     * @return a bit for each slicing by which the record counts in the overflow slice: bit i for that at position i
     */
    int admitSlices(Prediction prediction, KnownOrigin origin) {
        int overflow = 0;
        for (int i = 0; i < slicings.size(); i++) {
            Slicing slicing = slicings.get(i);
            if (slicing.holds(prediction)
                    && !(slicing.isByOutput()
                            ? admitOutputs(prediction, origin, i)
                            : admitSlice(prediction, origin, i))) {
                overflow |= 1 << i;
            }
        }
        return overflow;
    }

    private boolean admitSlice(Prediction prediction, KnownOrigin origin, int slicing) {
        long slice = names.slice(prediction, origin, slicing);
        if (contains(slice)) {
            return true;
        }
        long overflow = names.overflow(origin, slicing);
        boolean admitted = reserve(overflow, 1);
        if (admitted) {
            add(slice);
            onGrowth.accept(size());
        }
        return admitted;
    }

    /** Mostly all are known, or none; some are where outputs were named that were not before. */
    private boolean admitOutputs(Prediction prediction, KnownOrigin origin, int slicing) {
        int outputs = slicings.get(slicing).outputs().size();
        int missing = 0;
        for (int output = 0; output < outputs; output++) {
            missing += contains(names.slice(prediction, origin, slicing, output)) ? 0 : 1;
        }
        if (missing == 0) {
            return true;
        }
        boolean admitted = reserve(names.overflow(origin, slicing), missing);
        if (admitted) {
            for (int output = 0; output < outputs; output++) {
                add(names.slice(prediction, origin, slicing, output));
            }
            onGrowth.accept(size());
        }
        return admitted;
    }

    /** Says whether there is room for so many slices more beside an overflow slice, and if so counts them. */
    private boolean reserve(long overflow, int slices) {
        // A slicing that the configuration has gained since finds its versions there. No record of theirs may be
        // refused for it, so its overflow slices come in over the limit.
        if (overflows.add(overflow)) {
            onGrowth.accept(size());
        }
        boolean room = slices <= limit.slices() - overflows.count(overflow) && slices <= limit.names() - size();
        if (room) {
            overflows.increment(overflow, slices);
        }
        return room;
    }

    /** Says whether a record of this model has been admitted. */
    boolean hasModel(String model) {
        return contains(names.model(model));
    }

    /** Returns the most names that may be admitted. */
    int limit() {
        return limit.names();
    }

    /** Returns how many names there are, those of overflow slices included. */
    int size() {
        return tableSize + overflows.size();
    }

    /** Returns the names as they are now, but for those of overflow slices; unchanged by what comes later. */
    NameHashes snapshot() {
        NameHashes current = snapshot;
        if (current == null) {
            current = NameHashes.of(
                    Arrays.stream(table).filter(hash -> hash != HashSlots.FREE).toArray());
            snapshot = current;
        }
        return current;
    }

    /** Returns the overflow slices as they are now, and how many slices there are beside each; unchanged by what comes later. */
    SliceCounts slices() {
        return overflows.snapshot();
    }

    private boolean contains(long hash) {
        return table[HashSlots.of(table, hash)] != HashSlots.FREE;
    }

    private void add(long hash) {
        int slot = HashSlots.of(table, hash);
        if (table[slot] != HashSlots.FREE) {
            return;
        }
        table[slot] = HashSlots.stored(hash);
        tableSize++;
        snapshot = null;
        if (2 * tableSize > table.length) {
            grow();
        }
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long hash : old) {
            if (hash != HashSlots.FREE) {
                table[HashSlots.of(table, hash)] = hash;
            }
        }
    }
}
