package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.PlaylistHarness;

class DefaultSpotifyProviderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"status --format json --simulate, true", "status --format json, false"})
  void statusShowsTheCallsOfTheSameSpotify(String status, boolean shown) {
    try (PlaylistHarness harness = new PlaylistHarness(folder)) {
      assertEquals(0, harness.run("extract-releases --date 2024-01-01 --simulate"), harness::err);
      harness.run(status);
      boolean found =
          !JsonParser.parseString(harness.out())
              .getAsJsonObject()
              .getAsJsonArray("calls")
              .isEmpty();
      assertEquals(shown, found, harness::out);
    }
  }
}
