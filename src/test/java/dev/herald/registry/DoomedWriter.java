package dev.herald.registry;

import dev.herald.access.Decision;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process that writes to a registry until it is killed, and says what it is about to do and what was acknowledged. First it
 * says what it has found. Its lines:
 *
 * <pre>
 * = keys KEY UNTIL       an entry that was loaded, in the database and in memory alike
 * ready
 * ? keys KEY UNTIL       about to be put, or, with -, removed; several in a line for an import
 * !                      that was acknowledged
 * </pre>
 */
final class DoomedWriter {

    /** Ids of each roll that it writes; few, so that most are changed again. */
    private static final int IDS = 40;

    private static final int IMPORT = 15;

    private final Map<String, EntryRepository> rolls;
    private final Random random;

    private DoomedWriter(Map<String, EntryRepository> rolls, Random random) {
        this.rolls = rolls;
        this.random = random;
    }

    /** Takes the URL, the user and the password of the database, and a seed. */
    public static void main(String[] arguments) {
        RegistrySettings settings = DatabaseServer.settings(arguments[0], arguments[1], arguments[2]);
        Fixture fixture = Fixture.on(settings);
        Registry registry = fixture.registry;
        load(registry);
        Map<String, EntryRepository> rolls = new TreeMap<>(
                Map.of("keys", registry.keys(), "whitelist", registry.whitelist(), "denylist", registry.denylist()));
        rolls.forEach((name, roll) -> roll.forEach(entry -> {
            say("= " + name + " " + entry.id() + " " + (inMemory(fixture, name, entry) ? entry.validUntil() : "lost"));
        }));
        say("ready");
        new DoomedWriter(rolls, new Random(Long.parseLong(arguments[3]))).write();
    }

    /** A server that has just lost all of its connections may be busy with that. */
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
        List<String> names = List.copyOf(rolls.keySet());
        while (true) {
            String name = names.get(random.nextInt(names.size()));
            EntryRepository roll = rolls.get(name);
            switch (random.nextInt(5)) {
                case 0 -> remove(name, roll);
                case 1 -> addMany(name, roll);
                default -> put(name, roll);
            }
            say("!");
        }
    }

    private void remove(String name, EntryRepository roll) {
        String id = id(name);
        say("? " + name + " " + id + " -");
        roll.remove(Fixture.ALICE, id);
    }

    private void put(String name, EntryRepository roll) {
        Entry entry = entry(name);
        say("? " + name + " " + entry.id() + " " + entry.validUntil());
        roll.put(Fixture.ALICE, entry);
    }

    /** Of what is absent: an import leaves the rest as it is. */
    private void addMany(String name, EntryRepository roll) {
        List<Entry> entries = Stream.generate(() -> entry(name))
                .limit(IMPORT)
                .filter(entry -> roll.find(entry.id()).isEmpty())
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
        say(line.toString());
        roll.importAll(Fixture.ALICE, entries.iterator());
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

    /** A line is one write to the pipe: it is there as a whole or not at all. */
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
