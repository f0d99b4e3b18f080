package pipeline.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.testing.golden.RowTemplate;

class SchemaDriftDetectorTest {
  private final SchemaDriftDetector changes = new SchemaDriftDetector();

  private void album(String id, String extras) {
    changes.scan(new RowTemplate<>(RawRelease.TABLE, "album_id", "extras").row(id, extras));
  }

  private void track(int position, String extras) {
    changes.scan(
        new RowTemplate<>(RawTrack.TABLE, "album_id", "position", "extras")
            .row("al1", position, extras));
  }

  @Test
  void rowsWithoutExtrasChangeNothing() {
    album("al1", null);
    track(0, null);
    assertEquals(List.of(), changes.describe());
  }

  @Test
  void eachFieldIsReportedOnceWithCountAndExample() {
    album("al1", "{\"vibe\":{\"mood\":\"blue\"}}");
    album("al2", "{\"vibe\":null,\"name\":17}");
    track(3, "{\"duration_ms\":\"3:10\"}");
    assertEquals(
        List.of(
            "raw/releases: $.name has an unexpected type in 1 row (such as al2: 17)",
            "raw/releases: $.vibe is new in 2 rows (such as al1: {\"mood\":\"blue\"})",
            "raw/tracks: $.duration_ms has an unexpected type in 1 row (such as al1/3: \"3:10\")"),
        changes.describe());
  }

  @Test
  void exampleIncludesNulls() {
    album("al1", "{\"vibe\":{\"mood\":null,\"tags\":[null]}}");
    assertEquals(
        List.of(
            "raw/releases: $.vibe is new in 1 row (such as al1: {\"mood\":null,\"tags\":[null]})"),
        changes.describe());
  }

  @ParameterizedTest
  @CsvSource({
    "artists.0.born, $.artists[].born is new",
    "artists.11.name, $.artists[].name has an unexpected type",
    "artists.2, $.artists[] has an unexpected type",
    "artists, $.artists has an unexpected type",
    "images.0.url, $.images[].url has an unexpected type",
    "external_urls.tidal, $.external_urls.tidal is new",
    "external_urls.spotify, $.external_urls.spotify has an unexpected type"
  })
  void positionsInListsCountAsOneField(String name, String change) {
    album("al1", "{\"" + name + "\":1}");
    assertEquals(
        List.of("raw/releases: " + change + " in 1 row (such as al1: 1)"), changes.describe());
  }

  @Test
  void fieldOfTracksIsNewInAlbums() {
    album("al1", "{\"duration_ms\":1}");
    track(0, "{\"release_date\":1}");
    assertTrue(changes.describe().stream().allMatch(one -> one.contains(" is new ")));
  }

  @Test
  void reportOfManyLongFieldsStaysShort() {
    for (int i : IntStream.range(0, 1000).toArray()) {
      track(0, "{\"field" + i + "\":\"" + "long ".repeat(1000) + "\"}");
    }
    assertEquals(21, changes.describe().size());
    assertEquals("and 980 more occurrences of other fields", changes.describe().get(20));
    assertTrue(
        changes.describe().stream().allMatch(one -> one.length() < 200), changes.describe().get(0));
  }
}
