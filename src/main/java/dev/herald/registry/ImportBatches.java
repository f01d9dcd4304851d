package dev.herald.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The entries of an import in the batches in which they are written: a window of them is read and sorted, and each batch is a
 * piece of that. Databases keep entries in the order of their ids, so a batch then touches a few neighbouring pages of the index,
 * where as many entries in the order of their coming would touch that many pages, each to be written anew.
 *
 * <p>If the source fails, what came before is still handed out; the failure follows.
 */
final class ImportBatches implements Iterator<List<Entry>> {

    /** Entries that share a transaction. The next change waits for it, and not for longer than {@link ChangeQueue} lets it. */
    static final int BATCH = 4000;

    /** Entries that are sorted together; those without words take a tenth of a kilobyte each. */
    static final int WINDOW = 15 * BATCH;

    /** Labels and notes may be long, and then a window has fewer entries. */
    private static final int WINDOW_CHARACTERS = 4_000_000;

    private final EntryType<?> kind;
    private final Iterator<Entry> entries;
    private final List<Entry> window = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private int at;

    /** Batches of what {@code entries} gives, as long as {@code kind} can hold it. */
    ImportBatches(EntryType<?> kind, Iterator<Entry> entries) {
        this.kind = kind;
        this.entries = entries;
    }

    /**
     * Whether there is another batch.
     *
     * @throws IllegalArgumentException if an id cannot be one, or only a key can be what it is
     * @throws RuntimeException what the source throws
     */
    @Override
    public boolean hasNext() {
        if (at == window.size() && failure.isEmpty()) {
            read();
        }
        if (at == window.size() && failure.isPresent()) {
            throw failure.get();
        }
        return at < window.size();
    }

    /** In the order of the ids; those with equal ids in the order in which they came. */
    @Override
    public List<Entry> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = at;
        at = Math.min(window.size(), from + BATCH);
        return List.copyOf(window.subList(from, at));
    }

    private void read() {
        window.clear();
        at = 0;
        try {
            for (int characters = 0; window.size() < WINDOW && characters < WINDOW_CHARACTERS && entries.hasNext(); ) {
                Entry entry = entries.next();
                kind.require(entry);
                window.add(entry);
                characters += entry.id().length()
                        + entry.label().length()
                        + entry.note().length();
            }
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
        window.sort(Comparator.comparing(Entry::id));
    }
}
