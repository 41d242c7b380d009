package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * Jackson's parser for UTF-8 in memory, made to go from record to record. A new parser for every record would cost about 700 bytes
 * and, by handing its names back to a shared table, a copy of that table whenever a record brings a new name. This one keeps its
 * names and buffers for itself, and allocates nothing on records like those before.
 *
 * <p>It may be pointed at the next record only when the last one was read to its end; after any failure it must be replaced.
 */
final class RecordParser extends UTF8StreamJsonParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private RecordParser(IOContext context, int features, ByteQuadsCanonicalizer names) {
        super(context, features, null, null, names, new byte[0], 0, 0, 0, false);
    }

    /** Begins another record; a byte order mark at its start is passed over. */
    void begin(byte[] value) {
        _inputBuffer = value;
        _inputPtr = startsWithByteOrderMark(value) ? BYTE_ORDER_MARK.length : 0;
        _inputEnd = value.length;
        _currInputProcessed = 0;
        _currInputRow = 1;
        _currInputRowStart = 0;
        _currToken = null;
        _nextToken = null;
        _tokenIncomplete = false;
        _parsingContext.reset(JsonStreamContext.TYPE_ROOT, 1, 0);
    }

    private static boolean startsWithByteOrderMark(byte[] value) {
        return value.length >= BYTE_ORDER_MARK.length
                && value[0] == BYTE_ORDER_MARK[0]
                && value[1] == BYTE_ORDER_MARK[1]
                && value[2] == BYTE_ORDER_MARK[2];
    }

    /** The end of a record, where the superclass would give its buffers away; the next record needs them. */
    @Override
    public void close() {}

    /** Makes parsers that are set up for what foreign records contain. */
    static final class Factory extends JsonFactory {
        /** A factory of parsers with a limit on the nesting of objects and arrays. */
        Factory(int maxDepth) {
            super(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(maxDepth)
                            .maxNumberLength(NumberText.MAX_CHARS)
                            .build())
                    // Python's json module writes NaN and Infinity; they must be seen to be refused for what they are.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    // Reads digits from the buffer; the other way goes through a string. Both give the nearest double.
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    // Interning costs a global lookup per new name and would only help comparison by identity.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // Names of earlier records must never decide on a later one; RecordParsers bounds the table
                    // instead.
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool()));
        }

        RecordParser create() {
            IOContext context = _createContext(ContentReference.unknown(), false);
            return new RecordParser(
                    context, _parserFeatures, _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures));
        }
    }
}
