package pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.simulator.options.FaultKind;

/**
 * Checks that docs/spotify.md and docs/reliability.md name existing tests, and that docs/spotify.md
 * lists every fault of the simulator.
 */
class SpotifyDocTest {
  private static final Pattern TEST =
      Pattern.compile("`((?:[a-z0-9]+\\.)*[A-Z]\\w*(?:Test|IT))\\.(\\w+)`");
  private static final Set<String> MARKS =
      Set.of("Test", "ParameterizedTest", "Property", "Example");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "spotify.md"));
  }

  private static String reliability() throws IOException {
    return Files.readString(Path.of("docs", "reliability.md"));
  }

  private static Stream<String> tests() throws IOException {
    return TEST.matcher(page() + reliability())
        .results()
        .map(found -> found.group(1) + "." + found.group(2));
  }

  private static List<String> rows() throws IOException {
    return page()
        .lines()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.startsWith("| fault |") && !line.startsWith("| case |"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void eachNamedTestExists(String name) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    Class<?> type =
        Class.forName(
            "pipeline." + name.substring(0, dot), false, SpotifyDocTest.class.getClassLoader());
    List<Method> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.getName().equals(name.substring(dot + 1)))
            .filter(SpotifyDocTest::isTest)
            .toList();
    assertFalse(methods.isEmpty(), name);
  }

  private static boolean isTest(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> MARKS.contains(type.getSimpleName()));
  }

  @Test
  void eachRowNamesATest() throws IOException {
    List<String> without = rows().stream().filter(row -> !TEST.matcher(row).find()).toList();
    assertEquals(List.of(), without);
    assertTrue(rows().size() > 50, "rows: " + rows().size());
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void eachFaultOfTheSimulatorHasARow(FaultKind kind) throws IOException {
    Pattern cell = Pattern.compile("\\| [^|]*`" + Pattern.quote(kind.text()) + "`[^|]*\\|.*");
    assertTrue(rows().stream().anyMatch(row -> cell.matcher(row).lookingAt()), kind.text());
  }

  @Test
  void testNamesAreWrittenInCodeFont() throws IOException {
    String pages = page() + reliability();
    int names = pages.split("(Test|IT)\\.", -1).length - 1;
    List<MatchResult> read = TEST.matcher(pages).results().toList();
    assertEquals(names, read.size());
  }
}
