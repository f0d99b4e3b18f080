package pipeline.spotify.auth;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.json.JsonValues;

/**
 * Stores the refresh token in a file that only its owner can read. The store replaces the file
 * atomically, because a lost token requires a new consent.
 *
 * @param file the file, which may be missing; its folder must exist
 * @param simulated whether the tokens are for a simulator and not for Spotify; the store rejects a
 *     file with a token of the other kind
 */
public record FileRefreshTokenStore(Path file, boolean simulated) implements RefreshTokenStore {

  @Override
  public Optional<RefreshToken> find() {
    Optional<JsonObject> json = read();
    checkFolderIsWritable();
    return json.map(this::token);
  }

  private Optional<JsonObject> read() {
    try {
      return Optional.of(JsonValidatingTransport.parseObject(Files.readAllBytes(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw failure("unreadable token file", "give this user the right to read it", unreadable);
    } catch (JsonParseException | IllegalStateException damaged) {
      throw damaged(); // without the cause, because its message quotes the file
    }
  }

  private RefreshToken token(JsonObject json) {
    String secret = JsonValues.text(json.get("refresh_token"));
    Boolean ofSimulator = JsonValues.bool(json.get("simulated"));
    if (secret == null || secret.isBlank() || ofSimulator == null) {
      throw damaged();
    }
    if (ofSimulator != simulated) {
      throw ofSimulator
          ? failure(
              "token file with a simulator's token",
              "for Spotify, set SPOTIFY_TOKEN_FILE to another file",
              null)
          : failure(
              "token file with a token from Spotify",
              "for the simulator, set SPOTIFY_TOKEN_FILE to another file",
              null);
    }
    return new RefreshToken(secret, instant(JsonValues.text(json.get("authorized_at"))));
  }

  private @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException odd) {
      throw damaged();
    }
  }

  /**
   * Checks that the file can be replaced. The check must precede a request to Spotify, because a
   * new token is lost if it cannot be stored.
   */
  private void checkFolderIsWritable() {
    Path folder = folder(target());
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw failure(
          "token file in a missing or read-only folder",
          "create the folder, or give this user the right to write to it",
          null);
    }
  }

  @Override
  public void save(RefreshToken token) {
    Optional<RefreshToken> unused = find(); // fails if the file is not a token file of this kind
    JsonObject json = new JsonObject();
    json.addProperty("refresh_token", token.secret());
    if (token.authorizedAt() != null) {
      json.addProperty("authorized_at", token.authorizedAt().toString());
    }
    json.addProperty("simulated", simulated);
    try {
      replace(json + "\n");
    } catch (IOException failure) {
      throw new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          "cannot write the token file: %s (%s); check the disk space and the folder's permissions"
              .formatted(file, failure.getClass().getSimpleName()),
          failure);
    }
  }

  /**
   * Writes the text to a temporary file and renames it to the token file. Java makes temporary
   * files readable for their owner only.
   */
  private void replace(String text) throws IOException {
    Path target = target();
    Path temporary = Files.createTempFile(folder(target), ".token", ".tmp");
    try {
      Files.writeString(temporary, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path folder(Path target) {
    return Objects.requireNonNullElse(target.getParent(), target);
  }

  /** Returns the file to replace: the token file or, if it links to an existing file, that file. */
  private Path target() {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    } catch (IOException unreadable) {
      throw failure("unreadable token file", "give this user the right to read it", unreadable);
    }
  }

  private SpotifyException damaged() {
    return failure("invalid token file", "delete it and run pipeline authorize", null);
  }

  private SpotifyException failure(String problem, String remedy, @Nullable Throwable cause) {
    return new SpotifyException(
        SpotifyErrorKind.CONFIGURATION, "%s: %s; %s".formatted(problem, file, remedy), cause);
  }
}
