package pipeline.spotify.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;

/**
 * A list of albums, or of an album's tracks, that returns pages with planned faults. An album has
 * the first 50 tracks, even if the maximum page size is smaller.
 */
public final class FakeListing implements FakeTransport.FakeAnswer {

  public enum ListingFault {
    NULL_ITEM,
    NULL_PAGE,
    NO_PAGE,
    EMPTY_PAGE,
    SHORT_PAGE,
    DUPLICATE,
    NEXT_NULL,
    NEXT_FOREIGN,
    NEXT_REPEATED,
    NEXT_BACKWARDS,
    NEXT_SKIPS,
    NEXT_RELATIVE,
    OTHER_PAGE,
    WRONG_TOTAL,
    NO_TOTAL,
    CUT,
    NOT_JSON,
    UNAVAILABLE,
    THROTTLED,
    UNAUTHORIZED
  }

  /**
   * A fault of one page.
   *
   * @param offset the offset of the page
   * @param times the number of requests with the fault; later ones get the right page
   */
  public record PlannedFault(ListingFault fault, int offset, int times) {}

  private final List<String> ids;
  private final int maxLimit;
  private final List<PlannedFault> plannedFaults;
  private final Map<PlannedFault, Integer> faultCounts = new HashMap<>();

  public FakeListing(List<String> ids, int maxLimit, List<PlannedFault> plannedFaults) {
    this.ids = new ArrayList<>(ids);
    this.maxLimit = maxLimit;
    this.plannedFaults = plannedFaults;
  }

  public static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("album%05d".formatted(i));
    }
    return ids;
  }

  /** Adds an album at the beginning, and removes the last one. */
  synchronized void insertFirst(String newcomer) {
    ids.add(0, newcomer);
    ids.remove(ids.size() - 1);
  }

  /** Removes the first album, and adds another one at the end. */
  synchronized void appendLast(String newcomer) {
    ids.remove(0);
    ids.add(newcomer);
  }

  /** Removes the first album. */
  synchronized void removeFirst() {
    ids.remove(0);
  }

  /** Reverses the order of the albums. */
  synchronized void reverse() {
    Collections.reverse(ids);
  }

  @Override
  public synchronized ApiResponse respond(ApiRequest call) {
    String path = call.uri().getPath();
    boolean isAlbum = path.matches("/v1/albums/[^/]+");
    Map<String, String> parameters = parameters(call.uri().getRawQuery());
    int limit = Integer.parseInt(parameters.getOrDefault("limit", "50"));
    int offset = Integer.parseInt(parameters.getOrDefault("offset", "0"));
    if (limit > maxLimit && !isAlbum) {
      return FakeTransport.error(400, "Invalid limit");
    }
    ListingFault fault = findFault(offset);
    if (fault != null) {
      switch (fault) {
        case UNAVAILABLE -> {
          return FakeTransport.reply(503, "", Map.of());
        }
        case THROTTLED -> {
          return FakeTransport.throttled("2");
        }
        case UNAUTHORIZED -> {
          return FakeTransport.error(401, "The access token expired");
        }
        case NOT_JSON -> {
          return FakeTransport.json(200, "<html>");
        }
        default -> {
          // changes the page
        }
      }
    }
    boolean isTracks = path.endsWith("/tracks");
    String page =
        page(isAlbum ? path + "/tracks" : path, isAlbum || isTracks, offset, limit, fault);
    String body = isTracks ? page : "{\"%s\":%s}".formatted(isAlbum ? "tracks" : "albums", page);
    return FakeTransport.json(
        200, fault == ListingFault.CUT ? body.substring(0, body.length() / 2) : body);
  }

  private ListingFault findFault(int offset) {
    for (PlannedFault plannedFault : plannedFaults) {
      if (plannedFault.offset() == offset
          && faultCounts.merge(plannedFault, 1, Integer::sum) <= plannedFault.times()) {
        return plannedFault.fault();
      }
    }
    return null;
  }

  private String page(String path, boolean tracks, int offset, int limit, ListingFault fault) {
    if (fault == ListingFault.NO_PAGE) {
      return "null";
    }
    int from = fault == ListingFault.OTHER_PAGE ? Math.max(0, offset - limit) : offset;
    List<String> items = new ArrayList<>();
    for (int i = from; i < Math.min(ids.size(), from + limit); i++) {
      items.add(item(ids.get(i), tracks ? i + 1 : 0));
    }
    int total = ids.size() + (fault == ListingFault.WRONG_TOTAL ? 1 : 0);
    applyFault(items, fault);
    String list = fault == ListingFault.NULL_PAGE ? "null" : "[" + String.join(",", items) + "]";
    return "{\"items\":%s,\"offset\":%d,\"limit\":%d,%s\"next\":%s}"
        .formatted(
            list,
            from,
            limit,
            fault == ListingFault.NO_TOTAL ? "" : "\"total\":" + total + ",",
            next(path, offset, limit, fault));
  }

  private static String item(String id, int trackNumber) {
    String place = trackNumber == 0 ? "" : ",\"disc_number\":1,\"track_number\":" + trackNumber;
    return "{\"id\":\"%s\",\"name\":\"%s\"%s}".formatted(id, id, place);
  }

  private static void applyFault(List<String> items, ListingFault fault) {
    if (items.isEmpty()) {
      return;
    }
    int last = items.size() - 1;
    if (fault == ListingFault.NULL_ITEM) {
      items.set(last / 2, "null");
    } else if (fault == ListingFault.EMPTY_PAGE) {
      items.clear();
    } else if (fault == ListingFault.SHORT_PAGE) {
      items.remove(last);
    } else if (fault == ListingFault.DUPLICATE) {
      items.set(last, items.get(0));
    }
  }

  private String next(String path, int offset, int limit, ListingFault fault) {
    if (fault == ListingFault.NEXT_NULL || offset + limit >= ids.size()) {
      return "null";
    }
    String origin = "https://api.spotify.com";
    int at = offset + limit;
    if (fault == ListingFault.NEXT_FOREIGN) {
      origin = "https://evil.example";
    } else if (fault == ListingFault.NEXT_RELATIVE) {
      origin = "";
    } else if (fault == ListingFault.NEXT_REPEATED) {
      at = offset;
    } else if (fault == ListingFault.NEXT_BACKWARDS) {
      at = Math.max(0, offset - limit);
    } else if (fault == ListingFault.NEXT_SKIPS) {
      at = offset + 2 * limit;
    }
    return "\"%s%s?offset=%d&limit=%d\"".formatted(origin, path, at, limit);
  }

  public static Map<String, String> parameters(String query) {
    if (query == null) {
      return Map.of();
    }
    return List.of(query.split("&", -1)).stream()
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
