package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Gives the parser for each record: mostly the same one, now and then a new one. */
final class RecordParsers {
    /** A parser keeps every name it has met. Renewing it bounds what records full of ever new names can make it hold. */
    private static final long BYTES_PER_PARSER = 8L << 20;

    private final RecordParser.Factory factory;
    private RecordParser parser;
    private long bytes;

    RecordParsers(int maxDepth) {
        factory = new RecordParser.Factory(maxDepth);
        parser = factory.create();
    }

    /** A parser at the beginning of a record. */
    RecordParser open(byte[] value) {
        bytes += value.length;
        if (bytes > BYTES_PER_PARSER) {
            renew();
        }
        parser.begin(value);
        return parser;
    }

    /** Must be called when a record was not read to its end. */
    void renew() {
        parser = factory.create();
        bytes = 0;
    }

    /** Jackson's words on a syntax error, without the places that it repeats. */
    static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int place = message.indexOf(" (start marker at");
        return Excerpt.words(place < 0 ? message : message.substring(0, place));
    }
}
