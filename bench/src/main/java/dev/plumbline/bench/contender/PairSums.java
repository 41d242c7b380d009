package dev.plumbline.bench.contender;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums pairs by model and window of the prediction before they are sent on, as Flink SQL's first phase does; so what comes behind the
 * interval join costs next to nothing, on any state backend. Holds no state: it sends all sums before each barrier and watermark.
 *
 * <p>A sum carries the start of its window plus the horizon as its time: when the watermark is there, all of its pairs are.
 */
final class PairSums extends AbstractStreamOperator<PeerSums> implements OneInputStreamOperator<PeerPair, PeerSums> {
    private final long size;
    private final long horizon;
    private transient Map<Long, Map<String, PeerSums>> windows;

    /**
     * Sums for windows side by side.
     *
     * @param size how long a window is, in milliseconds
     * @param horizon how long after its prediction a label may come, in milliseconds
     */
    PairSums(long size, long horizon) {
        this.size = size;
        this.horizon = horizon;
    }

    @Override
    public void open() throws Exception {
        super.open();
        windows = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<PeerPair> element) {
        PeerPair pair = element.getValue();
        long start = pair.time - Math.floorMod(pair.time, size);
        Map<String, PeerSums> models = windows.get(start);
        if (models == null) {
            models = new HashMap<>();
            windows.put(start, models);
        }
        PeerSums sums = models.get(pair.model);
        if (sums == null) {
            sums = new PeerSums();
            sums.model = pair.model;
            models.put(pair.model, sums);
        }
        sums.records++;
        sums.weightedSum += pair.weightedLoss;
        sums.weightCount += pair.weight;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        send();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        send();
    }

    @Override
    public void finish() throws Exception {
        send();
        super.finish();
    }

    private void send() {
        windows.forEach((start, models) ->
                models.values().forEach(sums -> output.collect(new StreamRecord<>(sums, start + horizon))));
        windows.clear();
    }
}
