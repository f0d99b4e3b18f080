package pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the links of the documents, and the files, classes and names of deploy/aws.yml in code
 * font.
 */
class DocLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern PATH =
      Pattern.compile("`((?:src|dags|dev|bench|docs)/[\\w./-]+)(?: [^`]*)?`");
  private static final Pattern CLASS =
      Pattern.compile("`((?:[a-z0-9]+/)*[A-Z]+[a-z]\\w+)(?:\\.java)?`");
  private static final Set<String> FOREIGN_CLASSES =
      Set.of(
          "Util",
          "Helper",
          "Manager",
          "Impl",
          "None",
          "BaseOperator",
          "BashOperator",
          "CeleryExecutor",
          "PipelineOperator",
          "PlainParquetConfiguration",
          "SystemSettingUtilsTestBackdoor");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?s)```.*?```");

  private static Stream<Path> documents() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(Path.of(""), Path.of("docs"))) {
      try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages.stream().sorted();
  }

  private static String text(Path page) {
    try {
      return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Returns the anchors that GitHub creates for the headings. */
  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(text(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static boolean isBroken(Path page, MatchResult link) {
    if (link.group(1).contains(":")) {
      return false; // another site
    }
    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
    return !Files.exists(target)
        || (link.group(2) != null && !anchors(target).contains(link.group(2)));
  }

  @Test
  void linksLeadToExistingFilesAndSections() throws IOException {
    List<String> broken =
        documents()
            .flatMap(
                page ->
                    LINK.matcher(text(page))
                        .results()
                        .filter(link -> isBroken(page, link))
                        .map(link -> page.getFileName() + ": " + link.group()))
            .toList();

    assertEquals(List.of(), broken);
  }

  @Test
  void namedPathsExist() throws IOException {
    assertEquals(List.of(), missing(PATH, path -> Files.exists(Path.of(path))));
  }

  @Test
  void namedClassesExist() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      sources = files.map(file -> "/" + file).filter(name -> name.endsWith(".java")).toList();
    }
    String template = Files.readString(Path.of("deploy", "aws.yml"));

    assertEquals(
        List.of(),
        missing(
            CLASS,
            name ->
                FOREIGN_CLASSES.contains(name)
                    || template.contains("  " + name + ":")
                    || sources.stream().anyMatch(file -> file.endsWith("/" + name + ".java"))));
  }

  private static List<String> missing(Pattern name, Predicate<String> exists) throws IOException {
    return documents()
        .flatMap(
            page ->
                name.matcher(text(page))
                    .results()
                    .map(found -> found.group(1))
                    .filter(found -> !exists.test(found))
                    .map(found -> page.getFileName() + ": " + found))
        .toList();
  }
}
