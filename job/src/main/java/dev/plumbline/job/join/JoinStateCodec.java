package dev.plumbline.job.join;

import dev.plumbline.job.join.Lane.Stage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Bytes of a {@link JoinState}, version 1, as {@code docs/FORMATS.md} lays them out. Equal states have equal bytes.
 * Each time is written as its difference to the one before it, the first as such. Not thread-safe.
 */
final class JoinStateCodec {
    private static final int VERSION = 1;

    private static final int FED = 0x01;
    private static final int PAST = 0x02;

    private final DataOutputSerializer out = new DataOutputSerializer(1 << 10);
    private final ByteReader in = new ByteReader();

    /** The bytes of a state. */
    byte[] encode(JoinState state) {
        out.clear();
        try {
            write(state);
        } catch (IOException e) {
            throw Memory.cannotFail(e);
        }
        return out.getCopyOfBuffer();
    }

    /** The state with these bytes; {@link IOException} with a sentence if they are none, or of another version. */
    JoinState decode(byte[] bytes) throws IOException {
        JoinState state = new JoinState();
        decode(bytes, state);
        return state;
    }

    /** As {@link #decode(byte[])}, into a state that is there already and forgets what it knew. */
    void decode(byte[] bytes, JoinState into) throws IOException {
        in.to(bytes);
        into.clear();
        read(into);
        in.requireEnd("a state");
    }

    private void write(JoinState state) throws IOException {
        out.writeByte(VERSION);
        long last = 0;
        Numbers.write(state.lanes().size(), out);
        for (Lane lane : state.lanes()) {
            last = write(lane, last);
        }
        Numbers.write(state.waiting().size(), out);
        for (WaitingLabel label : state.waiting()) {
            out.writeByte((label.fed() ? FED : 0) | (label.past() ? PAST : 0));
            last = writeTime(label.time(), last);
            Numbers.writeString(label.event().content(), out);
            Numbers.writeString(label.event().raw(), out);
        }
    }

    private long write(Lane lane, long before) throws IOException {
        Numbers.writeString(lane.name, out);
        out.writeByte(lane.stage.code);
        long last = writeTime(lane.time, before);
        if (lane.stage.hasFacts()) {
            Numbers.writeString(lane.facts, out);
        }
        if (lane.stage.hasLabel()) {
            Numbers.writeString(lane.label, out);
        }
        if (lane.stage == Stage.HELD) {
            last = writeTime(lane.labelTime, last);
            Numbers.writeString(lane.labelRaw, out);
        }
        return last;
    }

    private long writeTime(long time, long last) throws IOException {
        Numbers.writeSigned(time - last, out);
        return time;
    }

    private void read(JoinState state) throws IOException {
        int version = in.unsignedByte();
        if (version != VERSION) {
            throw new IOException("The state of the join has version " + version + ", but this release reads version "
                    + VERSION + "; restore it with the release that wrote it, or start without state.");
        }
        long last = 0;
        for (int i = in.length(); i > 0; i--) {
            last = readLane(state, last);
        }
        for (int i = in.length(); i > 0; i--) {
            last = readWaiting(state, last);
        }
    }

    private long readLane(JoinState state, long before) throws IOException {
        byte[] name = in.string();
        int count = state.lanes().size();
        if (count > 0 && Arrays.compareUnsigned(state.lanes().get(count - 1).name, name) >= 0) {
            throw Numbers.damaged("the lanes are out of order");
        }
        Lane lane = state.addLane(name);
        int code = in.unsignedByte();
        Stage stage = Stage.of(code);
        if (stage == null) {
            throw Numbers.damaged("the stage of a lane is " + code);
        }
        lane.stage = stage;
        long last = before + in.signed();
        lane.time = last;
        if (stage.hasFacts()) {
            lane.facts = in.string();
        }
        if (stage.hasLabel()) {
            lane.label = in.string();
        }
        if (stage == Stage.HELD) {
            last += in.signed();
            lane.labelTime = last;
            lane.labelRaw = in.string();
        }
        return last;
    }

    private long readWaiting(JoinState state, long before) throws IOException {
        int flags = in.unsignedByte();
        if ((flags & ~(FED | PAST)) != 0) {
            throw Numbers.damaged("the flags of a label are " + flags);
        }
        long time = before + in.signed();
        int count = state.waiting().size();
        if (count > 0 && state.waiting().get(count - 1).time() > time) {
            throw Numbers.damaged("the waiting labels are out of order");
        }
        JoinEvent event = JoinEvent.label(time, in.string(), in.string());
        state.waiting().add(new WaitingLabel(event, (flags & FED) != 0, (flags & PAST) != 0));
        return time;
    }
}
