package dev.plumbline.job.sink;

import java.io.Serializable;

/**
 * How a value is shown to a person.
 *
 * @param <T> the type of value
 */
interface Row<T> extends Serializable {

    /** Returns the line above the rows; empty if none is wanted. */
    String heading();

    /** Returns one line without its end. */
    String of(T value);
}
