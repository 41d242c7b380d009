package dev.plumbline.job.join;

import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link JoinEvent}, version 1, as {@code docs/FORMATS.md} lays them out. They delimit themselves. */
final class JoinEventCodec {
    private static final int VERSION = 1;
    private static final int LABEL = 0x80;

    private JoinEventCodec() {}

    static void write(JoinEvent event, DataOutput out) throws IOException {
        writeHead(event.isLabel(), event.time(), event.lane(), out);
        Numbers.writeString(event.content(), out);
        Numbers.writeString(event.raw(), out);
    }

    /** Writes what comes before the two strings content and raw record. */
    static void writeHead(boolean label, long time, byte[] lane, DataOutput out) throws IOException {
        out.writeByte(label ? VERSION | LABEL : VERSION);
        Numbers.writeSigned(time, out);
        if (!label) {
            Numbers.writeString(lane, out);
        }
    }

    /** Reads an event, as a view of the bytes; {@link IOException} with a sentence for bytes that are none, or of another version. */
    static JoinEvent read(ByteReader in) throws IOException {
        int head = in.unsignedByte();
        if ((head & ~LABEL) != VERSION) {
            throw new IOException("An event in the state of the join has version " + (head & ~LABEL)
                    + ", but this release reads version " + VERSION
                    + "; restore it with the release that wrote it, or start without state.");
        }
        boolean label = (head & LABEL) != 0;
        long time = in.signed();
        byte[] lane = label ? Lane.NONE : in.string();
        int contentLength = in.length();
        int content = in.at();
        in.skip(contentLength);
        int rawLength = in.length();
        int raw = in.at();
        in.skip(rawLength);
        return JoinEvent.within(in.bytes(), label, time, lane, content, content + contentLength, raw, raw + rawLength);
    }
}
