package pipeline.simulator.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong. */
public enum FaultKind {
  RATE_LIMITED("429", FaultStage.REPLY, "429 with Retry-After; retry-after=none leaves it out"),
  QUOTA_EXCEEDED("quota-exceeded", FaultStage.REPLY, "429 QUOTA_EXCEEDED, to wait a day"),
  UNAUTHORIZED("401", FaultStage.REPLY, "401, the access token expired"),
  SERVER_ERROR("500", FaultStage.REPLY, "500, JSON"),
  BAD_GATEWAY("502", FaultStage.REPLY, "502, a page of HTML"),
  UNAVAILABLE("503", FaultStage.REPLY, "503, an empty body"),
  BAD_REQUEST("400", FaultStage.REPLY, "400, JSON"),
  NOT_BEARER("not-bearer", FaultStage.REPLY, "400, JSON: the token was lost or changed on its way"),
  NOT_FOUND("404", FaultStage.REPLY, "404, JSON"),
  NO_SERVICE("no-service", FaultStage.REPLY, "404 Service not found, JSON"),
  FORBIDDEN("403", FaultStage.REPLY, "403 Forbidden, JSON"),
  PREMIUM_NEEDED("premium-needed", FaultStage.REPLY, "403, plain text: the owner needs Premium"),
  NOT_REGISTERED("not-registered", FaultStage.REPLY, "403, plain text: the user is not registered"),
  NOT_APPROVED("not-approved", FaultStage.REPLY, "403, JSON: the user is not approved for the app"),
  BLOCKED("blocked", FaultStage.REPLY, "403, a page of HTML, as a proxy gives one"),
  NOT_JSON("not-json", FaultStage.REPLY, "200, but the body is HTML"),
  EMPTY_BODY("empty-body", FaultStage.REPLY, "200, but no body"),
  REDIRECT("redirect", FaultStage.REPLY, "302 to another host (to=)"),

  CUT("cut", FaultStage.DELIVERY, "half of the body, then the connection closes"),
  CLOSED("closed", FaultStage.DELIVERY, "the connection closes without an answer"),
  APPLIED("500-applied", FaultStage.DELIVERY, "500, JSON, although what was asked for is done"),
  SLOW("slow", FaultStage.DELIVERY, "the answer comes late (ms=, default 3000)"),

  GONE("gone", FaultStage.ALBUM, "albums that are listed, but 404 (null in a batch)"),
  SHIFTED(
      "shifted", FaultStage.LISTING, "the listing moved by one: an item of the page before again"),

  NEXT_FOREIGN("next-foreign", FaultStage.LINK, "next on another host (to=)"),
  NEXT_PORT("next-port", FaultStage.LINK, "next on another port"),
  NEXT_SCHEME("next-scheme", FaultStage.LINK, "next with https instead of http"),
  NEXT_USER_INFO("next-user-info", FaultStage.LINK, "next with a user name before the host"),
  NEXT_RELATIVE("next-relative", FaultStage.LINK, "next without scheme and host"),
  NEXT_REPEATED("next-repeated", FaultStage.PAGE, "next is the page itself"),
  NEXT_NULL("next-null", FaultStage.LINK, "next is null too early"),
  NEXT_SKIPS("next-skips", FaultStage.LINK, "next leaves a page out"),
  NEXT("next", FaultStage.LINK, "next is to=, where {origin} {path} {query} {next} are filled in"),

  NULL_ITEM("null-item", FaultStage.PAGE, "an item of the page is null"),
  NULL_PAGE("null-page", FaultStage.PAGE, "items is null"),
  EMPTY_PAGE("empty-page", FaultStage.PAGE, "no items, though there is more"),
  DUPLICATE("duplicate", FaultStage.PAGE, "the last item of the page is its first again"),
  SHORT_PAGE("short-page", FaultStage.PAGE, "the last item of the page is missing"),
  WRONG_TOTAL("wrong-total", FaultStage.PAGE, "total is one too many"),

  FIELD_ADDED(
      "field-added", FaultStage.PAGE, "each item has one field more (field=, default news)"),
  FIELD_DROPPED("field-dropped", FaultStage.PAGE, "each item lacks a field (field=, default name)"),
  FIELD_CHANGED(
      "field-changed",
      FaultStage.PAGE,
      "a field of each item is an object now, its value within (field=, default name)");

  /** Where in the making of an answer a fault sets in. */
  public enum FaultStage {
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
  private final FaultStage stage;
  private final String summary;

  FaultKind(String text, FaultStage stage, String summary) {
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

  public FaultStage stage() {
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

  static Optional<FaultKind> find(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  static String names() {
    return List.of(values()).stream().map(FaultKind::text).collect(Collectors.joining(", "));
  }
}
