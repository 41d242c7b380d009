package dev.plumbline.job.source;

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
    private static final int REMEMBERED = 1024;

    private final List<Slicing> slicings;
    private final long[][] attributes;
    private final @Nullable String[] texts = new String[REMEMBERED];
    private final long[] hashes = new long[REMEMBERED];
    private final @Nullable String[] models = new String[REMEMBERED];
    private final @Nullable String[] versions = new String[REMEMBERED];
    private final long[] versionHashes = new long[REMEMBERED];
    private final long[] series;

    /** Creates the names of records that are in the slices of these slicings. */
    SeriesNames(List<Slicing> slicings) {
        this.slicings = slicings;
        this.attributes = slicings.stream()
                .map(slicing -> slicing.attributes().stream()
                        .mapToLong(attribute -> compute(attribute.name()))
                        .toArray())
                .toArray(long[][]::new);
        this.series = new long[1 + slicings.size()];
    }

    /** Returns the hash of a model's name. */
    long model(String model) {
        return chain(MODEL, text(model));
    }

    /**
     * Fills {@link #series} with the hashes of the series that the record counts in, that of everyone first.
     *
     * @return how many they are, at least 1
     */
    int fill(Prediction prediction) {
        long everyone = everyone(prediction.model(), prediction.version());
        series[0] = everyone;
        int count = 1;
        for (int i = 0; i < attributes.length; i++) {
            Slicing slicing = slicings.get(i);
            if (slicing.holds(prediction)) {
                series[count++] = slice(everyone, attributes[i], slicing, prediction);
            }
        }
        return count;
    }

    /** Returns the hash at a position below the count that {@link #fill} has returned. */
    long series(int position) {
        return series[position];
    }

    private long everyone(String model, String version) {
        int slot = slot(31 * model.hashCode() + version.hashCode());
        if (!model.equals(models[slot]) || !version.equals(versions[slot])) {
            models[slot] = model;
            versions[slot] = version;
            versionHashes[slot] = chain(chain(SERIES, text(model)), text(version));
        }
        return versionHashes[slot];
    }

    private long slice(long everyone, long[] names, Slicing slicing, Prediction prediction) {
        long hash = everyone;
        for (int i = 0; i < names.length; i++) {
            String value = prediction.sliceValue(slicing.attributes().get(i).index());
            hash = chain(chain(hash, names[i]), value == null ? 0 : text(value));
        }
        return hash;
    }

    /** Comparing texts that come from the decoder's pool ends at their identity. */
    private long text(String text) {
        int slot = slot(text.hashCode());
        if (!text.equals(texts[slot])) {
            texts[slot] = text;
            hashes[slot] = compute(text);
        }
        return hashes[slot];
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
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
