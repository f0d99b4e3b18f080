package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.doctor.CheckResult.CheckLevel;

/** Checks the doctor's checks of secret files and DAG files. */
class FileChecksTest {
  private static final Path DAGS = Path.of("dags");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rw-------, OK",
    "r--------, OK",
    "rw-r-----, WARN",
    "rw----r--, WARN",
    "rw--w----, WARN",
    "rwxrwxrwx, WARN"
  })
  void secretFileOfOtherUsersWarns(String permissions, CheckLevel level) throws IOException {
    Path file = Files.createFile(folder.resolve(".env"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    CheckResult result = SecretFileChecks.permissions(file, "");

    assertEquals(level, result.level());
    assertTrue(result.message().contains(permissions), result.message());
    if (level == CheckLevel.WARN) {
      assertEquals("Run: chmod 600 " + file, result.remedy());
    }
  }

  @Test
  void missingFileIsOk() throws IOException {
    CheckResult result = SecretFileChecks.permissions(folder.resolve(".env"), "nothing needs it");

    assertEquals(CheckLevel.OK, result.level());
    assertTrue(result.message().endsWith("nothing needs it"), result.message());
  }

  @Test
  void dagFilesOfTheBuildAreComplete() throws IOException {
    List<String> known = new ArrayList<>(DagFilesCheck.MODULES);
    known.addAll(DagFilesCheck.DAGS);
    try (Stream<Path> files = Files.list(DAGS)) {
      assertEquals(
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> n.endsWith(".py"))
              .sorted()
              .toList(),
          known.stream().sorted().toList());
    }
    known.add(DagFilesCheck.IGNORE_FILE);
    for (String name : known) {
      assertArrayEquals(Files.readAllBytes(DAGS.resolve(name)), DagFilesCheck.readBundled(name));
    }
  }

  private void copy(List<String> names) throws IOException {
    for (String name : names) {
      Files.copy(DAGS.resolve(name), folder.resolve(name));
    }
  }

  private CheckResult dags() throws IOException {
    return DagFilesCheck.check(folder);
  }

  @Test
  void dagFilesOfTheBuildAreOk() throws IOException {
    copy(DagFilesCheck.MODULES);
    copy(List.of("new_releases.py", DagFilesCheck.IGNORE_FILE));

    assertEquals(CheckLevel.OK, dags().level(), dags().message());
  }

  @Test
  void modulesThatAirflowReadsAsDagFilesWarn() throws IOException {
    copy(DagFilesCheck.MODULES);
    copy(DagFilesCheck.DAGS);
    assertEquals(CheckLevel.WARN, dags().level());

    copy(List.of(DagFilesCheck.IGNORE_FILE));
    Path ignored = folder.resolve(DagFilesCheck.IGNORE_FILE);
    Files.writeString(ignored, "# more\nother.py\n", StandardOpenOption.APPEND);
    assertEquals(CheckLevel.OK, dags().level(), dags().message());

    Files.writeString(ignored, Files.readString(ignored).replace("pipeline_jvm.py\n", ""));
    assertEquals(CheckLevel.WARN, dags().level());
    assertTrue(
        dags().message().startsWith("not listed in " + ignored + ": pipeline_jvm.py; Airflow"));

    Files.writeString(ignored, "# modules\npipeline_*.py\n");
    assertEquals(CheckLevel.OK, dags().level(), dags().message());
  }

  @Test
  void changedDagFileIsNamed() throws IOException {
    copy(DagFilesCheck.MODULES);
    copy(DagFilesCheck.DAGS);
    Files.writeString(folder.resolve("pipeline_jvm.py"), "# of another version");

    assertEquals(CheckLevel.WARN, dags().level());
    assertTrue(dags().message().startsWith("pipeline_jvm.py in "), dags().message());
  }

  @Test
  void missingModuleOfADagFails() throws IOException {
    copy(DagFilesCheck.DAGS);
    copy(List.of("pipeline_operator.py", "pipeline_alerts.py"));

    assertEquals(CheckLevel.FAIL, dags().level());
    assertTrue(
        dags()
            .message()
            .contains("no pipeline_assets.py, pipeline_command.py, pipeline_connections.py,"),
        dags().message());
  }

  @Test
  void folderWithoutDagsFails() throws IOException {
    copy(DagFilesCheck.MODULES);
    assertEquals(CheckLevel.FAIL, dags().level());
    assertEquals(CheckLevel.FAIL, DagFilesCheck.check(folder.resolve("nowhere")).level());
  }
}
