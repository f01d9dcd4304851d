package dev.herald.durability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Adds and removes keys and hashes over a connection of its own, through both APIs, until its end or the server's. */
final class Writer implements Runnable {

    private final Api api;
    private final Random random;
    private final Ledger keys;
    private final Ledger hashes;
    private final Consumer<Api.Answer> answered;
    private final List<String> ownKeys = new ArrayList<>();
    private final List<String> ownHashes = new ArrayList<>();
    private volatile boolean over;

    /** Tells {@code answered} of each answer of the server. */
    Writer(Api api, long seed, Books books, Consumer<Api.Answer> answered) {
        this.api = api;
        this.random = new Random(seed);
        this.keys = books.keys();
        this.hashes = books.hashes();
        this.answered = answered;
    }

    private interface Request {
        Api.Answer send(String id) throws IOException;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                change();
            }
        } catch (IOException e) {
            // The server is dead; the change that was under way stays in doubt.
        }
    }

    /** Lets it send nothing any more. */
    void end() {
        over = true;
    }

    private void change() throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> add(keys, ownKeys, newKey(), api::postKey);
            case 1 -> add(keys, ownKeys, newKey(), key -> api.put("keys", key));
            case 2 -> add(hashes, ownHashes, newHash(), api::postHash);
            case 3 -> add(hashes, ownHashes, newHash(), hash -> api.put("whitelist", hash));
            case 4 -> removeOne(keys, ownKeys, api::deleteKey);
            default -> removeOne(hashes, ownHashes, hash -> api.delete("whitelist", hash));
        }
    }

    private void add(Ledger ledger, List<String> own, String id, Request request) throws IOException {
        if (make(ledger, id, request, true)) {
            own.add(id);
        }
    }

    private void removeOne(Ledger ledger, List<String> own, Request request) throws IOException {
        if (!own.isEmpty()) {
            make(ledger, own.remove(random.nextInt(own.size())), request, false);
        }
    }

    /** Whether it was acknowledged. A change that was refused, because the database was too slow, stays in doubt. */
    private boolean make(Ledger ledger, String id, Request request, boolean there) throws IOException {
        ledger.sent(id);
        Api.Answer answer = request.send(id);
        if (answer.ok()) {
            ledger.acknowledged(id, there);
        }
        answered.accept(answer);
        return answer.ok();
    }

    private String newKey() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    private String newHash() {
        return newKey() + "%08x".formatted(random.nextInt());
    }
}
