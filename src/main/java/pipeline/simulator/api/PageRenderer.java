package pipeline.simulator.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pipeline.simulator.http.FormParameters;
import pipeline.simulator.http.SimRequest;

/**
 * Page objects over a listing.
 *
 * @param address absolute, without query
 * @param parameters what the page's own addresses repeat, beside limit and offset
 * @param shift how far the listing has moved since the page before
 */
record PageRenderer(String address, Map<String, String> parameters, int shift) {

  static PageRenderer from(SimRequest request, Map<String, String> parameters) {
    return new PageRenderer(request.origin() + request.path(), parameters, request.shift());
  }

  <T> JsonObject page(List<T> all, PageRequest window, Function<T, JsonElement> render) {
    return page(all, window, all.size(), render);
  }

  /**
   * @param total what the page claims; whether there is a next page depends on the listing alone
   */
  <T> JsonObject page(List<T> all, PageRequest window, int total, Function<T, JsonElement> render) {
    int end = (int) Math.min(all.size(), (long) window.offset() + window.limit());
    JsonArray items = new JsonArray();
    for (T item : slice(all, window)) {
      items.add(render.apply(item));
    }
    JsonObject page = new JsonObject();
    page.addProperty("href", url(window.offset(), window.limit()));
    page.add("items", items);
    page.addProperty("limit", window.limit());
    addLink(page, "next", end < all.size() && window.offset() < end, end, window);
    page.addProperty("offset", window.offset());
    int before = Math.max(0, window.offset() - window.limit());
    addLink(page, "previous", window.offset() > 0, before, window);
    page.addProperty("total", total);
    return page;
  }

  private <T> List<T> slice(List<T> all, PageRequest window) {
    int moved = window.offset() == 0 ? 0 : shift;
    int from = Math.min(all.size(), Math.max(0, window.offset() - moved));
    return all.subList(from, (int) Math.min(all.size(), (long) from + window.limit()));
  }

  private void addLink(
      JsonObject page, String name, boolean there, int offset, PageRequest window) {
    if (there) {
      page.addProperty(name, url(offset, window.limit()));
    } else {
      page.add(name, JsonNull.INSTANCE);
    }
  }

  private String url(int offset, int limit) {
    Map<String, String> query = new LinkedHashMap<>(parameters);
    query.put("offset", Integer.toString(offset));
    query.put("limit", Integer.toString(limit));
    return address + "?" + FormParameters.format(query);
  }
}
