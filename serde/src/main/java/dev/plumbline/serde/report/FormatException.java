package dev.plumbline.serde.report;

/** Bytes that are not what they should be: another format, a version that this code does not know, or a missing member. */
public final class FormatException extends Exception {
    /** An exception with a sentence that names what is wrong and what to do. */
    public FormatException(String message) {
        super(message);
    }
}
