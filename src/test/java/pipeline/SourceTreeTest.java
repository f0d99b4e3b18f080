package pipeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that a reader can find files by their folders and names. */
class SourceTreeTest {
  private static final int MAX_FILES = 25;
  private static final int MAX_TEST_LINES = 400;

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /**
   * A folder of tests may hold only one file, because each folder of tests has the name of the
   * tested package.
   */
  @ParameterizedTest
  @CsvSource({"src/main/java, 2", "src/test/java, 1"})
  void foldersHoldAtMostTwentyFiveFiles(String root, int min) throws IOException {
    Map<Path, Long> sizes =
        sources(root).stream().collect(groupingBy(Path::getParent, Collectors.counting()));
    sizes.values().removeIf(size -> size >= min && size <= MAX_FILES);
    assertEquals(Map.of(), sizes);
  }

  @Test
  void simpleClassNamesAreUnique() {
    Map<String, TreeSet<String>> names =
        new ClassFileImporter()
            .importPackages("pipeline").stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(
                    groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        mapping(JavaClass::getName, Collectors.toCollection(TreeSet::new))));
    names.values().removeIf(types -> types.size() == 1);
    assertEquals(Map.of(), names);
  }

  @Test
  void testFilesHaveAtMost400Lines() throws IOException {
    Map<Path, Long> lengths = new TreeMap<>();
    for (Path file : sources("src/test/java")) {
      try (Stream<String> lines = Files.lines(file)) {
        lengths.put(file, lines.count());
      }
    }
    lengths.values().removeIf(length -> length <= MAX_TEST_LINES);
    assertEquals(Map.of(), lengths);
  }
}
