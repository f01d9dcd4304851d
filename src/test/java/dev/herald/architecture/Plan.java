package dev.herald.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A house of rooms below one root package: which room may use which, and which libraries.
 *
 * @param root the package that the rooms are in
 * @param rooms from the bottom to the top
 */
record Plan(String root, List<Room> rooms) {

    /**
     * One row of the plan.
     *
     * @param name the package below the root
     * @param uses the rooms that it may use, or {@code all} for every room above it in the table
     * @param libraries packages that it may use beside the JDK's, or {@code all}
     */
    record Room(String name, List<String> uses, List<String> libraries) {

        private static final String ALL = "all";

        private static Room parse(String row) {
            String[] cells = row.split("\\|", -1);
            return new Room(cells[0].strip(), words(cells[1]), words(cells[2]));
        }

        private static List<String> words(String cell) {
            return cell.isBlank() ? List.of() : List.of(cell.strip().split(" +"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Reads a table with a row for each room: name, rooms, libraries. */
    static Plan of(String root, String table) {
        return new Plan(root, table.lines().map(Room::parse).toList());
    }

    /** That {@code room} uses nothing but what its row gives it. */
    ArchRule keptBy(Room room) {
        return classes()
                .that(resideInAPackage(inside(room.name)))
                .should()
                .onlyDependOnClassesThat(allowedIn(room))
                .as("Room '%s' uses rooms %s and libraries %s".formatted(room.name, room.uses, room.libraries))
                .allowEmptyShould(true);
    }

    /** That no package, in or below a room, uses itself through others. */
    ArchRule hasNoCycle() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** The rooms that {@code room} may use but that do not stand above it in the table: arrows that could close a cycle. */
    List<String> arrowsAgainstTheOrder(Room room) {
        List<String> above =
                rooms.stream().map(Room::name).limit(rooms.indexOf(room)).toList();
        return room.uses.stream()
                .filter(used -> !used.equals(Room.ALL) && !above.contains(used))
                .toList();
    }

    /** The packages of {@code house} that no row speaks of. */
    List<String> roomsWithoutRow(Iterable<JavaClass> house) {
        List<String> known = rooms.stream().map(Room::name).toList();
        Stream.Builder<String> found = Stream.builder();
        house.forEach(one -> found.add(roomOf(one)));
        return found.build().distinct().filter(room -> !known.contains(room)).toList();
    }

    private String roomOf(JavaClass one) {
        String name = one.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1).split("\\.", -1)[0];
    }

    private DescribedPredicate<JavaClass> allowedIn(Room room) {
        return describe("the plan allows in " + room.name, used -> {
            JavaClass base = used.getBaseComponentType();
            String name = base.getPackageName();
            if (base.isPrimitive() || in(name, "java") || in(name, root + "." + room.name)) {
                return true;
            }
            if (in(name, root)) {
                return room.uses.contains(Room.ALL)
                        ? roomsAbove(room).contains(roomOf(base))
                        : room.uses.contains(roomOf(base));
            }
            return room.libraries.contains(Room.ALL) || room.libraries.stream().anyMatch(library -> in(name, library));
        });
    }

    private List<String> roomsAbove(Room room) {
        return rooms.stream().map(Room::name).limit(rooms.indexOf(room)).toList();
    }

    private String inside(String room) {
        return root + "." + room + "..";
    }

    private static boolean in(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
