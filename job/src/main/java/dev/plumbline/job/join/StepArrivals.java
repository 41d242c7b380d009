package dev.plumbline.job.join;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The arrivals of one step of time, each as a string, in chunks of memory in the order in which they came; and where each one is, so that
 * they can be read bucket by bucket afterwards. Not thread-safe.
 */
final class StepArrivals {
    // Of a place. There are 2^18 buckets at most, and no memory for so many chunks.
    private static final int OFFSET_BITS = 16;
    private static final int CHUNK_BITS = 24;

    /** Of a chunk. A step of which hardly anything is known yet should take little. */
    private static final int SMALLEST = 1 << 10;

    /** Of a chunk that holds more than one arrival: so that every offset fits. */
    private static final int LARGEST = 1 << OFFSET_BITS;

    private final List<byte[]> chunks = new ArrayList<>();

    /** How much of the last chunk is used. */
    private int used;

    /** Bucket, chunk and offset, from the upper bits to the lower ones. */
    private long[] places = new long[16];

    private int count;
    private int next;
    private long size;

    /**
     * Adds an arrival.
     *
     * @return by how many bytes of memory this has grown
     */
    long add(int bucket, byte[] bytes, int from, int length) {
        long before = size;
        byte[] chunk = chunkFor(length);
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            size += (long) Long.BYTES * count;
        }
        places[count++] = ((long) bucket << CHUNK_BITS | chunks.size() - 1) << OFFSET_BITS | used;
        used = Numbers.put(length, chunk, used);
        System.arraycopy(bytes, from, chunk, used, length);
        used += length;
        return size - before;
    }

    /** A chunk with room for a string of this length, the last one. */
    private byte[] chunkFor(int length) {
        int needed = Numbers.MOST_BYTES_OF_INT + length;
        byte[] last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last != null && used + needed <= last.length) {
            return last;
        }
        int doubled = last == null ? SMALLEST : Math.min(2 * last.length, LARGEST);
        byte[] added = new byte[Math.max(doubled, needed)];
        chunks.add(added);
        used = 0;
        size += added.length;
        return added;
    }

    /** How many bytes of memory this takes. */
    long size() {
        return size;
    }

    /** Prepares for reading, from the first bucket on. Nothing may be added afterwards. */
    void sort() {
        Arrays.sort(places, 0, count);
        next = 0;
    }

    /** The bucket of the arrival that is next; -1 if there is none. */
    int nextBucket() {
        return next == count ? -1 : (int) (places[next] >>> (CHUNK_BITS + OFFSET_BITS));
    }

    /** Lets a reader read the next arrival, if there is one in this bucket. */
    boolean next(int bucket, ByteReader reader) throws IOException {
        if (nextBucket() != bucket) {
            return false;
        }
        byte[] chunk = chunk(places[next]);
        int from = offset(places[next]);
        reader.to(chunk, from, chunk.length);
        int length = reader.length();
        reader.to(chunk, reader.at(), reader.at() + length);
        next++;
        return true;
    }

    /** The next arrivals, as long as they are in this bucket, in one block. */
    byte[] block(int bucket) throws IOException {
        DataOutputSerializer block = new DataOutputSerializer(256);
        ByteReader reader = new ByteReader();
        while (next(bucket, reader)) {
            Numbers.writeString(reader.bytes(), reader.at(), reader.left(), block);
        }
        return block.getCopyOfBuffer();
    }

    private byte[] chunk(long place) {
        return chunks.get((int) (place >>> OFFSET_BITS) & (1 << CHUNK_BITS) - 1);
    }

    private static int offset(long place) {
        return (int) place & (LARGEST - 1);
    }
}
