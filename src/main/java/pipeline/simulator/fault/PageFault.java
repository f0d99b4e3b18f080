package pipeline.simulator.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import pipeline.simulator.options.Fault;

/** The faults of pages: wrong items, fields, totals and next links. */
final class PageFault {
  private PageFault() {}

  /**
   * Returns the pages that have items. These are the body itself if it is a page, and the pages
   * inside the body.
   */
  static List<JsonObject> pagesWithItems(JsonObject body) {
    List<JsonObject> pages = new ArrayList<>();
    if (body.get("items") instanceof JsonArray items && !items.isEmpty()) {
      pages.add(body);
    }
    for (String name : List.of("albums", "tracks", "artists", "items")) {
      JsonElement child = body.get(name);
      if (child instanceof JsonObject object) {
        pages.addAll(pagesWithItems(object));
      } else if (child instanceof JsonArray batch && !name.equals("items")) {
        for (JsonElement element : batch) {
          if (element instanceof JsonObject object) {
            pages.addAll(pagesWithItems(object));
          }
        }
      }
    }
    return pages;
  }

  static boolean hasNext(JsonObject page) {
    return !page.get("next").isJsonNull();
  }

  static void apply(JsonObject page, Fault fault) {
    switch (fault.kind()) {
      case NULL_ITEM -> items(page).set(items(page).size() / 2, JsonNull.INSTANCE);
      case NULL_PAGE -> page.add("items", JsonNull.INSTANCE);
      case EMPTY_PAGE -> page.add("items", new JsonArray());
      case DUPLICATE -> items(page).set(items(page).size() - 1, items(page).get(0));
      case SHORT_PAGE -> items(page).remove(items(page).size() - 1);
      case WRONG_TOTAL -> page.addProperty("total", page.get("total").getAsInt() + 1);
      case FIELD_ADDED ->
          changeField(page, fault, "news", (item, name) -> item.addProperty(name, "new"));
      case FIELD_DROPPED -> changeField(page, fault, "name", JsonObject::remove);
      case FIELD_CHANGED -> changeField(page, fault, "name", PageFault::wrapValue);
      case NEXT_NULL -> page.add("next", JsonNull.INSTANCE);
      case NEXT_REPEATED -> page.add("next", page.get("href"));
      default -> page.addProperty("next", link(page, fault));
    }
  }

  private static JsonArray items(JsonObject page) {
    return page.getAsJsonArray("items");
  }

  private static void changeField(
      JsonObject page, Fault fault, String defaultPath, BiConsumer<JsonObject, String> change) {
    forEachParent(items(page), fault.setting("field", defaultPath), change);
  }

  /**
   * Calls {@code change} with each object that can have the field, and with the field's name.
   *
   * @param path the names of the enclosing objects and of the field, such as {@code artists.id}; if
   *     an enclosing value is an array, {@code change} is called for all its elements
   */
  private static void forEachParent(
      JsonElement json, String path, BiConsumer<JsonObject, String> change) {
    if (json instanceof JsonArray array) {
      array.forEach(element -> forEachParent(element, path, change));
    } else if (json instanceof JsonObject object) {
      String[] names = path.split("\\.", 2);
      if (names.length == 1) {
        change.accept(object, path);
      } else {
        forEachParent(object.get(names[0]), names[1], change);
      }
    }
  }

  private static void wrapValue(JsonObject object, String name) {
    if (object.has(name)) {
      JsonObject wrapper = new JsonObject();
      wrapper.add("value", object.get(name));
      object.add(name, wrapper);
    }
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
      case NEXT ->
          fault
              .setting("to", "")
              .replace("{next}", next)
              .replace("{origin}", "http://" + uri.getAuthority())
              .replace("{path}", uri.getRawPath())
              .replace("{query}", uri.getRawQuery());
      default -> throw new IllegalArgumentException("not a fault of pages: " + fault.kind());
    };
  }

  private static String skipPage(JsonObject page, String next) {
    int newOffset = page.get("offset").getAsInt() + 2 * page.get("limit").getAsInt();
    return next.replaceFirst("([?&]offset=)\\d+", "$1" + newOffset);
  }
}
