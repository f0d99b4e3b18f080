package pipeline.spotify.auth;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.json.JsonValues;

/**
 * Stores the refresh token in a file that only its owner can read. It replaces the file atomically,
 * because a lost token requires a new consent.
 */
public final class FileRefreshTokenStore implements RefreshTokenStore {
  private final Path file;
  private final boolean simulated;

  /**
   * Creates a store. The file may be missing, but its folder must exist.
   *
   * @param simulated whether the tokens are for a simulator; the store never replaces a file of the
   *     other kind
   */
  public FileRefreshTokenStore(Path file, boolean simulated) {
    this.file = file;
    this.simulated = simulated;
  }

  @Override
  public Optional<RefreshToken> find() {
    Optional<JsonObject> json = read();
    checkFolderIsWritable();
    return json.map(this::token);
  }

  private Optional<JsonObject> read() {
    try {
      JsonObject json =
          JsonParser.parseReader(JsonValidatingTransport.strictReader(Files.readAllBytes(file)))
              .getAsJsonObject();
      return Optional.of(json);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw failure("cannot be read; give this user the right to read it", unreadable);
    } catch (JsonParseException | IllegalStateException damaged) {
      throw damaged(); // without the cause, because it quotes the content
    }
  }

  private RefreshToken token(JsonObject json) {
    String secret = JsonValues.text(json.get("refresh_token"));
    Boolean ofSimulator = JsonValues.bool(json.get("simulated"));
    if (secret == null || secret.isBlank() || ofSimulator == null) {
      throw damaged();
    }
    if (ofSimulator != simulated) {
      throw failure(
          ofSimulator
              ? "contains a token of a simulator, but this is Spotify; set SPOTIFY_TOKEN_FILE to"
                  + " another file"
              : "contains a token of Spotify, but this is a simulator; set SPOTIFY_TOKEN_FILE to"
                  + " another file",
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
   * Checks that the file can be replaced. This must happen before a request to Spotify, because a
   * new token that cannot be stored is lost.
   */
  private void checkFolderIsWritable() {
    Path folder = folder(file);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw failure(
          "cannot be replaced, because " + folder + " is not a folder that this user may write to",
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
      throw failure("cannot be written (" + failure.getClass().getSimpleName() + ")", failure);
    }
  }

  private void replace(String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path next =
        Files.createTempFile(folder(target), ".token", ".tmp", ownerOnlyPermissions(target));
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          int unused = channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException failed) {
      discard(next, failed);
      throw failed;
    }
  }

  /** Deletes the temporary file. A failure is added to the cause, which is more important. */
  private static void discard(Path temporary, Exception cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      cause.addSuppressed(stays);
    }
  }

  private static FileAttribute<?>[] ownerOnlyPermissions(Path target) throws IOException {
    boolean posix = Files.getFileStore(folder(target)).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private SpotifyException damaged() {
    return failure("is not a token file; delete it and run pipeline authorize", null);
  }

  private SpotifyException failure(String problem, @Nullable Throwable cause) {
    return new SpotifyException(
        SpotifyErrorKind.CONFIGURATION, "token file %s %s".formatted(file, problem), cause);
  }

  @Override
  public String toString() {
    return "FileRefreshTokenStore[" + file + "]";
  }
}
