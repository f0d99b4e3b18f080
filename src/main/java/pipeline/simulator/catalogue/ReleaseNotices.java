package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.catalogue.random.RandomStream;
import pipeline.simulator.catalogue.random.SeededRandom;

/**
 * The product code and the copyright notices of an album. A separate stream of random numbers
 * determines the notices and whether the album has a product code.
 *
 * @param upc the product code, 13 digits; null for 2 % of the albums
 * @param copyrights usually one notice of each type; sometimes a second one of type C, only one
 *     type, or none
 */
record ReleaseNotices(@Nullable String upc, List<SimCopyright> copyrights) {

  /**
   * Generates the notices of an album.
   *
   * @param upc the product code of the album, if it has one
   */
  static ReleaseNotices generate(long seed, AlbumSlot slot, String label, String upc) {
    SeededRandom random = new SeededRandom(seed, RandomStream.NOTICES, slot.number());
    return new ReleaseNotices(
        random.chance(20) ? null : upc, copyrights(slot.date().getYear() + " " + label, random));
  }

  private static List<SimCopyright> copyrights(String owner, SeededRandom random) {
    List<SimCopyright> notices = new ArrayList<>();
    int roll = random.nextBelow(1000);
    if (roll >= 70) {
      notices.add(notice("C", "©", owner, random));
    }
    if (roll >= 970) {
      notices.add(new SimCopyright(owner + ", under exclusive license to Little Giant", "C"));
    }
    if (roll >= 10 && (roll < 70 || roll >= 120)) {
      notices.add(notice("P", "℗", owner, random));
    }
    return notices;
  }

  /**
   * Returns a notice. Some notices begin with a sign such as ©, because some owners enter the sign.
   */
  private static SimCopyright notice(String type, String sign, String owner, SeededRandom random) {
    int roll = random.nextBelow(10);
    String prefix = roll < 7 ? "" : roll < 9 ? sign + " " : "(" + type + ") ";
    return new SimCopyright(prefix + owner, type);
  }
}
