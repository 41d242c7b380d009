package dev.plumbline.bench.result;

/**
 * What a prediction costs that waits for its label.
 *
 * @param name the job and its state backend
 * @param waiting how many predictions waited, by which one job had more than the other
 * @param heapBytes on the heap, for each of them
 * @param checkpointBytes in a full checkpoint as the backend takes it, for each of them
 * @param savepointBytes in a canonical savepoint, for each of them
 */
public record StateResult(String name, long waiting, double heapBytes, double checkpointBytes, double savepointBytes) {}
