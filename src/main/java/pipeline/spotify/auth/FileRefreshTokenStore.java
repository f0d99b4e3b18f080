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
 * The refresh token in a file of its own, which nobody but its owner can read from its first byte
 * on, and which is replaced whole: a token that is lost needs a person to get another.
 */
public final class FileRefreshTokenStore implements RefreshTokenStore {
  private final Path file;
  private final boolean simulated;

  /**
   * The file need not exist, its folder must.
   *
   * @param simulated whether it is for a simulator; a file for the other kind is not touched
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
      throw failure("cannot be read: let this user read it", unreadable);
    } catch (JsonParseException | IllegalStateException damaged) {
      throw damaged(); // without the cause, which quotes what it read
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
              ? "holds a token of a simulator, and this is Spotify: set SPOTIFY_TOKEN_FILE to"
                  + " another file"
              : "holds a token of Spotify, and this is a simulator: set SPOTIFY_TOKEN_FILE to"
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

  /** Before Spotify is asked: afterwards it would be too late to say so. */
  private void checkFolderIsWritable() {
    Path folder = folder(file);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw failure(
          "cannot be replaced, for " + folder + " is no folder that this user may write to", null);
    }
  }

  @Override
  public void save(RefreshToken token) {
    Optional<RefreshToken> unused = find(); // refuses to replace what is no token of ours
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

  /** The failure that led here is the one that matters. */
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
    return failure("is not what pipeline authorize writes: remove it, and authorize anew", null);
  }

  private SpotifyException failure(String problem, @Nullable Throwable cause) {
    return new SpotifyException(
        SpotifyErrorKind.CONFIGURATION, "The token file %s %s.".formatted(file, problem), cause);
  }

  @Override
  public String toString() {
    return "FileRefreshTokenStore[" + file + "]";
  }
}
