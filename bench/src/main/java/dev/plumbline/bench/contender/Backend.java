package dev.plumbline.bench.contender;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;

/** Where a Flink job keeps its state. */
public enum Backend {
    /** Objects on the heap. */
    HEAP("hashmap"),
    /** Bytes in RocksDB, as a deployment is advised to have it: incremental checkpoints, memory of its own for each task. */
    ROCKSDB("rocksdb");

    /** What a slot has in the configuration that the project ships, more or less; the embedded engine would give it 64 MB. */
    private static final String MEMORY_PER_SLOT = "512m";

    private final String name;

    Backend(String name) {
        this.name = name;
    }

    /** How it is called in names of contenders. */
    public String label() {
        return this == HEAP ? "heap" : "rocksdb";
    }

    /** Has a job keep its state here. */
    void set(Configuration settings) {
        settings.set(StateBackendOptions.STATE_BACKEND, name);
        if (this == ROCKSDB) {
            settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            settings.setString("state.backend.rocksdb.memory.fixed-per-slot", MEMORY_PER_SLOT);
        }
    }
}
