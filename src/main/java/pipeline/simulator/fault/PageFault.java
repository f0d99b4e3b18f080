package pipeline.simulator.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import pipeline.simulator.options.Fault;

/** Pages that a fault has spoilt. */
public final class PageFault {
  private PageFault() {}

  /** The pages of a body: itself, within it, or within each album of a batch. */
  public static List<JsonObject> pagesOf(JsonObject body) {
    List<JsonObject> pages = new ArrayList<>();
    if (body.get("items") instanceof JsonArray) {
      pages.add(body);
    }
    for (String name : List.of("albums", "tracks", "artists", "items")) {
      JsonElement inner = body.get(name);
      if (inner instanceof JsonObject object) {
        pages.addAll(pagesOf(object));
      } else if (inner instanceof JsonArray batch && !name.equals("items")) {
        batch.forEach(element -> addPages(element, pages));
      }
    }
    return pages;
  }

  private static void addPages(JsonElement element, List<JsonObject> pages) {
    if (element instanceof JsonObject object) {
      pages.addAll(pagesOf(object));
    }
  }

  public static boolean hasNext(JsonObject page) {
    return !page.get("next").isJsonNull();
  }

  public static void apply(JsonObject page, Fault fault) {
    switch (fault.kind()) {
      case NULL_ITEM -> items(page).set(items(page).size() / 2, JsonNull.INSTANCE);
      case NULL_PAGE -> page.add("items", JsonNull.INSTANCE);
      case EMPTY_PAGE -> page.add("items", new JsonArray());
      case DUPLICATE -> items(page).set(items(page).size() - 1, items(page).get(0));
      case SHORT_PAGE -> items(page).remove(items(page).size() - 1);
      case WRONG_TOTAL -> page.addProperty("total", page.get("total").getAsInt() + 1);
      case FIELD_ADDED -> FieldFault.parse(fault.setting("field", "news")).addTo(items(page));
      case FIELD_DROPPED -> FieldFault.parse(fault.setting("field", "name")).dropFrom(items(page));
      case FIELD_CHANGED -> FieldFault.parse(fault.setting("field", "name")).changeIn(items(page));
      case NEXT_NULL -> page.add("next", JsonNull.INSTANCE);
      case NEXT_REPEATED -> page.add("next", page.get("href"));
      default -> page.addProperty("next", link(page, fault));
    }
  }

  private static JsonArray items(JsonObject page) {
    return page.getAsJsonArray("items");
  }

  private static String link(JsonObject page, Fault fault) {
    String next = page.get("next").getAsString();
    URI uri = URI.create(next);
    String pathAndQuery = uri.getRawPath() + "?" + uri.getRawQuery();
    return switch (fault.kind()) {
      case NEXT_FOREIGN -> fault.setting("to", "http://foreign.example") + pathAndQuery;
      case NEXT_PORT -> "http://" + uri.getHost() + ":" + (uri.getPort() ^ 1) + pathAndQuery;
      case NEXT_SCHEME -> "https://" + uri.getAuthority() + pathAndQuery;
      case NEXT_USER_INFO -> "http://someone@" + uri.getAuthority() + pathAndQuery;
      case NEXT_RELATIVE -> pathAndQuery;
      case NEXT_SKIPS -> skipPage(page, next);
      default ->
          fault
              .setting("to", "")
              .replace("{next}", next)
              .replace("{origin}", "http://" + uri.getAuthority())
              .replace("{path}", uri.getRawPath())
              .replace("{query}", uri.getRawQuery());
    };
  }

  private static String skipPage(JsonObject page, String next) {
    int newOffset = page.get("offset").getAsInt() + 2 * page.get("limit").getAsInt();
    return next.replaceFirst("([?&]offset=)\\d+", "$1" + newOffset);
  }
}
