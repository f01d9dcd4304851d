package dev.herald.durability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Adds and removes keys and hashes over a connection of its own, through both APIs, until its end or the server's. */
final class Writer implements Runnable {

    private final Api api;
    private final Random random;
    private final Ledger keys;
    private final Ledger hashes;
    private final Runnable acknowledged;
    private final List<String> ownKeys = new ArrayList<>();
    private final List<String> ownHashes = new ArrayList<>();
    private volatile boolean over;

    /** Tells {@code acknowledged} of each change that the server says it has made. */
    Writer(Api api, long seed, Books books, Runnable acknowledged) {
        this.api = api;
        this.random = new Random(seed);
        this.keys = books.keys();
        this.hashes = books.hashes();
        this.acknowledged = acknowledged;
    }

    private interface Request {
        Api.Answer send(String id) throws IOException;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                if (change()) {
                    acknowledged.run();
                }
            }
        } catch (IOException e) {
            // The server is dead; the change that was under way stays in doubt.
        }
    }

    /** Lets it send nothing any more. */
    void end() {
        over = true;
    }

    /** Whether a change was acknowledged. One that was refused, because the database was too slow, stays in doubt. */
    private boolean change() throws IOException {
        return switch (random.nextInt(6)) {
            case 0 -> add(keys, ownKeys, newKey(), api::postKey);
            case 1 -> add(keys, ownKeys, newKey(), key -> api.put("keys", key));
            case 2 -> add(hashes, ownHashes, newHash(), api::postHash);
            case 3 -> add(hashes, ownHashes, newHash(), hash -> api.put("whitelist", hash));
            case 4 -> removeOne(keys, ownKeys, api::deleteKey);
            default -> removeOne(hashes, ownHashes, hash -> api.delete("whitelist", hash));
        };
    }

    private static boolean add(Ledger ledger, List<String> own, String id, Request request) throws IOException {
        boolean added = make(ledger, id, request, true);
        if (added) {
            own.add(id);
        }
        return added;
    }

    private boolean removeOne(Ledger ledger, List<String> own, Request request) throws IOException {
        return !own.isEmpty() && make(ledger, own.remove(random.nextInt(own.size())), request, false);
    }

    private static boolean make(Ledger ledger, String id, Request request, boolean there) throws IOException {
        ledger.sent(id);
        boolean done = request.send(id).ok();
        if (done) {
            ledger.acknowledged(id, there);
        }
        return done;
    }

    private String newKey() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    private String newHash() {
        return newKey() + "%08x".formatted(random.nextInt());
    }
}
