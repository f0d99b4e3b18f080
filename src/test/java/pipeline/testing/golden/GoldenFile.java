package pipeline.testing.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that were looked at; {@code -Dgolden.write} writes them anew, for a look at the diff. */
public final class GoldenFile {
  private GoldenFile() {}

  /**
   * Compares byte by byte.
   *
   * @param name below the tests' resources of this project
   */
  public static void same(String name, String text) throws IOException {
    Path golden = Path.of("src/test/resources/pipeline").resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
  }
}
