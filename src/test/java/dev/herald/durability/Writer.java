package dev.herald.durability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Adds and removes keys and hashes through both APIs until it is stopped or the server dies. */
final class Writer implements Runnable {

    private final ApiClient api;
    private final Random random;
    private final ExpectedList keys;
    private final ExpectedList hashes;
    private final Consumer<ApiClient.Answer> answered;
    private final List<String> ownKeys = new ArrayList<>();
    private final List<String> ownHashes = new ArrayList<>();
    private volatile boolean stopped;

    /** Passes each response of the server to {@code answered}. */
    Writer(ApiClient api, long seed, ExpectedLists expected, Consumer<ApiClient.Answer> answered) {
        this.api = api;
        this.random = new Random(seed);
        this.keys = expected.keys();
        this.hashes = expected.hashes();
        this.answered = answered;
    }

    private interface Request {
        ApiClient.Answer send(String id) throws IOException;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                change();
            }
        } catch (IOException e) {
            // The server was killed; the pending change stays in doubt.
        }
    }

    /** Stops the writer after the current request. */
    void end() {
        stopped = true;
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

    private void add(ExpectedList list, List<String> own, String id, Request request) throws IOException {
        if (apply(list, id, request, true)) {
            own.add(id);
        }
    }

    private void removeOne(ExpectedList list, List<String> own, Request request) throws IOException {
        if (!own.isEmpty()) {
            apply(list, own.remove(random.nextInt(own.size())), request, false);
        }
    }

    /** Whether the change was acknowledged. A change that failed, because the database was too slow, stays in doubt. */
    private boolean apply(ExpectedList list, String id, Request request, boolean exists) throws IOException {
        list.sent(id);
        ApiClient.Answer answer = request.send(id);
        if (answer.ok()) {
            list.acknowledged(id, exists);
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
