package pipeline.spotify.paging;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.UrlOrigin;

/**
 * What a page names as its {@code next}. It is never called: the next request is built from our own
 * address. It is read for the offset, and believed only where it is another spelling of that
 * request.
 */
public final class NextLink {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");

  private final String link;
  private final URI endpoint;

  private NextLink(String link, URI endpoint) {
    this.link = link;
    this.endpoint = endpoint;
  }

  /**
   * The offset that it names.
   *
   * @param endpoint what was asked, without parameters
   * @throws SpotifyException PROTOCOL where it leads anywhere else
   */
  public static int offset(String link, URI endpoint) {
    return new NextLink(link, endpoint).offset();
  }

  /** A next that can be read but does not follow from the page that names it. */
  static SpotifyException invalid(String link, URI endpoint, String problem) {
    return new SpotifyException(
        SpotifyErrorKind.PROTOCOL,
        "A page of %s names as its next \"%s\", which %s. It was not followed."
            .formatted(endpoint.getPath(), SpotifyErrorBody.oneLine(link), problem));
  }

  private int offset() {
    URI url = toAbsolute(parse());
    if (!UrlOrigin.fromSetting("next", endpoint).isOriginOf(url)) {
      throw invalid("is at another place than " + endpoint.resolve("/"));
    }
    if (!endpoint.getPath().equals(url.getPath())) {
      throw invalid("is another endpoint");
    }
    return offset(url.getRawQuery() == null ? "" : url.getRawQuery());
  }

  private URI parse() {
    if (link.isBlank() || link.length() > MAX_LENGTH) {
      throw invalid("is no URL");
    }
    try {
      return new URI(link);
    } catch (URISyntaxException broken) {
      throw invalid("is no URL");
    }
  }

  private URI toAbsolute(URI url) {
    boolean onlyQuery =
        !url.isAbsolute() && url.getRawAuthority() == null && url.getRawPath().isEmpty();
    if (onlyQuery) {
      return URI.create(endpoint + "?" + (url.getRawQuery() == null ? "" : url.getRawQuery()));
    }
    return endpoint.resolve(url);
  }

  private int offset(String query) {
    List<String> offsets =
        Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2 && decode(pair[0]).equals("offset"))
            .map(pair -> decode(pair[1]))
            .distinct()
            .toList();
    if (offsets.size() != 1 || !OFFSET.matcher(offsets.get(0)).matches()) {
      throw invalid("names no offset, or not one");
    }
    return Integer.parseInt(offsets.get(0));
  }

  private String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw invalid("is encoded wrongly");
    }
  }

  private SpotifyException invalid(String problem) {
    return invalid(link, endpoint, problem);
  }
}
