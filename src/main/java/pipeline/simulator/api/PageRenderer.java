package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pipeline.simulator.http.FormParameters;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimulatorJson;

/**
 * Renders a part of a list as a page object.
 *
 * @param address the absolute address of the list, without a query
 * @param parameters the parameters that follow offset and limit in the links
 * @param shift the number of items by which the list has shifted since the previous page
 */
record PageRenderer(String address, Map<String, String> parameters, int shift) {

  /**
   * Creates the renderer of the list that was requested.
   *
   * @param parameters the additional parameters that this endpoint has in its links
   */
  static PageRenderer from(ApiCall call, Map<String, String> parameters) {
    SimRequest request = call.request();
    return new PageRenderer(
        request.origin() + request.path(), linkParameters(call, parameters), call.shift());
  }

  private static Map<String, String> linkParameters(ApiCall call, Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    String market = call.parameters().get("market");
    if (market != null) {
      all.put("market", market);
    }
    all.put("locale", call.request().locale());
    return all;
  }

  /**
   * Returns the first page, with at most 50 items, of a list that is embedded in another object.
   */
  static <T> JsonObject firstPage(
      ApiCall call, String address, List<T> all, Function<T, JsonElement> render) {
    return new PageRenderer(address, linkParameters(call, Map.of()), 0)
        .page(all, new PageRequest(0, PageRequest.MAX_LIMIT), render);
  }

  <T> JsonObject page(List<T> all, PageRequest requested, Function<T, JsonElement> render) {
    return page(all, requested, all.size(), render);
  }

  /**
   * Returns a page of a list, with a given total. In a search, this total can differ from the size
   * of the list.
   *
   * @param total the value of the field {@code total}; the links do not depend on it
   */
  <T> JsonObject page(
      List<T> all, PageRequest requested, int total, Function<T, JsonElement> render) {
    int offset = requested.offset();
    int limit = requested.limit();
    int end = (int) Math.min(all.size(), (long) offset + limit);
    JsonObject page = new JsonObject();
    page.addProperty("href", url(offset, limit));
    page.add("items", SimulatorJson.array(slice(all, requested), render));
    page.addProperty("limit", limit);
    addLink(page, "next", end < all.size() && offset < end, end, limit);
    page.addProperty("offset", offset);
    addLink(page, "previous", offset > 0, Math.max(0, offset - limit), limit);
    page.addProperty("total", total);
    return page;
  }

  private <T> List<T> slice(List<T> all, PageRequest requested) {
    int shifted = requested.offset() == 0 ? 0 : shift;
    int from = Math.min(all.size(), Math.max(0, requested.offset() - shifted));
    return all.subList(from, (int) Math.min(all.size(), (long) from + requested.limit()));
  }

  private void addLink(JsonObject page, String name, boolean exists, int offset, int limit) {
    if (exists) {
      page.addProperty(name, url(offset, limit));
    } else {
      page.add(name, JsonNull.INSTANCE);
    }
  }

  private String url(int offset, int limit) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("offset", Integer.toString(offset));
    query.put("limit", Integer.toString(limit));
    query.putAll(parameters);
    return address + "?" + FormParameters.formatLink(query);
  }
}
