package dev.plumbline.bench.result;

/**
 * What a child tells of one pass.
 *
 * @param seconds from ready to the end, results delivered
 * @param startUpSeconds from asked to ready
 * @param cpuSeconds processor time of the child from ready to the end
 * @param allocatedBytes what its heap has taken in from ready to the end
 * @param collections how many garbage collections there were, from ready to the end
 * @param collectionSeconds how long they took together
 * @param liveBytes the most that was left on the heap by a collection; 0 if there was none
 * @param peakBytes the most memory that the child has ever had resident; 0 where the system does not tell
 */
public record Measured(
        double seconds,
        double startUpSeconds,
        double cpuSeconds,
        long allocatedBytes,
        long collections,
        double collectionSeconds,
        long liveBytes,
        long peakBytes) {}
