package pipeline.spotify.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds URLs from a base URL, a path and parameters. */
public final class UrlBuilder {
  private UrlBuilder() {}

  public static URI resolve(URI base, String path) {
    return URI.create(base.toString().replaceFirst("/+$", "") + path);
  }

  /** Returns the URL with the parameters added in the order of the map. */
  public static URI withParameters(URI url, Map<String, String> parameters) {
    return parameters.isEmpty() ? url : URI.create(url + "?" + form(parameters));
  }

  /** Returns the parameters in the encoding of forms and queries. */
  public static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
