package dev.herald.registry;

import dev.herald.access.Decision;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process that writes to a registry until it is killed. Prints what it has loaded, what it is about to write and what was
 * acknowledged:
 *
 * <pre>
 * = keys KEY UNTIL       an entry that was loaded from the database into memory
 * ready
 * ? keys KEY UNTIL       about to be put, or, with -, removed; several in a line for an import
 * !                      that was acknowledged
 * </pre>
 */
final class KilledWriter {

    /** Ids in each list; few, so that most are changed repeatedly. */
    private static final int IDS = 40;

    private static final int IMPORT = 15;

    private final Map<String, EntryRepository> lists;
    private final Random random;

    private KilledWriter(Map<String, EntryRepository> lists, Random random) {
        this.lists = lists;
        this.random = random;
    }

    /** Takes the URL, the user and the password of the database, and a seed. */
    public static void main(String[] arguments) {
        RegistrySettings settings = DatabaseServer.settings(arguments[0], arguments[1], arguments[2]);
        Fixture fixture = Fixture.on(settings);
        Registry registry = fixture.registry;
        load(registry);
        Map<String, EntryRepository> lists = new TreeMap<>(
                Map.of("keys", registry.keys(), "whitelist", registry.whitelist(), "denylist", registry.denylist()));
        lists.forEach((name, list) -> list.forEach(entry -> {
            print("= " + name + " " + entry.id() + " "
                    + (inMemory(fixture, name, entry) ? entry.validUntil() : "lost"));
        }));
        print("ready");
        new KilledWriter(lists, new Random(Long.parseLong(arguments[3]))).write();
    }

    /** Retries: a server that has just lost its connections may be busy. */
    private static void load(Registry registry) {
        for (int tries = 10; ; tries--) {
            try {
                registry.load();
                return;
            } catch (RegistryUnavailableException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    private static boolean inMemory(Fixture fixture, String name, Entry entry) {
        return switch (name) {
            case "keys" ->
                fixture.key(entry.id()) == (entry.validUntil() < Fixture.NOW ? Decision.EXPIRED_KEY : Decision.ALLOWED);
            case "denylist" -> fixture.torrent(entry.id()) == Decision.DENIED;
            default -> fixture.torrent(entry.id()) != Decision.UNLISTED;
        };
    }

    private void write() {
        List<String> names = List.copyOf(lists.keySet());
        while (true) {
            String name = names.get(random.nextInt(names.size()));
            EntryRepository list = lists.get(name);
            switch (random.nextInt(5)) {
                case 0 -> remove(name, list);
                case 1 -> addMany(name, list);
                default -> put(name, list);
            }
            print("!");
        }
    }

    private void remove(String name, EntryRepository list) {
        String id = id(name);
        print("? " + name + " " + id + " -");
        list.remove(Fixture.ALICE, id);
    }

    private void put(String name, EntryRepository list) {
        Entry entry = entry(name);
        print("? " + name + " " + entry.id() + " " + entry.validUntil());
        list.put(Fixture.ALICE, entry);
    }

    /** Imports absent entries only, because an import does not change the others. */
    private void addMany(String name, EntryRepository list) {
        List<Entry> entries = Stream.generate(() -> entry(name))
                .limit(IMPORT)
                .filter(entry -> list.find(entry.id()).isEmpty())
                .toList();
        StringBuilder line = new StringBuilder("?");
        Map<String, Entry> first = new TreeMap<>();
        entries.forEach(entry -> first.putIfAbsent(entry.id(), entry));
        first.values().forEach(entry -> line.append(' ')
                .append(name)
                .append(' ')
                .append(entry.id())
                .append(' ')
                .append(entry.validUntil()));
        print(line.toString());
        list.importAll(Fixture.ALICE, entries.iterator());
    }

    private Entry entry(String name) {
        boolean forever = !name.equals("keys") || random.nextBoolean();
        long until = forever ? Entry.FOREVER : Fixture.NOW - 500 + random.nextInt(1000);
        return new Entry(id(name), "label", "", Fixture.NOW, until);
    }

    private String id(String name) {
        int number = random.nextInt(IDS);
        return name.equals("keys") ? Fixture.key(number) : Fixture.hash(number);
    }

    /** Writes the line to the pipe at once, so that it is never cut. */
    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
