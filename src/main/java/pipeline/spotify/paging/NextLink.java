package pipeline.spotify.paging;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.UrlOrigin;

/**
 * The {@code next} link of a page. The client never requests this URL. If the link leads to the
 * endpoint of the list, the client reads the offset from the link and builds the next URL itself.
 *
 * @param endpoint the URL of the list, without parameters
 */
public record NextLink(String link, URI endpoint) {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");

  /**
   * Returns the offset in the link.
   *
   * @throws SpotifyException PROTOCOL if the link is invalid, leads to another server or endpoint,
   *     or does not have exactly one offset
   */
  public int offset() {
    URI url = toAbsolute(parse());
    if (!UrlOrigin.fromSetting("next", endpoint).isOriginOf(url)) {
      throw invalid("leads to another server than " + endpoint.resolve("/"));
    }
    if (!endpoint.getPath().equals(url.getPath())) {
      throw invalid("leads to another endpoint");
    }
    return offset(url.getRawQuery() == null ? "" : url.getRawQuery());
  }

  /**
   * Checks that the offset in the link is the offset of the next page, and returns the offset. The
   * link's offset must exceed the offset of this page by the requested number of entries or by the
   * number of entries in this page. If the page states a limit below the requested number, the
   * offset may also exceed it by this limit.
   *
   * @param statedLimit the limit that this page states, or null
   * @throws SpotifyException PROTOCOL if the link has any other offset
   */
  int checkFollows(int offset, ResponsePage<?> page, @Nullable Integer statedLimit) {
    int step = offset - page.requestedOffset();
    boolean follows =
        step == page.limit()
            || step == page.size()
            || (statedLimit != null && step == statedLimit && statedLimit < page.limit());
    if (step <= 0 || !follows) {
      throw invalid("does not lead to the page after offset " + page.requestedOffset());
    }
    return offset;
  }

  private URI parse() {
    if (link.isBlank() || link.length() > MAX_LENGTH) {
      throw invalid("is not a URL");
    }
    try {
      return new URI(link);
    } catch (URISyntaxException broken) {
      throw invalid("is not a URL");
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
      throw invalid("does not have exactly one valid offset");
    }
    return Integer.parseInt(offsets.get(0));
  }

  private String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw invalid("has an invalid escape sequence");
    }
  }

  private SpotifyException invalid(String problem) {
    return new SpotifyException(
        SpotifyErrorKind.PROTOCOL,
        ("invalid link to the next page: %s (\"%s\" %s, so it was not followed); check"
                + " SPOTIFY_API_URL, or look for a newer version of the pipeline")
            .formatted(endpoint.getPath(), SpotifyErrorBody.oneLine(link), problem));
  }
}
