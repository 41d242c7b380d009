package dev.plumbline.job.source;

import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that a record brings, as 64-bit hashes. They are kept in checkpoints, so a name has the same hash for ever, on every
 * machine. Not thread-safe.
 *
 * <p>The hash of a text is FNV-1a over its UTF-16 units, mixed; that of a model or a series chains those of its texts. Texts
 * repeat from record to record, and their hashes are remembered.
 */
final class SeriesNames {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final long MODEL = 1;
    private static final long SERIES = 2;
    private static final long OVERFLOW = compute(Slicing.OVERFLOW);
    private static final long OUTPUT = compute(Slicing.OUTPUT);
    private static final int REMEMBERED = 1024;
    private static final int SMALLEST_TABLE = 1024;

    /** More models and versions than most jobs have. Once there are more, all are forgotten, so hostile names cost time only. */
    private static final int MOST_ORIGINS = 1 << 17;

    /**
     * Names made to have one hash would stand in one long row. One that is not found so soon is not remembered; other names, in a
     * table that is half full at most, hardly ever have so many before them.
     */
    private static final int MOST_PROBES = 128;

    private final List<Slicing> slicings;
    private final long[][] attributes;
    private final long[] slicingNames;

    /** For each slicing, the hashes of the names of its outputs, and before how many attributes of the record they stand. */
    private final long[][] outputs;

    private final int[] outputPlaces;
    private final @Nullable String[] texts = new String[REMEMBERED];
    private final long[] hashes = new long[REMEMBERED];
    private @Nullable KnownOrigin[] origins = new KnownOrigin[SMALLEST_TABLE];
    private int originCount;
    private long nextPartition = 1;

    /** A version of a model, with the hash of its series of everyone; in open addressing with linear probing. */
    static final class KnownOrigin extends Origin {
        private final int place;
        private final long hash;

        /** A bit for each partition that has admitted it. */
        private long admitting;

        private KnownOrigin(String model, String version, int place, long hash) {
            super(model, version);
            this.place = place;
            this.hash = hash;
        }

        /** Returns the hash of its series of everyone. */
        long hash() {
            return hash;
        }

        /** Says whether the partition that has this bit is known to have admitted it; of one that has no bit, nothing is known. */
        boolean isAdmittedBy(long partition) {
            return (admitting & partition) != 0;
        }

        /** Takes note that the partition that has this bit, if it has one, has admitted it. */
        void admittedBy(long partition) {
            // Mostly it is known already, and what is not written need not be written back.
            if ((admitting & partition) != partition) {
                admitting |= partition;
            }
        }
    }

    /** Creates the names of records that are in the slices of these slicings. */
    SeriesNames(List<Slicing> slicings) {
        this.slicings = slicings;
        this.attributes = slicings.stream()
                .map(slicing -> slicing.attributes().stream()
                        .mapToLong(attribute -> compute(attribute.name()))
                        .toArray())
                .toArray(long[][]::new);
        this.slicingNames =
                slicings.stream().mapToLong(slicing -> compute(slicing.name())).toArray();
        this.outputs = slicings.stream()
                .map(slicing -> slicing.outputs().stream()
                        .mapToLong(SeriesNames::compute)
                        .toArray())
                .toArray(long[][]::new);
        this.outputPlaces = slicings.stream()
                .mapToInt(slicing -> slicing.names().indexOf(Slicing.OUTPUT))
                .toArray();
    }

    /** Returns the hash of a model's name. */
    long model(String model) {
        return chain(MODEL, text(model));
    }

    /** Returns the origin of a record: the same object as before, unless it was forgotten meanwhile. */
    KnownOrigin origin(Prediction prediction) {
        String model = prediction.model();
        String version = prediction.version();
        int place = spread(prediction.originHash());
        int slot = place & (origins.length - 1);
        KnownOrigin origin = origins[slot];
        for (int probe = 0; origin != null && probe < MOST_PROBES; probe++) {
            if (origin.place == place
                    && origin.model().equals(model)
                    && origin.version().equals(version)) {
                return origin;
            }
            slot = (slot + 1) & (origins.length - 1);
            origin = origins[slot];
        }
        KnownOrigin added = new KnownOrigin(model, version, place, chain(chain(SERIES, compute(model)), text(version)));
        if (origin == null) {
            remember(added);
        }
        return added;
    }

    /** Forgets all origins, so that they take no memory. */
    void clear() {
        origins = new KnownOrigin[SMALLEST_TABLE];
        originCount = 0;
    }

    /** Returns a bit for one more partition, for {@link KnownOrigin#isAdmittedBy}; 0 once there are none left. */
    long nextPartition() {
        long partition = nextPartition;
        nextPartition <<= 1;
        return partition;
    }

    /** Returns the hash of the record's slice by the slicing at this position, which must hold the record. */
    long slice(Prediction prediction, KnownOrigin origin, int slicing) {
        return slice(prediction, origin.hash, slicing, 0, attributes[slicing].length);
    }

    /** Returns the same for one output of the record, told by its place. */
    long slice(Prediction prediction, KnownOrigin origin, int slicing, int output) {
        int place = outputPlaces[slicing];
        long before = slice(prediction, origin.hash, slicing, 0, place);
        long named = chain(chain(before, OUTPUT), outputs[slicing][output]);
        return slice(prediction, named, slicing, place, attributes[slicing].length);
    }

    private long slice(Prediction prediction, long start, int slicing, int from, int to) {
        long hash = start;
        long[] names = attributes[slicing];
        List<Slicing.Attribute> places = slicings.get(slicing).attributes();
        for (int i = from; i < to; i++) {
            String value = prediction.sliceValue(places.get(i).index());
            hash = chain(chain(hash, names[i]), value == null ? 0 : text(value));
        }
        return hash;
    }

    /** Returns the hash of the overflow slice of the slicing at this position, by the rule for all slices. */
    long overflow(KnownOrigin origin, int slicing) {
        return chain(chain(origin.hash, OVERFLOW), slicingNames[slicing]);
    }

    private void remember(KnownOrigin added) {
        if (originCount >= MOST_ORIGINS) {
            clear();
        } else if (2 * originCount >= origins.length) {
            @Nullable KnownOrigin[] old = origins;
            origins = new KnownOrigin[2 * old.length];
            for (KnownOrigin origin : old) {
                if (origin != null) {
                    put(origin);
                }
            }
        }
        put(added);
        originCount++;
    }

    private void put(KnownOrigin origin) {
        int slot = origin.place & (origins.length - 1);
        while (origins[slot] != null) {
            slot = (slot + 1) & (origins.length - 1);
        }
        origins[slot] = origin;
    }

    /** Comparing texts that come from the decoder's pool ends at their identity. */
    private long text(String text) {
        int slot = spread(text.hashCode()) & (REMEMBERED - 1);
        if (!text.equals(texts[slot])) {
            texts[slot] = text;
            hashes[slot] = compute(text);
        }
        return hashes[slot];
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }

    private static long compute(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    private static long chain(long hash, long next) {
        return mix(hash * GOLDEN_RATIO + next);
    }

    /** Stafford's thirteenth mixer, the last step of SplitMix64: each bit in changes each bit out with a chance of one half. */
    private static long mix(long bits) {
        long hash = bits;
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
