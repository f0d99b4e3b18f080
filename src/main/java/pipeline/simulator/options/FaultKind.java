package pipeline.simulator.options;

import static pipeline.simulator.options.FaultKind.FaultPoint.ALBUM;
import static pipeline.simulator.options.FaultKind.FaultPoint.DELIVERY;
import static pipeline.simulator.options.FaultKind.FaultPoint.LISTING;
import static pipeline.simulator.options.FaultKind.FaultPoint.NEXT_LINK;
import static pipeline.simulator.options.FaultKind.FaultPoint.PAGE;
import static pipeline.simulator.options.FaultKind.FaultPoint.RESPONSE;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of faults that the simulator can inject. */
public enum FaultKind {
  RATE_LIMITED("429", RESPONSE, "429 with Retry-After; retry-after=none omits the header"),
  RATE_LIMITED_EMPTY("429-empty", RESPONSE, "429 with Retry-After and an empty body"),
  QUOTA_EXCEEDED(
      "quota-exceeded",
      RESPONSE,
      "429 with the reason QUOTA_EXCEEDED and a Retry-After of one day"),
  UNAUTHORIZED("401", RESPONSE, "401 with JSON: the access token expired"),
  SERVER_ERROR("500", RESPONSE, "500 with JSON"),
  BAD_GATEWAY("502", RESPONSE, "502 with an HTML page"),
  UNAVAILABLE("503", RESPONSE, "503 with an empty body"),
  BAD_REQUEST("400", RESPONSE, "400 with JSON"),
  NOT_BEARER("not-bearer", RESPONSE, "400 with JSON: the token was removed or changed on the way"),
  NOT_FOUND("404", RESPONSE, "404 with JSON"),
  NO_SERVICE("no-service", RESPONSE, "404 with JSON: Service not found"),
  FORBIDDEN("403", RESPONSE, "403 with JSON: Forbidden"),
  PREMIUM_NEEDED("premium-needed", RESPONSE, "403 with plain text: the owner needs Premium"),
  NOT_REGISTERED("not-registered", RESPONSE, "403 with plain text: the user is not registered"),
  NOT_APPROVED("not-approved", RESPONSE, "403 with JSON: the user is not approved for the app"),
  BLOCKED("blocked", RESPONSE, "403 with an HTML page, like that of a proxy"),
  NOT_JSON("not-json", RESPONSE, "200 with an HTML body"),
  EMPTY_BODY("empty-body", RESPONSE, "200 with an empty body"),
  REDIRECT("redirect", RESPONSE, "302 to another host (to=)"),

  CUT("cut", DELIVERY, "half of the body, then the connection closes"),
  CLOSED("closed", DELIVERY, "no response: the connection closes"),
  APPLIED("500-applied", DELIVERY, "500 with JSON, although the request was executed"),
  SLOW("slow", DELIVERY, "a delayed response (ms=, default 3000)"),

  GONE("gone", ALBUM, "albums that are listed but return 404 (null in a batch)"),
  TAKEN_DOWN(
      "taken-down",
      ALBUM,
      "albums without a name, a date and images, with an additional artist without a name"),
  SHIFTED(
      "shifted",
      LISTING,
      "a page that repeats one item of the previous page, as if the listing had shifted"),

  NEXT_FOREIGN("next-foreign", NEXT_LINK, "next on another host (to=)"),
  NEXT_PORT("next-port", NEXT_LINK, "next on another port"),
  NEXT_SCHEME("next-scheme", NEXT_LINK, "next with https instead of http"),
  NEXT_USER_INFO("next-user-info", NEXT_LINK, "next with a user name before the host"),
  NEXT_RELATIVE("next-relative", NEXT_LINK, "next without scheme and host"),
  NEXT_REPEATED("next-repeated", PAGE, "next is the page itself"),
  NEXT_NULL("next-null", NEXT_LINK, "next is null too early"),
  NEXT_SKIPS("next-skips", NEXT_LINK, "next skips a page"),
  NEXT(
      "next",
      NEXT_LINK,
      "next has the text of to=, in which {next} is the correct link, and {origin}, {path} and"
          + " {query} are the parts of this link"),

  NULL_ITEM("null-item", PAGE, "an item of the page is null"),
  NULL_PAGE("null-page", PAGE, "items is null"),
  EMPTY_PAGE("empty-page", PAGE, "no items, although more exist"),
  DUPLICATE("duplicate", PAGE, "the last item repeats the first item of the page"),
  SHORT_PAGE("short-page", PAGE, "the last item of the page is missing"),
  WRONG_TOTAL("wrong-total", PAGE, "total is too high by one"),

  FIELD_ADDED("field-added", PAGE, "each item has an extra field, named by field= (default: news)"),
  FIELD_DROPPED("field-dropped", PAGE, "each item lacks the field named by field= (default: name)"),
  FIELD_CHANGED(
      "field-changed",
      PAGE,
      "in each item, the field named by field= (default: name) becomes an object that contains its"
          + " value");

  /** What a fault affects. */
  public enum FaultPoint {
    /** The fault replaces the response. */
    RESPONSE,
    /** The fault changes how the correct response is delivered. */
    DELIVERY,
    /** The fault makes albums unavailable or incomplete. */
    ALBUM,
    /**
     * The fault makes a page repeat one item of the previous page, as if the listing had shifted.
     */
    LISTING,
    /** The fault changes a page that has a next link. */
    NEXT_LINK,
    /** The fault changes a page that has items. */
    PAGE
  }

  private final String text;
  private final FaultPoint point;
  private final String summary;

  FaultKind(String text, FaultPoint point, String summary) {
    this.text = text;
    this.point = point;
    this.summary = summary;
  }

  /** Returns the name on the command line. */
  public String text() {
    return text;
  }

  /** Returns a short description of what the client receives. */
  public String summary() {
    return summary;
  }

  public FaultPoint point() {
    return point;
  }

  /** Returns the names of the settings that this kind accepts in addition to the rules. */
  Set<String> settings() {
    return switch (this) {
      case RATE_LIMITED,
          RATE_LIMITED_EMPTY,
          QUOTA_EXCEEDED,
          SERVER_ERROR,
          BAD_GATEWAY,
          UNAVAILABLE ->
          Set.of("retry-after");
      case REDIRECT, NEXT_FOREIGN, NEXT -> Set.of("to");
      case SLOW -> Set.of("ms");
      case FIELD_ADDED, FIELD_DROPPED, FIELD_CHANGED -> Set.of("field");
      default -> Set.of();
    };
  }

  static Optional<FaultKind> find(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "));
  }
}
