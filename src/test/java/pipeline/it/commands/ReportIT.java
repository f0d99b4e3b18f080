package pipeline.it.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.report.ExampleReports;
import pipeline.report.ExampleWeeks;
import pipeline.testing.PipelineHarness;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens reports in a real Chromium. Screenshots stay in {@code target/it}. */
class ReportIT {
  private static final String ROWS =
      "[...document.querySelectorAll('#new tbody tr:not([hidden]) th')].map(th => th.textContent)";

  private static Path folder;
  private static Chromium chromium;

  @BeforeAll
  static void writePages() throws IOException {
    folder = ExampleDay.newFolder("report");
    chromium = Chromium.start(folder.resolve("chromium"));
    ExampleWeeks.fill(folder.resolve("weeks-lake"));
    report("weeks", "weeks", "");
    LocalDate last = ExampleWeeks.LAST;
    try (PipelineHarness harness =
        new PipelineHarness(folder.resolve("one-lake")).setAlbums(100).fastForward()) {
      harness.runAllStages(PipelineHarness.TODAY);
    }
    report("one", "one", "");
    try (PipelineHarness harness =
        new PipelineHarness(folder.resolve("late-lake")).setAlbums(100).fastForward()) {
      harness.runAllStages(last.minusDays(300)).runAllStages(last.minusDays(299));
    }
    report("late", "late", "");
    Files.write(page("empty"), ExampleReports.empty());
    Files.write(page("hostile"), ExampleReports.hostile());
    Files.write(page("namesakes"), ExampleReports.namesakes());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Path page(String name) {
    return folder.resolve(name + ".html");
  }

  private static ProcessResult report(String lake, String page, String words) {
    return JarRunner.in(folder)
        .withLake(folder.resolve(lake + "-lake"))
        .run(("report --output " + page(page) + " " + words).strip())
        .requireSuccess();
  }

  /** Returns the ids of figures in which nothing is drawn. */
  private static List<String> emptyFigures() {
    return chromium.texts(
        "[...document.querySelectorAll('figure[data-chart]')]"
            + ".filter(f => !f.querySelector('svg :is(rect, circle, path, line)'))"
            + ".map(f => f.dataset.chart)");
  }

  @ParameterizedTest
  @CsvSource({
    "weeks, ''",
    "one, ''",
    "late, ages daysListed hours",
    "empty, days artists collaborations weekdays ages durations explicit daysListed",
    "hostile, ''"
  })
  void eachFigureIsDrawnWithoutErrorOrRequest(String name, String nothingToDraw)
      throws IOException {
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1400, 390}) {
        chromium.open(page(name), width, dark);
        String where = name + " " + width + (dark ? " dark" : " light");
        assertEquals(nothingToDraw, String.join(" ", emptyFigures()), where);
        assertEquals(List.of(), chromium.errors(), where);
        assertEquals(List.of(), chromium.requests(), where);
        int pageWidth = chromium.evaluate("document.documentElement.scrollWidth").getAsInt();
        assertTrue(pageWidth <= width, where + ": " + pageWidth);
        int pageHeight = chromium.evaluate("document.documentElement.scrollHeight").getAsInt();
        Files.write(
            folder.resolve("%s-%d-%s.png".formatted(name, width, dark ? "dark" : "light")),
            chromium.picture(width, pageHeight));
      }
    }
  }

  /** A figure has no width while the figure is hidden or a screenshot is taken. */
  @ParameterizedTest
  @ValueSource(strings = {"display: none", "width: 0", "width: 1px", "width: 30px"})
  void hiddenOrNarrowFigureIsDrawnAgain(String style) {
    chromium.open(page("weeks"), 1400, false);
    long before = countShapes();
    for (String now : List.of(style, "")) {
      chromium.evaluate(
          "document.querySelector('main').style = '%s'; new Promise(drawn => setTimeout(() =>"
                  .formatted(now)
              + " requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))), 50))");
    }
    assertEquals("", String.join(" ", emptyFigures()));
    assertEquals(List.of(), chromium.errors());
    assertEquals(before, countShapes());
  }

  private static long countShapes() {
    return chromium.evaluate("document.querySelectorAll('figure svg *').length").getAsLong();
  }

  @Test
  void pageFollowsTheColourScheme() {
    String light = background(false);
    assertNotEquals(light, background(true));
    assertEquals("rgb(244, 245, 243)", light);
  }

  private static String background(boolean dark) {
    chromium.open(page("weeks"), 1400, dark);
    return chromium.evaluate("getComputedStyle(document.body).backgroundColor").getAsString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1400, 390})
  void keyboardSortsAndFiltersATable(int width) {
    chromium.open(page("weeks"), width, false);
    List<String> before = chromium.texts(ROWS);
    tabTo("closest('#new thead th')?.dataset.key === 'album'");
    chromium.pressEnter();
    assertTrue(chromium.isTrue("document.activeElement.parentElement.ariaSort === 'ascending'"));
    List<String> ascending = chromium.texts(ROWS);
    assertNotEquals(before, ascending);
    chromium.pressEnter();
    assertTrue(chromium.isTrue("document.activeElement.parentElement.ariaSort === 'descending'"));
    assertNotEquals(ascending, chromium.texts(ROWS));
    chromium.pressEnter();
    assertEquals(before, chromium.texts(ROWS), "the third click restores the order");

    chromium.open(page("weeks"), width, false);
    tabTo("matches('#new-section input[type=search]')");
    chromium.type("Single");
    List<String> kinds =
        chromium.texts(
            "[...document.querySelectorAll('#new tbody tr:not([hidden])')]"
                + ".map(tr => tr.textContent.toLowerCase())");
    assertFalse(kinds.isEmpty());
    assertTrue(kinds.stream().allMatch(row -> row.contains("single")), () -> "" + kinds);
    chromium.type("no such album");
    assertEquals(List.of(), chromium.texts(ROWS));
    assertTrue(
        chromium.isTrue(
            "document.querySelector('#new-section output').textContent.startsWith('0 of ')"));
  }

  private static void tabTo(String focused) {
    chromium.evaluate("window.focus()");
    for (int i = 0; i < 200; i++) {
      chromium.pressTab();
      if (chromium.isTrue("!!(document.activeElement." + focused + ")")) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + focused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weeks", "one", "late", "empty"})
  void axeFindsNoViolation(String name) throws IOException {
    String axe;
    try (InputStream script = ReportIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
    }
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1400, 390}) {
        chromium.open(page(name), width, dark);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        if (!Boolean.getBoolean("full")) {
          // The rows of a table differ only in their values, and axe checks each cell.
          chromium.evaluate(
              "document.querySelectorAll('tbody').forEach(body =>"
                  + " [...body.rows].slice(20).forEach(row => row.remove()))");
        }
        chromium.evaluate(axe + "; true");
        // Only once, because axe checks each cell of large tables.
        assertTrue(
            chromium.isTrue(
                "axe.run().then(r => { window.found = r; return r.passes.length > 10; })"));
        assertEquals(
            List.of(),
            chromium.texts(
                "window.found.violations.map(v => [v.impact, v.id, v.help,"
                    + " ...v.nodes.slice(0, 3).map(n => n.html + n.any.map(a => a.message))]"
                    + ".join(' '))"),
            name + " " + width + " " + dark);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weeks", "one", "late", "empty"})
  void printedPageHasEachSection(String name) throws IOException {
    chromium.open(page(name), 1400, true);
    byte[] pdf = chromium.pdf();
    Files.write(folder.resolve(name + ".pdf"), pdf);
    assertEquals("%PDF-", new String(pdf, 0, 5, UTF_8));
    assertEquals(List.of(), chromium.errors());
  }

  @Test
  void namesWithMarkupStayText() {
    chromium.open(page("hostile"), 1400, false);
    assertEquals(ExampleReports.HOSTILE.size(), chromium.evaluate(ROWS + ".length").getAsInt());
    assertTrue(chromium.isTrue("window.broken === undefined"));
    assertTrue(
        chromium.isTrue(
            "[...document.querySelectorAll('a[href]')].every(a =>"
                + " a.hash || ['open.spotify.com', 'developer.spotify.com', 'd3js.org',"
                + " 'observablehq.com'].includes(a.host))"));
    assertTrue(chromium.texts(ROWS).contains("Name of <script>window.broken=1</script>"));
  }

  @Test
  void artistsWithTheSameNameStaySeparate() {
    chromium.open(page("namesakes"), 1400, false);
    String figure = "document.querySelector('figure[data-chart=collaborations]')";
    assertEquals(
        2, chromium.evaluate(figure + ".querySelectorAll('svg circle').length").getAsInt());
    assertEquals(List.of(), chromium.errors());
  }

  @Test
  void unchangedReportOnS3IsNotUploadedAgain() throws IOException {
    try (S3Server server = S3Server.s3proxy(folder)) {
      server.createBucket("reports");
      JarRunner runner =
          JarRunner.in(folder)
              .withLake(folder.resolve("one-lake"))
              .with(server.environment())
              .with("AWS_REGION", "us-east-1");
      String words = "report --output s3://reports/music/latest.html";
      assertTrue(runner.run(words).requireSuccess().changed());
      assertFalse(runner.run(words).requireSuccess().changed());
      try (S3Client client = server.client()) {
        byte[] object =
            client
                .getObjectAsBytes(get -> get.bucket("reports").key("music/latest.html"))
                .asByteArray();
        assertEquals(Files.readString(page("one")), new String(object, UTF_8));
      }
    }
  }

  @Test
  void unchangedReportIsNotWrittenAgain() throws IOException {
    Path file = page("twice");
    assertTrue(report("one", "twice", "").changed());
    var written = Files.getLastModifiedTime(file);
    assertFalse(report("one", "twice", "").changed());
    assertEquals(written, Files.getLastModifiedTime(file));
    Files.writeString(file, "something else");
    assertTrue(report("one", "twice", "").changed());
    assertEquals(Files.readString(page("one")), Files.readString(file));
  }
}
