package pipeline.cli.command.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.PlaylistHarness;

class LoadCommandTest {
  @Test
  void resultIncludesTheChangeOfTheIcebergTables(@TempDir Path folder) {
    try (PlaylistHarness harness =
        new PlaylistHarness(folder).simulate(options -> options.withAlbums(3))) {
      LocalDate today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
      assertEquals(0, harness.run("run --date " + today), harness::err);
      String load = "load --iceberg --date " + today;

      assertEquals(0, harness.run(load), harness::err);
      JsonObject created = harness.result();
      assertEquals(0, harness.run(load), harness::err);
      JsonObject unchanged = harness.result();

      assertEquals("ok", created.get("status").getAsString());
      assertEquals(true, created.get("changed").getAsBoolean());
      assertEquals("kept", unchanged.get("status").getAsString());
      assertEquals(false, unchanged.get("changed").getAsBoolean());
      assertEquals(created.get("rows"), unchanged.get("rows"));
    }
  }
}
