package dromos.directory;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dromos.mail.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code stores.csv}: UTF-8, commas, several values in one field separated by semicolons. */
final class StoresFile {
    static final String NAME = "stores.csv";

    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "aliases",
            "street",
            "city",
            "phone",
            "mailbox",
            "director",
            "deputy",
            "senior_cashier",
            "territorial_manager",
            "extra");

    private final TextFile file;
    private final Reading reading;
    private final List<String> lines;

    private StoresFile(TextFile file, Reading reading) {
        this.file = file;
        this.reading = reading;
        this.lines = file.text().lines().toList();
    }

    static Map<String, Store> read(Reading reading) {
        return TextFile.read(reading.folder, NAME, reading.problems)
                .map(file -> new StoresFile(file, reading).stores())
                .orElse(Map.of());
    }

    private Map<String, Store> stores() {
        var stores = new LinkedHashMap<String, Store>();
        // A quoted field must end: an unclosed quote would swallow all the rows after it.
        try (var rows = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(file.text())) {
            boolean header = true;
            for (var row : rows) {
                if (header && !isHeader(row)) {
                    return Map.of();
                }
                if (!header && hasAllColumns(row)) {
                    var store = store(row);
                    if (reading.define("store", store.id(), store.at())) {
                        stores.put(store.id(), store);
                    }
                }
                header = false;
            }
            if (header) {
                reading.problem(
                        new Location(NAME, 1, 1), "this file is empty; its first line is " + String.join(",", COLUMNS));
            }
        } catch (CsvParseException e) {
            var row = e.getMessage() == null ? "" : e.getMessage();
            reading.problem(new Location(NAME, lineOfOpenQuote(), 1), "this is not CSV: " + row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stores;
    }

    private boolean isHeader(CsvRecord row) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            var found = i < row.getFieldCount() ? row.getField(i).strip() : "";
            if (!found.equals(COLUMNS.get(i))) {
                reading.problem(
                        at(row, Math.min(i, row.getFieldCount() - 1)),
                        "expected the column '" + COLUMNS.get(i) + "', found '" + found + "'; the first line is "
                                + String.join(",", COLUMNS) + ", separated by commas");
                return false;
            }
        }
        return hasAllColumns(row);
    }

    private boolean hasAllColumns(CsvRecord row) {
        int count = row.getFieldCount();
        if (count != COLUMNS.size()) {
            reading.problem(
                    at(row, Math.min(count, COLUMNS.size() + 1) - 1),
                    "this row has " + count + " columns instead of " + COLUMNS.size()
                            + (count < COLUMNS.size()
                                    ? "; the first missing one is '" + COLUMNS.get(count) + "'"
                                    : "; put values that contain a comma in double quotes"));
        }
        return count == COLUMNS.size();
    }

    private Store store(CsvRecord row) {
        return new Store(
                needed(row, 0),
                needed(row, 1),
                several(row, 2),
                needed(row, 3),
                needed(row, 4),
                row.getField(5).strip(),
                address(row, 6, needed(row, 6)),
                optionalAddress(row, 7),
                optionalAddress(row, 8),
                optionalAddress(row, 9),
                optionalAddress(row, 10),
                several(row, 11).stream().map(text -> address(row, 11, text)).toList(),
                at(row, 0));
    }

    private String needed(CsvRecord row, int column) {
        var text = row.getField(column).strip();
        if (text.isEmpty()) {
            reading.problem(at(row, column), "the column '" + COLUMNS.get(column) + "' must not be empty");
        }
        return text;
    }

    private static List<String> several(CsvRecord row, int column) {
        return Arrays.stream(row.getField(column).split(";"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private @Nullable Address optionalAddress(CsvRecord row, int column) {
        var text = row.getField(column).strip();
        return text.isEmpty() ? null : address(row, column, text);
    }

    private Address address(CsvRecord row, int column, String text) {
        var at = at(row, column);
        if (text.isEmpty()) {
            return Address.of("nobody@invalid.invalid");
        }
        var address = Addresses.parse(text, at, reading);
        MailboxesFile.refuseOwn(address, at, reading);
        return address;
    }

    /** Where that field of the row starts; the row's own start if it spans several lines. */
    private Location at(CsvRecord row, int column) {
        int line = (int) row.getStartingLineNumber();
        var text = line <= lines.size() ? lines.get(line - 1) : "";
        int separators = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && separators < column; i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == ',' && !quoted && ++separators == column) {
                return new Location(NAME, line, i + 2);
            }
        }
        return new Location(NAME, line, 1);
    }

    private int lineOfOpenQuote() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).chars().filter(c -> c == '"').count() % 2 == 1) {
                return i + 1;
            }
        }
        return 1;
    }
}
