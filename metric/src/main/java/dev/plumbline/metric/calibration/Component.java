package dev.plumbline.metric.calibration;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A piece of mergeable state. Its value is a function of the rows alone: not of their order, nor of how they were split,
 * merged or encoded on the way. How a row is added is each component's own business, for the sake of speed.
 *
 * <p>Both components of a combination come from equal configurations; who calls sees to it.
 */
abstract class Component {
    /** Adds what another one holds. The argument is not changed; it may be this very one. */
    abstract void add(Component other);

    /** Takes away what another one holds. The argument is not changed; it may be this very one. */
    abstract void subtract(Component other);

    /** Another one with the same value that shares nothing with this one. */
    abstract Component copy();

    /** Back to the empty state; keeps memory where that is cheap. */
    abstract void clear();

    /** Writes the state in its canonical encoding, version first: equal states give equal bytes. */
    abstract void write(DataOutput out) throws IOException;

    /**
     * Reads into this component, which is empty, what {@link #write} wrote.
     *
     * @throws dev.plumbline.metric.EncodingException if that is not what the bytes are
     * @throws java.io.EOFException if they end early
     */
    abstract void read(DataInput in) throws IOException;

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refuses no byte", e);
        }
        return bytes.toByteArray();
    }

    /** Equal values, which is the same as equal bytes. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof Component that
                && getClass() == that.getClass()
                && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(bytes());
    }
}
