package dev.plumbline.local.engine;

/** Finds the sentence in a chain of causes that tells a person what happened. */
public final class Causes {
    private Causes() {}

    /** The message of the deepest cause, or its type where it has none; never empty. */
    public static String sentence(Throwable failure) {
        Throwable deepest = failure;
        // A chain may be a circle; no honest one is this long.
        for (int depth = 0; depth < 64 && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        String type = deepest.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? type
                : message.lines().findFirst().orElse(type);
    }
}
