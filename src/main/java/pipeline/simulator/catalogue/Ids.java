package pipeline.simulator.catalogue;

import java.util.Optional;
import pipeline.simulator.catalogue.Key.Kind;

/**
 * Ids that look like Spotify's and carry what they stand for: 64 bits of key, masked, behind 64
 * bits of check that depend on the seed. So an album can be made again from its id alone, and an id
 * of another seed is known to be foreign.
 */
final class Ids {
  private final long seed;

  Ids(long seed) {
    this.seed = seed;
  }

  String album(Slot slot) {
    return encode(new Key(Kind.ALBUM, slot.day(), slot.index(), 0));
  }

  String track(Slot slot, int position) {
    return encode(new Key(Kind.TRACK, slot.day(), slot.index(), position));
  }

  String artist(int number) {
    return encode(new Key(Kind.ARTIST, Slot.FIRST_DAY, number, 0));
  }

  private String encode(Key key) {
    long packed = key.pack();
    long check = Mix.of(seed, Aspect.ID_CHECK, packed);
    return Base62.encode(check, packed ^ Mix.of(seed, Aspect.ID_MASK, check));
  }

  Optional<Key> decode(Kind kind, String id) {
    long[] halves = Base62.decode(id);
    if (halves.length == 0) {
      return Optional.empty();
    }
    long packed = halves[1] ^ Mix.of(seed, Aspect.ID_MASK, halves[0]);
    if (Mix.of(seed, Aspect.ID_CHECK, packed) != halves[0]) {
      return Optional.empty();
    }
    return Optional.of(Key.unpack(packed)).filter(key -> key.kind() == kind);
  }
}
