package pipeline.simulator.api;

import java.util.Map;
import pipeline.simulator.http.HttpErrorException;

/** The part of a list that a request selects. */
record PageRequest(int offset, int limit) {
  static final int MAX_LIMIT = 50;
  static final int DEFAULT_LIMIT = 20;

  /**
   * Parses the limit and the offset of a request.
   *
   * @throws HttpErrorException with status 400 and Spotify's message if the limit or the offset is
   *     invalid
   */
  static PageRequest parse(Map<String, String> parameters, int maxLimit, int defaultLimit) {
    int limit = number(parameters, "limit", defaultLimit);
    int offset = number(parameters, "offset", 0);
    if (limit < 1 || limit > maxLimit) {
      throw HttpErrorException.badRequest("Invalid limit");
    }
    if (offset < 0) {
      throw HttpErrorException.badRequest("Invalid offset");
    }
    return new PageRequest(offset, limit);
  }

  private static int number(Map<String, String> parameters, String name, int defaultValue) {
    String text = parameters.get(name);
    if (text == null) {
      return defaultValue;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw HttpErrorException.badRequest("Invalid " + name);
    }
  }
}
