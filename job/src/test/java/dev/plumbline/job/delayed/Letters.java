package dev.plumbline.job.delayed;

import dev.plumbline.job.oracle.Fates;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.oracle.Logs.Sent;
import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The dead letters: which record for which reason, and whether each is as it came. */
final class Letters implements Book.Consumer<DeadLetter> {
    private final Logs logs;
    private final Fates fates;
    private @Nullable String firstFlaw;

    Letters(Logs logs) {
        this.logs = logs;
        this.fates = new Fates(logs);
    }

    @Override
    public synchronized void take(DeadLetter letter) {
        Sent sent = logs.at(letter.topic(), letter.partition(), (int) letter.offset());
        boolean isUntouched = Arrays.equals(letter.key(), sent.key())
                && Arrays.equals(letter.value(), sent.value())
                && letter.timestamp() == sent.timestamp()
                && letter.headers().isEmpty();
        if (firstFlaw == null && !isUntouched) {
            firstFlaw = letter + " is not as it came";
        }
        fates.add(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.rejection().reason());
    }

    Fates fates() {
        return fates;
    }

    /** What is wrong with the first letter of which something is; null if nothing is. */
    @Nullable
    String firstFlaw() {
        return firstFlaw;
    }
}
