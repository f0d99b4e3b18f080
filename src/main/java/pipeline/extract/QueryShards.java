package pipeline.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * The queries that divide a search, because one query returns at most 1000 albums. Their results
 * overlap.
 */
final class QueryShards {
  /** Large markets on every continent, whose charts have few albums in common. */
  static final List<String> MARKETS =
      List.of("US", "GB", "DE", "FR", "ES", "BR", "MX", "JP", "KR", "IN", "ID", "NG", "ZA", "TR");

  private QueryShards() {}

  /** Returns the query with each letter added, then with each digit. */
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
