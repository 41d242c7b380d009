package dev.plumbline.bench.result;

/** Contenders found different numbers, so their times cannot be compared. The message names the row. */
public final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public DisagreementException(String message) {
        super(message);
    }
}
