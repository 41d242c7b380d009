package dev.plumbline.bench.contender;

/**
 * What a job holds at one moment.
 *
 * @param heapBytes what is on the heap of its process after a full collection
 * @param checkpointBytes the size of a full checkpoint as its backend takes it: of RocksDB all files, compressed, with what is outdated
 * @param savepointBytes the size of a canonical savepoint: keys and values, as serialized, and nothing that is outdated
 */
public record HeldState(long heapBytes, long checkpointBytes, long savepointBytes) {}
