package dev.herald.admin.manage;

import dev.herald.admin.manage.LineReader.Line;
import dev.herald.registry.Entry;
import dev.herald.registry.ImportResult;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The entries of an import, read one by one as they are asked for. Lines that are none are counted and left out; blank lines
 * and those that begin with {@code #} say nothing.
 */
final class ImportReader implements Iterator<Entry> {

    /** Of how many bad lines the number is kept; all are counted. */
    static final int MOST_TOLD = 1000;

    private record BadLine(long number, String why) {}

    private final LineReader lines;
    private final Function<String, Entry> reading;
    private final List<BadLine> told = new ArrayList<>();
    private Optional<Entry> next = Optional.empty();
    private long bad;
    private long read;

    /**
     * Reads {@code lines}.
     *
     * @param reading makes a line an entry, or throws a {@link ProblemException}
     */
    ImportReader(LineReader lines, Function<String, Entry> reading) {
        this.lines = lines;
        this.reading = reading;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty()) {
            Optional<Line> line = lines.next();
            if (line.isEmpty()) {
                return false;
            }
            read = line.get().number();
            next = entry(line.get());
        }
        return true;
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = next.get();
        next = Optional.empty();
        return entry;
    }

    private Optional<Entry> entry(Line line) {
        if (!line.fault().isEmpty()) {
            return bad(line, line.fault());
        }
        if (line.text().isBlank() || line.text().stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(line.text()));
        } catch (ProblemException e) {
            return bad(line, e.problem().detail());
        }
    }

    private Optional<Entry> bad(Line line, String why) {
        bad++;
        if (told.size() < MOST_TOLD) {
            told.add(new BadLine(line.number(), why));
        }
        return Optional.empty();
    }

    /** What became of the lines. */
    JsonObject report(ImportResult imported) {
        return lines().add("added", imported.added())
                .add("present", imported.present())
                .add("bad", bad)
                .add("bad_lines", badLines())
                .build();
    }

    /** How far it came, for one that ended before its end. */
    JsonObject report() {
        return lines().add("bad", bad).add("bad_lines", badLines()).build();
    }

    private JsonObjectBuilder lines() {
        return Json.createObjectBuilder().add("lines", read);
    }

    private JsonArrayBuilder badLines() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        told.forEach(line ->
                array.add(Json.createObjectBuilder().add("line", line.number()).add("detail", line.why())));
        return array;
    }
}
