package dev.plumbline.serde.deadletter;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One header of a record: a name, which may repeat, and bytes, which may be null. Equal by content. The bytes are not copied.
 *
 * @param name the name
 * @param value the content as it travels; null is not the same as empty
 */
// Raw bytes travel by reference, and equality below looks at their content.
@SuppressWarnings("ArrayRecordComponent")
public record Header(String name, byte @Nullable [] value) {
    // Spelt out for the same reason as the constructor of DeadLetter.
    public Header(String name, byte @Nullable [] value) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }
}
