package dev.plumbline.job.sink;

import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.decode.Excerpt;

/** A dead letter as one line: its reason, its place, and the sentence; what does not print is escaped. */
final class DeadLetterRow implements Row<DeadLetter> {

    @Override
    public String heading() {
        return "";
    }

    @Override
    public String of(DeadLetter letter) {
        String place = letter.partition() < 0
                ? letter.topic() + " byte " + letter.offset()
                : letter.topic() + "-" + letter.partition() + " offset " + letter.offset();
        return Excerpt.printable("dead letter: " + letter.rejection().reason().code() + " at " + place + ": "
                + letter.rejection().message());
    }
}
