package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;
import pipeline.testing.PipelineHarness;

/** Checks the staging files that remain after a run is closed. */
class PublishTransactionTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void undeletableStagingFileDoesNotPreventClosingOthers() throws IOException {
    Path first;
    try (PublishTransaction transaction = transaction()) {
      first = temporary().get(0);
      transaction.openWriter(CleanTrack.TABLE);
      replaceByFolder(first);
    }
    assertEquals(List.of(first), temporary());
  }

  @Test
  void undeletableStagingFileDoesNotFailThePublication() throws IOException {
    try (PublishTransaction transaction = transaction()) {
      Path stagingFile = temporary().get(0);
      transaction.publish();
      replaceByFolder(stagingFile);
    }
    assertEquals(0, harness.partition(CleanAlbum.TABLE, PipelineHarness.TODAY).footer().rows());
  }

  private PublishTransaction transaction() {
    PublishTransaction transaction =
        new PublishTransaction(harness.run(PipelineHarness.TODAY), Stage.TRANSFORM, List.of());
    transaction.openWriter(CleanAlbum.TABLE);
    return transaction;
  }

  private List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("work/tmp"))) {
      return files.toList();
    }
  }

  /** Not even root can delete a folder with content as if it were a file. */
  private static void replaceByFolder(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(Files.createDirectory(file).resolve("child"));
  }
}
