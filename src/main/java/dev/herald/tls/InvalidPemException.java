package dev.herald.tls;

/** Files that hold no certificate and key that can be used; the message says why, without anything of the key. */
public final class InvalidPemException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidPemException(String reason) {
        super(reason, null, false, false);
    }
}
