package pipeline.tables.row;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.Table;

/**
 * Functions for the columns of a {@link Reject}. The key of a reject begins with the album's id.
 */
public final class RejectColumns {
  private RejectColumns() {}

  /** Returns the id of the album that the rejected row belongs to. */
  public static String albumId(Reject reject) {
    return albumId(reject.rowKey());
  }

  /** Returns the id of the album in a row key. */
  public static String albumId(String rowKey) {
    return rowKey.split("[/#]", 2)[0];
  }

  /**
   * Returns the column {@code tracks_total} of the raw row of a rejected track; null if the row has
   * no value.
   */
  public static @Nullable Integer tracksTotal(Reject reject) {
    return Json.parseObject(reject.rowJson()).get("tracks_total") instanceof BigDecimal total
        ? (Integer) total.intValue()
        : null;
  }

  /** Returns whether the rejected row was intended for the given table. */
  public static boolean isOf(Reject reject, Table<?> table) {
    return reject.tableName().equals(table.qualifiedName());
  }

  /** Returns the key of a track's row: {@code albumId/position}. */
  public static String trackKey(String albumId, int position) {
    return albumId + "/" + position;
  }
}
