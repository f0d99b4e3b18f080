package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pipeline.model.Artist;

class RowBuilderTest {
  @Test
  void columnsAreSetByNameAndOthersAreNull() {
    List<Artist> artists = List.of(new Artist("id", "name", null));
    Instant time = Instant.parse("2024-01-01T00:00:00.000001Z");

    RawTrack row =
        new RowBuilder<>(RawTrack.TABLE)
            .set("album_id", "album")
            .set("position", 3)
            .set("artists", artists)
            .set("observed_at", time)
            .setAll(Map.of("explicit", true, "label", "L"))
            .build();

    assertEquals("album", row.albumId());
    assertEquals(3, row.position());
    assertEquals(artists, row.artists());
    assertEquals(time, row.observedAt());
    assertEquals(true, row.explicit());
    assertEquals("L", row.label());
    assertEquals(null, row.trackName());
  }

  @Test
  void unknownColumnIsRefused() {
    RowBuilder<RawTrack> builder = new RowBuilder<>(RawTrack.TABLE);
    LocalDate value = LocalDate.EPOCH;

    Exception failure =
        assertThrows(IllegalArgumentException.class, () -> builder.set("release_day", value));

    assertEquals("tracks has no column release_day", failure.getMessage());
  }

  @Test
  void missingColumnThatIsNeverNullIsRefused() {
    RowBuilder<RawTrack> builder = new RowBuilder<>(RawTrack.TABLE).set("position", 0);

    assertThrows(NullPointerException.class, builder::build);
  }
}
