package pipeline.it;

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

/**
 * The archive of classes beside a jar: used where it fits, and without a word where it does not.
 */
class ClassArchiveIT {
  private static final String ARCHIVED = "source: shared objects file (top)";
  private static final ExampleDay DAY = ExampleDay.get();

  @TempDir Path folder;

  @Test
  void isUsedByTheJvmThatMadeIt() {
    isUsedBy(Jar.onThisJvm());
  }

  @Test
  void isUsedOn25() {
    isUsedBy(Jar.on25());
  }

  private void isUsedBy(Jar jvm) {
    for (String command : ExampleDay.COMMANDS) {
      List<String> classes =
          ourClasses(InstalledJar.by(jvm), jvm, command + " --date " + ExampleDay.DS);
      long archived = classes.stream().filter(line -> line.contains(ARCHIVED)).count();
      assertTrue(archived > 0.95 * classes.size(), command + "\n" + String.join("\n", classes));
    }
  }

  @Test
  void byHandTheArgumentsFileUsesIt() {
    Jar jvm = Jar.onThisJvm();
    // With "on" a JVM that cannot use the archive does not start.
    Ended version =
        run(List.of(
                jvm.java().toString(),
                "-Xshare:on",
                "@" + InstalledJar.by(jvm).arguments(),
                "--version"))
            .mustSucceed();
    assertTrue(version.out().startsWith("pipeline "), version.out());
    assertEquals("", version.err());
  }

  @Test
  void isIgnoredWhenTheJarChanged() throws IOException {
    isIgnoredWhenTheJarChanged(Jar.onThisJvm());
  }

  @Test
  void isIgnoredWhenTheJarChangedOn25() throws IOException {
    isIgnoredWhenTheJarChanged(Jar.on25());
  }

  private void isIgnoredWhenTheJarChanged(Jar jvm) throws IOException {
    InstalledJar installed = InstalledJar.by(jvm);
    FileTime before = Files.getLastModifiedTime(installed.jar());
    Files.setLastModifiedTime(
        installed.jar(), FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    isIgnored(installed, jvm);
    Files.setLastModifiedTime(installed.jar(), before);
  }

  @Test
  void isIgnoredByAnotherJvm() {
    Jar newer = Jar.on25();
    isIgnored(InstalledJar.by(Jar.onThisJvm()), newer);
    isIgnored(InstalledJar.by(newer), Jar.onThisJvm());
  }

  @Test
  void whatIsNoArchiveIsIgnored() throws IOException {
    InstalledJar spoilt = InstalledJar.copiedTo(folder);
    Files.writeString(spoilt.archive(), "something else");
    isIgnored(spoilt, Jar.onThisJvm());
    isIgnored(spoilt, Jar.on25());
  }

  private void isIgnored(InstalledJar installed, Jar jvm) {
    String line = "transform --date " + ExampleDay.DS;
    assertFalse(
        ourClasses(installed, jvm, line).stream().anyMatch(loaded -> loaded.contains("shared")));
    Ended ended = run(installed.command(jvm, List.of(), line)).mustSucceed();
    assertEquals(1, ended.results().size(), ended.out());
    ended.err().lines().forEach(told -> assertTrue(told.matches("20.*Z INFO .*"), told));
  }

  /** What the JVM's log tells of each, among it where the class came from. */
  private List<String> ourClasses(InstalledJar installed, Jar jvm, String line) {
    Path log = folder.resolve("classes.log");
    List<String> logged = List.of("-Xlog:class+load:file=" + log + ":none");
    run(installed.command(jvm, logged, line)).mustSucceed();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(told -> told.startsWith("pipeline.") && !told.contains("$$Lambda"))
          .toList();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private Ended run(List<String> command) {
    return Running.start(folder, DAY.workplace.environment(), command).await();
  }
}
