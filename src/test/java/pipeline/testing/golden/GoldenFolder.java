package pipeline.testing.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Table;

/**
 * One case: a folder with input and expected output. A missing file means no rows. {@code
 * -Dgolden.write=true} writes the expected files and then fails the test, so that no build passes
 * in this way.
 */
public record GoldenFolder(Path folder) {
  private static final String LINES = ".jsonl";

  /** Returns the cases of a stage in the order of their names. */
  public static List<GoldenFolder> list(String stage) {
    Path cases = Path.of("src/test/resources/golden").resolve(stage);
    try (Stream<Path> folders = Files.list(cases)) {
      return folders.sorted().map(GoldenFolder::new).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public <R extends IndexedRecord> List<R> rows(Table<R> table) {
    return RowJsonLines.parse(table, text(table.name() + LINES));
  }

  /** Returns the text of a file; empty if the file is missing. */
  public String text(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Compares all files at once, so that a failure shows each difference.
   *
   * @param texts expected texts by file name
   */
  public void assertFiles(Map<String, String> texts) {
    if (Boolean.getBoolean("golden.write")) {
      texts.forEach(this::write);
      fail(folder + " was rewritten: review the changes, then rerun without golden.write");
    }
    Map<String, String> expected = new TreeMap<>();
    texts.keySet().forEach(file -> expected.put(file, text(file)));
    assertEquals(format(expected), format(texts), folder.toString());
  }

  private static String format(Map<String, String> texts) {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(texts)
        .forEach((file, text) -> all.append("== ").append(file).append('\n').append(text));
    return all.toString();
  }

  private void write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      if (text.isEmpty()) {
        Files.deleteIfExists(path);
      } else {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
