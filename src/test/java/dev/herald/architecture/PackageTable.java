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
 * The packages below a root package: which package may use which, and which libraries.
 *
 * @param root the root package
 * @param rows from the bottom to the top
 */
record PackageTable(String root, List<Row> rows) {

    /**
     * One row of the table.
     *
     * @param name the package below the root
     * @param uses the packages that it may use, or {@code all} for every package above it in the table
     * @param libraries packages that it may use beside the JDK's, or {@code all}
     */
    record Row(String name, List<String> uses, List<String> libraries) {

        private static final String ALL = "all";

        private static Row parse(String row) {
            String[] cells = row.split("\\|", -1);
            return new Row(cells[0].strip(), words(cells[1]), words(cells[2]));
        }

        private static List<String> words(String cell) {
            return cell.isBlank() ? List.of() : List.of(cell.strip().split(" +"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Reads a table with a row for each package: name, packages, libraries. */
    static PackageTable of(String root, String table) {
        return new PackageTable(root, table.lines().map(Row::parse).toList());
    }

    /** A rule: the package uses only what its row permits. */
    ArchRule rule(Row row) {
        return classes()
                .that(resideInAPackage(inside(row.name)))
                .should()
                .onlyDependOnClassesThat(allowedIn(row))
                .as("Package '%s' uses packages %s and libraries %s".formatted(row.name, row.uses, row.libraries))
                .allowEmptyShould(true);
    }

    /** A rule: there are no cycles of packages. */
    ArchRule hasNoCycle() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** The packages that the row permits but that are not above it in the table. */
    List<String> usesAgainstTheOrder(Row row) {
        List<String> above =
                rows.stream().map(Row::name).limit(rows.indexOf(row)).toList();
        return row.uses.stream()
                .filter(used -> !used.equals(Row.ALL) && !above.contains(used))
                .toList();
    }

    /** The packages without a row. */
    List<String> packagesWithoutRow(Iterable<JavaClass> classes) {
        List<String> known = rows.stream().map(Row::name).toList();
        Stream.Builder<String> found = Stream.builder();
        classes.forEach(one -> found.add(packageOf(one)));
        return found.build().distinct().filter(row -> !known.contains(row)).toList();
    }

    private String packageOf(JavaClass one) {
        String name = one.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1).split("\\.", -1)[0];
    }

    private DescribedPredicate<JavaClass> allowedIn(Row row) {
        return describe("permitted in " + row.name, used -> {
            JavaClass base = used.getBaseComponentType();
            String name = base.getPackageName();
            if (base.isPrimitive() || in(name, "java") || in(name, root + "." + row.name)) {
                return true;
            }
            if (in(name, root)) {
                return row.uses.contains(Row.ALL)
                        ? packagesAbove(row).contains(packageOf(base))
                        : row.uses.contains(packageOf(base));
            }
            return row.libraries.contains(Row.ALL) || row.libraries.stream().anyMatch(library -> in(name, library));
        });
    }

    private List<String> packagesAbove(Row row) {
        return rows.stream().map(Row::name).limit(rows.indexOf(row)).toList();
    }

    private String inside(String row) {
        return root + "." + row + "..";
    }

    private static boolean in(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
