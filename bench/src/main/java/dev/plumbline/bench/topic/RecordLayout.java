package dev.plumbline.bench.topic;

import java.util.SplittableRandom;

/** Writes one record. */
interface RecordLayout {
    /**
     * The bytes of a record.
     *
     * @param model which model, from 0
     * @param id of the prediction; its last 8 digits are written
     * @param time epoch milliseconds
     * @param prediction the probability in millionths
     * @param label what came true
     * @param weight the sample weight, as it is written
     * @param random for whatever else the record holds
     */
    byte[] record(
            int model, long id, long time, long prediction, boolean label, byte[] weight, SplittableRandom random);
}
