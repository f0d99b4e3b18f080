package pipeline.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarWithCdsArchive;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/** Runs the script {@code pipeline}, which the build copies to the jar's folder. */
class LauncherIT {
  private static final Path SCRIPT = PipelineJar.FILE.resolveSibling("pipeline");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("JAVA_HOME", System.getProperty("java.home"));

  /** The jar, the script and the class-data archive in a folder whose path has a space. */
  private static Path installed;

  @TempDir Path folder;

  @BeforeAll
  static void install() throws IOException {
    installed = Files.createDirectory(ExampleDay.newFolder("launcher").resolve("a folder"));
    JarWithCdsArchive.copyTo(installed);
    Path script = Files.copy(SCRIPT, installed.resolve("pipeline"));
    start(installed, ENVIRONMENT, script, "archive-classes").await().requireSuccess();
  }

  private static RunningProcess start(
      Path folder, Map<String, String> environment, Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return RunningProcess.start(folder, environment, command);
  }

  private ProcessResult run(Map<String, String> environment, String... arguments) {
    return start(folder, environment, installed.resolve("pipeline"), arguments).await();
  }

  /** Returns whether a start by this script loads classes from the archive of the jar. */
  private boolean usesArchive(Path script) throws IOException {
    Path log = folder.resolve("classes.log");
    Map<String, String> environment =
        Map.of(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"),
            "PIPELINE_JAVA_OPTIONS",
            "-Xshare:on -Xlog:class+load:file=" + log + ":none");
    ProcessResult version = start(folder, environment, script, "--version").await();
    assertTrue(version.requireSuccess().out().startsWith("pipeline "), version.out());
    assertEquals("", version.err());
    try (Stream<String> lines = Files.lines(log)) {
      return lines.anyMatch(line -> line.contains("source: shared objects file (top)"));
    }
  }

  @Test
  void symbolicLinkStartsTheJarWithItsArchive() throws IOException {
    Path link = ExampleDay.newFolder("launcher").resolve("a link");
    Files.createSymbolicLink(link, installed.resolve("pipeline"));
    assertTrue(usesArchive(link));
  }

  @Test
  void buildMakesAScriptThatUsesTheArchive() throws IOException {
    assertTrue(usesArchive(SCRIPT));
  }

  @Test
  void archiveOfAReplacedJarIsNotUsed() throws IOException {
    Path jar = installed.resolve("pipeline.jar");
    FileTime before = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
    try {
      assertFalse(usesArchive(installed.resolve("pipeline")));
    } finally {
      Files.setLastModifiedTime(jar, before);
    }
  }

  @Test
  void archiveOfAMovedFolderIsNotUsed() throws IOException {
    Path moved = Files.createDirectory(folder.resolve("moved"));
    try (Stream<Path> files = Files.list(installed)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        LocalMachine.run("cp", "-p", file.toString(), moved.toString());
      }
    }
    assertFalse(usesArchive(moved.resolve("pipeline")));
  }

  @Test
  void argumentsAndExitCodePassUnchanged() {
    ProcessResult wrong = run(ENVIRONMENT, "export", "two  spaces, * and $HOME");
    assertEquals(64, wrong.exitCode());
    assertTrue(wrong.err().contains("two  spaces, * and $HOME"), wrong.err());
  }

  @Test
  void optionsOfTheJvmsOwnVariableAreUsed() {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_TOOL_OPTIONS",
            "-XX:+PrintCommandLineFlags -Duser.language=en");
    ProcessResult version = run(environment, "--version").requireSuccess();
    assertTrue(version.err().contains("Picked up JAVA_TOOL_OPTIONS"), version.err());
    assertTrue(version.err().contains("-XX:MaxHeapSize=536870912"), version.err());
  }

  @Test
  void sigtermEndsJava() {
    assertEndsBySignal("TERM", 143);
  }

  @Test
  void sigintEndsJava() {
    assertEndsBySignal("INT", 130);
  }

  private void assertEndsBySignal(String signal, int code) {
    try (RunningProcess running =
        start(folder, ENVIRONMENT, installed.resolve("pipeline"), "simulate")) {
      assertTrue(running.awaitCondition(() -> running.out().contains("127.0.0.1")));
      assertTrue(running.commandLine().contains("java"), running.commandLine());
      running.signal(signal);
      assertEquals(code, running.await().exitCode());
    }
  }

  @Test
  void missingJavaIsAConfigurationError() {
    assertFails(
        run(Map.of("JAVA_HOME", "/missing"), "--version"),
        "java not found: in JAVA_HOME=/missing;");
  }

  @Test
  void pathWithoutJavaIsAConfigurationError() throws IOException {
    Path bash = LocalMachine.findProgram("bash").orElseThrow();
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Files.createSymbolicLink(programs.resolve("bash"), bash);
    assertFails(
        run(Map.of("PATH", programs.toString()), "--version"), "java not found: on the path;");
  }

  @Test
  void oldJavaIsAConfigurationError() throws IOException {
    Path home = javaHome("exit 1");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"a\"\nJAVA_VERSION=\"11.0.22\"\n");
    assertFails(run(Map.of("JAVA_HOME", home.toString()), "--version"), "Java is too old: " + home);
  }

  @Test
  void oldJavaWithoutReleaseFileIsAConfigurationError() throws IOException {
    Path home = javaHome("echo 'openjdk version \"1.8.0_402\"' >&2");
    assertFails(run(Map.of("JAVA_HOME", home.toString()), "--version"), "Java is too old: " + home);
  }

  private Path javaHome(String script) throws IOException {
    Path home = folder.toRealPath().resolve("java home");
    Files.createDirectories(home.resolve("bin"));
    Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static void assertFails(ProcessResult result, String message) {
    assertEquals(78, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith(message), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
