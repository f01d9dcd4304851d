package dev.herald.admin.manage;

import java.io.IOException;
import java.io.InputStream;

/** Reads a JSON body, of which never more than {@value #MOST_BYTES} bytes are taken in. */
final class JsonBody {

    static final int MOST_BYTES = 64 << 10;

    private JsonBody() {}

    /**
     * The whole body.
     *
     * @throws ProblemException with 413 if it is longer, 400 if it is not UTF-8 or breaks off
     */
    static String read(InputStream in) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw ProblemException.of(400, "The body breaks off");
        }
        if (bytes.length > MOST_BYTES) {
            throw ProblemException.of(413, "The body may be " + MOST_BYTES + " bytes long");
        }
        return StrictUtf8.decode(bytes, 0, bytes.length)
                .orElseThrow(() -> ProblemException.of(400, "The body is not UTF-8"));
    }
}
