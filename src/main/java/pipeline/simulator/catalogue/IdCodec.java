package pipeline.simulator.catalogue;

import java.util.Optional;
import pipeline.simulator.catalogue.CatalogueKey.EntityKind;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * Ids that look like Spotify's and carry what they stand for: 64 bits of key, masked, behind 64
 * bits of check that depend on the seed. So an album can be made again from its id alone, and an id
 * of another seed is known to be foreign.
 */
final class IdCodec {
  private final long seed;

  IdCodec(long seed) {
    this.seed = seed;
  }

  String album(AlbumSlot slot) {
    return encode(new CatalogueKey(EntityKind.ALBUM, slot.day(), slot.index(), 0));
  }

  String track(AlbumSlot slot, int position) {
    return encode(new CatalogueKey(EntityKind.TRACK, slot.day(), slot.index(), position));
  }

  String artist(int number) {
    return encode(new CatalogueKey(EntityKind.ARTIST, AlbumSlot.FIRST_DAY, number, 0));
  }

  private String encode(CatalogueKey key) {
    long packed = key.pack();
    long check = KeyedHash.hash(seed, RandomStream.ID_CHECK, packed);
    return Base62.encode(check, packed ^ KeyedHash.hash(seed, RandomStream.ID_MASK, check));
  }

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
