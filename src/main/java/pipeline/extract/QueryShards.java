package pipeline.extract;

import java.util.ArrayList;
import java.util.List;

/** Parts of a search, since one query shows a thousand albums at most. Their albums overlap. */
final class QueryShards {
  /** Large markets on every continent: their charts differ most. */
  static final List<String> MARKETS =
      List.of("US", "GB", "DE", "FR", "ES", "BR", "MX", "JP", "KR", "IN", "ID", "NG", "ZA", "TR");

  private QueryShards() {}

  /** The query with each letter, then each digit. */
  static List<String> from(String query) {
    List<String> shards = new ArrayList<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      shards.add(query + " " + letter);
    }
    for (char digit = '0'; digit <= '9'; digit++) {
      shards.add(query + " " + digit);
    }
    return shards;
  }
}
