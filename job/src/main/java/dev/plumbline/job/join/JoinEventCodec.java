package dev.plumbline.job.join;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link JoinEvent}, version 1, as {@code docs/FORMATS.md} lays them out. They delimit themselves. */
final class JoinEventCodec {
    private static final int VERSION = 1;
    private static final int LABEL = 0x80;

    private JoinEventCodec() {}

    static void write(JoinEvent event, DataOutput out) throws IOException {
        out.writeByte(event.isLabel() ? VERSION | LABEL : VERSION);
        Numbers.writeSigned(event.time(), out);
        if (!event.isLabel()) {
            Numbers.writeString(event.lane(), out);
        }
        Numbers.writeString(event.content(), out);
        Numbers.writeString(event.raw(), out);
    }

    /** Reads an event; {@link IOException} with a sentence for bytes that are none, or of another version. */
    static JoinEvent read(DataInput in) throws IOException {
        int head = in.readUnsignedByte();
        if ((head & ~LABEL) != VERSION) {
            throw new IOException("An event in the state of the join has version " + (head & ~LABEL)
                    + ", but this release reads version " + VERSION
                    + "; restore it with the release that wrote it, or start without state.");
        }
        long time = Numbers.readSigned(in);
        if ((head & LABEL) != 0) {
            return JoinEvent.label(time, Numbers.readString(in), Numbers.readString(in));
        }
        return JoinEvent.prediction(time, Numbers.readString(in), Numbers.readString(in), Numbers.readString(in));
    }
}
