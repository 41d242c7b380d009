package dev.plumbline.metric;

import java.io.IOException;

/** Bytes that no version of this library can have written; the message says which rule they break. */
public final class EncodingException extends IOException {
    EncodingException(String message) {
        super(message);
    }

    EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
