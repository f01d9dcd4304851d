package dev.herald.http.tls;

/** Files that hold no certificate and key that can be used; the message says why, without anything of the key. */
public final class BadPem extends Exception {

    private static final long serialVersionUID = 1;

    BadPem(String reason) {
        super(reason, null, false, false);
    }
}
