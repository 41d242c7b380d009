package dev.plumbline.bench.result;

import java.util.List;

/**
 * All measured passes of one contender.
 *
 * @param name its name in the group
 * @param records how many records a pass reads
 * @param bytes how many bytes their values have together
 * @param joined how many of them are predictions that met their label on another topic; 0 where records bring their labels
 * @param rows how many windows it found in the last pass
 * @param deadLetters how many records it set aside in the last pass
 * @param samples one per round, in their order
 */
public record ContenderResult(
        String name, long records, long bytes, long joined, long rows, long deadLetters, List<Sample> samples) {
    /** Copies the list. */
    public ContenderResult {
        samples = List.copyOf(samples);
    }

    /** Records per second. */
    public double rate(Sample sample) {
        return records / sample.measured().seconds();
    }

    /** Records per second, over all passes. */
    public Spread rate() {
        return Spread.of(samples, this::rate);
    }

    /** Joined predictions per second, over all passes. */
    public Spread joinRate() {
        return Spread.of(samples, sample -> joined / sample.measured().seconds());
    }

    /** The child's processor time per record, in microseconds. */
    public Spread cpuMicros() {
        return Spread.of(samples, sample -> sample.measured().cpuSeconds() * 1e6 / records);
    }
}
