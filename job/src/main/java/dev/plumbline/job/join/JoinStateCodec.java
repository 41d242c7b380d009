package dev.plumbline.job.join;

import dev.plumbline.job.join.Lane.Stage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Bytes of a {@link JoinState}, version 1, as {@code docs/FORMATS.md} lays them out. Equal states have equal bytes. Each time is written as its difference to the one before it, the first as such.
 */
final class JoinStateCodec {
    private static final int VERSION = 1;

    private static final int FED = 0x01;
    private static final int PAST = 0x02;

    private JoinStateCodec() {}

    /** The bytes of a state. */
    static byte[] encode(JoinState state) {
        return Memory.bytes(64, out -> write(state, out));
    }

    /** The state with these bytes; {@link IOException} with a sentence if they are none, or of another version. */
    static JoinState decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = Memory.read(bytes);
        JoinState state = read(in);
        Memory.requireEnd(in, "a state");
        return state;
    }

    private static void write(JoinState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        long last = 0;
        Numbers.write(state.lanes().size(), out);
        for (Lane lane : state.lanes()) {
            last = write(lane, last, out);
        }
        Numbers.write(state.waiting().size(), out);
        for (WaitingLabel label : state.waiting()) {
            out.writeByte((label.fed() ? FED : 0) | (label.past() ? PAST : 0));
            last = writeTime(label.time(), last, out);
            Numbers.writeString(label.value(), out);
            Numbers.writeString(label.raw(), out);
        }
    }

    private static long write(Lane lane, long before, DataOutput out) throws IOException {
        Numbers.writeString(lane.name, out);
        out.writeByte(lane.stage.code);
        long last = writeTime(lane.time, before, out);
        if (lane.stage.hasFacts()) {
            Numbers.writeString(lane.facts, out);
        }
        if (lane.stage.hasLabel()) {
            Numbers.writeString(lane.label, out);
        }
        if (lane.stage == Stage.HELD) {
            last = writeTime(lane.labelTime, last, out);
            Numbers.writeString(lane.labelRaw, out);
        }
        return last;
    }

    private static long writeTime(long time, long last, DataOutput out) throws IOException {
        Numbers.writeSigned(time - last, out);
        return time;
    }

    private static JoinState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("The state of the join has version " + version + ", but this release reads version "
                    + VERSION + "; restore it with the release that wrote it, or start without state.");
        }
        JoinState state = new JoinState();
        long last = 0;
        for (int i = Numbers.readCount(in); i > 0; i--) {
            last = readLane(state, last, in);
        }
        for (int i = Numbers.readCount(in); i > 0; i--) {
            last = readWaiting(state, last, in);
        }
        return state;
    }

    private static long readLane(JoinState state, long before, DataInput in) throws IOException {
        byte[] name = Numbers.readString(in);
        int count = state.lanes().size();
        Numbers.require(
                count == 0 || Arrays.compareUnsigned(state.lanes().get(count - 1).name, name) < 0,
                "the lanes are out of order");
        Lane lane = state.addLane(name);
        int code = in.readUnsignedByte();
        Stage stage = Stage.of(code);
        if (stage == null) {
            throw Numbers.damaged("the stage of a lane is " + code);
        }
        lane.stage = stage;
        long last = before + Numbers.readSigned(in);
        lane.time = last;
        if (stage.hasFacts()) {
            lane.facts = Numbers.readString(in);
        }
        if (stage.hasLabel()) {
            lane.label = Numbers.readString(in);
        }
        if (stage == Stage.HELD) {
            last += Numbers.readSigned(in);
            lane.labelTime = last;
            lane.labelRaw = Numbers.readString(in);
        }
        return last;
    }

    private static long readWaiting(JoinState state, long before, DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        Numbers.require((flags & ~(FED | PAST)) == 0, "the flags of a label are " + flags);
        long time = before + Numbers.readSigned(in);
        int count = state.waiting().size();
        Numbers.require(
                count == 0 || state.waiting().get(count - 1).time() <= time, "the waiting labels are out of order");
        byte[] value = Numbers.readString(in);
        byte[] raw = Numbers.readString(in);
        state.waiting().add(new WaitingLabel(time, value, raw, (flags & FED) != 0, (flags & PAST) != 0));
        return time;
    }
}
