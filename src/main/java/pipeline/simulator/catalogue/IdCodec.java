package pipeline.simulator.catalogue;

import java.util.Optional;
import pipeline.simulator.catalogue.CatalogueKey.EntityKind;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * A codec of IDs in Spotify's form. An ID contains a check value and a masked {@link CatalogueKey},
 * 64 bits each. With the seed, the key is enough to generate an album. The check value depends on
 * the seed, so it detects IDs of other seeds.
 */
final class IdCodec {
  /**
   * The bit that distinguishes the two IDs of a track. It is a bit of the track's position, and it
   * is set only in the ID from {@link #relinkedTrack}.
   */
  static final int RELINKED = 1 << 15;

  private final long seed;

  IdCodec(long seed) {
    this.seed = seed;
  }

  String album(AlbumSlot slot) {
    return encode(new CatalogueKey(EntityKind.ALBUM, slot, 0));
  }

  String track(AlbumSlot slot, int position) {
    return encode(new CatalogueKey(EntityKind.TRACK, slot, position));
  }

  /** Returns the second ID of a track. Both IDs lead to the same position of the same album. */
  String relinkedTrack(String id) {
    CatalogueKey key = decode(EntityKind.TRACK, id).orElseThrow();
    return encode(new CatalogueKey(EntityKind.TRACK, key.slot(), key.position() | RELINKED));
  }

  String artist(int number) {
    return encode(
        new CatalogueKey(EntityKind.ARTIST, new AlbumSlot(AlbumSlot.FIRST_DAY, number), 0));
  }

  private String encode(CatalogueKey key) {
    long packed = key.pack();
    long check = KeyedHash.hash(seed, RandomStream.ID_CHECK, packed);
    return Base62.encode(check, packed ^ KeyedHash.hash(seed, RandomStream.ID_MASK, check));
  }

  /** Returns the content of an ID; empty if the text is not an ID of this kind and this seed. */
  Optional<CatalogueKey> decode(EntityKind kind, String id) {
    long[] halves = Base62.decode(id);
    if (halves.length == 0) {
      return Optional.empty();
    }
    long packed = halves[1] ^ KeyedHash.hash(seed, RandomStream.ID_MASK, halves[0]);
    if (KeyedHash.hash(seed, RandomStream.ID_CHECK, packed) != halves[0]) {
      return Optional.empty();
    }
    return Optional.of(CatalogueKey.unpack(packed)).filter(key -> key.kind() == kind);
  }
}
