package pipeline.purge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;

class WorkFileScannerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private void put(String key, String age) throws IOException {
    try (Lake lake = lake()) {
      lake.store().put(key, "12345".getBytes(UTF_8));
    }
    age(folder.resolve(key), age);
  }

  private static void age(Path file, String age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.parse(age))));
  }

  private Lake lake() {
    return new Lake(new FileObjectStore(folder));
  }

  private List<String> expired() {
    try (Lake lake = lake()) {
      return new WorkFileScanner(lake, Duration.ofDays(2))
          .list().stream()
              .filter(left -> left.isExpired(NOW))
              .map(left -> left.candidate().category() + ": " + left.candidate().name())
              .toList();
    }
  }

  @Test
  void recentCheckpointProtectsAllCheckpointsOfItsDate() throws IOException {
    put("work/extract-tracks/ds=2026-11-17/run-1/000001.parquet", "P3D");
    put("work/extract-tracks/ds=2026-11-17/run-2/000001.parquet", "PT5S");
    put("work/extract-tracks/ds=2026-11-16/run-3/000001.parquet", "P3D");
    put("work/extract-tracks/ds=2026-11-16/run-3/000002.parquet", "PT48H1S");

    assertEquals(
        List.of(
            "work/extract-tracks: work/extract-tracks/ds=2026-11-16/run-3/000001.parquet",
            "work/extract-tracks: work/extract-tracks/ds=2026-11-16/run-3/000002.parquet"),
        expired());
  }

  @Test
  void searchPagesStayForThirtyDays() throws IOException {
    put("work/search/year=2024/000-0000.parquet", "P31D");
    put("work/search/year=2024/000-0200.parquet", "P29D");

    assertEquals(List.of("work/search: work/search/year=2024/000-0000.parquet"), expired());
  }

  @Test
  void otherFilesAreSelectedByAge() throws IOException {
    put("work/doctor/run-1", "P3D");
    put("work/doctor/run-2", "P1D");
    put("work/stray", "P3D");

    assertEquals(List.of("work/doctor: work/doctor/run-1", "work/stray: work/stray"), expired());
  }

  @Test
  void temporaryFilesAreSelectedByAge() throws IOException {
    try (Lake lake = lake()) {
      age(Files.writeString(lake.store().tempDirectory().resolve("old"), "x"), "P3D");
      age(Files.writeString(lake.store().tempDirectory().resolve("new"), "x"), "PT1H");
      assertEquals(List.of("work/tmp: work/tmp/old"), expired());

      for (WorkFile left : new WorkFileScanner(lake, Duration.ofDays(2)).list()) {
        left.candidate().deletion().run();
      }

      assertEquals(List.of(), new WorkFileScanner(lake, Duration.ZERO).list());
    }
  }
}
