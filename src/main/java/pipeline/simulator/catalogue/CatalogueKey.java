package pipeline.simulator.catalogue;

/**
 * The content of an ID.
 *
 * @param slot the slot of the album; for an artist, a slot of {@link AlbumSlot#FIRST_DAY} with the
 *     artist's number as its index
 * @param position the position of a track on its album, from 0; 0 for albums and artists
 */
record CatalogueKey(EntityKind kind, AlbumSlot slot, int position) {
  enum EntityKind {
    ALBUM(1),
    TRACK(2),
    ARTIST(3);

    private final int code;

    EntityKind(int code) {
      this.code = code;
    }

    static EntityKind fromCode(int code) {
      return code == 1 ? ALBUM : code == 2 ? TRACK : ARTIST;
    }
  }

  private static final int DAY_BITS = 20;
  private static final int INDEX_BITS = 24;
  private static final int POSITION_BITS = 16;

  long pack() {
    long packed = kind.code;
    packed = (packed << DAY_BITS) | (slot.day() - AlbumSlot.FIRST_DAY);
    packed = (packed << INDEX_BITS) | slot.index();
    return (packed << POSITION_BITS) | position;
  }

  static CatalogueKey unpack(long packed) {
    int position = (int) (packed & ((1 << POSITION_BITS) - 1));
    int index = (int) (packed >>> POSITION_BITS) & ((1 << INDEX_BITS) - 1);
    int day = (int) (packed >>> (POSITION_BITS + INDEX_BITS)) & ((1 << DAY_BITS) - 1);
    int kind = (int) (packed >>> (POSITION_BITS + INDEX_BITS + DAY_BITS));
    return new CatalogueKey(
        EntityKind.fromCode(kind), new AlbumSlot(day + AlbumSlot.FIRST_DAY, index), position);
  }
}
