package pipeline.simulator.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pipeline.simulator.http.SimRequest;

/**
 * An authorized request to an endpoint, and the values that the response depends on.
 *
 * @param id the ID in the path; empty if the endpoint has none
 * @param scopes the scopes of the token
 * @param today the date of the listing and of searches
 * @param shift the number of items by which the listing has shifted since the previous page
 */
record ApiCall(
    SimRequest request, String id, int scopes, JsonRenderer renderer, LocalDate today, int shift) {

  Map<String, String> parameters() {
    return request.parameters();
  }

  /** Returns the requested page of a list. A page has 20 items by default and 50 at most. */
  <T> JsonObject page(List<T> all, Function<T, JsonElement> render) {
    PageRequest page =
        PageRequest.parse(parameters(), PageRequest.MAX_LIMIT, PageRequest.DEFAULT_LIMIT);
    return PageRenderer.from(this, Map.of()).page(all, page, render);
  }
}
