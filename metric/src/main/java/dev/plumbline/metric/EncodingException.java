package dev.plumbline.metric;

import java.io.IOException;

/** Bytes that no version of this library can have written; the message says which rule they break. */
public final class EncodingException extends IOException {
    /** What is wrong, in a sentence that names what was read. */
    public EncodingException(String message) {
        super(message);
    }

    /** The same, with what brought it to light. */
    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
