package pipeline.testing.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs that a person has reviewed. {@code -Dgolden.write} rewrites the files. */
public final class GoldenFile {
  private GoldenFile() {}

  /**
   * Compares a text with a file, byte by byte.
   *
   * @param name path of the file below the resources of the tests
   */
  public static void assertEqualsFile(String name, String text) throws IOException {
    Path golden = Path.of("src/test/resources/pipeline").resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
  }
}
