package dev.plumbline.local.broker;

/** The embedded broker cannot do what was asked; the message is one sentence with the reason and the way out. */
public final class BrokerException extends RuntimeException {

    /** A failure that no other exception explains further. */
    public BrokerException(String message) {
        super(message);
    }

    /** A failure with the exception that caused it. */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
