package pipeline.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks archive-classes with programs that imitate a JVM. CdsArchiveIT uses real JVMs. */
class CdsArchiveTest {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void aJar() throws IOException {
    jar = Files.writeString(folder.resolve("some.jar"), "classes");
  }

  private CdsArchive archiveOf(String script) throws IOException {
    return archiveOf(jar, script);
  }

  private CdsArchive archiveOf(Path jar, String script) throws IOException {
    Path java = folder.resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script);
    assertTrue(java.toFile().setExecutable(true));
    return new CdsArchive(jar, java);
  }

  /** Returns a script that writes the archive, like a JVM does. */
  private static String writing(String text) {
    return "for word; do case $word in -XX:ArchiveClassesAtExit=*) echo "
        + text
        + " > \"${word#*=}\";; esac; done\n";
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void archiveIsNamedAfterTheJar() throws IOException {
    archiveOf(writing("archive")).create("Training");
    assertEquals(List.of("java", "some.args", "some.jar", "some.jsa"), files());
    assertEquals("archive\n", Files.readString(folder.resolve("some.jsa")));
  }

  @Test
  void newArchiveReplacesTheOldOne() throws IOException {
    archiveOf(writing("first")).create("Training");
    archiveOf(writing("second")).create("Training");
    assertEquals("second\n", Files.readString(folder.resolve("some.jsa")));
  }

  @Test
  void failedTrainingLeavesTheOldArchive() throws IOException {
    archiveOf(writing("first")).create("Training");
    CdsArchive unable = archiveOf("echo Unrecognized VM option; exit 1\n");
    IOException failed = assertThrows(IOException.class, () -> unable.create("Training"));
    assertTrue(failed.getMessage().endsWith("failed with exit code 1: Unrecognized VM option"));
    assertEquals(List.of("java", "some.args", "some.jar", "some.jsa"), files());
    assertEquals("first\n", Files.readString(folder.resolve("some.jsa")));
  }

  @Test
  void unusableArchiveIsNotPublished() throws IOException {
    CdsArchive useless =
        archiveOf(writing("archive") + "case \"$*\" in *-Xshare:on*) exit 1;; esac\n");
    IOException failed = assertThrows(IOException.class, () -> useless.create("Training"));
    assertTrue(failed.getMessage().endsWith("failed with exit code 1: no output"));
    assertEquals(List.of("java", "some.jar"), files());
  }

  @Test
  void optionsOfTheEnvironmentDoNotReachTheTraining() throws IOException {
    archiveOf(writing("\"${JAVA_TOOL_OPTIONS:-none}\"")).create("Training");
    assertEquals("none\n", Files.readString(folder.resolve("some.jsa")));
  }

  @Test
  void argumentsFileHasOptionsArchiveAndJar() throws IOException {
    Path spaced = Files.createDirectory(folder.resolve("with \"quotes\" and \\ spaces"));
    CdsArchive archive = archiveOf(spaced.resolve("some.jar"), writing("archive"));
    archive.create("Training");
    List<String> lines = Files.readAllLines(archive.argumentsFile());
    String place = folder + "/with \\\"quotes\\\" and \\\\ spaces/some";
    assertEquals("\"" + JvmOptions.TASK.get(0) + "\"", lines.get(0));
    assertEquals(
        List.of("\"-XX:SharedArchiveFile=" + place + ".jsa\"", "\"-jar\"", "\"" + place + ".jar\""),
        lines.subList(JvmOptions.TASK.size(), lines.size()));
  }
}
