package pipeline.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.SupervisedProcess;

/** Checks that builds of the same commit give the same bytes. */
@EnabledIfSystemProperty(named = "full", matches = "true")
class ReproducibleBuildIT {
  /** Folders that a build writes. */
  private static final Set<String> GENERATED_FOLDERS = Set.of("target", ".airflow", "lake");

  @TempDir Path elsewhere;

  @Test
  void buildInAnotherFolderGivesTheSameJar() throws Exception {
    copyCheckout();
    Path log = elsewhere.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder("mvn", "-B", "-q", "-Dmaven.test.skip=true", "-Dexec.skip", "package")
            .directory(elsewhere.resolve("checkout").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try (SupervisedProcess build = SupervisedProcess.start(builder)) {
      assertEquals(0, build.await(Duration.ofMinutes(10)), read(log));
    }
    assertEquals(
        -1, Files.mismatch(PipelineJar.FILE, elsewhere.resolve("checkout/target/pipeline.jar")));
  }

  private void copyCheckout() throws IOException {
    Path from = Path.of("").toAbsolutePath();
    Path to = elsewhere.resolve("checkout");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.getParent().equals(from)
                && GENERATED_FOLDERS.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      return failed.toString();
    }
  }
}
