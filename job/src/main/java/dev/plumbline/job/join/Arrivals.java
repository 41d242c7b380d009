package dev.plumbline.job.join;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Predictions and labels whose time is not settled, as the bytes of their {@linkplain JoinInput inputs}, by step and bucket. An arrival
 * costs neither an object nor a look-up in state: those of a step stand one after the other in memory, and are sorted by bucket when
 * the step is settled. They go into state, one block for each bucket, when there are too many, and before each checkpoint.
 *
 * <p>Plain Java but for the state; not thread-safe.
 */
final class Arrivals {
    private final StepFile<byte[]> file;
    private final IntConsumer selection;
    private final long mostInMemory;
    private final Map<Long, StepArrivals> steps = new HashMap<>();
    private final ByteReader reader = new ByteReader();
    private long inMemory;

    // Events come mostly in order, so the last step is mostly the next one.
    private long lastStep;
    private @Nullable StepArrivals ofLastStep;

    private long openStep;
    private @Nullable StepArrivals ofOpenStep;

    /** Takes an arrival. */
    @FunctionalInterface
    interface Taker {
        /** Takes the arrival whose bytes the reader reads next. */
        void take(ByteReader arrival) throws Exception;
    }

    /**
     * No arrivals but those that are filed already.
     *
     * @param file where blocks go
     * @param selection makes the bucket at a position the one at hand for the file
     * @param mostInMemory how many bytes may wait in memory
     */
    Arrivals(StepFile<byte[]> file, IntConsumer selection, long mostInMemory) {
        this.file = file;
        this.selection = selection;
        this.mostInMemory = mostInMemory;
    }

    /** Appends the bytes of an input. May change which bucket is at hand. */
    void add(long step, int bucket, byte[] bytes, int from, int length) throws Exception {
        StepArrivals ofStep = ofLastStep;
        if (ofStep == null || step != lastStep) {
            ofStep = steps.computeIfAbsent(step, none -> new StepArrivals());
            lastStep = step;
            ofLastStep = ofStep;
        }
        inMemory += ofStep.add(bucket, bytes, from, length);
        if (inMemory > mostInMemory) {
            store();
        }
    }

    /**
     * Hands over all arrivals of a step in the bucket at hand, and forgets them. Nothing may be added to a step from when it is first taken
     * until {@link #close}, and its buckets must be taken in ascending order.
     */
    void take(long step, int bucket, Taker taker) throws Exception {
        for (byte[] block : file.take(step)) {
            take(block, taker);
        }
        StepArrivals ofStep = ofOpenStep;
        if (ofStep == null || step != openStep) {
            ofStep = open(step);
        }
        while (ofStep.next(bucket, reader)) {
            taker.take(reader);
        }
    }

    /** Hands over all arrivals of a block. */
    static void take(byte[] block, Taker taker) throws Exception {
        ByteReader in = new ByteReader(block);
        while (!in.isAtEnd()) {
            int length = in.length();
            int from = in.at();
            in.skip(length);
            taker.take(new ByteReader().to(block, from, in.at()));
        }
    }

    private StepArrivals open(long step) {
        StepArrivals ofStep = steps.remove(step);
        if (ofStep == null) {
            ofStep = new StepArrivals();
        }
        inMemory -= ofStep.size();
        ofStep.sort();
        ofLastStep = null;
        openStep = step;
        ofOpenStep = ofStep;
        return ofStep;
    }

    /** Forgets a step of which all buckets have been taken. */
    void close() {
        ofOpenStep = null;
    }

    /** Lets all arrivals go into state. Changes which bucket is at hand. */
    void store() throws Exception {
        for (Map.Entry<Long, StepArrivals> entry : steps.entrySet()) {
            StepArrivals ofStep = entry.getValue();
            ofStep.sort();
            for (int bucket = ofStep.nextBucket(); bucket >= 0; bucket = ofStep.nextBucket()) {
                selection.accept(bucket);
                file.add(entry.getKey(), ofStep.block(bucket));
            }
        }
        clear();
    }

    /** Forgets what has not gone into state. */
    void clear() {
        steps.clear();
        ofLastStep = null;
        ofOpenStep = null;
        inMemory = 0;
    }
}
