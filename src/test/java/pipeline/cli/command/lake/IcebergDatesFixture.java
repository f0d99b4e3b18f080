package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.PlaylistHarness;

/** A lake with two loaded dates of three albums, and Iceberg tables in a folder. */
abstract class IcebergDatesFixture {
  @TempDir Path folder;
  PlaylistHarness harness;
  LocalDate today;
  LocalDate yesterday;

  @BeforeEach
  void makeTwoDates() {
    harness = new PlaylistHarness(folder).simulate(options -> options.withAlbums(3));
    today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    yesterday = today.minusDays(1);
    run("run --date " + yesterday);
    run("run --date " + today);
    harness.setVariable("ICEBERG_CATALOG", "folder");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Runs a command, which must succeed. */
  void run(String line) {
    assertEquals(0, harness.run(line), harness::err);
  }
}
