package dev.plumbline.bench.topic;

/** A topic that could not be written or read; the message is a sentence. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
