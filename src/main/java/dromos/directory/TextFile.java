package dromos.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of the configuration, decoded strictly as UTF-8 (a byte order mark is tolerated, spreadsheets write one).
 *
 * @param name relative to the folder, with slashes
 */
record TextFile(String name, String text) {
    /** Reads the file, or reports why it cannot be read. */
    static Optional<TextFile> read(Path folder, String name, List<Problem> problems) {
        try {
            var bytes = Files.readAllBytes(folder.resolve(name));
            var text = CharBuffer.allocate(bytes.length);
            var input = ByteBuffer.wrap(bytes);
            var result = StandardCharsets.UTF_8.newDecoder().decode(input, text, true);
            text.flip();
            if (result.isError()) {
                problems.add(new Problem(
                        end(name, text.toString()),
                        "this byte is not UTF-8: save the file in the encoding UTF-8, without any other characters"));
                return Optional.empty();
            }
            var decoded = text.toString();
            return Optional.of(new TextFile(name, decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded));
        } catch (IOException e) {
            problems.add(new Problem(
                    new Location(name, 1, 1),
                    "this file is needed but cannot be read: create it, or restore its rights"));
            return Optional.empty();
        }
    }

    /** The place of the character at that offset. */
    Location at(int offset) {
        return end(name, text.substring(0, Math.min(offset, text.length())));
    }

    private static Location end(String name, String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Location(name, line, before.length() - before.lastIndexOf('\n'));
    }
}
