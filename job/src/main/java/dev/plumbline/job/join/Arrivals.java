package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Predictions and labels whose time is not settled, as the bytes of their {@linkplain JoinInput inputs}: in <em>blocks</em>, one after
 * the other, for each step and bucket. So they cost no object each, and no look-up in state.
 *
 * <p>A block grows in memory and goes into state when it is full, when all of them have grown too much, and before each checkpoint. Plain
 * Java but for the state; not thread-safe.
 */
final class Arrivals {
    private static final int SMALLEST_BLOCK = 1 << 8;
    private static final int LARGEST_BLOCK = 1 << 16;
    private static final long MOST_IN_MEMORY = 32 << 20;

    private final StepFile<byte[]> file;
    private final IntConsumer selection;
    private final int first;
    private final int behind;
    private final long mostInMemory;
    private final Map<Long, @Nullable Block[]> blocks = new HashMap<>();
    private long inMemory;

    // Events come mostly in order, so the last step is mostly the next one.
    private long lastStep;
    private @Nullable Block @Nullable [] ofLastStep;

    /**
     * No arrivals but those that are filed already.
     *
     * @param file where blocks go
     * @param selection makes the bucket at a position the one at hand for the file
     * @param first position of the first bucket of this task
     * @param behind position behind its last one
     */
    Arrivals(StepFile<byte[]> file, IntConsumer selection, int first, int behind) {
        this(file, selection, first, behind, MOST_IN_MEMORY);
    }

    Arrivals(StepFile<byte[]> file, IntConsumer selection, int first, int behind, long mostInMemory) {
        this.file = file;
        this.selection = selection;
        this.first = first;
        this.behind = behind;
        this.mostInMemory = mostInMemory;
    }

    /** Appends the bytes of an input. May change which bucket is at hand. */
    void add(long step, int bucket, byte[] bytes, int from, int length) throws Exception {
        @Nullable Block[] ofStep = blocksOf(step);
        Block block = ofStep[bucket - first];
        if (block != null && block.length + length > LARGEST_BLOCK) {
            store(step, bucket, block);
            block = null;
        }
        if (block == null) {
            block = new Block(Math.max(length, SMALLEST_BLOCK));
            ofStep[bucket - first] = block;
            inMemory += block.bytes.length;
        }
        inMemory += block.append(bytes, from, length);
        if (inMemory > mostInMemory) {
            store();
        }
    }

    /** Returns the blocks of a step in the bucket at hand, which is the given one, and removes them. */
    List<byte[]> take(long step, int bucket) throws Exception {
        List<byte[]> taken = file.take(step);
        @Nullable Block[] ofStep = blocks.get(step);
        Block block = ofStep == null ? null : ofStep[bucket - first];
        if (ofStep == null || block == null) {
            return taken;
        }
        ofStep[bucket - first] = null;
        inMemory -= block.bytes.length;
        List<byte[]> all = new ArrayList<>(taken.size() + 1);
        all.addAll(taken);
        all.add(block.toBytes());
        return all;
    }

    /** Forgets that there are blocks of a step, of which all have been taken. */
    void close(long step) {
        blocks.remove(step);
        ofLastStep = null;
    }

    /** Lets all blocks go into state. Changes which bucket is at hand. */
    void store() throws Exception {
        for (Map.Entry<Long, @Nullable Block[]> entry : blocks.entrySet()) {
            for (int bucket = first; bucket < behind; bucket++) {
                Block block = entry.getValue()[bucket - first];
                if (block != null) {
                    store(entry.getKey(), bucket, block);
                }
            }
        }
        clear();
    }

    /** Forgets what has not gone into state. */
    void clear() {
        blocks.clear();
        ofLastStep = null;
        inMemory = 0;
    }

    private void store(long step, int bucket, Block block) throws Exception {
        selection.accept(bucket);
        file.add(step, block.toBytes());
        inMemory -= block.bytes.length;
    }

    private @Nullable Block[] blocksOf(long step) {
        @Nullable Block[] known = ofLastStep;
        if (known == null || step != lastStep) {
            known = blocks.computeIfAbsent(step, none -> new Block[behind - first]);
            lastStep = step;
            ofLastStep = known;
        }
        return known;
    }

    private static final class Block {
        private byte[] bytes;
        private int length;

        Block(int capacity) {
            bytes = new byte[capacity];
        }

        /** Returns by how much it has grown. */
        int append(byte[] source, int from, int count) {
            int before = bytes.length;
            if (length + count > before) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * before, LARGEST_BLOCK)));
            }
            System.arraycopy(source, from, bytes, length, count);
            length += count;
            return bytes.length - before;
        }

        byte[] toBytes() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
