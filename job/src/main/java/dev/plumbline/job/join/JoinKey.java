package dev.plumbline.job.join;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * By what a prediction and its labels find each other: a model's name, which is empty if labels name none, its version, which is empty
 * if it has no part in the key, and the event's id, which is not empty. In bytes, version 1, three texts. Immutable.
 *
 * <p>There may be millions: the names are shared, the id is kept in UTF-8, and the hash, which is also what {@linkplain JoinBuckets
 * buckets} go by, is computed once.
 */
public final class JoinKey implements Comparable<JoinKey> {
    private final String model;
    private final String version;
    private final byte[] id;
    private final int hash;

    private JoinKey(String model, String version, byte[] id, int hash) {
        this.model = model;
        this.version = version;
        this.id = id;
        this.hash = hash;
    }

    /** The key of these texts. */
    public static JoinKey of(String model, String version, String id) {
        return of(
                model.getBytes(StandardCharsets.UTF_8),
                version.getBytes(StandardCharsets.UTF_8),
                id.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of these texts in UTF-8; the id is not copied. */
    static JoinKey of(byte[] model, byte[] version, byte[] id) {
        int names = hash(hash(0, model, 0, model.length), version, 0, version.length);
        return new JoinKey(
                SharedTexts.of(model, 0, model.length),
                SharedTexts.of(version, 0, version.length),
                id,
                mix(hash(names, id, 0, id.length)));
    }

    /**
     * Writes the key of these texts.
     *
     * @return its hash
     */
    static int write(String model, String version, String id, DataOutputSerializer out) throws IOException {
        return mix(writeText(id, writeText(version, writeText(model, 0, out), out), out));
    }

    private static int writeText(String text, int before, DataOutputSerializer out) throws IOException {
        int length = Numbers.writeText(text, out);
        return hash(before, out.getSharedBuffer(), out.length() - length, length);
    }

    /** Reads a key. */
    static JoinKey read(ByteReader in) throws IOException {
        byte[] bytes = in.bytes();
        int modelLength = in.length();
        int model = in.at();
        in.skip(modelLength);
        int versionLength = in.length();
        int version = in.at();
        in.skip(versionLength);
        byte[] id = in.string();
        int names = hash(hash(0, bytes, model, modelLength), bytes, version, versionLength);
        return new JoinKey(
                SharedTexts.of(bytes, model, modelLength),
                SharedTexts.of(bytes, version, versionLength),
                id,
                mix(hash(names, id, 0, id.length)));
    }

    void write(DataOutput out) throws IOException {
        Numbers.writeText(model, out);
        Numbers.writeText(version, out);
        Numbers.writeString(id, out);
    }

    /** The length too, so that no two keys run together. */
    private static int hash(int before, byte[] bytes, int from, int length) {
        int hash = before;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return 31 * hash + length;
    }

    /** The finalizer of MurmurHash3: ids that differ in their last digit only have hashes that do, too. */
    private static int mix(int hash) {
        int mixed = hash;
        mixed ^= mixed >>> 16;
        mixed *= 0x85ebca6b;
        mixed ^= mixed >>> 13;
        mixed *= 0xc2b2ae35;
        mixed ^= mixed >>> 16;
        return mixed;
    }

    /** The model's name; empty if labels name none. */
    public String model() {
        return model;
    }

    /** The model's version; empty if it has no part in the key. */
    public String version() {
        return version;
    }

    /** The event's id, not empty. */
    public String id() {
        return new String(id, StandardCharsets.UTF_8);
    }

    /** By the bytes of the id, then by model and version. */
    @Override
    public int compareTo(JoinKey other) {
        int order = Arrays.compareUnsigned(id, other.id);
        if (order == 0) {
            order = model.compareTo(other.model);
        }
        return order == 0 ? version.compareTo(other.version) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JoinKey that
                && hash == that.hash
                && Arrays.equals(id, that.id)
                && model.equals(that.model)
                && version.equals(that.version);
    }

    /** As {@code docs/FORMATS.md} says; the same in every process. */
    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "JoinKey[model=" + model + ", version=" + version + ", id=" + id() + "]";
    }
}
