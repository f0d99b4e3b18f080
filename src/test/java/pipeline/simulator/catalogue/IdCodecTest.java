package pipeline.simulator.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.catalogue.CatalogueKey.EntityKind;

class IdCodecTest {
  private final IdCodec ids = new IdCodec(42);

  @Test
  void any128BitsAreDecodedUnchanged() {
    long[] edges = {0, 1, 61, 62, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x123456789ABCDEFL};
    for (long high : edges) {
      for (long low : edges) {
        String text = Base62.encode(high, low);
        assertEquals(22, text.length());
        assertArrayEquals(new long[] {high, low}, Base62.decode(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "00000000000000000000000",
        "000000000000000000000-",
        "ZZZZZZZZZZZZZZZZZZZZZZ",
        "8000000000000000000000",
        "00000000000000000000é0"
      })
  void otherTextIsNoId(String text) {
    assertFalse(ids.decode(EntityKind.ALBUM, text).isPresent());
  }

  @Test
  void idIsDecodedByItsOwnSeedOnly() {
    for (int day : new int[] {AlbumSlot.FIRST_DAY, 0, 20_000, AlbumSlot.LAST_DAY}) {
      AlbumSlot slot = new AlbumSlot(day, AlbumSlot.MAX_INDEX);
      CatalogueKey track = new CatalogueKey(EntityKind.TRACK, slot, 119);
      String id = ids.track(slot, 119);
      assertEquals(Optional.of(track), ids.decode(EntityKind.TRACK, id));
      assertEquals(Optional.empty(), ids.decode(EntityKind.ALBUM, id));
      assertEquals(Optional.empty(), new IdCodec(43).decode(EntityKind.TRACK, id));
      assertTrue(ids.decode(EntityKind.ALBUM, ids.album(slot)).isPresent());
    }
  }
}
