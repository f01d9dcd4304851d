package dev.herald.tls;

/** The contents of PEM files are not a usable certificate and key. The message states the reason, without any part of the key. */
public final class InvalidPemException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidPemException(String reason) {
        super(reason, null, false, false);
    }
}
