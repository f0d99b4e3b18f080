package pipeline.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarWithCdsArchive;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/**
 * Checks that the JVM uses a class-data archive that was made for this jar and JVM, and silently
 * ignores any other archive.
 */
class CdsArchiveIT {
  private static final String ARCHIVED = "source: shared objects file (top)";
  private static final ExampleDay DAY = ExampleDay.get();

  @TempDir Path folder;

  @Test
  void jvmThatMadeTheArchiveUsesIt() {
    assertIsUsedBy(PipelineJar.onThisJvm());
  }

  @Test
  void java25UsesItsArchive() {
    assertIsUsedBy(PipelineJar.onJava25());
  }

  private void assertIsUsedBy(PipelineJar jvm) {
    for (String command : ExampleDay.COMMANDS) {
      List<String> classes =
          pipelineClasses(JarWithCdsArchive.forJvm(jvm), jvm, command + " --date " + ExampleDay.DS);
      long archived = classes.stream().filter(line -> line.contains(ARCHIVED)).count();
      assertTrue(archived > 0.95 * classes.size(), command + "\n" + String.join("\n", classes));
    }
  }

  @Test
  void argumentsFileUsesTheArchive() {
    assertStartsWithArchive(JarWithCdsArchive.forJvm(PipelineJar.onThisJvm()).arguments());
  }

  @Test
  void buildMakesAnArchiveThatFitsTheJar() {
    assertStartsWithArchive(PipelineJar.FILE.resolveSibling("pipeline.args"));
  }

  private void assertStartsWithArchive(Path arguments) {
    // With "on", a JVM does not start if it cannot use the archive.
    ProcessResult version =
        run(List.of(
                PipelineJar.onThisJvm().java().toString(),
                "-Xshare:on",
                "@" + arguments,
                "--version"))
            .requireSuccess();
    assertTrue(version.out().startsWith("pipeline "), version.out());
    assertEquals("", version.err());
  }

  @Test
  void archiveOfAnotherJarIsIgnored() throws IOException {
    assertArchiveOfAnotherJarIsIgnored(PipelineJar.onThisJvm());
  }

  @Test
  void java25IgnoresTheArchiveOfAnotherJar() throws IOException {
    assertArchiveOfAnotherJarIsIgnored(PipelineJar.onJava25());
  }

  private void assertArchiveOfAnotherJarIsIgnored(PipelineJar jvm) throws IOException {
    JarWithCdsArchive installed = JarWithCdsArchive.forJvm(jvm);
    FileTime before = Files.getLastModifiedTime(installed.jar());
    Files.setLastModifiedTime(
        installed.jar(), FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    assertIsIgnored(installed, jvm);
    Files.setLastModifiedTime(installed.jar(), before);
  }

  @Test
  void archiveOfAnotherJvmIsIgnored() {
    PipelineJar newer = PipelineJar.onJava25();
    assertIsIgnored(JarWithCdsArchive.forJvm(PipelineJar.onThisJvm()), newer);
    assertIsIgnored(JarWithCdsArchive.forJvm(newer), PipelineJar.onThisJvm());
  }

  @Test
  void fileThatIsNoArchiveIsIgnored() throws IOException {
    JarWithCdsArchive damaged = JarWithCdsArchive.copyTo(folder);
    Files.writeString(damaged.archive(), "something else");
    assertIsIgnored(damaged, PipelineJar.onThisJvm());
    assertIsIgnored(damaged, PipelineJar.onJava25());
  }

  private void assertIsIgnored(JarWithCdsArchive installed, PipelineJar jvm) {
    String line = "transform --date " + ExampleDay.DS;
    assertFalse(
        pipelineClasses(installed, jvm, line).stream()
            .anyMatch(loaded -> loaded.contains("shared")));
    ProcessResult result = run(installed.command(jvm, List.of(), line)).requireSuccess();
    assertEquals(1, result.results().size(), result.out());
    result.err().lines().forEach(message -> assertTrue(message.matches("20.*Z INFO .*"), message));
  }

  /** Returns the lines of the JVM's log of loaded classes, which name the source of each class. */
  private List<String> pipelineClasses(JarWithCdsArchive installed, PipelineJar jvm, String line) {
    Path log = folder.resolve("classes.log");
    List<String> options = List.of("-Xlog:class+load:file=" + log + ":none");
    run(installed.command(jvm, options, line)).requireSuccess();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(message -> message.startsWith("pipeline.") && !message.contains("$$Lambda"))
          .toList();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private ProcessResult run(List<String> command) {
    return RunningProcess.start(folder, DAY.runner.environment(), command).await();
  }
}
