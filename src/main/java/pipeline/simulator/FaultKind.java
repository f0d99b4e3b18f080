package pipeline.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong. */
public enum FaultKind {
  RATE_LIMITED("429", Stage.REPLY, "429 with Retry-After; retry-after=none leaves it out"),
  QUOTA_EXCEEDED("quota-exceeded", Stage.REPLY, "429 QUOTA_EXCEEDED, to wait a day"),
  UNAUTHORIZED("401", Stage.REPLY, "401, the access token expired"),
  SERVER_ERROR("500", Stage.REPLY, "500, JSON"),
  BAD_GATEWAY("502", Stage.REPLY, "502, a page of HTML"),
  UNAVAILABLE("503", Stage.REPLY, "503, an empty body"),
  BAD_REQUEST("400", Stage.REPLY, "400, JSON"),
  NOT_BEARER("not-bearer", Stage.REPLY, "400, JSON: the token was lost or changed on its way"),
  NOT_FOUND("404", Stage.REPLY, "404, JSON"),
  NO_SERVICE("no-service", Stage.REPLY, "404 Service not found, JSON"),
  FORBIDDEN("403", Stage.REPLY, "403 Forbidden, JSON"),
  PREMIUM_NEEDED("premium-needed", Stage.REPLY, "403, plain text: the owner needs Premium"),
  NOT_REGISTERED("not-registered", Stage.REPLY, "403, plain text: the user is not registered"),
  NOT_APPROVED("not-approved", Stage.REPLY, "403, JSON: the user is not approved for the app"),
  BLOCKED("blocked", Stage.REPLY, "403, a page of HTML, as a proxy gives one"),
  NOT_JSON("not-json", Stage.REPLY, "200, but the body is HTML"),
  EMPTY_BODY("empty-body", Stage.REPLY, "200, but no body"),
  REDIRECT("redirect", Stage.REPLY, "302 to another host (to=)"),

  CUT("cut", Stage.DELIVERY, "half of the body, then the connection closes"),
  CLOSED("closed", Stage.DELIVERY, "the connection closes without an answer"),
  APPLIED("500-applied", Stage.DELIVERY, "500, JSON, although what was asked for is done"),
  SLOW("slow", Stage.DELIVERY, "the answer comes late (ms=, default 3000)"),

  GONE("gone", Stage.ALBUM, "albums that are listed, but 404 (null in a batch)"),
  SHIFTED("shifted", Stage.LISTING, "the listing moved by one: an item of the page before again"),

  NEXT_FOREIGN("next-foreign", Stage.LINK, "next on another host (to=)"),
  NEXT_PORT("next-port", Stage.LINK, "next on another port"),
  NEXT_SCHEME("next-scheme", Stage.LINK, "next with https instead of http"),
  NEXT_USER_INFO("next-user-info", Stage.LINK, "next with a user name before the host"),
  NEXT_RELATIVE("next-relative", Stage.LINK, "next without scheme and host"),
  NEXT_REPEATED("next-repeated", Stage.PAGE, "next is the page itself"),
  NEXT_NULL("next-null", Stage.LINK, "next is null too early"),
  NEXT_SKIPS("next-skips", Stage.LINK, "next leaves a page out"),
  NEXT("next", Stage.LINK, "next is to=, where {origin} {path} {query} {next} are filled in"),

  NULL_ITEM("null-item", Stage.PAGE, "an item of the page is null"),
  NULL_PAGE("null-page", Stage.PAGE, "items is null"),
  EMPTY_PAGE("empty-page", Stage.PAGE, "no items, though there is more"),
  DUPLICATE("duplicate", Stage.PAGE, "the last item of the page is its first again"),
  SHORT_PAGE("short-page", Stage.PAGE, "the last item of the page is missing"),
  WRONG_TOTAL("wrong-total", Stage.PAGE, "total is one too many"),

  FIELD_ADDED("field-added", Stage.PAGE, "each item has one field more (field=, default news)"),
  FIELD_DROPPED("field-dropped", Stage.PAGE, "each item lacks a field (field=, default name)"),
  FIELD_CHANGED(
      "field-changed",
      Stage.PAGE,
      "a field of each item is an object now, its value within (field=, default name)");

  /** Where in the making of an answer a fault sets in. */
  enum Stage {
    /** Another answer instead. */
    REPLY,
    /** The right answer, badly delivered. */
    DELIVERY,
    /** Some albums do not exist. */
    ALBUM,
    /** A page that is not the first is cut from a listing that has moved. */
    LISTING,
    /** A page that has a next. */
    LINK,
    /** Any page with items. */
    PAGE
  }

  private final String text;
  private final Stage stage;
  private final String summary;

  FaultKind(String text, Stage stage, String summary) {
    this.text = text;
    this.stage = stage;
    this.summary = summary;
  }

  /** The name by which it is asked for. */
  public String text() {
    return text;
  }

  /** What the client meets, in a few words. */
  public String summary() {
    return summary;
  }

  Stage stage() {
    return stage;
  }

  /** The settings that this kind takes beside the rules. */
  Set<String> settings() {
    return switch (this) {
      case RATE_LIMITED, QUOTA_EXCEEDED, SERVER_ERROR, BAD_GATEWAY, UNAVAILABLE ->
          Set.of("retry-after");
      case REDIRECT, NEXT_FOREIGN, NEXT -> Set.of("to");
      case SLOW -> Set.of("ms");
      case FIELD_ADDED, FIELD_DROPPED, FIELD_CHANGED -> Set.of("field");
      default -> Set.of();
    };
  }

  static Optional<FaultKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  static String all() {
    return List.of(values()).stream().map(FaultKind::text).collect(Collectors.joining(", "));
  }
}
