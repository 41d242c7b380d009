package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/** The first bytes of an accumulator; the layout table stands at {@link BinaryCrossentropyAccumulator#encode}. */
final class AccumulatorFormat {
    static final int VERSION = 1;

    private static final String NAME = "BinaryCrossentropyAccumulator";

    /** The configuration that was read last, to be shared by the many accumulators that are read after each other. */
    private static volatile BinaryCrossentropyConfig latest = BinaryCrossentropyConfig.defaults();

    private AccumulatorFormat() {}

    static void writeConfig(BinaryCrossentropyConfig config, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        config.encode(out);
    }

    static BinaryCrossentropyConfig readConfig(DataInput in) throws IOException {
        try {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new EncodingException(NAME + " has encoding version " + version + "; this library reads version "
                        + VERSION + ", so use the release that wrote it");
            }
            return shared(BinaryCrossentropyConfig.decode(NAME, in));
        } catch (EOFException e) {
            throw new EncodingException(NAME + " ends before all bytes of its encoding were read", e);
        }
    }

    private static BinaryCrossentropyConfig shared(BinaryCrossentropyConfig read) {
        BinaryCrossentropyConfig known = latest;
        if (known.equals(read)) {
            return known;
        }
        latest = read;
        return read;
    }
}
