package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
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
 * Iterates over the entries of an import while it reads them. Counts invalid lines and skips them; ignores blank lines and those that
 * begin with {@code #}.
 */
final class ImportReader implements Iterator<Entry> {

    /** The most invalid lines in the report; all are counted. */
    static final int MAX_REPORTED = 1000;

    private record BadLine(long number, String problem) {}

    private final LineReader lines;
    private final Function<String, Entry> parser;
    private final List<BadLine> reported = new ArrayList<>();
    private Optional<Entry> next = Optional.empty();
    private long bad;
    private long read;

    /**
     * Reads {@code lines}.
     *
     * @param parser parses a line, or throws an {@link ApiException}
     */
    ImportReader(LineReader lines, Function<String, Entry> parser) {
        this.lines = lines;
        this.parser = parser;
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
        if (!line.problem().isEmpty()) {
            return bad(line, line.problem());
        }
        if (line.text().isBlank() || line.text().stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(line.text()));
        } catch (ApiException e) {
            return bad(line, e.getMessage());
        }
    }

    private Optional<Entry> bad(Line line, String problem) {
        bad++;
        if (reported.size() < MAX_REPORTED) {
            reported.add(new BadLine(line.number(), problem));
        }
        return Optional.empty();
    }

    /** The report of a completed import. */
    JsonObject report(ImportResult imported) {
        return lines().add("added", imported.added())
                .add("present", imported.present())
                .add("bad", bad)
                .add("bad_lines", badLines())
                .build();
    }

    /** The report of an import that failed. */
    JsonObject report() {
        return lines().add("bad", bad).add("bad_lines", badLines()).build();
    }

    private JsonObjectBuilder lines() {
        return Json.createObjectBuilder().add("lines", read);
    }

    private JsonArrayBuilder badLines() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        reported.forEach(line ->
                array.add(Json.createObjectBuilder().add("line", line.number()).add("detail", line.problem())));
        return array;
    }
}
