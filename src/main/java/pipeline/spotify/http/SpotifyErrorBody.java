package pipeline.spotify.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The message in an error response. The body of the response is HTML, plain text, or JSON in one of
 * two forms.
 */
public record SpotifyErrorBody(boolean isJson, String error, String message, String reason) {
  private static final int MAX_LENGTH = 300;

  /**
   * The pattern of a credential after {@code Bearer} or {@code Basic}. The word "authentication" in
   * "bearer authentication" does not match.
   */
  private static final Pattern SECRETS =
      Pattern.compile(
          "((?i:\\bauthorization\\W{1,4}(?:Bearer|Basic))|\\b(?i:Bearer|Basic)"
              + "(?![ ]+[A-Za-z]?[a-z]{1,14}[.]?(?![A-Za-z0-9._~+/=-])))[ :=]+[A-Za-z0-9._~+/=-]+");

  /**
   * Parses {@code {"error":{"message","reason"}}}, {@code {"error","error_description"}}, HTML, or
   * text.
   */
  public static SpotifyErrorBody parse(ApiResponse response) {
    try {
      JsonElement root =
          JsonParser.parseReader(JsonValidatingTransport.strictReader(response.body()));
      if (root.isJsonObject()) {
        return ofJson(root.getAsJsonObject());
      }
    } catch (JsonParseException plainText) {
      // the body is HTML or plain text
    }
    String text =
        HtmlTextParser.isHtml(response) ? HtmlTextParser.parse(response) : response.text();
    return new SpotifyErrorBody(false, "", oneLine(text), "");
  }

  private static SpotifyErrorBody ofJson(JsonObject root) {
    JsonElement error = root.get("error");
    if (error != null && error.isJsonObject()) {
      JsonObject object = error.getAsJsonObject();
      return new SpotifyErrorBody(true, "", text(object, "message"), text(object, "reason"));
    }
    String code = text(root, "error");
    String description = text(root, "error_description");
    return new SpotifyErrorBody(
        true, code, description.isEmpty() ? code : code + ": " + description, "");
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? oneLine(value.getAsString()) : "";
  }

  boolean mentions(String part) {
    return message.toLowerCase(Locale.ROOT).contains(part);
  }

  /**
   * Returns the message as {@code saying "message"}, or {@code without a message}, for use in
   * another message.
   */
  public String quote() {
    String all = reason.isEmpty() ? message : (message + " " + reason).strip();
    return all.isEmpty() ? "without a message" : "saying \"" + all + "\"";
  }

  /**
   * Returns a text as one printable line, shortened to 300 characters, without Bearer and Basic
   * credentials.
   */
  public static String oneLine(String text) {
    String start = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
    String line = SECRETS.matcher(start).replaceAll("$1 …");
    line = line.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
  }
}
